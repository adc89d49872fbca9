import { closeSync, lstatSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { type Clock, systemClock } from '../pacing/clock.ts';
import { monotonic } from './monotonic.ts';
import { hasEnded, readProcessId, thisProcess } from './processes.ts';
import { readSmallFile } from './small-file.ts';

/**
 * Milliseconds that a lock has to stand unchanged, while one waits for it, to be taken for abandoned: whoever holds one is
 * done within a millisecond. One whose process is known to live may be on a machine that has no time for it.
 */
const ABANDONED = 2000;
const SUSPENDED = 10_000;
const LONGEST_PAUSE = 5;

let locks = 0;

/**
 * Does work that takes less than a millisecond while nobody else holds the lock, which is a file. The lock of a process that
 * has ended is broken at once, any other that stands for seconds as well. No clock but that of this process is looked at.
 * @param work is told how to find out whether the lock is still its own, as it is not after a long sleep of the machine
 * @param sleep waits for milliseconds, and may throw to end the waiting
 * @throws Error when the lock can be neither taken nor broken, and what `sleep` throws
 */
export async function withLock<T>(
  lock: string,
  work: (isHeld: () => boolean) => T,
  sleep: Clock['sleep'] = systemClock.sleep,
): Promise<T> {
  locks += 1;
  const own = JSON.stringify({ ...thisProcess(), lock: locks });
  const isHeld = () => look(lock) === own;
  if (!create(lock, own)) {
    await wait(lock, own, sleep);
  }
  try {
    return work(isHeld);
  } finally {
    if (isHeld()) {
      remove(lock);
    }
  }
}

async function wait(lock: string, own: string, sleep: Clock['sleep']): Promise<void> {
  // Two that found the same lock abandoned must not both remove it: the second would remove that of the first.
  const claim = `${lock}.break`;
  const abandoned = watch(lock);
  const claimAbandoned = watch(claim);
  do {
    await sleep(1 + Math.random() * LONGEST_PAUSE);
    const seen = abandoned();
    if (seen === undefined) {
      continue;
    }
    if (create(claim, own)) {
      if (look(lock) === seen) {
        remove(lock);
      }
      remove(claim);
    } else if (claimAbandoned() !== undefined) {
      remove(claim);
    }
  } while (!create(lock, own));
}

/** Returns a function that looks at a lock and, once it is abandoned, returns what it has seen. */
function watch(lock: string): () => string | undefined {
  let seen: string | undefined;
  let since = 0;
  return () => {
    const now = monotonic();
    const current = look(lock);
    if (current !== seen) {
      seen = current;
      since = now;
    }
    return seen !== undefined && isAbandoned(seen, now - since) ? seen : undefined;
  };
}

function isAbandoned(seen: string, milliseconds: number): boolean {
  const holder = holderOf(seen);
  if (holder === undefined) {
    return milliseconds > ABANDONED;
  }
  const isNeighbour = holder.host === thisProcess().host && holder.space === thisProcess().space;
  return hasEnded(holder) || milliseconds > (isNeighbour ? SUSPENDED : ABANDONED);
}

function holderOf(seen: string) {
  try {
    return readProcessId(JSON.parse(seen));
  } catch {
    return undefined;
  }
}

/** Returns what tells a lock from those before and after it; nothing where there is none. */
function look(lock: string): string | undefined {
  try {
    const text = readSmallFile(lock);
    if (text) {
      return text;
    }
  } catch {
    // Gone, or something that is no file.
  }
  const status = lstatSync(lock, { throwIfNoEntry: false });
  return status && `${status.ino} ${status.ctimeMs}`;
}

function create(lock: string, text: string): boolean {
  let file: number;
  try {
    file = openSync(lock, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
    return false;
  }
  try {
    writeSync(file, text);
  } catch (error) {
    // A full disk.
    remove(lock);
    throw error;
  } finally {
    closeSync(file);
  }
  return true;
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return;
    }
    // A directory, of which nothing is known: out of the way it goes, with all that is in it.
    if (!lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      throw error;
    }
    renameSync(path, `${path}.${process.pid}-${locks}`);
  }
}
