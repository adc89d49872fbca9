import { type Budget, budgetOf } from './budget.ts';
import { apportion, type Exclusion, excludedTime, type OwnExclusion } from './exclusions.ts';
import { figuresOf, type Incident, type IncidentFigures, incidentsOf } from './incidents.ts';
import type { Period } from './periods.ts';
import { merged, type Spans, secondsOf, without } from './spans.ts';
import { availabilityOf, isMet } from './target.ts';
import { type Counting, type TestRecord, type Timeline, timelineOf } from './timeline.ts';

/** What a stack was promised to be. */
export interface Terms extends Counting {
  /** Millionths of a percent. */
  readonly target: number;
}

/** The seconds of a period; together they are all that there are. */
export interface Seconds {
  readonly up: number;
  readonly down: number;
  readonly excluded: number;
  readonly unknown: number;
}

/** What a stack was in a period, beside what it was to be. */
export interface Assessment {
  readonly period: Period;
  readonly tests: readonly TestRecord[];
  readonly timeline: Timeline;
  readonly seconds: Seconds;
  /** Percent, cut after six decimals; `null` where no second counts. */
  readonly availability: number | null;
  readonly met: boolean | null;
  /** Percent of the time that counts that was watched, whatever the rest counts as, cut after six decimals; `null` where none counts. */
  readonly watched: number | null;
  readonly budget: Budget;
  readonly incidents: readonly Incident[];
  readonly figures: IncidentFigures;
  readonly exclusions: readonly OwnExclusion[];
}

/**
 * Holds what the tests of a stack have recorded against what was promised.
 * @param exclusions by their rank, as far as the end of the period, also where that is still to come
 * @param planned more time to come that will not count
 */
export function assess(
  period: Period,
  tests: readonly TestRecord[],
  exclusions: readonly Exclusion[],
  terms: Terms,
  planned: Spans = [],
): Assessment {
  const excluded = excludedTime(exclusions);
  const timeline = timelineOf({ from: period.from, to: period.to }, tests, excluded, terms);
  const seconds = {
    up: secondsOf(timeline.up),
    down: secondsOf(timeline.down),
    excluded: secondsOf(timeline.excluded),
    unknown: secondsOf(timeline.unknown),
  };
  const unwatched = secondsOf(without(timeline.unwatched, excluded));
  const counted = seconds.up + seconds.down + seconds.unknown;
  const rest = merged([{ from: period.to, to: period.end }]);
  const toCome = without(rest, merged([...excluded, ...planned]));
  const own = apportion(exclusions);
  const incidents = incidentsOf(timeline, tests, own);
  return {
    period,
    tests,
    timeline,
    seconds,
    availability: availabilityOf(seconds.up, seconds.down),
    watched: availabilityOf(counted - unwatched, unwatched),
    met: isMet(seconds.up, seconds.down, terms.target),
    budget: budgetOf(timeline.up, timeline.down, toCome, terms.target),
    incidents,
    figures: figuresOf(incidents),
    exclusions: own,
  };
}
