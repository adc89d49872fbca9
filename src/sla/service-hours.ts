import { DAY, whenClocksShow } from './clock.ts';
import { merged, type Span, type Spans } from './spans.ts';

/** Hours of a day that count, in seconds of the clock from midnight on, by the days of the week from Sunday, which is 0. */
export type Week = readonly (readonly Span[])[];

/** A text that is no service hours; its message is a clause. */
export class HoursError extends Error {}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const PART = /^([a-z]{3})(?:\s*-\s*([a-z]{3}))?\s+(\d\d?):(\d\d)\s*-\s*(\d\d?):(\d\d)$/i;

/**
 * Reads service hours such as `Mon-Fri 08:00-20:00, Sat 09:00-13:00`.
 * @throws HoursError
 */
export function weekOf(text: string): Week {
  const week: Span[][] = DAYS.map(() => []);
  for (const part of text.split(',').map((each) => each.trim())) {
    const [, first = '', last = first, ...numbers] = PART.exec(part) ?? [];
    const [begin, end] = [first, last].map((day) => DAYS.indexOf(day.toLowerCase())) as [number, number];
    if (begin === -1 || end === -1) {
      throw new HoursError(
        `takes days and hours such as Mon-Fri 08:00-20:00, Sat 09:00-13:00, got: ${JSON.stringify(text)}`,
      );
    }
    const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = numbers.map(Number);
    const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
    if (Math.max(fromMinute, toMinute) > 59 || to > 24 * 60) {
      throw new HoursError(`a day ends at 24:00 and an hour has 60 minutes, got: ${part}`);
    }
    if (to <= from) {
      throw new HoursError(
        `the end has to come after the beginning, got: ${part}; hours over midnight are two, such as Mon 22:00-24:00, Tue 00:00-06:00`,
      );
    }
    const days = ((end - begin + 7) % 7) + 1;
    for (let day = begin; day < begin + days; day += 1) {
      week[day % 7]?.push({ from: from * 60, to: to * 60 });
    }
  }
  return week.map(merged);
}

/**
 * Returns the time within a span that service hours name, by clocks in a zone.
 * @param holidays dates without any, such as `2026-12-25`
 */
export function serviceTime(span: Span, zone: string, week: Week, holidays: ReadonlySet<string>): Spans {
  return whenClocksShow(span, zone, function* ({ from, to }) {
    for (let midnight = Math.floor(from / DAY) * DAY; midnight < to; midnight += DAY) {
      const day = new Date(midnight * 1000);
      if (!holidays.has(day.toISOString().slice(0, 10))) {
        for (const hours of week[day.getUTCDay()] ?? []) {
          yield { from: midnight + hours.from, to: midnight + hours.to };
        }
      }
    }
  });
}
