/** The kinds of text that say when. */

import type { TextType } from './field-types.ts';

const RFC_3339 = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/**
 * An instant as RFC 3339 writes it. It is held, and read back, in UTC and with the offset spelled out, as the examples
 * of the API reference are: often another spelling than the one written.
 */
export const instant: TextType<string> = (text) => {
  const date = RFC_3339.exec(text)?.[1];
  return date !== undefined && isDate(date)
    ? { value: new Date(text).toISOString().replace(/(\.000)?Z$/, '+00:00') }
    : { refused: 'is not a time in RFC 3339 format' };
};

/** A time zone by its name in the IANA database, in any case of letters. */
export const timezone: TextType<string> = (text) =>
  // Newer versions of Node.js take offsets such as +01:00 for names.
  /^[a-z]/i.test(text) && isTimeZone(text) ? { value: text } : { refused: `there is no time zone ${text}` };

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
