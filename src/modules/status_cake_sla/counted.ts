import { merged, without } from '../../sla/spans.ts';
import { globPattern } from '../status_cake_info/glob.ts';
import type { Month, StoredTest, StoredWindow } from './month.ts';

/** Returns whether the name of a test is among those that count. @param counts patterns */
export function counting(counts: readonly string[]): (name: string) => boolean {
  const globs = counts.map(globPattern);
  return (name) => globs.some((glob) => glob.test(name));
}

/** Returns what a test of a month is called, now or then. */
export function namesOf({ name, laterNames }: StoredTest): string[] {
  return [name, ...laterNames];
}

/**
 * Returns a month with those of its tests that count, and the windows that are for all of them: it may know more, from when others did.
 */
export function countedIn(month: Month, counts: readonly string[]): Month {
  const isCounted = counting(counts);
  const tests = month.tests.filter((test) => namesOf(test).some(isCounted));
  return { ...month, tests, windows: month.windows.flatMap((window) => openFor(window, tests, month)) };
}

/** A window for some tests only is no reason to leave out the outage of another, while that is there. */
function openFor(window: StoredWindow, tests: readonly StoredTest[], { until }: Month): StoredWindow[] {
  const { tests: named } = window;
  if (named === null) {
    return [window];
  }
  const others = tests.filter(({ id }) => !named.includes(id));
  if (others.length === tests.length) {
    return [];
  }
  const watched = others.map((test) => ({
    from: Math.min(...test.periods.map(({ from }) => from)),
    to: test.until < until ? test.until : Number.POSITIVE_INFINITY,
  }));
  return without([window], merged(watched)).map((span) => ({ ...window, ...span }));
}

/** Returns whether a month knows any test that counts. */
export function knowsAny(month: Month | undefined, counts: readonly string[]): boolean {
  return month !== undefined && countedIn(month, counts).tests.length > 0;
}

/** Returns the patterns that fit none of these names. */
export function unfit(counts: readonly string[], names: readonly string[]): string[] {
  return counts.filter((pattern) => !names.some(counting([pattern])));
}

/** Returns whether a month knows every test that counts, by the patterns that had chosen those it knows. */
export function knowsAll({ counts: read, tests }: Month, counts: readonly string[]): boolean {
  const lacking = unfit(counts, tests.flatMap(namesOf));
  return counts.every(
    (pattern) => read.includes(pattern) || (read.includes('*') && !lacking.includes(pattern)),
  );
}

/** Returns the patterns of two lists, each once. */
export function bothCounts(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])];
}
