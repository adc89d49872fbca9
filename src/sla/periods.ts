import { instantsOf } from '../statuscake/time-zone.ts';
import { DAY, dateAfter, dateAt, isDate, startOfDate } from './clock.ts';
import type { Span } from './spans.ts';

/** A time that is reported on. It ends with the present where that comes before its end. */
export interface Period extends Span {
  /** What it is called, in files, too: `2026-10`, `2026-Q3`, `2026`, or two dates, the last one included. */
  readonly label: string;
  readonly kind: 'month' | 'quarter' | 'year' | 'days';
  /** Where it ends once it is over. */
  readonly end: number;
  /** Where its months begin, by the IANA database. */
  readonly zone: string;
}

/** A text that is no time or period; its message is a clause that says what would be one. */
export class TimeError extends Error {}

const FORMS =
  'takes previous_month, month_to_date, last_30_days, a month such as 2026-10, a quarter such as 2026-Q3, a year such as 2026, or from and to';

/** There was no StatusCake before, so an earlier year is a slip of the pen. */
const FIRST_YEAR = '2012';

/** Dates of a period: its first one, and the first one that is not in it any more. */
type Dates = Pick<Period, 'kind' | 'label'> & { readonly first: string; readonly next: string };

/**
 * Returns the period that is meant.
 * @param given one of the words, a label, or the first and the last date
 * @param now seconds since 1970
 * @throws TimeError for what is no period, and for one that has not begun or of which nothing can be known
 */
export function periodOf(
  given: string | { readonly from: string; readonly to: string },
  zone: string,
  now: number,
): Period {
  const dates = typeof given === 'string' ? datesOf(given, zone, now) : daysOf(given);
  if (dates.first < FIRST_YEAR) {
    throw new TimeError(
      `${dates.label} begins before ${FIRST_YEAR}, the year in which StatusCake began: choose a later one`,
    );
  }
  const period = placed(dates, zone, now);
  if (period.from >= now) {
    throw new TimeError(`${period.label} has not begun yet: choose one that has`);
  }
  return period;
}

function placed({ first, next, kind, label }: Dates, zone: string, now: number): Period {
  const [from, end] = [startOfDate(first, zone), startOfDate(next, zone)];
  return { label, kind, from, to: Math.min(end, Math.max(from, now)), end, zone };
}

function datesOf(text: string, zone: string, now: number): Dates {
  const today = dateAt(now, zone);
  const month = today.slice(0, 7);
  if (text === 'previous_month') {
    return monthDates(monthAfter(month, -1));
  }
  if (text === 'month_to_date') {
    return monthDates(month);
  }
  if (text === 'last_30_days') {
    return daysOf({ from: dateAfter(today, -30), to: dateAfter(today, -1) });
  }
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) {
    return monthDates(text);
  }
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(text) ?? [];
  if (year !== undefined && quarter !== undefined) {
    const first = `${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}`;
    return { kind: 'quarter', label: text, first: `${first}-01`, next: `${monthAfter(first, 3)}-01` };
  }
  if (/^\d{4}$/.test(text)) {
    return { kind: 'year', label: text, first: `${text}-01-01`, next: `${monthAfter(`${text}-01`, 12)}-01` };
  }
  throw new TimeError(`${FORMS}, got: ${text}`);
}

function monthDates(month: string): Dates {
  return { kind: 'month', label: month, first: `${month}-01`, next: `${monthAfter(month, 1)}-01` };
}

function daysOf({ from, to }: { readonly from: string; readonly to: string }): Dates {
  for (const date of [from, to]) {
    if (!isDate(date)) {
      throw new TimeError(`its from and to take dates such as 2026-10-01, got: ${date}`);
    }
  }
  if (to < from) {
    throw new TimeError(`to, ${to}, comes before from, ${from}`);
  }
  return { kind: 'days', label: `${from}--${to}`, first: from, next: dateAfter(to, 1) };
}

/** Returns the month so many months after another. @param month such as `2026-10` */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const index = year * 12 + number - 1 + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((((index % 12) + 12) % 12) + 1).padStart(2, '0')}`;
}

/** Returns a month of a zone as a period, also one to come. */
export function monthPeriod(month: string, zone: string, now: number): Period {
  return placed(monthDates(month), zone, now);
}

/** Returns the period before one, of the same kind, or of as many days. */
export function periodBefore({ kind, label, from, end, zone }: Period, now: number): Period {
  const last = dateAt(from - 1, zone);
  if (kind === 'month') {
    return monthPeriod(last.slice(0, 7), zone, now);
  }
  if (kind === 'quarter') {
    const quarter = Math.ceil(Number(last.slice(5, 7)) / 3);
    return placed(datesOf(`${last.slice(0, 4)}-Q${quarter}`, zone, now), zone, now);
  }
  if (kind === 'year') {
    return placed(datesOf(monthAfter(`${label}-01`, -1).slice(0, 4), zone, now), zone, now);
  }
  const days = Math.round((end - from) / DAY);
  return placed(daysOf({ from: dateAfter(last, 1 - days), to: last }), zone, now);
}

/** Returns the months of a zone that share a second with a span, in their order. */
export function monthsOf({ from, to }: Span, zone: string): string[] {
  const last = dateAt(Math.max(from, to - 1), zone).slice(0, 7);
  const months = [dateAt(from, zone).slice(0, 7)];
  for (let month = months[0] ?? last; month < last; months.push(month)) {
    month = monthAfter(month, 1);
  }
  return months;
}

const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/i;

/**
 * Returns the second that a time stands for: one with an offset, a local one of a zone, or a date, which is its beginning.
 * @param isEnd a date stands for its end instead, so that it is in what the time is the end of
 * @throws TimeError for what is no time, and for one that clocks in the zone show twice or never
 */
export function secondOf(text: string, zone: string, isEnd = false): number {
  const [, date = '', minute, second = ':00', offset] = TIME.exec(text) ?? [];
  if (!isDate(date)) {
    throw new TimeError(`takes a time such as 2026-10-01T08:00, or a date, got: ${text}`);
  }
  if (minute === undefined) {
    return startOfDate(isEnd ? dateAfter(date, 1) : date, zone);
  }
  const local = `${date}T${minute}${second}`;
  if (Number.isNaN(Date.parse(`${local}Z`))) {
    throw new TimeError(`takes a time such as 2026-10-01T08:00, got: ${text}`);
  }
  const instants =
    offset === undefined ? instantsOf(local, zone) : [Date.parse(local + offset.toUpperCase())];
  const [instant] = instants;
  if (instant === undefined || instants.length > 1) {
    const what = instant === undefined ? 'never comes' : 'comes twice';
    throw new TimeError(
      `${text} ${what} in ${zone}, where clocks are changed: give it with an offset, such as +02:00`,
    );
  }
  return Math.floor(instant / 1000);
}
