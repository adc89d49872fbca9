/** What was just created, and reads do not show yet: users have seen the real API answer 404 for a moment. */

import type { Entry } from './values.ts';

/** How long reads do not show a new entry: until all that is named here is over. */
export interface VisibleAfter {
  /** So many reads that would have shown it: of its details, of its series, or of a page of the list. */
  readonly reads?: number;
  /** By the clock of the account. */
  readonly milliseconds?: number;
}

export class Visibility {
  readonly #now: () => number;
  readonly #hidden = new WeakMap<Entry, { reads: number; readonly until: number }>();

  /** @param now the time in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Hides an entry from reads. Writes reach it, and tests see it in its collection. */
  hide(entry: Entry, { reads = 0, milliseconds = 0 }: VisibleAfter): void {
    if (reads > 0 || milliseconds > 0) {
      this.#hidden.set(entry, { reads, until: this.#now() + milliseconds });
    }
  }

  /** Counts a read that would show an entry, and tells whether it does. */
  shows(entry: Entry): boolean {
    const hidden = this.#hidden.get(entry);
    if (hidden === undefined) {
      return true;
    }
    hidden.reads -= 1;
    return hidden.reads < 0 && this.#now() >= hidden.until;
  }
}
