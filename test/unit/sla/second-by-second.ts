/**
 * The same arithmetic once more, as slowly and plainly as can be: it asks of each second what it was. It shares no code with what
 * it is compared with, but for the types.
 */

import type { Exclusion } from '../../../src/sla/exclusions.ts';
import type { Span } from '../../../src/sla/spans.ts';
import type { Counting, TestRecord } from '../../../src/sla/timeline.ts';

export type Verdict = 'excluded' | 'down' | 'unknown' | 'up';

/** What a clock in a zone shows at a second: day of the week, date, and seconds since midnight. */
export function clock(second: number, zone: string): { weekday: string; date: string; time: number } {
  // The Swedish form begins with the date as ISO 8601 has it.
  const text = formatter('sv', zone, { dateStyle: 'short', timeStyle: 'medium' }).format(second * 1000);
  const [date = '', time = ''] = text.split(' ');
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  const weekday = formatter('en', zone, { weekday: 'short' }).format(second * 1000);
  return { weekday, date, time: hours * 3600 + minutes * 60 + seconds };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, timeZone: string, options: Intl.DateTimeFormatOptions) {
  const key = JSON.stringify([language, timeZone, options]);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(language, { ...options, timeZone });
  formatters.set(key, known);
  return known;
}

function isIn(second: number, { from, to }: Span): boolean {
  return from <= second && second < to;
}

function statusOf(second: number, test: TestRecord): 'up' | 'down' | 'unknown' {
  const periods = test.periods.filter((period) => isIn(second, period));
  if (periods.some(({ status }) => status === 'down')) {
    return 'down';
  }
  return periods.length > 0 ? 'up' : 'unknown';
}

/** What a second was for a stack. */
export function verdictOf(
  second: number,
  tests: readonly TestRecord[],
  isExcluded: (second: number) => boolean,
  { downWhen, unknownAs }: Counting,
): Verdict {
  if (isExcluded(second)) {
    return 'excluded';
  }
  const there = tests.filter(
    ({ since, until, away }) =>
      (since === null || second >= since) &&
      (until === null || second < until) &&
      !away.some((span) => isIn(second, span)),
  );
  const hasBegun = tests.some(({ since }) => since === null || second >= since);
  if (there.length === 0 && hasBegun && unknownAs === 'down') {
    return 'down';
  }
  const statuses = there
    .map((test) => statusOf(second, test))
    .map((status) => (status === 'unknown' && unknownAs === 'down' ? 'down' : status));
  const order =
    downWhen === 'any' ? (['down', 'unknown', 'up'] as const) : (['up', 'unknown', 'down'] as const);
  return order.find((status) => statuses.includes(status)) ?? 'unknown';
}

/** The exclusion that a second belongs to, the first of those that have it. */
export function exclusionOf(second: number, exclusions: readonly Exclusion[]): Exclusion | undefined {
  return exclusions.find(({ time }) => time.some((span) => isIn(second, span)));
}
