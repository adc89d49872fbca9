import { type ProcessId, readProcessId } from './processes.ts';

/** A run that is at work on part of an account, or waits for its turn. */
export interface Run {
  readonly id: string;
  /** The lower comes first. */
  readonly ticket: number;
  readonly process: ProcessId;
  /** Grows while the run lives. */
  readonly beat: number;
  /** What it is to have for itself. */
  readonly keys: readonly string[];
}

/** The key of a run that is to have the whole account for itself. */
export const EVERYTHING = '*';

/** Adds a run behind all others, unless it is there: whose ticket is above zero was lost and comes back with it. */
export function enter(runs: readonly Run[], run: Run): Run[] {
  if (runs.some(({ id }) => id === run.id)) {
    return [...runs];
  }
  const last = Math.max(0, ...runs.map(({ ticket }) => ticket));
  return [...runs, { ...run, ticket: run.ticket || last + 1 }];
}

/** Shows that a run lives. */
export function beat(runs: readonly Run[], run: Run): Run[] {
  return enter(runs, run).map((one) => (one.id === run.id ? { ...one, beat: one.beat + 1 } : one));
}

/** Takes out runs, as they were seen: one that has shown since then that it lives stays. */
export function leave(runs: readonly Run[], gone: readonly Pick<Run, 'id' | 'beat'>[]): Run[] {
  return runs.filter((run) => !gone.some(({ id, beat }) => id === run.id && beat === run.beat));
}

/**
 * Returns the runs that one has to wait for: those that came earlier and need something that it needs, also where they wait
 * themselves. So none is overtaken by what would keep it waiting, and no two wait for each other.
 */
export function blockersOf(runs: readonly Run[], run: Run): Run[] {
  const keys = new Set(run.keys);
  return runs.filter((other) => isBefore(other, run) && conflicts(keys, other.keys));
}

/** Reads back what a file holds; what is no run is left out. */
export function readRuns(value: unknown): Run[] {
  return (Array.isArray(value) ? value : []).flatMap((entry): Run[] => {
    const { id, ticket, process: named, beat, keys } = (entry ?? {}) as Run;
    const process = readProcessId(named);
    const isWhole = typeof id === 'string' && Number.isSafeInteger(ticket) && Number.isSafeInteger(beat);
    return process && isWhole && Array.isArray(keys) ? [{ id, ticket, process, beat, keys }] : [];
  });
}

function isBefore(one: Run, other: Run): boolean {
  return one.ticket < other.ticket || (one.ticket === other.ticket && one.id < other.id);
}

function conflicts(keys: ReadonlySet<string>, others: readonly string[]): boolean {
  if (keys.size === 0 || others.length === 0) {
    return false;
  }
  return keys.has(EVERYTHING) || others.some((key) => key === EVERYTHING || keys.has(key));
}
