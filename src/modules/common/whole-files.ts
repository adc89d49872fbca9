import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ModuleFailure } from '../../ansible/module.ts';
import { makeFolder } from '../../make-folder.ts';

/** What went wrong with a file, in the words of who can mend it. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'it is on a file system that cannot be written to',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of this user is used up',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  ENOENT: 'nobody can make a folder there',
  EISDIR: 'it is a folder',
};

/** Returns the text of a file; nothing where there is none. Throws a ModuleFailure when it cannot be read. */
export function readWhole(option: string, path: string): string | undefined {
  return readBytes(option, path)?.toString('utf8');
}

/** Returns what is in a file; nothing where there is none. Throws a ModuleFailure when it cannot be read. */
export function readBytes(option: string, path: string): Buffer | undefined {
  try {
    const found = statSync(path);
    // A pipe would be waited for, and a device may never end.
    if (!found.isFile() && !found.isDirectory()) {
      throw new Error('it is a pipe or a device, and no file');
    }
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw failure(option, 'be read', path, error);
  }
}

/**
 * Puts files in their places, whole: whoever reads one finds the old text or the new one. All of them are on the disk before the
 * first takes its place. Folders are made where they are missing.
 * @throws ModuleFailure, and then all old files are as they were
 */
export function writeFiles(
  option: string,
  files: readonly { readonly path: string; readonly text: string }[],
): void {
  const drafts = files.map(({ path, text }) => {
    return { path, text, draft: join(dirname(path), `.${basename(path)}.${process.pid}.tmp`) };
  });
  let place = '';
  try {
    for (const { path, text, draft } of drafts) {
      place = path;
      makeFolder(dirname(path));
      writeFileSync(draft, text);
    }
    for (const { path, draft } of drafts) {
      place = path;
      renameSync(draft, path);
    }
  } catch (error) {
    for (const { draft } of drafts.filter((each) => existsSync(each.draft))) {
      rmSync(draft);
    }
    throw failure(option, 'be written', place, error);
  }
}

function failure(option: string, what: string, path: string, error: unknown): ModuleFailure {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new ModuleFailure(
    `${option}: ${path} cannot ${what}: ${REASONS[code] ?? message}; mend that, or name another folder`,
  );
}
