/** A file that is not what it should be; its message is a clause that says what to do. */
export class StoreError extends Error {}

/** One object of a file. */
export type Line = Readonly<Record<string, unknown>>;

/** The version of the files. Raised when older versions of this module could no longer read them. */
const VERSION = 1;

const WAY_OUT = 'restore it, from a commit or a backup, or delete it to have it read again';
const DAMAGED = `is damaged: ${WAY_OUT}`;

/**
 * Writes a file of the store: a head, what it is about, and a last line by which a file that lacks its end is known.
 * @param file what kind of file it is
 */
export function writeLines(file: string, head: object, lines: readonly object[]): string {
  const all = [{ file, version: VERSION, ...head }, ...lines];
  return [...all, { lines: all.length }].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/**
 * Reads a file that `writeLines` has written: its head, and the other lines.
 * @throws StoreError for anything else
 */
export function readLines(file: string, text: string): readonly [head: Line, ...lines: Line[]] {
  const lines = text.split('\n').slice(0, -1).map(parseLine);
  const [head] = lines;
  if (head?.file !== file) {
    throw new StoreError('is not a file of this store: move it away');
  }
  if (typeof head.version !== 'number' || head.version > VERSION) {
    throw new StoreError(`is of version ${head.version}, and this module knows ${VERSION}: use a newer one`);
  }
  const end = lines.pop();
  if (end?.lines !== lines.length || !text.endsWith('\n')) {
    throw new StoreError(`lacks its end: ${WAY_OUT}`);
  }
  return [head, ...lines.slice(1)];
}

function parseLine(text: string): Line {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null) {
      return value;
    }
  } catch {
    // Told below.
  }
  throw damaged();
}

/** Returns what to throw where a line makes no sense. */
export function damaged(): StoreError {
  return new StoreError(DAMAGED);
}

/** Returns the number that a line has. Throws a StoreError where it has none. */
export function numberOfLine(value: unknown): number {
  if (typeof value !== 'number') {
    throw damaged();
  }
  return value;
}

/** Returns the second that a line names. Throws a StoreError where it names none. */
export function secondOfLine(time: unknown): number {
  const instant = Date.parse(String(time));
  if (Number.isNaN(instant)) {
    throw damaged();
  }
  return instant / 1000;
}
