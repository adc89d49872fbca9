import type { Late } from './options.ts';

/** Creations that were asked for, and have not taken place yet. */
export class LateCreations {
  readonly #now: () => number;
  #waiting: { requests: number; readonly until: number; readonly create: () => void }[] = [];

  /** @param now the time in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Has a creation take place later. */
  add(create: () => void, late: Late): void {
    const { requests, milliseconds } = late;
    const never = requests === undefined && milliseconds === undefined;
    const until = never ? Number.POSITIVE_INFINITY : this.#now() + (milliseconds ?? 0);
    this.#waiting.push({ requests: requests ?? 0, until, create });
  }

  /** Counts a request that is about to be handled, and lets take place what is due before it. */
  passRequest(): void {
    const due = this.#waiting.filter(({ requests, until }) => requests <= 0 && this.#now() >= until);
    this.#waiting = this.#waiting.filter((creation) => !due.includes(creation));
    for (const creation of this.#waiting) {
      creation.requests -= 1;
    }
    create(due);
  }

  /** Lets take place whatever has not yet, and returns how many that were. */
  takePlace(): number {
    const all = this.#waiting;
    this.#waiting = [];
    create(all);
    return all.length;
  }
}

function create(creations: readonly { readonly create: () => void }[]): void {
  for (const creation of creations) {
    creation.create();
  }
}
