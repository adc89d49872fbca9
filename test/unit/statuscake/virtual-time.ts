import type { Clock } from '../../../src/statuscake/pacing/clock.ts';

/** Time that passes only when nobody has anything else to do, so that minutes take no time and their order is exact. */
export class VirtualTime implements Clock {
  #now: number;
  readonly #sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  constructor(start = 0) {
    this.#now = start;
  }

  readonly now = (): number => this.#now;

  readonly sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      this.#sleepers.push({ until: this.#now + milliseconds, wake });
    });

  /** Lets time pass until the work is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    for (;;) {
      await new Promise(setImmediate);
      if (isDone) {
        return work;
      }
      const next = this.#sleepers.reduce((one, other) => (other.until < one.until ? other : one));
      this.#sleepers.splice(this.#sleepers.indexOf(next), 1);
      this.#now = Math.max(this.#now, next.until);
      next.wake();
    }
  }
}
