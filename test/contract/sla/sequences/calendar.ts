import { clock } from '../../../unit/sla/second-by-second.ts';

/** All that happens in a sequence happens at the edge of a cell, so that whole cells are asked what they were. */
export const CELL = 900;

const ZONE = 'Europe/Paris';
const FIRST = Date.parse('2026-03-31T22:00:00Z') / 1000;
/** The end of the last quarter that is reported on. */
const LAST = Date.parse('2027-03-31T22:00:00Z') / 1000;

/** A cell, and what clocks show at its beginning. */
export interface Cell {
  readonly at: number;
  readonly date: string;
  readonly weekday: string;
  /** Seconds since midnight. */
  readonly time: number;
  /** The same as seconds since 1970, as if the clock showed UTC. */
  readonly wall: number;
}

const cells: readonly Cell[] = Array.from({ length: (LAST - FIRST) / CELL }, (_, index) => {
  const at = FIRST + index * CELL;
  const { date, weekday, time } = clock(at, ZONE);
  return { at, date, weekday, time, wall: Date.parse(`${date}T00:00:00Z`) / 1000 + time };
});

/** Returns the cell that begins at a second. */
export function cellAt(second: number): Cell {
  const cell = cells[(second - FIRST) / CELL];
  if (cell === undefined) {
    throw new Error(`no cell begins at ${second}`);
  }
  return cell;
}

/** Returns the month that a second is in. */
export function monthAt(second: number): string {
  return cellAt(second).date.slice(0, 7);
}

/** Dates that are reported on, both included, and the dates before them. */
export interface Range {
  readonly kind: 'month' | 'quarter' | 'days';
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** Cells of ranges, as they are asked for again and again. */
const known = new Map<string, readonly Cell[]>();

/** Returns the cells of a range up to a second. */
export function cellsOf({ from, to }: Range, now: number): Cell[] {
  const key = `${from} ${to}`;
  const all = known.get(key) ?? cells.filter(({ date }) => from <= date && date <= to);
  known.set(key, all);
  return all.filter(({ at }) => at < now);
}

/** Returns the second at which a range is over. */
export function endOf(range: Range): number {
  return (cellsOf(range, LAST).at(-1)?.at ?? FIRST) + CELL;
}

/** Returns the months that have cells in a range up to a second. */
export function monthsIn(range: Range, now: number): string[] {
  return [...new Set(cellsOf(range, now).map(({ date }) => date.slice(0, 7)))];
}

/** Returns all months up to a second, from the first that the calendar knows. */
export function monthsUntil(now: number): string[] {
  const [first, last] = [monthAt(FIRST), monthAt(now - CELL)];
  const months = [first];
  while ((months.at(-1) ?? last) < last) {
    months.push(monthLater(months.at(-1) ?? last, 1));
  }
  return months;
}

/** Returns a month as a range. @param label such as `2026-10` */
export function monthRange(label: string): Range {
  // No date of a month comes after its 31st, whether there is one or not.
  return { kind: 'month', label, from: `${label}-01`, to: `${label}-31` };
}

/** Returns the month so many months after another. */
export function monthLater(label: string, count: number): string {
  const [year = 0, month = 1] = label.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + count)).toISOString().slice(0, 7);
}

function quarterRange(first: string): Range {
  const label = `${first.slice(0, 4)}-Q${Math.ceil(Number(first.slice(5)) / 3)}`;
  return { kind: 'quarter', label, from: `${first}-01`, to: `${monthLater(first, 2)}-31` };
}

function daysRange(from: string, to: string): Range {
  return { kind: 'days', label: `${from}--${to}`, from, to };
}

function daysLater(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** What a run is asked for, in words; months and quarters so many before the present one. */
export type Wish =
  | 'month_to_date'
  | 'previous_month'
  | 'last_30_days'
  | { readonly months: number }
  | { readonly quarters: number };

/** Returns the dates that somebody wishes for. */
export function rangeOf(wish: Wish, now: number): Range {
  const { date } = cellAt(now);
  const month = date.slice(0, 7);
  if (wish === 'last_30_days') {
    return daysRange(daysLater(date, -30), daysLater(date, -1));
  }
  if (wish === 'month_to_date') {
    return monthRange(month);
  }
  if (wish === 'previous_month') {
    return monthRange(monthLater(month, -1));
  }
  if ('months' in wish) {
    return monthRange(monthLater(month, -wish.months));
  }
  const intoQuarter = (Number(month.slice(5)) - 1) % 3;
  return quarterRange(monthLater(month, -intoQuarter - 3 * wish.quarters));
}

/** Returns the dates before, of the same kind. */
export function rangeBefore({ kind, label, from }: Range): Range {
  if (kind === 'month') {
    return monthRange(monthLater(label, -1));
  }
  if (kind === 'quarter') {
    return quarterRange(monthLater(from.slice(0, 7), -3));
  }
  return daysRange(daysLater(from, -30), daysLater(from, -1));
}
