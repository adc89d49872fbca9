import { scalar } from '../../ansible/yaml.ts';
import type { Json } from '../../json.ts';
import { fingerprint } from '../../statuscake/fingerprint.ts';

/** A variable in a file, and what is said of it. */
export interface Entry {
  readonly name: string;
  readonly value: Json;
  /** Lines before it. */
  readonly comments?: readonly string[];
  /** Of a list: lines before each item. */
  readonly itemComments?: readonly (readonly string[])[];
}

/** What a list has stands below each other where its line would be longer. */
const LINE = 100;

/** A longer key stands by itself behind a question mark: YAML takes 1024 characters before a colon, and no more. */
const LONGEST_KEY = 1000;

/** What a file begins with that this module has written; a digest of the rest follows. */
const MARK = '# Written by status_cake_export. Digest of what follows: ';

/** What its next line begins with; the account follows. */
const ACCOUNT = '# Account: ';

const ADVICE = '# Edited by hand, this file is not written again: move it away to have it written anew.';

/**
 * Returns the text of a file of variables, as people write them and ansible-lint likes them. What Ansible would take for a template is
 * marked as none.
 * @param account what tells its account from others
 * @param about lines that say where it comes from
 */
export function variablesFile(account: string, entries: readonly Entry[], about: readonly string[]): string {
  const body = [ACCOUNT + account, ...about.map(comment), ADVICE, '---', ...entries.flatMap(entryLines)]
    .map((line) => `${line}\n`)
    .join('');
  return `${MARK}${fingerprint(body)}\n${body}`;
}

/** Returns whether a text is one that this module has written, and nobody has changed since. */
export function isUntouched(text: string): boolean {
  const end = text.indexOf('\n');
  return text.slice(0, end) === MARK + fingerprint(text.slice(end + 1));
}

/** Returns whether a text of this module, edited or not, is of an account. */
export function isOfAccount(text: string, account: string): boolean {
  return text.split('\n').includes(ACCOUNT + account);
}

function entryLines({ name, value, comments = [], itemComments }: Entry): string[] {
  const before = comments.length > 0 ? ['', ...comments.map(comment)] : [];
  if (itemComments === undefined || !Array.isArray(value) || value.length === 0) {
    return [...before, ...keyed(name, value)];
  }
  const items = value.flatMap((item, index) => [
    ...(itemComments[index] ?? []).map((text) => `  ${comment(text)}`),
    ...indented(listItem(item)),
  ]);
  return [...before, `${name}:`, ...items];
}

function keyed(key: string, value: Json): string[] {
  const [name, inline] = [scalar(key), onOneLine(value)];
  const [before, start] = name.length > LONGEST_KEY ? [[`? ${name}`], ':'] : [[], `${name}:`];
  // What is no list and no dictionary stays on its line, however long.
  return inline === null || (isNested(value) && name.length + inline.length > LINE)
    ? [...before, start, ...indented(block(value))]
    : [...before, `${start} ${inline}`];
}

function block(value: Json): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(listItem);
  }
  return Object.entries(value as object).flatMap(([key, item]) => keyed(key, item as Json));
}

function listItem(value: Json): string[] {
  const inline = isNested(value) && !Array.isArray(value) ? null : onOneLine(value);
  const lines = inline === null ? block(value) : [inline];
  return lines.map((line, index) => (index === 0 ? '- ' : '  ') + line);
}

/** What is empty or a scalar, and lists of scalars; `null` for all else. */
function onOneLine(value: Json): string | null {
  if (!isNested(value)) {
    return text(value);
  }
  return Array.isArray(value) && !value.some(isNested) ? `[${value.map(inFlow).join(', ')}]` : null;
}

function isNested(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function text(value: Json): string {
  const isTemplate = typeof value === 'string' && /\{[{%#]/.test(value);
  return isTemplate ? `!unsafe ${scalar(value)}` : scalar(value);
}

/** Within brackets a colon at the end, as one of a URL, is not plain to everyone. */
function inFlow(value: Json): string {
  const plain = text(value);
  return /^[^"!].*:/.test(plain) ? JSON.stringify(value) : plain;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** What would end a comment for some reader of YAML, or is no character of it. */
const UNWRITABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufeff\ufffe\uffff]/gu;

function comment(line: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `# ${line.replace(UNWRITABLE, escaped)}`;
}
