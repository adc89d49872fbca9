import { CELL, type Cell, cellsOf, endOf, monthRange, monthsIn, type Range } from './calendar.ts';
import { countedOf, type KnownMonth, type KnownTest, knownOf, type Look, wasOpenAt } from './knowledge.ts';
import type { Deployed, Life, Window } from './world.ts';

/** What was promised, as far as figures depend on it. */
export interface Promised {
  readonly counts: readonly string[];
  readonly downWhen: 'any' | 'all';
  readonly unknownAs: 'unknown' | 'down';
  readonly hasHours: boolean;
  readonly hasExclusions: boolean;
}

export const HOURS = 'Mon-Fri 08:00-20:00';

/** Agreed works, one of them in the night in which clocks are put back. */
export const EXCLUSIONS = [
  { from: '2026-10-03T20:00', to: '2026-10-05T02:00', reason: 'Move' },
  { from: '2026-10-24T22:00', to: '2026-10-25T05:00', reason: 'Power' },
  { from: '2026-11-29', to: '2026-12-02', reason: 'Works' },
];

type Status = 'up' | 'down' | 'unknown';

/** A test, or several of one name that followed each other, in a period. */
interface Part {
  readonly id: number;
  readonly name: string;
  /** When it began to record. */
  readonly start: number;
  readonly since: number;
  readonly until: number;
  /** When it was not there, between one and the next. */
  readonly away: readonly { readonly from: number; readonly to: number }[];
  readonly statuses: ReadonlyMap<number, Status>;
}

interface Outage {
  readonly start: number;
  readonly end: number;
  readonly counted: number;
  readonly unwatched: number;
}

/** What is to be reported of a period. */
export interface Figures {
  readonly up: number;
  readonly down: number;
  readonly excluded: number;
  readonly unknown: number;
  /** Percent of the time that counts. */
  readonly watched: number | null;
  /** Seconds that may be down, of those that count by now and those that will until the range ends. */
  readonly allowed: number;
  readonly incidents: readonly Outage[];
  /** Whether a test that counts had begun. */
  readonly hasBegun: boolean;
}

/**
 * Returns what is to be reported of a range; nothing where not all of its months are known.
 * @param now up to where it is reported
 * @param planned windows that the account has then
 */
export function figuresOf(
  log: readonly Look[],
  range: Range,
  now: number,
  promised: Promised,
  deployments: readonly Deployed[],
  planned: readonly Window[],
): Figures | undefined {
  const labels = monthsIn(range, now);
  const months = new Map<string, KnownMonth>();
  for (const label of labels) {
    const known = knownOf(log, label);
    const needed = Math.min(now, endOf(range), endOf(monthRange(label)));
    if (known === undefined || known.until < needed) {
      return undefined;
    }
    months.set(label, known);
  }
  const cells = cellsOf(range, now);
  if (cells.length === 0) {
    return undefined;
  }
  const parts = partsOf(log, months, cells, promised);
  const seconds = { up: 0, down: 0, excluded: 0, unknown: 0 };
  const incidents: Outage[] = [];
  let watched = 0;
  for (const cell of cells) {
    const status = statusOf(cell.at, parts, promised);
    const isWatched = statusOf(cell.at, parts, { ...promised, unknownAs: 'unknown' }) !== 'unknown';
    const verdict = isExcluded(cell, months, promised, deployments) ? 'excluded' : status;
    seconds[verdict] += CELL;
    watched += isWatched && verdict !== 'excluded' ? CELL : 0;
    const last = incidents.at(-1);
    const counted = verdict === 'down' ? CELL : 0;
    const unwatched = isWatched ? 0 : CELL;
    if (status === 'down' && last?.end === cell.at) {
      incidents[incidents.length - 1] = {
        start: last.start,
        end: cell.at + CELL,
        counted: last.counted + counted,
        unwatched: last.unwatched + unwatched,
      };
    } else if (status === 'down') {
      incidents.push({ start: cell.at, end: cell.at + CELL, counted, unwatched });
    }
  }
  const all = seconds.up + seconds.down + seconds.unknown;
  const toCome = cellsOf(range, endOf(range)).filter(
    (cell) =>
      cell.at >= now &&
      !isExcluded(cell, new Map(), promised, deployments) &&
      !isPlanned(cell, [...months.values()].at(-1), promised, planned),
  );
  return {
    ...seconds,
    watched: all === 0 ? null : Math.floor((watched * 1e8) / all) / 1e6,
    // The target is 99.9.
    allowed: Math.floor((seconds.up + seconds.down + CELL * toCome.length) / 1000),
    incidents,
    hasBegun: parts.length > 0,
  };
}

function statusOf(at: number, parts: readonly Part[], { downWhen, unknownAs }: Promised): Status {
  const there = parts.filter(
    ({ since, until, away }) =>
      since <= at && at < until && !away.some(({ from, to }) => from <= at && at < to),
  );
  if (there.length === 0) {
    // Nobody watches where no test is left.
    return parts.some(({ since }) => since <= at) ? unknownAs : 'unknown';
  }
  const statuses = there
    .map((part) => part.statuses.get(at) ?? 'unknown')
    .map((status) => (status === 'unknown' ? unknownAs : status));
  const order: Status[] = downWhen === 'any' ? ['down', 'unknown', 'up'] : ['up', 'unknown', 'down'];
  return order.find((status) => statuses.includes(status)) ?? 'unknown';
}

/** The tests that count in a period, those of one name as one. */
function partsOf(
  log: readonly Look[],
  months: ReadonlyMap<string, KnownMonth>,
  cells: readonly Cell[],
  { counts }: Promised,
): Part[] {
  const lives = new Map<string, Part>();
  const [first] = months.keys();
  const last = [...months.keys()].at(-1);
  for (const [label, month] of months) {
    const own = cells.filter(({ date }) => date.startsWith(label));
    for (const test of countedOf(month, counts)) {
      const before = lives.get(test.life.id);
      const begin = label === first ? Number.NEGATIVE_INFINITY : (own[0]?.at ?? 0);
      const hasBegun = test.since < test.until;
      const isThere = label === last && test.until >= month.until;
      lives.set(test.life.id, {
        id: Number(test.life.id),
        name: test.names[0] ?? '',
        start: Math.min(before?.start ?? never, hasBegun ? Math.max(begin, test.since) : never),
        since: Math.min(before?.since ?? never, hasBegun ? begin : never),
        until: isThere ? never : test.until,
        away: [],
        statuses: new Map([...(before?.statuses ?? []), ...statusesOf(log, test, own)]),
      });
    }
  }
  return inSeries(
    [...lives.values()]
      .filter(({ since }) => since < never)
      .sort((one, other) => one.start - other.start || one.id - other.id),
  );
}

const never = Number.POSITIVE_INFINITY;

/** Makes one of tests that followed each other under one name: each continues the one that went last before it began. */
function inSeries(parts: readonly Part[]): Part[] {
  const series: Part[] = [];
  for (const part of parts) {
    const [before] = series
      .filter(({ name, until }) => name === part.name && until < never && until <= part.start)
      .sort((one, other) => other.until - one.until || one.id - other.id);
    if (before) {
      series[series.indexOf(before)] = continued(before, part);
    } else {
      series.push(part);
    }
  }
  return series;
}

function continued(one: Part, other: Part): Part {
  return {
    ...other,
    start: one.start,
    since: Math.min(one.since, other.since),
    // Up to the month in which the next one was made.
    away: [...one.away, { from: one.until, to: other.since }],
    // Neither tells anything of the time of the other.
    statuses: new Map([...one.statuses, ...[...other.statuses].filter(([at]) => at >= one.until)]),
  };
}

/** What is known of a test in cells of a month. */
function statusesOf(
  log: readonly Look[],
  { life, until, by }: KnownTest,
  own: readonly Cell[],
): Map<number, Status> {
  const seenBy = (looks: readonly Look[]) =>
    looks.flatMap(({ at, tests }) =>
      tests.filter((seen) => seen.life === life).map((seen) => ({ ...seen, at })),
    );
  const looks = seenBy(log.slice(0, log.findLastIndex((look) => by.includes(look)) + 1));
  const told = seenBy(by);
  const pauses = looks.flatMap(({ pausedSince: from }, index) =>
    from === null
      ? []
      : [{ from, to: Math.min(...looks.slice(index).map((look) => signOfRunning(life, look, from))) }],
  );
  return new Map(
    own.map(({ at }) => {
      const isTold = at < until && told.some((look) => look.oldest <= at && at < look.at);
      const isPaused = pauses.some(({ from, to }) => from <= at && at < to);
      const isDown = life.statuses.findLast(({ from }) => from <= at)?.isDown === true;
      return [at, isTold && !isPaused ? (isDown ? 'down' : 'up') : 'unknown'];
    }),
  );
}

/** When a look has shown a test to run again that was paused: it has recorded something since, or it runs. */
function signOfRunning(
  { statuses }: Life,
  { at, oldest, pausedSince }: { at: number; oldest: number; pausedSince: number | null },
  from: number,
): number {
  const recorded = statuses.find((status) => status.from > from && oldest <= status.from && status.from < at);
  return recorded?.from ?? (pausedSince === null ? at : Number.POSITIVE_INFINITY);
}

function isExcluded(
  cell: Cell,
  months: ReadonlyMap<string, KnownMonth>,
  { counts, hasHours, hasExclusions }: Promised,
  deployments: readonly Deployed[],
): boolean {
  const { at, date, weekday, time, wall } = cell;
  const isServed = !['Sat', 'Sun'].includes(weekday) && 8 * 3600 <= time && time < 20 * 3600;
  const month = months.get(date.slice(0, 7));
  return (
    (hasHours && !isServed) ||
    (hasExclusions && EXCLUSIONS.some(({ from, to }) => wallOf(from) <= wall && wall < wallOf(to, true))) ||
    deployments.some(({ from, to }) => from <= at && at < to) ||
    (month !== undefined && isMaintained(cell, month, counts))
  );
}

/** Whether a window will be open that is for the stack, or for all tests that count and are there. */
function isPlanned(
  cell: Cell,
  month: KnownMonth | undefined,
  { counts }: Promised,
  planned: readonly Window[],
): boolean {
  const counted = month ? countedOf(month, counts) : [];
  const there = counted.filter(({ since, until }) => since < until && until >= (month?.until ?? 0));
  return planned.some(
    (window) =>
      wasOpenAt({ window, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }, cell) &&
      (window.tests === null ||
        (counted.some(({ life }) => window.tests?.includes(life.id)) &&
          there.every(({ life }) => window.tests?.includes(life.id)))),
  );
}

/** What a clock shows at a time; a date stands for its beginning, or for its end. */
function wallOf(text: string, isEnd = false): number {
  const second = Date.parse(text.includes('T') ? `${text}Z` : `${text}T00:00Z`) / 1000;
  return isEnd && !text.includes('T') ? second + 86_400 : second;
}

/** Whether a window was open that is for the stack, or for all tests that count and were there. */
function isMaintained(cell: Cell, month: KnownMonth, counts: readonly string[]): boolean {
  const counted = countedOf(month, counts);
  const there = counted.filter(
    ({ since, until }) => since <= cell.at && (cell.at < until || until >= month.until),
  );
  return [...month.windows.values()].flat().some((seen) => {
    const { tests } = seen.window;
    return (
      wasOpenAt(seen, cell) &&
      (tests === null ||
        (counted.some(({ life }) => tests.includes(life.id)) &&
          there.every(({ life }) => tests.includes(life.id))))
    );
  });
}
