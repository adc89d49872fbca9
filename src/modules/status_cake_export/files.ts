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

/** Returns whether a file is to be written. */
export function isChange({ before, text, kept }: OutputFile): boolean {
  return kept === null && before !== text;
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
