import { closeSync, existsSync, openSync, unlinkSync, writeSync } from 'node:fs';
import type { Values } from '../resource.ts';
import type { AccountState } from './account-state.ts';
import { hasEnded, type ProcessId, readProcessId, thisProcess } from './processes.ts';
import { readSmallFile } from './small-file.ts';

/** A write that came to its end: what it has made of a resource. */
export interface Written {
  readonly id: string;
  /** The fields that were written and that lists show; `null` where the resource was deleted. */
  readonly values: Values | null;
}

/** What came of a write: nothing, since it was refused; or nobody knows. */
export type Outcome = Written | 'none' | 'unknown';

/** What is known of the writes to a list since some time. */
export interface Writes {
  readonly done: readonly Written[];
  /** How many others are under way. */
  readonly pending: number;
}

/** The latest writes of all runs that share the state folder. Nothing in it throws. */
export interface Journal {
  /** Notes that a write to a path begins, and returns what notes its outcome. */
  begin(path: string): (outcome: Outcome) => void;
  /**
   * Returns the writes to a path since a time, in milliseconds since 1970; nothing where of some it is not known what came of them.
   */
  since(path: string, time: number): Writes | undefined;
}

/** A file holds the writes of so many milliseconds. */
const SPAN = 60_000;
/** So many files are kept. */
const KEPT = 3;

interface Entry {
  readonly write: string;
  readonly time: number;
  readonly path: string;
  readonly process?: ProcessId;
  readonly outcome?: Outcome;
}

/**
 * Opens the journal of an account: lines of JSON that are only ever added to, in a file for each minute.
 * @param onLoss called where a write could not be noted, so that nobody relies on the journal
 */
export function openJournal(state: AccountState, onLoss: (path: string) => void): Journal {
  const fileOf = (time: number) => state.fileOf(`writes-${Math.floor(time / SPAN)}`);
  let open: { readonly file: string; readonly descriptor: number } | undefined;
  let writes = 0;
  const add = (entry: Entry): void => {
    const file = fileOf(entry.time);
    try {
      if (open?.file !== file) {
        if (open) {
          closeSync(open.descriptor);
        }
        open = { file, descriptor: openSync(file, 'a', 0o600) };
        removeOld(entry.time);
      }
      // In one piece: others add to the file, too.
      writeSync(open.descriptor, `${JSON.stringify(entry)}\n`);
    } catch {
      onLoss(entry.path);
    }
  };
  const removeOld = (now: number): void => {
    const old = fileOf(now - KEPT * SPAN);
    if (existsSync(old)) {
      unlinkSync(old);
    }
  };
  return {
    begin(path) {
      writes += 1;
      const write = `${process.pid}-${writes}-${Math.random()}`;
      add({ write, time: Date.now(), path, process: thisProcess() });
      return (outcome) => add({ write, time: Date.now(), path, outcome });
    },
    since(path, time) {
      const now = Date.now();
      const files = [];
      for (let start = time; Math.floor(start / SPAN) <= Math.floor(now / SPAN); start += SPAN) {
        files.push(fileOf(start));
      }
      const texts = files.map(readLines);
      return texts.every((lines) => lines !== undefined) ? writesIn(texts.flat(), path, time) : undefined;
    },
  };
}

/** Returns the lines of a file; none where there is none, and nothing where it cannot be read. */
function readLines(file: string): string[] | undefined {
  try {
    if (!existsSync(file)) {
      return [];
    }
    return readSmallFile(file)?.split('\n').slice(0, -1);
  } catch {
    return undefined;
  }
}

function writesIn(lines: readonly string[], path: string, time: number): Writes | undefined {
  const open = new Map<string, Entry>();
  const done: Written[] = [];
  for (const line of lines) {
    const entry = readEntry(line);
    if (entry === undefined) {
      return undefined;
    }
    const { outcome } = entry;
    if (entry.path !== path) {
      continue;
    }
    if (outcome === undefined) {
      open.set(entry.write, entry);
      continue;
    }
    open.delete(entry.write);
    if (entry.time < time || outcome === 'none') {
      continue;
    }
    if (outcome === 'unknown') {
      return undefined;
    }
    done.push(outcome);
  }
  // What was begun before is in whatever was read since then, or comes late, which other records tell of.
  const isLost = ({ process, time: begun }: Entry) => begun >= time && (!process || hasEnded(process));
  const left = [...open.values()];
  return left.some(isLost) ? undefined : { done, pending: left.length };
}

/** Returns an entry; nothing where a line is torn, or another version's. */
function readEntry(line: string): Entry | undefined {
  try {
    const { write, time, path, process: by, outcome } = JSON.parse(line) as Entry;
    const process = readProcessId(by);
    const isOne = typeof write === 'string' && Number.isFinite(time) && typeof path === 'string';
    if (!isOne || !(isOutcome(outcome) || process)) {
      return undefined;
    }
    return { write, time, path, ...(process && { process }), ...(isOutcome(outcome) && { outcome }) };
  } catch {
    return undefined;
  }
}

function isOutcome(value: unknown): value is Outcome {
  const { id, values } = (value ?? {}) as Partial<Written>;
  const isWritten = typeof id === 'string' && /^\d+$/.test(id) && typeof values === 'object';
  return value === 'none' || value === 'unknown' || isWritten;
}
