import { readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { withLock } from './file-lock.ts';

/** The JSON value in a file that processes share; nothing where the file is missing or damaged. Throws when it cannot be read. */
export function readShared(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    // What a full disk or a crash of the machine has left.
    return undefined;
  }
}

/**
 * Reads a file that processes share, puts a new value in its place and returns a result, with nobody else in between. Who
 * reads it meanwhile finds the old value or the new one, whole.
 * @param change from the value (nothing where the file is missing or damaged) to the next (nothing: the file goes) and the result
 * @throws Error when the file cannot be changed; then nothing has been
 */
export function updateShared<T>(file: string, change: (value: unknown) => readonly [unknown, T]): Promise<T> {
  return withLock(`${file}.lock`, (isHeld) => {
    const [next, result] = change(readShared(file));
    const draft = `${file}.${process.pid}.tmp`;
    if (next !== undefined) writeFileSync(draft, JSON.stringify(next), { mode: 0o600 });
    if (!isHeld()) throw new Error(`${file}.lock was lost`);
    if (next !== undefined) renameSync(draft, file);
    else removeFile(file);
    return result;
  });
}

function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
