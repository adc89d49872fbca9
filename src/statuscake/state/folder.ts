import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../../make-folder.ts';

/**
 * Returns the folder in which processes leave what others of them have to know, made where it is missing. All that is in it may be
 * lost, torn or somebody else's.
 * @param configured the folder that the user names, which is used as it is; without it, one in the temporary directory that
 *   only this user can enter
 * @throws Error when it cannot be used
 */
export function openStateFolder(configured: string | null = null): string {
  if (configured === null) {
    return openOwnFolder();
  }
  makeFolder(configured, 0o700);
  accessSync(configured, constants.R_OK | constants.W_OK | constants.X_OK);
  return configured;
}

function openOwnFolder(): string {
  const uid = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `statuscake-${uid}`);
  // Almost always it is there, and an exception that says so would cost more than the question.
  if (!lstatSync(folder, { throwIfNoEntry: false })) {
    makeOwnFolder(folder);
  }
  const status = lstatSync(folder);
  if (!status.isDirectory() || status.uid !== uid || (status.mode & 0o077) !== 0) {
    throw new Error(`${folder} is not a folder of this user alone`);
  }
  return folder;
}

function makeOwnFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  }
}
