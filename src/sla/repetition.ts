import { DAY, whenClocksShow } from './clock.ts';
import type { Span, Spans } from './spans.ts';

/** How often a maintenance window comes again (API reference). */
export type Interval = 'never' | '1d' | '1w' | '2w' | '1m';

const DAYS = { '1d': 1, '1w': 7, '2w': 14 };

/**
 * Returns the time within a span in which a maintenance window is open. It comes again at the same local time; that the last day of a
 * month stands for one that it lacks is not documented.
 * @param first its first beginning and end as its zone's clock shows them, as seconds since 1970 as if it showed UTC
 */
export function openTime(span: Span, zone: string, first: Span, interval: Interval): Spans {
  const length = first.to - first.from;
  return whenClocksShow(span, zone, function* ({ from, to }) {
    for (let count = Math.max(0, countBefore(first.from, from - length, interval)); ; count += 1) {
      const start = startOf(first.from, count, interval);
      if (start >= to || (interval === 'never' && count > 0)) {
        return;
      }
      yield { from: start, to: start + length };
    }
  });
}

/** Returns a number of repetitions after which the next one is not yet over at a local time. */
function countBefore(first: number, local: number, interval: Interval): number {
  if (interval === 'never') {
    return 0;
  }
  if (interval === '1m') {
    const [a, b] = [new Date(first * 1000), new Date(local * 1000)];
    return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth() - 1;
  }
  return Math.floor((local - first) / (DAYS[interval] * DAY));
}

function startOf(first: number, count: number, interval: Interval): number {
  if (interval === 'never') {
    return first;
  }
  if (interval !== '1m') {
    return first + count * DAYS[interval] * DAY;
  }
  const from = new Date(first * 1000);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + count];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const midnight = Date.UTC(year, month, Math.min(from.getUTCDate(), lastDay)) / 1000;
  return midnight + (((first % DAY) + DAY) % DAY);
}
