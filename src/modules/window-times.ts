import { PlanError } from '../reconcile/plan.ts';
import { normalise, type Remote, type Values } from '../statuscake/resource.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i;
const DURATION = /^(\d+)\s*([smhd])$/;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Puts instants in place of `now` and of durations.
 * @param actual the window as it is, or `null`
 * @throws PlanError when the texts are neither, or the end does not come after the beginning
 */
export function withInstants(values: Values, actual: Remote | null, now: Date): Values {
  const interval = values.repeat_interval ?? actual?.repeat_interval ?? 'never';
  if (values.start_at === 'now' && interval !== 'never') {
    throw new PlanError(
      'start_at',
      'now is for a window that is not repeated: give the time of the first one',
    );
  }
  const opened = actual && isOpen(actual, now) ? actual : null;
  const start = startOf(values, actual, opened, now);
  const end = endOf(values, actual, start, opened, now);
  if (start !== null && end !== null && end.getTime() <= start.getTime()) {
    if (values.end_at === undefined) {
      throw new PlanError('start_at', `${text(start)} does not come before end_at, ${text(end)}`);
    }
    throw new PlanError('end_at', `${text(end)} does not come after start_at, ${text(start)}`);
  }
  return {
    ...values,
    ...(values.start_at !== undefined && start && { start_at: text(start) }),
    ...(values.end_at !== undefined && end && { end_at: text(end) }),
  };
}

/** When the window begins, whether declared or not; `null` where nothing tells. */
function startOf({ start_at: declared }: Values, actual: Remote | null, opened: Remote | null, now: Date) {
  if (declared === undefined) return actual && readInstant('start_at', actual.start_at);
  if (declared !== 'now') return readInstant('start_at', declared);
  return opened ? readInstant('start_at', opened.start_at) : now;
}

/** When the window ends, whether declared or not; `null` where nothing tells. */
function endOf(
  { start_at: declaredStart, end_at: declared }: Values,
  actual: Remote | null,
  start: Date | null,
  opened: Remote | null,
  now: Date,
): Date | null {
  if (declared === undefined) return actual && readInstant('end_at', actual.end_at);
  const [, count, unit] = DURATION.exec(String(declared)) ?? [];
  if (count === undefined || unit === undefined) return readInstant('end_at', declared);
  if (start === null) return null;
  const duration = Number(count) * (SECONDS[unit] ?? 0) * 1000;
  const isKept = declaredStart === 'now' && opened !== null;
  const end = isKept ? readInstant('end_at', opened.end_at) : null;
  if (end !== null && end.getTime() - now.getTime() >= duration / 2) return end;
  const ends = new Date((isKept ? now : start).getTime() + duration);
  if (Number.isNaN(ends.getTime())) throw new PlanError('end_at', `is beyond all dates, got: ${declared}`);
  return ends;
}

function isOpen({ start_at: start, end_at: end }: Remote, now: Date): boolean {
  return Date.parse(String(start)) <= now.getTime() && now.getTime() < Date.parse(String(end));
}

function readInstant(option: string, value: unknown): Date {
  const written = String(value).replace(' ', 'T');
  const instant = new Date(written);
  if (INSTANT.test(written) && isDate(written.slice(0, 10)) && !Number.isNaN(instant.getTime())) {
    // The API knows no fractions of seconds.
    instant.setUTCMilliseconds(0);
    return instant;
  }
  const other = option === 'start_at' ? 'now' : 'a duration such as 45m, 2h or 1d';
  throw new PlanError(
    option,
    `takes a time with its zone, such as 2026-12-24T22:00:00Z, or ${other}, got: ${value}`,
  );
}

/** Whether a month has this day: JavaScript takes the 30th of February for a day in March. */
function isDate(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

function text(instant: Date): string {
  return String(normalise('instant', instant.toISOString()));
}
