import { type Assessment, assess } from '../../sla/assessment.ts';
import { dateAt } from '../../sla/clock.ts';
import { monthPeriod, monthsOf, type Period, periodBefore } from '../../sla/periods.ts';
import { reportOf, type StackReport } from '../../sla/report.ts';
import type { Spans } from '../../sla/spans.ts';
import { exclusionsOf } from './exclusions.ts';
import type { Deployment } from './journal.ts';
import type { Month } from './month.ts';
import type { MonthTimes } from './month-times.ts';
import { monthsUpTo } from './reading.ts';
import { recordsOf } from './records.ts';
import { sightingsOf } from './sightings.ts';
import type { StackTerms } from './terms.ts';
import { timesOf } from './times.ts';
import { unusedIn } from './unused.ts';

/** Returns whether what is known of a month is enough for a period. */
export function isKnownFor({ until }: Month, bounds: Period, period: Period): boolean {
  return until >= Math.min(bounds.end, period.to);
}

/** So many months are looked back at, the last one of the period included. */
export const MONTHS_BACK = 12;

/** A stack as it was: what is told of it, and what that was taken from. */
export interface StackSla {
  readonly terms: StackTerms;
  readonly report: StackReport;
  readonly assessment: Assessment;
  /** What is declared to no effect. */
  readonly warnings: readonly string[];
}

/**
 * Returns the months that a report on a period looks at: those of the period, those before it, and those of the last twelve. Months that
 * have begun since are none of these.
 */
export function monthsLookedAt(
  period: Period,
  now: number,
): { own: Period[]; earlier: Period[]; later: Period[] } {
  const { zone } = period;
  const names = monthsOf(period, zone);
  const last = names.at(-1) ?? '';
  const before = monthsOf(periodBefore(period, now), zone);
  const count = Math.max(MONTHS_BACK, names.length + before.length + 1);
  const all = monthsUpTo(last, count, zone, now);
  const since = monthsOf({ from: period.from, to: now }, zone).filter((label) => !names.includes(label));
  return {
    own: all.filter(({ label }) => names.includes(label)),
    earlier: all.filter(({ label }) => !names.includes(label)),
    later: since.map((label) => monthPeriod(label, zone, now)),
  };
}

/** What is known of a stack, with those tests only that count. */
export interface KnownStack {
  readonly months: ReadonlyMap<string, Month>;
  /** When windows that are for all of them will be open before a period that is not over ends; that is not kept. */
  readonly planned: Spans;
}

/**
 * Works out what a stack was in a period, and in those before as far as they are known.
 * @param times what was collected of response times in the months of the period
 */
export function slaOf(
  terms: StackTerms,
  period: Period,
  now: number,
  { months: known, planned }: KnownStack,
  times: readonly MonthTimes[],
  journal: readonly Deployment[],
): StackSla {
  const { own, earlier } = monthsLookedAt(period, now);
  const bounds = new Map([...earlier, ...own].map((month) => [month.label, month]));
  /** Nothing where not all months of the period are known, or where one before had no test yet. */
  const assessed = (of: Period): Assessment | null => {
    const parts = monthsOf(of, of.zone).map((label) => ({
      month: known.get(label),
      bounds: bounds.get(label),
    }));
    const months = parts.flatMap(({ month, bounds: span }) =>
      month && span && isKnownFor(month, span, of) ? [{ month, bounds: span }] : [],
    );
    if (months.length < parts.length) {
      return null;
    }
    const span = { from: of.from, to: of.end };
    const exclusions = exclusionsOf(
      terms,
      span,
      of.zone,
      months.map(({ month }) => month),
      journal,
    );
    const records = recordsOf(months);
    return of !== period && !own.includes(of) && records.length === 0
      ? null
      : assess(of, records, exclusions, terms, of === period ? planned : []);
  };
  const assessment = assessed(period);
  if (assessment === null) {
    throw new Error(`a month of ${period.label} is not known`);
  }
  const months = [...earlier, ...own].slice(-MONTHS_BACK).flatMap((month) => assessed(month) ?? []);
  const ownMonths = own.flatMap(({ label }) => known.get(label) ?? []);
  return {
    terms,
    assessment,
    warnings: unusedIn(terms, known.values(), period, assessment.incidents),
    report: reportOf(assessment, {
      stack: terms.stack,
      title: terms.title,
      target: terms.percent,
      tests: assessment.tests.map(({ id, name }) => ({ id, name })),
      notes: terms.notes,
      previous: assessed(periodBefore(period, now)),
      months,
      ...sightingsOf(ownMonths, period),
      responseTimes: timesOf(
        times,
        new Set(ownMonths.flatMap((month) => month.tests.map(({ id }) => id))),
        dateAt(period.from, period.zone),
        dateAt(period.to - 1, period.zone),
      ),
    }),
  };
}
