/** The kinds of text that say when. */

import type { TextType } from './field-types.ts';

/** How reads spell the offset of a local time: always as that of UTC, or as its zone has it. Which of both is not documented. */
export type WindowOffsets = (typeof WINDOW_OFFSETS)[number];
export const WINDOW_OFFSETS = ['utc', 'zone'] as const;

const RFC_3339 =
  /^(\d{4}-\d\d-\d\d)T(([01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * A time as RFC 3339 writes it, of which only date and time of day are held: they are local to the window's zone, and the
 * offset is ignored (the vendor's definition).
 */
export const localTime: TextType<string> = (text) => {
  const [, date, time] = RFC_3339.exec(text) ?? [];
  return date !== undefined && isDate(date)
    ? { value: `${date}T${time}` }
    : { refused: 'is not a time in RFC 3339 format' };
};

/** Returns date and time of day of a text, in milliseconds as if they were in UTC. */
export function asIfUtc(text: string): number {
  return Date.parse(`${text.slice(0, 19)}Z`);
}

/** Returns what a clock on the wall of a zone shows, as if in UTC, so that a day on which clocks change is one too. */
export function wallClock(instant: number, timeZone: string): number {
  // The Swedish form is the one that can be read as a date again.
  return Date.parse(`${new Date(instant).toLocaleString('sv', { timeZone })}Z`);
}

/** Returns a local time with an offset; where clocks show it twice the first one, where they skip it the one before. */
export function withOffset(local: string, offsets: WindowOffsets, timeZone: string): string {
  const shown = asIfUtc(local);
  const offset = offsets === 'zone' ? offsetOf(shown, timeZone) / MINUTE : 0;
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const twoDigits = (number: number): string => String(number).padStart(2, '0');
  return `${local.slice(0, 19)}${offset < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(minutes)}`;
}

/** A time zone by its name in the IANA database, in any case of letters. */
export const timezone: TextType<string> = (text) =>
  // Newer versions of Node.js take offsets such as +01:00 for names.
  /^[a-z]/i.test(text) && isTimeZone(text) ? { value: text } : { refused: `there is no time zone ${text}` };

/** Returns the milliseconds by which a zone is ahead of UTC when its clocks show a time. */
function offsetOf(shown: number, timeZone: string): number {
  const offsets = [shown - DAY, shown + DAY].map((instant) => wallClock(instant, timeZone) - instant);
  const [before = 0] = offsets;
  return offsets.find((offset) => wallClock(shown - offset, timeZone) === shown) ?? before;
}

/** Tells whether a month has that day: `Date` takes the 30th of February for a day in March. */
function isDate(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
