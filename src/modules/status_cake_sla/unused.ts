import { isoOf } from '../../sla/clock.ts';
import type { Incident } from '../../sla/incidents.ts';
import type { Period } from '../../sla/periods.ts';
import type { Span } from '../../sla/spans.ts';
import { namesOf, unfit } from './counted.ts';
import type { Month } from './month.ts';
import type { StackTerms } from './terms.ts';

/** Returns warnings of what a declaration says to no effect: patterns that fit no test, and notes on a period that are of no incident in it. */
export function unusedIn(
  { stack, counts, notes }: StackTerms,
  months: Iterable<Month>,
  period: Period,
  incidents: readonly Incident[],
): string[] {
  const names = [...months].flatMap(({ tests }) => tests.flatMap(namesOf));
  const isIn = (second: number) => (span: Span) => span.from <= second && second < span.to;
  return [
    ...unfit(counts, names).map(
      // The account may have one that was made since: what was read of it is of later months.
      (pattern) =>
        `${stack}: counts: no test that fits ${JSON.stringify(pattern)} is known up to ${period.label}: correct it, unless such a test is newer`,
    ),
    ...notes
      .filter(({ at }) => isIn(at)(period) && !incidents.some(isIn(at)))
      .map(
        ({ at }) =>
          `${stack}: notes: there is no incident at ${isoOf(at)}: correct the time, or take the note out`,
      ),
  ];
}
