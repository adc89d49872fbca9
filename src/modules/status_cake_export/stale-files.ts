import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole } from '../common/whole-files.ts';
import { FILE } from './inventory.ts';
import { isUntouched } from './variables-file.ts';

/**
 * Returns the files of hosts in an inventory that this module has written, nobody has edited, and that are of no stack any more.
 * @param paths those that are of one
 */
export function staleFiles(directory: string, paths: ReadonlySet<string>): string[] {
  const folder = join(directory, 'host_vars');
  const hosts = readable(() => readdirSync(folder)) ?? [];
  return hosts
    .map((host) => join(folder, host, FILE))
    .filter((path) => !paths.has(path) && isUntouched(readable(() => readWhole('directory', path)) ?? ''));
}

/** What cannot be read is nothing that this module has written. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
