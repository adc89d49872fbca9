import type { Clock } from './clock.ts';
import type { Window } from './rate-limit.ts';

/**
 * Lets requests start as fast as the account's windows allow and not faster. The windows are those of the first answer;
 * until it is there, one request is under way at a time.
 */
export class Pacer {
  readonly #clock: Clock;
  #windows: readonly Window[] = [];
  /** When requests started, the oldest first, as far back as the longest window reaches. */
  #starts: number[] = [];
  #pausedUntil = 0;
  #queue: Promise<void> = Promise.resolve();
  #informed = false;
  #waited = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The windows of the account, as far as they are known. */
  get windows(): readonly Window[] {
    return this.#windows;
  }

  /** Milliseconds that requests have been held back so far. */
  get waited(): number {
    return this.#waited;
  }

  /** Waits for its turn, then runs a request. */
  async run<T>(request: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => this.#admit());
    const running = turn.then(request);
    this.#queue = turn.then(() => (this.#informed ? undefined : running.then(ignore, ignore)));
    return running;
  }

  /** Takes over the windows that an answer names; one that names none says that there is no limit. */
  learn(windows: readonly Window[]): void {
    this.#windows = windows;
    this.#informed = true;
  }

  /** Starts nothing for so many seconds. */
  pause(seconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + seconds * 1000);
  }

  async #admit(): Promise<void> {
    for (let wait = this.#wait(); wait > 0; wait = this.#wait()) {
      await this.#clock.sleep(wait);
      this.#waited += wait;
    }
    const longest = Math.max(0, ...this.#windows.map(({ seconds }) => seconds * 1000));
    const now = this.#clock.now();
    this.#starts = [...this.#starts.filter((start) => start > now - longest), now];
  }

  /** Milliseconds until the next request may start. */
  #wait(): number {
    const now = this.#clock.now();
    const free = this.#windows.map(
      ({ limit, seconds }) => (this.#starts.at(-limit) ?? -Infinity) + seconds * 1000,
    );
    return Math.max(this.#pausedUntil, ...free) - now;
  }
}

function ignore(): void {}
