import { renameSync, unlinkSync, writeFileSync } from 'node:fs';
import type { Clock } from '../pacing/clock.ts';
import { withLock } from './file-lock.ts';
import { readSmallFile } from './small-file.ts';

/** Returns the JSON value in a file that processes share; nothing where the file is missing or damaged. Throws when it cannot be read. */
export function readShared(file: string): unknown {
  const text = readSmallFile(file);
  if (text === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    // What a full disk or a crash of the machine has left.
    return undefined;
  }
}

/** A machine that sleeps again and again just while the lock is held is none that one can work on. */
const ATTEMPTS = 5;

/**
 * Reads a file that processes share, puts a new value in its place and returns a result, with nobody else in between. Who
 * reads it meanwhile finds the old value or the new one, whole.
 * @param change from the value (nothing where the file is missing or damaged) to the next (nothing: the file goes) and the result
 * @param sleep waits for milliseconds, and may throw to end the waiting
 * @throws Error when the file cannot be changed, and what `sleep` throws; then nothing has been changed
 */
export async function updateShared<T>(
  file: string,
  change: (value: unknown) => readonly [unknown, T],
  sleep?: Clock['sleep'],
): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const done = await withLock(`${file}.lock`, (isHeld) => replace(file, change, isHeld), sleep);
    if (done) {
      return done.result;
    }
  }
  throw new Error(`${file}.lock was lost`);
}

/** Nothing where the lock was lost before the new value was in its place. */
function replace<T>(
  file: string,
  change: (value: unknown) => readonly [unknown, T],
  isHeld: () => boolean,
): { readonly result: T } | undefined {
  const [next, result] = change(readShared(file));
  const draft = `${file}.${process.pid}.tmp`;
  if (next !== undefined) {
    writeFileSync(draft, JSON.stringify(next), { mode: 0o600 });
  }
  if (!isHeld()) {
    return undefined;
  }
  if (next !== undefined) {
    renameSync(draft, file);
  } else {
    removeFile(file);
  }
  return { result };
}

function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
  }
}
