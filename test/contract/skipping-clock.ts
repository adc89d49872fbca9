import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/statuscake/pacing/clock.ts';

let skipped = 0;

/** What was slept in all, in milliseconds since a test has set it to 0, and who is told whenever that grows. */
export const slept = { milliseconds: 0, onSleep: (_milliseconds: number) => {} };

/** A clock that skips the time for which one sleeps: what counts is what is done after a wait, not when. */
export const systemClock: Clock = {
  now: () => Date.now() + skipped,
  async sleep(milliseconds) {
    skipped += milliseconds;
    slept.milliseconds += milliseconds;
    slept.onSleep(slept.milliseconds);
    await setImmediate();
  },
};
