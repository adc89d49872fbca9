import { closeSync, openSync, statSync, unlinkSync } from 'node:fs';
import { systemClock } from '../pacing/clock.ts';

/** Milliseconds that nobody holds a lock: whoever does has crashed. */
const STALE_LOCK = 1000;
const LONGEST_PAUSE = 5;

/** Does work that takes less than a millisecond while nobody else holds the lock, which is a file. */
export async function withLock<T>(lock: string, work: () => T): Promise<T> {
  while (!tryLock(lock)) await systemClock.sleep(1 + Math.random() * LONGEST_PAUSE);
  try {
    return work();
  } finally {
    unlinkSync(lock);
  }
}

function tryLock(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx', 0o600));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    breakStale(lock);
    return false;
  }
}

/** Removes the lock of a process that crashed while it held it. */
function breakStale(lock: string): void {
  try {
    if (Date.now() - statSync(lock).mtimeMs > STALE_LOCK) unlinkSync(lock);
  } catch {
    // Somebody else was quicker.
  }
}
