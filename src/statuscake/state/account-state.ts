import { lstatSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '../fingerprint.ts';
import { openStateFolder } from './folder.ts';

/** Where processes leave what they have to know of each other about one account. */
export interface AccountState {
  /** The path of the file for one such thing, whether or not it is there. */
  fileOf(purpose: string): string;
  /** Leaves a text for people in a file that only this user can read, and returns its path. Throws where it cannot be written. */
  leave(purpose: string, text: string): string;
}

/** Files that nobody has changed for so many milliseconds are swept away. */
const STALE = 24 * 60 * 60 * 1000;
/** Files of ours, whatever else is in a folder that the user names. */
const OURS = /^[0-9a-f]{16}\./;

/**
 * Opens the files of one account. Their names are a fingerprint of URL and token.
 * @param configured the folder that the user names, if any
 * @throws Error when there is no usable folder
 */
export function openAccountState(configured: string | null, url: string, token: string): AccountState {
  const folder = openStateFolder(configured);
  const name = fingerprint(`${url.replace(/\/+$/, '')}\n${token}`);
  const fileOf = (purpose: string) => join(folder, `${name}.${purpose}`);
  return {
    fileOf,
    leave(purpose, text) {
      const file = fileOf(`${process.pid}.${purpose}`);
      // What is there of an older process of the same number may have other rights.
      rmSync(file, { force: true });
      writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
      return file;
    },
  };
}

/** Removes what was left about accounts that nobody has talked to for a day. */
export function sweep(folder: string): void {
  for (const name of readdirSync(folder).filter((entry) => OURS.test(entry))) {
    const file = join(folder, name);
    const status = lstatSync(file, { throwIfNoEntry: false });
    if (!status?.isFile() || Date.now() - status.mtimeMs < STALE) {
      continue;
    }
    try {
      unlinkSync(file);
    } catch {
      // Somebody else was quicker, or it is theirs.
    }
  }
}
