/** When maintenance windows are active, and for what. */

import { asIfUtc, wallClock } from './time-types.ts';
import type { Entry } from './values.ts';

/** A maintenance window as the account holds it, with the types that the table of its fields gives it. */
export type MaintenanceWindow = Entry & {
  /** Local time in `timezone`; an offset, where one was seeded, means nothing. */
  readonly start_at: string;
  readonly end_at: string;
  readonly repeat_interval: 'never' | '1m' | keyof typeof DAYS;
  /** An IANA time zone. */
  readonly timezone: string;
  /** IDs of uptime tests. */
  readonly tests: readonly string[];
  readonly tags: readonly string[];
};

const DAYS = { '1d': 1, '1w': 7, '2w': 14 };
const DAY = 86_400_000;

/**
 * Returns the state of a window at a time in milliseconds: by what a clock in its zone shows then, which in the hour that
 * comes twice is the same both times. Between two repetitions it is pending again. That the last day of a month stands for one
 * it lacks is not documented.
 */
export function stateOf(window: MaintenanceWindow, now: number): 'active' | 'paused' | 'pending' {
  const { repeat_interval, timezone } = window;
  const [start, end] = [asIfUtc(window.start_at), asIfUtc(window.end_at)];
  const at = wallClock(now, timezone);
  if (at < start) {
    return 'pending';
  }
  if (at < end) {
    return 'active';
  }
  if (repeat_interval === 'never') {
    // What is over has no documented state: of the three, this one alone announces nothing.
    return 'paused';
  }
  return at - lastRepetition(start, at, repeat_interval) < end - start ? 'active' : 'pending';
}

/** Tells whether one of these windows, active at a time in milliseconds, names a test or one of its tags. */
export function isInMaintenance(
  test: { id: string; tags: readonly string[] },
  windows: readonly Entry[],
  now: number,
): boolean {
  return (windows as readonly MaintenanceWindow[]).some(
    (window) =>
      (window.tests.includes(test.id) || window.tags.some((tag) => test.tags.includes(tag))) &&
      stateOf(window, now) === 'active',
  );
}

function lastRepetition(first: number, at: number, interval: '1m' | keyof typeof DAYS): number {
  if (interval === '1m') {
    const [from, to] = [new Date(first), new Date(at)];
    const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
    const inThisMonth = monthsLater(from, months);
    return inThisMonth > at ? monthsLater(from, months - 1) : inThisMonth;
  }
  const step = DAYS[interval] * DAY;
  return first + Math.floor((at - first) / step) * step;
}

function monthsLater(from: Date, months: number): number {
  const later = new Date(from);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate();
  later.setUTCMonth(from.getUTCMonth() + months, Math.min(from.getUTCDate(), lastDay));
  return later.getTime();
}
