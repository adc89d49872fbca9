/** The rate limits of an account: so many requests in a window of time that begins on the clock, not on a request. */

export interface RateLimit {
  readonly requests: number;
  /** Length of the window in seconds. */
  readonly seconds: number;
}

export interface Count {
  readonly refused: boolean;
  /** The headers that every counted response carries, by the API reference; none without limits. */
  readonly headers: Readonly<Record<string, string>>;
}

export class RateLimiter {
  readonly #windows: { limit: RateLimit; start: number; used: number }[];
  readonly #now: () => number;

  /**
   * @param limits any number of them; none: nothing is refused
   * @param now the time in milliseconds
   */
  constructor(limits: readonly RateLimit[], now: () => number) {
    this.#windows = [...limits]
      .sort((a, b) => b.seconds - a.seconds)
      .map((limit) => ({ limit, start: Number.NEGATIVE_INFINITY, used: 0 }));
    this.#now = now;
  }

  /** Counts a request in every window, and tells whether one of them refuses it. */
  count(): Count {
    const now = this.#now();
    for (const window of this.#windows) {
      const length = window.limit.seconds * 1000;
      const start = Math.floor(now / length) * length;
      if (start !== window.start) {
        window.start = start;
        window.used = 0;
      }
      // A refused request counts too. Not documented; a client that leans on the opposite is stopped here first.
      window.used += 1;
    }
    const exceeded = this.#windows.find(({ limit, used }) => used > limit.requests);
    // Of a minute that is not exceeded the headers say nothing: a client has to count it itself.
    const applied = exceeded ?? this.#windows.at(-1);
    if (applied === undefined) {
      return { refused: false, headers: {} };
    }
    const { limit, start, used } = applied;
    const all = this.#windows.map((window) => `${window.limit.requests};w=${window.limit.seconds}`);
    return {
      refused: exceeded !== undefined,
      headers: {
        'x-ratelimit-limit': [limit.requests, ...all].join(', '),
        'x-ratelimit-remaining': String(Math.max(0, limit.requests - used)),
        'x-ratelimit-reset': String(Math.ceil((start + limit.seconds * 1000 - now) / 1000)),
      },
    };
  }
}
