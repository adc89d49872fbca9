import { oneLine } from '../../one-line.ts';
import { isoOf } from '../../sla/clock.ts';
import type { Exclusion } from '../../sla/exclusions.ts';
import { serviceTime } from '../../sla/service-hours.ts';
import { common, merged, type Span, type Spans, without } from '../../sla/spans.ts';
import type { Deployment } from './journal.ts';
import type { Month } from './month.ts';
import type { StackTerms } from './terms.ts';

/**
 * Returns what does not count of a span, by rank: time outside the hours of service, what was agreed, deployments, and maintenance windows
 * of the account.
 * @param months what is known of the months that the span is in
 */
export function exclusionsOf(
  terms: StackTerms,
  span: Span,
  zone: string,
  months: readonly Month[],
  journal: readonly Deployment[],
): Exclusion[] {
  const within = (spans: Iterable<Span>): Spans => common([span], merged(spans));
  const { hours, declared, stack } = terms;
  const outside: Exclusion[] =
    hours === null
      ? []
      : [
          {
            kind: 'service_hours',
            reason: hours.text,
            evidence: [...hours.holidays]
              .filter((date) => isNear(date, span))
              .sort()
              .join(', '),
            time: hoursOutside(hours, span, zone),
          },
        ];
  return [
    ...outside,
    ...declared.map(({ from, to, reason }): Exclusion => {
      return { kind: 'declared', reason, evidence: '', time: within([{ from, to }]) };
    }),
    ...journal
      .filter(({ stacks }) => stacks.includes(stack))
      .map(({ from, to, run, file }): Exclusion => {
        return {
          kind: 'deployment',
          reason: oneLine(run),
          evidence: oneLine(file),
          time: within([{ from, to }]),
        };
      }),
    ...windowExclusions(months, within),
  ].filter(({ time }) => time.length > 0);
}

/** One exclusion for each window, however often it was open. */
function windowExclusions(months: readonly Month[], within: (spans: Iterable<Span>) => Spans): Exclusion[] {
  const windows = months.flatMap((month) => month.windows);
  return [...new Set(windows.map(({ id }) => id))].map((id) => {
    const occurrences = windows.filter((window) => window.id === id);
    const [{ name = '', repeats = '' } = {}] = occurrences;
    return {
      kind: 'window',
      reason: oneLine(name),
      evidence: `ID ${id}, ${repeats}`,
      time: within(occurrences),
    };
  });
}

const known = new Map<string, Spans>();

/** Returns the time outside service hours, which takes a while to find out, and is the same for all stacks with these hours. */
function hoursOutside(
  { text, week, holidays }: NonNullable<StackTerms['hours']>,
  span: Span,
  zone: string,
): Spans {
  const key = JSON.stringify([text, [...holidays], span.from, span.to, zone]);
  const time = known.get(key) ?? without([span], serviceTime(span, zone, week, holidays));
  known.set(key, time);
  return time;
}

/** Returns whether a date is one of a span, whatever its zone: give or take a day. */
function isNear(date: string, { from, to }: Span): boolean {
  return isoOf(from - 86_400).slice(0, 10) <= date && date <= isoOf(to + 86_400).slice(0, 10);
}
