import { common, commonToAll, merged, type Span, type Spans, without } from './spans.ts';

/** A time during which a test stayed up or down. */
export interface StatusPeriod extends Span {
  readonly status: 'up' | 'down';
}

/** What a test has recorded, as far as it is known. Time in none of its periods is unknown. */
export interface TestRecord {
  readonly id: string;
  readonly name: string;
  /** From where it has a part, of one that was made later: before that it was no test of the stack. */
  readonly since: number | null;
  /** Up to where the account had it, of one that is gone; it has no part in what comes after. */
  readonly until: number | null;
  /** Between these, when it was not there: deleted, and made again in a later month. */
  readonly away: Spans;
  readonly periods: readonly StatusPeriod[];
  /** Alerts that it was down: when, and with which status code. */
  readonly alerts: readonly { readonly at: number; readonly code: number }[];
}

/** How the seconds of tests become those of their stack. */
export interface Counting {
  /** The stack is down while any test is, or only while all are. */
  readonly downWhen: 'any' | 'all';
  /** What time counts as that nobody watched. */
  readonly unknownAs: 'unknown' | 'down';
}

/** Every second of a span, in one of four lists. */
export interface Timeline {
  readonly span: Span;
  readonly excluded: Spans;
  readonly down: Spans;
  readonly unknown: Spans;
  readonly up: Spans;
  /** When the stack was down, whether that counts or not. */
  readonly outages: Spans;
  /** When the tests did not tell what the stack was, whatever such time counts as, and whether it counts or not. */
  readonly unwatched: Spans;
}

/** Seconds of a test by status; where periods overlap, it was down. */
interface Statuses {
  readonly up: Spans;
  readonly down: Spans;
  /** When the test was not there, or not there any more. */
  readonly gone: Spans;
}

/**
 * Decides of each second of a span what it was for a stack: excluded; else down or up, where the tests tell; else unknown.
 * With `any`, one test tells that the stack is down, and it takes all that are there to tell that it is up; with `all` the reverse.
 * @param excluded time that does not count, within the span or not
 */
export function timelineOf(
  span: Span,
  tests: readonly TestRecord[],
  excluded: Spans,
  { downWhen, unknownAs }: Counting,
): Timeline {
  const whole = merged([span]);
  const statuses = tests.map((test) => statusesOf(test, whole));
  const deserted = commonToAll([whole, ...statuses.map(({ gone }) => gone)]);
  // Before the first of them there was no stack that anybody could have watched.
  const begun = Math.min(...tests.map(({ since }) => since ?? Number.NEGATIVE_INFINITY));
  const before = common(deserted, merged([{ from: Number.NEGATIVE_INFINITY, to: begun }]));
  const all = (status: 'up' | 'down') =>
    without(commonToAll(statuses.map(({ gone, ...each }) => merged([...each[status], ...gone]))), deserted);
  const any = (status: 'up' | 'down') => merged(statuses.flatMap((each) => each[status]));
  const told = downWhen === 'any' ? any('down') : all('down');
  const running = downWhen === 'any' ? all('up') : any('up');
  const unwatched = without(without(whole, told), running);
  const outages = unknownAs === 'down' ? merged([...told, ...without(unwatched, before)]) : told;
  const counted = without(whole, excluded);
  return {
    span,
    excluded: common(whole, excluded),
    down: common(outages, counted),
    up: common(running, counted),
    unknown: without(without(counted, outages), running),
    outages,
    unwatched,
  };
}

/** Returns the time within a span at which a test was down. */
export function downTimeOf(test: TestRecord, whole: Spans): Spans {
  return common(timeThere(test, whole), merged(test.periods.filter(({ status }) => status === 'down')));
}

/** Returns the time within a span at which a test was there, or not there yet, and did not watch. */
export function unknownTimeOf(test: TestRecord, whole: Spans): Spans {
  return without(timeThere(test, whole), merged(test.periods));
}

function timeThere({ since, until, away }: TestRecord, whole: Spans): Spans {
  const there = { from: since ?? Number.NEGATIVE_INFINITY, to: until ?? Number.POSITIVE_INFINITY };
  return without(common(whole, merged([there])), away);
}

function statusesOf(test: TestRecord, whole: Spans): Statuses {
  const there = timeThere(test, whole);
  const gone = without(whole, there);
  const down = downTimeOf(test, whole);
  const unknown = unknownTimeOf(test, whole);
  const up = without(without(there, unknown), down);
  return { up, down, gone };
}
