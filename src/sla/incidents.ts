import { type OwnExclusion, sharesOf } from './exclusions.ts';
import { common, overlap, type Span, secondsOf } from './spans.ts';
import { downTimeOf, type TestRecord, type Timeline, unknownTimeOf } from './timeline.ts';

/** An outage of a stack within a period, from its first second to the one at which it was up again. */
export interface Incident extends Span {
  /** It had begun before the period. */
  readonly beganBefore: boolean;
  /** It lasted when the period, or what is known of it, ended. */
  readonly isOpen: boolean;
  /** Seconds of it that count. */
  readonly counted: number;
  /** Seconds of it that are down only since time that nobody watched counts as that. */
  readonly unwatched: number;
  /** Tests that were down. */
  readonly tests: readonly string[];
  /** The codes that alerts told, in their order. */
  readonly codes: readonly number[];
  readonly excluded: ReturnType<typeof sharesOf>;
}

/** Returns every outage of a timeline, whether it counts or not. */
export function incidentsOf(
  { span, outages, down, unwatched }: Timeline,
  tests: readonly TestRecord[],
  exclusions: readonly OwnExclusion[],
): Incident[] {
  const downTimes = tests.map((test) => ({ test, time: downTimeOf(test, [span]) }));
  const isUnwatched = (second: number) => unwatched.some(({ from, to }) => from <= second && second < to);
  const wasUnwatched = isUnwatched(span.from) && tests.some((test) => isUnknownAround(test, span.from));
  return outages.map((outage) => {
    const concerned = downTimes
      .filter(({ time }) => time.some((each) => overlap(each, outage)))
      .map(({ test }) => test);
    const atEdge = (isAt: (period: Span) => boolean) =>
      concerned.some(({ periods }) => periods.some((period) => period.status === 'down' && isAt(period)));
    return {
      ...outage,
      beganBefore:
        outage.from === span.from &&
        (wasUnwatched || atEdge(({ from, to }) => from < span.from && to > span.from)),
      isOpen:
        outage.to === span.to &&
        (isUnwatched(span.to - 1) || atEdge(({ from, to }) => from < span.to && to >= span.to)),
      counted: secondsOf(common([outage], down)),
      unwatched: secondsOf(common([outage], unwatched)),
      tests: concerned.map(({ name }) => name).sort(),
      codes: codesWithin(outage, concerned),
      excluded: sharesOf([outage], exclusions),
    };
  });
}

/** Returns whether a test, which has recorded something before, did not watch in the seconds before and after a time. */
function isUnknownAround(test: TestRecord, time: number): boolean {
  const around = unknownTimeOf(test, [{ from: time - 1, to: time + 1 }]);
  return secondsOf(around) === 2 && test.periods.some(({ from }) => from < time);
}

/** Figures of the incidents that count, in seconds; `null` where there are none. */
export interface IncidentFigures {
  readonly count: number;
  readonly longest: number | null;
  /** From the beginning to the end of one, on average, rounded. */
  readonly meanRecovery: number | null;
}

/** Sums up the incidents of which at least a second counts. */
export function figuresOf(incidents: readonly Incident[]): IncidentFigures {
  const lengths = incidents.filter(({ counted }) => counted > 0).map(({ from, to }) => to - from);
  const count = lengths.length;
  return {
    count,
    longest: count === 0 ? null : Math.max(...lengths),
    meanRecovery: count === 0 ? null : Math.round(lengths.reduce((sum, length) => sum + length, 0) / count),
  };
}

function codesWithin({ from, to }: Span, tests: readonly TestRecord[]): number[] {
  const alerts = tests.flatMap((test) => test.alerts).filter(({ at }) => from <= at && at < to);
  return [...new Set(alerts.sort((one, other) => one.at - other.at).map(({ code }) => code))];
}
