import { firstInstantOf, offsetAt } from '../statuscake/time-zone.ts';
import { merged, type Span, type Spans } from './spans.ts';

/** Seconds of a day by the clock; the clocks of some days are put forward or back within them. */
export const DAY = 86_400;

/** A stretch of time in which a zone keeps its offset from UTC, in seconds. */
interface Piece extends Span {
  readonly offset: number;
}

/** What was found out about a zone, as that takes long and is asked for again and again. */
interface Known {
  /** Offsets at midnights of UTC. */
  readonly offsets: Map<number, number>;
  /** Where dates begin. */
  readonly starts: Map<string, number>;
}

const zones = new Map<string, Known>();

function knownOf(zone: string): Known {
  const known = zones.get(zone) ?? { offsets: new Map(), starts: new Map() };
  zones.set(zone, known);
  return known;
}

/** Returns the seconds by which clocks in a zone are ahead of UTC. No zone changes them twice within a day. */
function offsetOf(second: number, zone: string): number {
  const midnight = Math.floor(second / DAY) * DAY;
  const before = offsetAtMidnight(midnight, zone);
  const isKept = second === midnight || offsetAtMidnight(midnight + DAY, zone) === before;
  return isKept ? before : Math.round(offsetAt(second * 1000, zone) / 1000);
}

function offsetAtMidnight(midnight: number, zone: string): number {
  const { offsets } = knownOf(zone);
  const offset = offsets.get(midnight) ?? Math.round(offsetAt(midnight * 1000, zone) / 1000);
  offsets.set(midnight, offset);
  return offset;
}

/** Cuts time where the clocks of a zone are changed. */
function piecesOf({ from, to }: Span, zone: string): Piece[] {
  const pieces: Piece[] = [];
  let start = from;
  let offset = offsetOf(from, zone);
  const end = (at: number, next: number) => {
    if (start < at) {
      pieces.push({ from: start, to: at, offset });
    }
    start = at;
    offset = next;
  };
  let before = from;
  for (let at = Math.floor(from / DAY) * DAY + DAY; before < to; at += DAY) {
    const after = Math.min(at, to);
    const next = offsetOf(after, zone);
    if (next !== offset) {
      end(changeBetween(before, after, zone), next);
    }
    before = after;
  }
  end(to, offset);
  return pieces;
}

/** Returns the first second at which a zone has another offset than before, by halving. */
function changeBetween(before: number, after: number, zone: string): number {
  const old = offsetOf(before, zone);
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(middle, zone) === old) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

/**
 * Returns the time within a span at which clocks in a zone show what a rule wants. A local time that comes twice is wanted both times,
 * and one that never comes not at all.
 * @param rule local times that are wanted among those of a span, both as seconds since 1970 as if the clock showed UTC
 */
export function whenClocksShow(span: Span, zone: string, rule: (local: Span) => Iterable<Span>): Spans {
  return merged(
    piecesOf(span, zone).flatMap(({ from, to, offset }) =>
      [...rule({ from: from + offset, to: to + offset })].map((local) => ({
        from: Math.max(from, local.from - offset),
        to: Math.min(to, local.to - offset),
      })),
    ),
  );
}

/** Returns the second at which a date begins in a zone. @param date such as `2026-10-01` */
export function startOfDate(date: string, zone: string): number {
  const { starts } = knownOf(zone);
  const start = starts.get(date) ?? Math.floor(firstInstantOf(`${date}T00:00:00`, zone) / 1000);
  starts.set(date, start);
  return start;
}

/** Returns what a clock in a zone shows at a second, as seconds since 1970 as if it showed UTC. */
export function clockOf(second: number, zone: string): number {
  return second + offsetOf(second, zone);
}

/** Returns the date in a zone at a second, such as `2026-10-01`. */
export function dateAt(second: number, zone: string): string {
  return new Date(clockOf(second, zone) * 1000).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** A day of a zone, as far as it is within a span. */
export interface LocalDay extends Span {
  /** Such as `2026-10-01`. */
  readonly date: string;
}

/** Returns the days of a zone that a span has a part in. */
export function daysOf({ from, to }: Span, zone: string): LocalDay[] {
  const days: LocalDay[] = [];
  let date = dateAt(from, zone);
  for (let start = from; start < to; ) {
    const next = dateAfter(date, 1);
    const end = Math.min(to, startOfDate(next, zone));
    days.push({ from: start, to: end, date });
    [start, date] = [end, next];
  }
  return days;
}

/** Returns the date so many days after another. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY * 1000).toISOString().slice(0, 10);
}

/** Returns whether a text is a date that there is, such as `2026-02-28`. */
export function isDate(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(midnight.getTime()) &&
    midnight.toISOString().startsWith(text)
  );
}

/** Returns a second as reports and files spell it, in UTC: `2026-10-01T08:00:00Z`. */
export function isoOf(second: number): string {
  return new Date(second * 1000).toISOString().replace('.000Z', 'Z');
}
