/** Time, so that tests can have their own. */
export interface Clock {
  /** Milliseconds since 1970, which processes that pace together have in common. */
  now(): number;
  /** Resolves after so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
}

/** The time of this machine. */
export const systemClock: Clock = {
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Milliseconds that this process has run, which nobody can set back. (`performance` loads for milliseconds at its first use.) */
export function monotonic(): number {
  return process.uptime() * 1000;
}
