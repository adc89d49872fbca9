import { PlanError } from '../reconcile/plan.ts';
import { normalise, type Remote, type Values } from '../statuscake/resource.ts';

const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i;
const DURATION = /^(\d+)\s*([smhd])$/;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Puts instants in place of `now` and of durations.
 * @param actual the window as it is, or `null`
 * @throws PlanError when the texts are neither, or the end does not come after the beginning
 */
export function withInstants(values: Values, actual: Remote | null, now: Date): Values {
  const opened = actual && isOpen(actual, now) ? actual : null;
  const start = startOf(values, actual, opened, now);
  const end = endOf(values, start, opened, now);
  if (start !== null && end !== null && end.getTime() <= start.getTime()) {
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

function endOf(
  { start_at: declaredStart, end_at: declared }: Values,
  start: Date | null,
  opened: Remote | null,
  now: Date,
): Date | null {
  if (declared === undefined) return null;
  const [, count, unit] = DURATION.exec(String(declared)) ?? [];
  if (count === undefined || unit === undefined) return readInstant('end_at', declared);
  const duration = Number(count) * (SECONDS[unit] ?? 0) * 1000;
  if (start === null) return null;
  if (declaredStart !== 'now' || opened === null) return new Date(start.getTime() + duration);
  const end = readInstant('end_at', opened.end_at);
  const isLongEnough = end.getTime() - now.getTime() >= duration / 2;
  return isLongEnough ? end : new Date(now.getTime() + duration);
}

function isOpen({ start_at: start, end_at: end }: Remote, now: Date): boolean {
  return Date.parse(String(start)) <= now.getTime() && now.getTime() < Date.parse(String(end));
}

function readInstant(option: string, value: unknown): Date {
  const instant = new Date(String(value).replace(' ', 'T'));
  if (INSTANT.test(String(value)) && !Number.isNaN(instant.getTime())) return instant;
  const other = option === 'start_at' ? 'now' : 'a duration such as 45m, 2h or 1d';
  throw new PlanError(
    option,
    `takes a time with its zone, such as 2026-12-24T22:00:00Z, or ${other}, got: ${value}`,
  );
}

function text(instant: Date): string {
  return String(normalise('instant', instant.toISOString()));
}
