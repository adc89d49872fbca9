import { OptionError } from '../../reconcile/option-error.ts';
import { stacksOf } from '../../reconcile/ownership.ts';
import { monthAfter, monthPeriod, type Period } from '../../sla/periods.ts';
import { overlap, type Span } from '../../sla/spans.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { isMissing } from '../../statuscake/errors.ts';
import { readDetails } from '../../statuscake/reading.ts';
import type { Remote } from '../../statuscake/resource.ts';
import { uptime } from '../../statuscake/resources/uptime.ts';
import { type ReadPeriod, readAlerts, readPeriods, type Series } from '../../statuscake/series.ts';
import { bothCounts, counting, namesOf } from './counted.ts';
import { inOrder, type Month, type StoredPeriod, type StoredTest, type StoredWindow } from './month.ts';
import { type Sightings, withSightings } from './sightings.ts';
import type { StackTerms } from './terms.ts';
import { windowsAfter } from './windows.ts';

/** What the account holds, as it was read once for all stacks. */
export interface Holdings {
  readonly tests: readonly Remote[];
  readonly windows: readonly Remote[];
  /** Empty where nobody asked for them. */
  readonly sslTests: readonly Remote[];
  readonly heartbeats: readonly Remote[];
}

/** Alerts that a test was down, all of them since a second. */
interface DownAlerts {
  readonly items: readonly { readonly at: number; readonly code: number }[];
  readonly since: number;
}

/** What was read of a test. */
interface ReadTest {
  readonly id: string;
  readonly name: string;
  readonly checkRate: number;
  readonly series: Series<ReadPeriod>;
  /** `null` where they were not asked for. */
  readonly alerts: DownAlerts | null;
  /** Since when it is paused, as far as can be told; `null` for one that is not. */
  readonly pausedSince: number | null;
}

/**
 * Returns the tests of a stack that count; none where all are gone that the store knows.
 * @param isStored whether the store knows any
 * @throws OptionError where neither has one
 */
export function countedTests(
  { stack, counts }: StackTerms,
  { tests }: Holdings,
  tagPrefix: string,
  isStored: boolean,
): Remote[] {
  const own = tests.filter(({ tags }) => stacksOf(tags, tagPrefix).includes(stack));
  if (own.length === 0 && !isStored) {
    throw new OptionError('stack', `no uptime test carries the tag ${tagPrefix}${stack}: is the name right?`);
  }
  const isCounted = counting(counts);
  const counted = own.filter(({ name }) => isCounted(String(name)));
  if (counted.length === 0 && !isStored) {
    const names = own.map(({ name }) => name).join(', ');
    throw new OptionError('counts', `no test fits ${counts.join(', ')}; there are: ${names}`);
  }
  return counted;
}

/** Requests that reading a test takes at least, besides those for alerts. */
export function requestsOf({ paused }: Remote): number {
  return paused === true ? 2 : 1;
}

/**
 * Reads what tests have recorded since the beginning of a span, and the alerts of those that were down in it.
 * @param now seconds since 1970
 * @throws StatusCakeError
 */
export function readTests(
  client: StatusCakeClient,
  tests: readonly Remote[],
  span: Span,
  now: number,
): Promise<ReadTest[]> {
  return Promise.all(
    tests.map(async ({ id, name, check_rate, paused }) => {
      const series = await readPeriods(client, id, span.from);
      const outages = series.items.filter(
        ({ status, from, to }) => status === 'down' && overlap({ from, to: to ?? span.to }, span),
      );
      const first = Math.min(...outages.map(({ from }) => from));
      return {
        id,
        name: String(name),
        checkRate: Number(check_rate),
        series,
        alerts: outages.length === 0 ? null : await readDownAlerts(client, id, first),
        pausedSince: paused === true ? await pausedSince(client, id, now) : null,
      };
    }),
  );
}

/** Nothing records when a test was paused: it last ran before that. */
async function pausedSince(client: StatusCakeClient, id: string, now: number): Promise<number> {
  const details = await readDetails(client, uptime, id);
  const last = Date.parse(String(details?.last_tested_at));
  return Number.isNaN(last) ? now : Math.floor(last / 1000);
}

/** Returns the alerts of a test since a second; none of one that was deleted meanwhile. */
async function alertsIfThere(
  client: StatusCakeClient,
  id: string,
  since: number,
): Promise<DownAlerts['items']> {
  try {
    return (await readDownAlerts(client, id, since)).items;
  } catch (error) {
    if (isMissing(error)) {
      return [];
    }
    throw error;
  }
}

async function readDownAlerts(client: StatusCakeClient, id: string, since: number): Promise<DownAlerts> {
  const { items, isWhole } = await readAlerts(client, id, since);
  const downs = items.filter(({ status }) => status === 'down').map(({ at, code }) => ({ at, code }));
  return { items: downs, since: isWhole ? Number.NEGATIVE_INFINITY : (items.at(-1)?.at ?? since) };
}

/** What was read of a stack at once. */
export interface Reading {
  readonly tests: readonly ReadTest[];
  /** Seconds since 1970. */
  readonly at: number;
  readonly seen: Sightings;
}

/**
 * Returns what is known of a month after a reading, together with what was known before.
 * @param earlier the months before it that are known, at whose ends a test may have been paused, the oldest first
 */
export function monthOf(
  terms: StackTerms,
  bounds: Period,
  { tests, at, seen }: Reading,
  windows: readonly StoredWindow[],
  known: Month | undefined,
  earlier: readonly Month[],
): Month {
  const inMonth = (month: Month | undefined, id: string) => month?.tests.find((test) => test.id === id);
  const read = tests.map((test) => {
    const before = earlier.findLast((month) => inMonth(month, test.id));
    return storedTest(test, bounds, at, inMonth(known, test.id), inMonth(before, test.id));
  });
  if (known !== undefined && known.until >= bounds.to) {
    return inOrder(withRest(known, read, terms));
  }
  // What is not in the account any more has nothing new to tell.
  const gone = (known?.tests ?? []).filter(({ id }) => !tests.some((test) => test.id === id));
  return inOrder({
    stack: terms.stack,
    month: bounds.label,
    zone: bounds.zone,
    // What was only known up to an earlier second does not count as read.
    counts: terms.counts,
    until: bounds.to,
    tests: [...gone, ...read],
    windows: windowsAfter(known, windows),
    ...withSightings(known ?? NOTHING_SEEN, seen, bounds),
  });
}

/**
 * Adds to a month what was read for other patterns than before. All that is known up to the same second stays as it is, and none of the
 * patterns by which it was read gets another test: what was reported by them comes out the same.
 */
function withRest(known: Month, read: readonly StoredTest[], { counts }: StackTerms): Month {
  const tests = new Map(known.tests.map((test) => [test.id, test]));
  for (const test of read) {
    const there = tests.get(test.id);
    const whole = there !== undefined && there.until >= known.until ? there : undefined;
    const names = whole ? namesOf(whole) : [];
    const isSettled = known.counts
      .map((pattern) => counting([pattern]))
      .some((isCounted) => isCounted(test.name) && !names.some(isCounted));
    if (!isSettled && !names.includes(test.name)) {
      tests.set(test.id, whole ? { ...whole, laterNames: [...whole.laterNames, test.name] } : test);
    }
  }
  return { ...known, counts: bothCounts(known.counts, counts), tests: [...tests.values()] };
}

const NOTHING_SEEN: Sightings = { certificates: [], heartbeats: [] };

function storedTest(
  { id, name, checkRate, series, alerts, pausedSince }: ReadTest,
  bounds: Period,
  at: number,
  known: StoredTest | undefined,
  before: StoredTest | undefined,
): StoredTest {
  const carriedOver = before?.unwatched.filter(({ to }) => to === null);
  const oldest = series.items.at(-1)?.from ?? Number.POSITIVE_INFINITY;
  // The account may have forgotten what was read earlier.
  const earlier = (known?.periods ?? [])
    .filter(({ from }) => from < oldest)
    .map((period) => ({ ...period, to: Math.min(period.to ?? known?.until ?? oldest, oldest) }));
  const read = series.items.filter(({ from, to }) => overlap({ from, to: to ?? bounds.to }, bounds));
  const periods = [...earlier, ...read];
  const downs = periods.filter(({ status }) => status === 'down');
  const isAlertRead = ({ from, to }: StoredPeriod) =>
    (alerts !== null && alerts.since <= from) ||
    (known?.hasAlerts === true && to !== null && to <= known.until);
  const told = (alerts?.items ?? []).filter((alert) => bounds.from <= alert.at && alert.at < bounds.to);
  return {
    id,
    name,
    laterNames: [],
    checkRate,
    until: bounds.to,
    hasAlerts: downs.every(isAlertRead),
    periods,
    alerts: bothAlerts(known?.alerts ?? [], told),
    unwatched: pauses(known?.unwatched ?? carriedOver ?? [], pausedSince, series.items, bounds, at),
  };
}

/** Returns the alerts of two lists, each once. */
function bothAlerts(one: StoredTest['alerts'], other: StoredTest['alerts']): StoredTest['alerts'] {
  return [...one, ...other].filter(
    ({ at, code }, index, all) => all.findIndex((each) => each.at === at && each.code === code) === index,
  );
}

/**
 * When a test was paused: what was known, and what a reading adds. A pause is over when the test has found anything new since, else
 * at the reading that found it running. One that lasts over the end of the month has no end in it.
 */
function pauses(
  known: StoredTest['unwatched'],
  since: number | null,
  read: readonly StoredPeriod[],
  bounds: Period,
  at: number,
): StoredTest['unwatched'] {
  const lasts = known.some(({ from, to }) => to === null && since !== null && since <= from);
  const ended = known.map(({ from, to }) => {
    const end = Math.min(at, ...read.map((period) => period.from).filter((found) => found > from));
    return { from, to: to ?? (lasts || end > bounds.end ? null : end) };
  });
  return since === null || lasts || since >= bounds.end ? ended : [...ended, { from: since, to: null }];
}

/** Returns whether a reading of tests tells all of a month, and there is something to tell. */
export function tellsAllOf(tests: readonly ReadTest[], bounds: Span): boolean {
  return (
    tests.every(
      ({ series }) =>
        series.isWhole || (series.items.at(-1)?.from ?? Number.POSITIVE_INFINITY) <= bounds.from,
    ) && tests.some(({ series }) => series.items.some(({ from }) => from < bounds.to))
  );
}

/** Returns whether a test was down and nobody has read its alerts. One that is gone has none to read. */
export function lacksAlerts(test: StoredTest, month: Month): boolean {
  return !test.hasAlerts && test.until >= month.until;
}

/** Adds to a month the alerts of those of its tests that count and lack them. Throws a StatusCakeError. */
export async function withAlerts(
  client: StatusCakeClient,
  month: Month,
  bounds: Span,
  { counts }: StackTerms,
): Promise<Month> {
  const isCounted = counting(counts);
  const tests = await Promise.all(
    month.tests.map(async (test) => {
      if (!lacksAlerts(test, month) || !namesOf(test).some(isCounted)) {
        return test;
      }
      const downs = test.periods.filter(({ status }) => status === 'down').map(({ from }) => from);
      const items = await alertsIfThere(client, test.id, Math.min(...downs));
      return {
        ...test,
        hasAlerts: true,
        alerts: bothAlerts(
          test.alerts,
          items.filter(({ at }) => bounds.from <= at && at < bounds.to),
        ),
      };
    }),
  );
  return { ...month, tests };
}

/** So many months up to one, as periods of its zone, the oldest first. */
export function monthsUpTo(last: string, count: number, zone: string, now: number): Period[] {
  return Array.from({ length: count }, (_, index) =>
    monthPeriod(monthAfter(last, index - count + 1), zone, now),
  );
}
