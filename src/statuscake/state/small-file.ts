import { lstatSync, readFileSync } from 'node:fs';

/** More than any file of ours ever holds, in bytes. */
const LARGEST = 16 * 1024 * 1024;

/**
 * Returns the text of a file in the state folder; nothing where there is none, or where it is anything but a file of ours: reading a pipe
 * or a device would never end. Throws when it cannot be read.
 */
export function readSmallFile(file: string): string | undefined {
  const status = lstatSync(file, { throwIfNoEntry: false });
  return status?.isFile() && status.size <= LARGEST ? readFileSync(file, 'utf8') : undefined;
}
