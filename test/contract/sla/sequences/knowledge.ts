import { type Cell, cellsOf, endOf, monthRange, type Range } from './calendar.ts';
import type { Life, Window, World } from './world.ts';

/** A test as one look has found it. */
interface Seen {
  readonly life: Life;
  readonly name: string;
  readonly pausedSince: number | null;
  /** When the oldest period begins that the account has told. */
  readonly oldest: number;
}

/** What a run has read of a stack, and which months it was read for. */
export interface Look {
  readonly at: number;
  readonly counts: readonly string[];
  readonly months: ReadonlySet<string>;
  readonly tests: readonly Seen[];
  readonly windows: readonly Window[];
}

/** What is known of a test in a month. */
export interface KnownTest {
  readonly life: Life;
  /** What it was called, and later on, once the month was over. */
  readonly names: string[];
  readonly until: number;
  /** The looks for this month that have told of it, in their order. */
  readonly by: readonly Look[];
  /** When the oldest period begins that they have told. */
  readonly since: number;
}

/** What is known of a month, by all looks that were for it. */
export interface KnownMonth {
  readonly until: number;
  readonly counts: ReadonlySet<string>;
  readonly tests: ReadonlyMap<string, KnownTest>;
  /** What windows were, by their IDs, each time for as long as it was seen to be so. */
  readonly windows: ReadonlyMap<string, readonly SeenWindow[]>;
}

interface SeenWindow {
  readonly window: Window;
  readonly from: number;
  readonly until: number;
}

/** Returns whether a pattern fits a name; the only patterns here are `*` and an asterisk before a word. */
export function fits(pattern: string, name: string): boolean {
  return name.endsWith(pattern.slice(1));
}

/** Returns what a run sees of a stack. @param stack as the account calls it now */
export function lookAt(
  world: World,
  stack: string,
  counts: readonly string[],
  months: Iterable<string>,
): Look {
  const own = world.lives.filter((life) => life.stack === stack);
  return {
    at: world.now,
    counts,
    months: new Set(months),
    tests: own
      .filter(({ name }) => counts.some((pattern) => fits(pattern, name)))
      .map((life) => ({ life, name: life.name, pausedSince: life.pausedSince, oldest: life.oldest })),
    windows: world.windows
      .map((window) => ({
        ...window,
        tests: window.tests?.filter((test) => own.some(({ id }) => id === test)) ?? null,
      }))
      .filter(({ tests, stack: whose }) => (tests === null ? whose === stack : tests.length > 0)),
  };
}

/** Returns what looks have told of a month; nothing where none was for it. */
export function knownOf(log: readonly Look[], label: string): KnownMonth | undefined {
  return log
    .filter(({ months }) => months.has(label))
    .reduce<KnownMonth | undefined>((known, look) => withLook(known, look, monthRange(label)), undefined);
}

function withLook(known: KnownMonth | undefined, look: Look, month: Range): KnownMonth {
  const until = Math.min(look.at, endOf(month));
  if (known !== undefined && known.until >= until) {
    return withRest(known, look, until);
  }
  const tests = new Map(known?.tests);
  for (const seen of look.tests) {
    tests.set(seen.life.id, seenAgain(known, seen, look, until));
  }
  const windows = new Map(known?.windows);
  for (const window of look.windows) {
    const before = windows.get(window.id) ?? [];
    const wasOpen = cellsOf(month, until).some((cell) => before.some((each) => wasOpenAt(each, cell)));
    windows.set(window.id, [
      ...before.map((each) => ({ ...each, window: withTests(each.window, window.tests ?? []) })),
      { window, from: wasOpen ? (known?.until ?? 0) : Number.NEGATIVE_INFINITY, until },
    ]);
  }
  return { until, counts: new Set(look.counts), tests, windows };
}

/** A test that came to the stack since is named only now. */
function withTests(window: Window, tests: readonly string[]): Window {
  return { ...window, tests: window.tests && [...window.tests, ...tests] };
}

/** Returns whether a window was open in a cell, as it was seen. */
export function wasOpenAt(
  { window: { from, to, every }, from: begin, until }: SeenWindow,
  cell: Cell,
): boolean {
  const since = cell.wall - from;
  const isOpen = since >= 0 && (every === null ? since : since % every) < to - from;
  return isOpen && begin <= cell.at && cell.at < until;
}

function seenAgain(
  known: KnownMonth | undefined,
  { life, name, oldest }: Seen,
  look: Look,
  until: number,
): KnownTest {
  const before = known?.tests.get(life.id);
  return {
    life,
    names: [name],
    until,
    by: [...(before?.by ?? []), look],
    since: Math.min(before?.since ?? Number.POSITIVE_INFINITY, oldest),
  };
}

/** What was known up to the same second stays: a pattern by which it was read does not get another test. */
function withRest(known: KnownMonth, look: Look, until: number): KnownMonth {
  const tests = new Map(known.tests);
  for (const seen of look.tests) {
    const { life, name } = seen;
    const there = tests.get(life.id);
    const names = there?.until === until ? there.names : [];
    const isSettled = [...known.counts].some(
      (pattern) => fits(pattern, name) && !names.some((each) => fits(pattern, each)),
    );
    if (!isSettled) {
      tests.set(
        life.id,
        there?.until === until
          ? { ...there, names: [...new Set([...names, name])] }
          : seenAgain(known, seen, look, until),
      );
    }
  }
  return { ...known, counts: new Set([...known.counts, ...look.counts]), tests };
}

/** Returns the tests of a month that count. */
export function countedOf({ tests }: KnownMonth, counts: readonly string[]): KnownTest[] {
  return [...tests.values()].filter(({ names }) =>
    names.some((name) => counts.some((pattern) => fits(pattern, name))),
  );
}

/** Returns whether a month lacks none of the tests that are to count. */
export function hasAll(known: KnownMonth, counts: readonly string[]): boolean {
  return counts.every(
    (pattern) =>
      known.counts.has(pattern) || (known.counts.has('*') && countedOf(known, [pattern]).length > 0),
  );
}
