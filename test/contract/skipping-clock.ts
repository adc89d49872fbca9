import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/statuscake/pacing/clock.ts';

let skipped = 0;

/** A clock that skips the time for which one sleeps: what counts is what is done after a wait, not when. */
export const systemClock: Clock = {
  now: () => Date.now() + skipped,
  async sleep(milliseconds) {
    skipped += milliseconds;
    await setImmediate();
  },
};
