import { oneLine } from '../../one-line.ts';
import { groupBy } from '../../reconcile/group-by.ts';
import { merged, overlap, type Span } from '../../sla/spans.ts';
import type { StatusPeriod, TestRecord } from '../../sla/timeline.ts';
import { byId, type Month, type StoredTest } from './month.ts';

/**
 * Returns what tests have recorded over months that follow each other, for the arithmetic: each month says what was within it.
 * @param bounds of each month
 */
export function recordsOf(months: readonly { readonly month: Month; readonly bounds: Span }[]): TestRecord[] {
  const records = new Map<string, TestRecord>();
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
      records.set(test.id, {
        id: test.id,
        name: test.name,
        // Of a month in which it has recorded nothing at all it was no part yet.
        since: known ? earlier(known.since, since) : since,
        // The last reading had not found it any more, or no later month has.
        until: isLast && test.until >= month.until ? null : test.until,
        periods: [...(known?.periods ?? []), ...within],
        alerts: [...(known?.alerts ?? []), ...test.alerts],
      });
    }
  }
  return [...groupBy(records.values(), ({ name }) => name).values()]
    .flatMap(joined)
    .filter(({ since }) => since !== Number.POSITIVE_INFINITY)
    .map((record) => ({ ...record, name: oneLine(record.name) }))
    .sort((one, other) => byId(one.id, other.id));
}

function earlier(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.min(one, other);
}

/** A test that was deleted and made again under its name is one test: what those that are gone have recorded is that of the one that is there. */
function joined(records: readonly TestRecord[]): TestRecord[] {
  const gone = records
    .filter(({ until }) => until !== null)
    .sort((one, other) => (one.until ?? 0) - (other.until ?? 0));
  const there = records.filter(({ until }) => until === null);
  const [heir, ...others] = there.length > 0 ? there : gone.slice(-1);
  if (heir === undefined) {
    return [];
  }
  const series = [...gone.filter((each) => each !== heir), heir];
  return [
    {
      ...heir,
      since: series.map(({ since }) => since).reduce(earlier),
      periods: series.flatMap(({ periods }) => periods),
      alerts: series.flatMap(({ alerts }) => alerts),
    },
    ...others,
  ];
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
