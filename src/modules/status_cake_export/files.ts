import { existsSync, lstatSync, realpathSync } from 'node:fs';
import type { Json, JsonObject } from '../../json.ts';

/** A file of the module: what it holds, and what it is to hold. */
export interface OutputFile {
  readonly path: string;
  /** Nothing where there is none yet. */
  readonly before: string | undefined;
  readonly text: string;
  /** Why it stays as it is whatever it is to hold; `null` where it may be written. */
  readonly kept: string | null;
}

/** Why a file stays as it is that this module has not written so. */
export const EDITED = 'it was edited, or something else has written it: move it away to have it written anew';

/** Why nothing is written to where a link leads. */
export const BROKEN_LINK = 'it is a link that leads nowhere: take it away to have the file written';

/** Returns whether a file is to be written. */
export function isChange({ before, text, kept }: OutputFile): boolean {
  return kept === null && before !== text;
}

/** Returns a file in the place that a link leads to, so that the link stays one. */
export function atTarget<F extends Pick<OutputFile, 'path'>>(file: F): F {
  return existsSync(file.path) ? { ...file, path: realpathSync(file.path) } : file;
}

/** Returns whether in a place there is a link that leads nowhere. */
export function isBrokenLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true && !existsSync(path);
}

/** Returns what changes in a file, as Ansible shows it under `--diff`; of a page only how long it is. */
export function diffOf({ path, before, text }: OutputFile): Json {
  const shown = (content: string) =>
    path.endsWith('.html') ? `a page of ${content.length} characters\n` : content;
  const diff: JsonObject = {
    before_header: before === undefined ? `${path} (absent)` : path,
    after_header: path,
    before: before === undefined ? '' : shown(before),
    after: shown(text),
  };
  return diff;
}
