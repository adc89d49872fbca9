import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole } from '../common/whole-files.ts';
import { BROKEN_LINK, EDITED, isBrokenLink } from './files.ts';
import { isOfAccount, isUntouched } from './variables-file.ts';

/** The file that has the variables, in the folder of a host or a group. */
export const FILE = 'statuscake.yml';

/** Where the variables of a host or a group belong, and what is there. */
export interface Place {
  readonly path: string;
  /** Nothing where there is no file yet. */
  readonly before: string | undefined;
  /** Why it must not be written; `null` where it may. */
  readonly kept: string | null;
}

/** Names of files in the place of whose folder Ansible would read the folder only. */
const OTHER_FORMS = ['.yml', '.yaml', '.json'];

/** Returns the place of a host or a group of an account in an inventory. Throws a ModuleFailure where it cannot be read. */
export function placeOf(directory: string, kind: string, name: string, account: string): Place {
  const folder = join(directory, kind, name);
  const path = join(folder, FILE);
  // Both would lead out of their folder.
  if (name === '.' || name === '..') {
    return { path, before: undefined, kept: 'no host can be called that' };
  }
  const isTaken = existsSync(folder)
    ? !statSync(folder).isDirectory()
    : OTHER_FORMS.some((ending) => existsSync(folder + ending));
  if (isTaken) {
    const kept =
      'there is a file with the name of its folder, which Ansible would not read beside that: move it to main.yml in the folder first';
    return { path, before: undefined, kept };
  }
  const before = readWhole('directory', path);
  return { path, before, kept: reasonToKeep(folder, path, before, account) };
}

function reasonToKeep(
  folder: string,
  path: string,
  before: string | undefined,
  account: string,
): string | null {
  if ([folder, path].some(isBrokenLink)) {
    return BROKEN_LINK;
  }
  if (before === undefined) {
    return null;
  }
  if (!isUntouched(before)) {
    return EDITED;
  }
  return isOfAccount(before, account)
    ? null
    : 'it is of another account, or was written with another token: move it away to have it written anew';
}
