import { oneLine } from '../../one-line.ts';
import { groupBy } from '../../reconcile/group-by.ts';
import { merged, overlap, type Span } from '../../sla/spans.ts';
import type { StatusPeriod, TestRecord } from '../../sla/timeline.ts';
import { byId, type Month, type StoredTest } from './month.ts';

/** One test of an ID, and when its first period began; never, where it has none. */
interface Life extends TestRecord {
  readonly start: number;
}

/**
 * Returns what tests have recorded over months that follow each other, for the arithmetic: each month says what was within it.
 * @param bounds of each month
 */
export function recordsOf(months: readonly { readonly month: Month; readonly bounds: Span }[]): TestRecord[] {
  const records = new Map<string, Life>();
  for (const [index, { month, bounds }] of months.entries()) {
    // What reaches back before all of them shows that an outage had begun before; the other months speak for themselves.
    const from = index === 0 ? Number.NEGATIVE_INFINITY : bounds.from;
    const isLast = index === months.length - 1;
    for (const test of month.tests) {
      const known = records.get(test.id);
      const hasBegun = test.periods.some(({ from, to }) => overlap({ from, to: to ?? Infinity }, bounds));
      const since = hasBegun ? (index === 0 ? null : bounds.from) : Number.POSITIVE_INFINITY;
      const within = periodsWithin(test, bounds).map((period) => ({
        ...period,
        from: Math.max(period.from, from),
      }));
      const start = Math.max(from, Math.min(...test.periods.map((period) => period.from)));
      records.set(test.id, {
        id: test.id,
        start: Math.min(known?.start ?? Number.POSITIVE_INFINITY, start),
        name: test.name,
        // Of a month in which it has recorded nothing at all it was no part yet.
        since: known ? earlier(known.since, since) : since,
        // The last reading had not found it any more, or no later month has.
        until: isLast && test.until >= month.until ? null : test.until,
        away: [],
        periods: [...(known?.periods ?? []), ...within],
        alerts: [...(known?.alerts ?? []), ...test.alerts],
      });
    }
  }
  // One that has begun in none of these months is not there in them, and continues none of those that are.
  const begun = [...records.values()].filter(({ since }) => since !== Number.POSITIVE_INFINITY);
  return [...groupBy(begun, ({ name }) => name).values()]
    .flatMap(joined)
    .map((record) => ({ ...record, name: oneLine(record.name) }))
    .sort((one, other) => byId(one.id, other.id));
}

function earlier(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.min(one, other);
}

/**
 * A test that was deleted and made again under its name is one test: what the one before has recorded is that of the one that came after
 * it. Those that were there at the same time are several. It is away up to the month in which it was made again, so that no month depends
 * on what is made after it.
 */
function joined(lives: readonly Life[]): TestRecord[] {
  const tests: Life[] = [];
  for (const life of [...lives].sort((one, other) => one.start - other.start || byId(one.id, other.id))) {
    const [before] = tests
      .filter(({ until }) => until !== null && until <= life.start)
      .sort((one, other) => (other.until ?? 0) - (one.until ?? 0) || byId(one.id, other.id));
    if (before) {
      tests[tests.indexOf(before)] = continued(before, life);
    } else {
      tests.push(life);
    }
  }
  return tests.map(({ start, ...record }) => record);
}

function continued(one: Life, other: Life): Life {
  return {
    ...other,
    start: one.start,
    since: earlier(one.since, other.since),
    away: merged([...one.away, { from: one.until ?? Infinity, to: other.since ?? -Infinity }, ...other.away]),
    periods: [...one.periods, ...other.periods],
    alerts: [...one.alerts, ...other.alerts],
  };
}

/** Returns the periods of a test that have a part in a month, but for the time when it was paused. */
function periodsWithin({ until, periods, unwatched }: StoredTest, bounds: Span): StatusPeriod[] {
  const paused = merged(unwatched.map(({ from, to }) => ({ from, to: to ?? Number.POSITIVE_INFINITY })));
  return periods
    .map((period) => ({ ...period, to: Math.min(period.to ?? until, until) }))
    .filter((period) => overlap(period, bounds))
    .flatMap((period) => cutOut(period, paused));
}

function cutOut({ from, to, status }: StatusPeriod, holes: readonly Span[]): StatusPeriod[] {
  const pieces: StatusPeriod[] = [];
  let start = from;
  for (const hole of holes) {
    if (hole.from >= to) {
      break;
    }
    if (start < hole.from) {
      pieces.push({ from: start, to: hole.from, status });
    }
    start = Math.max(start, hole.to);
  }
  return start < to ? [...pieces, { from: start, to, status }] : pieces;
}
