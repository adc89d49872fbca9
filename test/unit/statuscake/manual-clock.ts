import type { Clock } from '../../../src/statuscake/pacing/clock.ts';

/** A clock that stands still until somebody sleeps, and then is at once where the sleeper wakes up. */
export function manualClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    async sleep(milliseconds) {
      time += milliseconds;
    },
  };
}
