/** Time, so that tests can have their own. */
export interface Clock {
  /** Milliseconds from some fixed point. */
  now(): number;
  /** Resolves after so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
}

/** The time of this machine; it never goes backwards. */
export const systemClock: Clock = {
  // Not performance.now(), which loads a part of Node.js that nothing else here needs.
  now: () => process.uptime() * 1000,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
