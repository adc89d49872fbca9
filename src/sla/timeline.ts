import { common, commonToAll, merged, type Span, type Spans, without } from './spans.ts';

/** A time during which a test stayed up or down. */
export interface StatusPeriod extends Span {
  readonly status: 'up' | 'down';
}

/** What a test has recorded, as far as it is known. Time in none of its periods is unknown. */
export interface TestRecord {
  readonly id: string;
  readonly name: string;
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
}

/** Seconds of a test by status; where periods overlap, it was down. */
interface Statuses {
  readonly up: Spans;
  readonly down: Spans;
  readonly unknown: Spans;
}

/**
 * Decides of each second of a span what it was for a stack: excluded; else down or up, where the tests tell; else unknown.
 * With `any`, one test tells that the stack is down, and it takes all of them to tell that it is up; with `all` the reverse.
 * @param excluded time that does not count, within the span or not
 */
export function timelineOf(
  span: Span,
  tests: readonly TestRecord[],
  excluded: Spans,
  { downWhen, unknownAs }: Counting,
): Timeline {
  const whole = merged([span]);
  const statuses = tests.map((test) => statusesOf(test, whole, unknownAs));
  const all = (status: keyof Statuses) => commonToAll(statuses.map((each) => each[status]));
  const any = (status: keyof Statuses) => merged(statuses.flatMap((each) => each[status]));
  const outages = downWhen === 'any' ? any('down') : all('down');
  const running = downWhen === 'any' ? all('up') : any('up');
  const counted = without(whole, excluded);
  return {
    span,
    excluded: common(whole, excluded),
    down: common(outages, counted),
    up: common(running, counted),
    unknown: without(without(counted, outages), running),
    outages,
  };
}

/** Returns the time within a span at which a test was down. */
export function downTimeOf({ periods }: TestRecord, whole: Spans): Spans {
  return common(whole, merged(periods.filter(({ status }) => status === 'down')));
}

function statusesOf(test: TestRecord, whole: Spans, unknownAs: Counting['unknownAs']): Statuses {
  const known = merged(test.periods);
  const down = downTimeOf(test, whole);
  const up = without(common(whole, known), down);
  const unknown = without(whole, known);
  return unknownAs === 'down'
    ? { up, down: merged([...down, ...unknown]), unknown: [] }
    : { up, down, unknown };
}
