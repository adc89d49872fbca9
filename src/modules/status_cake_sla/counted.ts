import { globPattern } from '../status_cake_info/glob.ts';
import type { Month } from './month.ts';

/** Returns whether the name of a test is among those that count. @param counts patterns */
export function counting(counts: readonly string[]): (name: string) => boolean {
  const globs = counts.map(globPattern);
  return (name) => globs.some((glob) => glob.test(name));
}

/** Returns a month with those of its tests that count: it may know more, from when others did. */
export function countedIn(month: Month, counts: readonly string[]): Month {
  const isCounted = counting(counts);
  return { ...month, tests: month.tests.filter(({ name }) => isCounted(name)) };
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
  const names = tests.map(({ name }) => name);
  const without = unfit(counts, names);
  return (
    without.length < counts.length &&
    counts.every((pattern) => read.includes(pattern) || (read.includes('*') && !without.includes(pattern)))
  );
}

/** Returns the patterns of two lists, each once. */
export function bothCounts(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])];
}
