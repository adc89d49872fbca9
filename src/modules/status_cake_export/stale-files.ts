import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole } from '../common/whole-files.ts';
import { FILE } from './place.ts';
import { readable } from './readable.ts';
import { isOfAccount, isUntouched } from './variables-file.ts';

/**
 * Returns the files of hosts in an inventory that this module has written of an account, nobody has edited, and that are of no stack any more.
 * @param paths those that are of one
 */
export function staleFiles(directory: string, paths: ReadonlySet<string>, account: string): string[] {
  const folder = join(directory, 'host_vars');
  const hosts = readable(() => readdirSync(folder)) ?? [];
  const isStale = (text: string) => isUntouched(text) && isOfAccount(text, account);
  return hosts
    .map((host) => join(folder, host, FILE))
    .filter((path) => !paths.has(path) && isStale(readable(() => readWhole('directory', path)) ?? ''));
}
