import { OptionError } from '../../reconcile/option-error.ts';
import { localPart, normalise, type Remote, type Values } from '../../statuscake/resource.ts';
import {
  firstInstantOf,
  instantsOf,
  isTimeZone,
  localTime,
  shift,
  withOffset,
} from '../../statuscake/time-zone.ts';

/** With a space in place of the T only where an offset follows: YAML drops some offsets of what it takes for a date. */
const TIME =
  /^(\d{4}-\d\d-\d\d)(?:T| (?=.*(?:Z|[+-]\d\d:\d\d)$))(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/i;
const DURATION = /^(\d+)\s*([smhd])$/;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
/** Beyond these no zone has a local time of four digits of the year, or any offset that can be written. */
const [FIRST, LAST] = [Date.parse('1970-01-02T00:00:00Z'), Date.parse('9999-12-30T00:00:00Z')];

/** A declared time: its instant in milliseconds, or what a clock in the zone of the window shows. */
type Declared = { readonly instant: number } | { readonly local: string };

/**
 * Tells what is wrong with declared times, as far as it can be told without knowing the window that there is.
 * @throws OptionError
 */
export function checkTimes(values: Values, now: Date): void {
  refuseUnknownZone(values.timezone);
  // Which of an instant and a local time comes first is a matter of the zone.
  if (isLocal(values.start_at) === isLocal(values.end_at) || DURATION.test(String(values.end_at))) {
    withLocalTimes({ ...values, timezone: 'UTC' }, null, now);
  }
}

/**
 * Puts local times of the window's zone, with the offset that it has then, in place of instants, `now` and durations: what
 * StatusCake keeps is the date and time, without the offset.
 * @param actual the window as it is, or `null`
 * @throws OptionError when the texts are none of these, the end does not come after the beginning, or clocks in the zone show
 * a time twice or never
 */
export function withLocalTimes(values: Values, actual: Remote | null, now: Date): Values {
  const interval = String(values.repeat_interval ?? actual?.repeat_interval ?? 'never');
  if (values.start_at === 'now' && interval !== 'never') {
    throw new OptionError(
      'start_at',
      'now is for a window that is not repeated: give the time of the first one',
    );
  }
  if (values.start_at === undefined && values.end_at === undefined) {
    return values;
  }
  const zone = String(values.timezone || actual?.timezone || 'UTC');
  refuseUnknownZone(zone);
  const window = new WindowTimes(zone, interval, actual, now.getTime());
  const start = window.startOf(values);
  const end = window.endOf(values, start);
  if (start !== null && end !== null && end <= start) {
    const [begins, ends] = [withOffset(start, zone), withOffset(end, zone)];
    if (values.end_at === undefined) {
      throw new OptionError('start_at', `${begins} does not come before end_at, ${ends}`);
    }
    throw new OptionError('end_at', `${ends} does not come after start_at, ${begins}`);
  }
  return {
    ...values,
    ...(values.start_at !== undefined && start && { start_at: withOffset(start, zone) }),
    ...(values.end_at !== undefined && end && { end_at: withOffset(end, zone) }),
  };
}

/** When a window begins and ends by the clock of a zone, whether that is declared or not. */
class WindowTimes {
  readonly #zone: string;
  readonly #interval: string;
  readonly #actual: Remote | null;
  readonly #now: number;
  readonly #isOpen: boolean;

  constructor(zone: string, interval: string, actual: Remote | null, now: number) {
    this.#zone = zone;
    this.#interval = interval;
    this.#actual = actual;
    this.#now = now;
    this.#isOpen = actual !== null && isOpen(actual, now);
  }

  /** The local time at which it begins; `null` where nothing tells. */
  startOf({ start_at: declared }: Values): string | null {
    if (declared === undefined) {
      return this.#held('start_at');
    }
    if (declared !== 'now') {
      return this.#declared('start_at', declared);
    }
    return this.#isOpen ? this.#moved('start_at', -1) : this.#around(this.#now, -1);
  }

  /** The local time at which it ends; `null` where nothing tells. */
  endOf({ start_at: declaredStart, end_at: declared }: Values, start: string | null): string | null {
    if (declared === undefined) {
      return this.#held('end_at');
    }
    const [, count, unit] = DURATION.exec(String(declared)) ?? [];
    if (count === undefined || unit === undefined) {
      return this.#declared('end_at', declared);
    }
    if (start === null) {
      return null;
    }
    const duration = Number(count) * (SECONDS[unit] ?? 0) * 1000;
    if (declaredStart === 'now') {
      const end = this.#isOpen ? this.#moved('end_at', 1) : null;
      if (end !== null && firstInstantOf(end, this.#zone) - this.#now >= duration / 2) {
        return end;
      }
      return this.#around(bounded('end_at', this.#now + duration, declared), 1);
    }
    const ends = bounded('end_at', firstInstantOf(start, this.#zone) + duration, declared);
    // A repeated window is as long by the clock at every repetition, whatever happens to clocks in the first one.
    const local = this.#interval === 'never' ? localTime(ends, this.#zone) : shift(start, duration);
    return this.#unmistakable('end_at', local, declared);
  }

  /** What the window has. */
  #held(option: string): string | null {
    return (this.#actual && heldTime(this.#actual, option)) || null;
  }

  /** What an open window has, by the clock of the zone that it is to have. */
  #moved(option: string, direction: 1 | -1): string | null {
    const [held, from] = [this.#held(option), String(this.#actual?.timezone)];
    return held === null || from === this.#zone ? held : this.#around(firstInstantOf(held, from), direction);
  }

  /**
   * The local time of an instant. In the hour that clocks show twice, that is a time before it, or after it: which of both
   * StatusCake takes is not documented, and a window that is open for longer than it has to be does less harm than one that is not.
   */
  #around(instant: number, direction: 1 | -1): string {
    const local = localTime(instant, this.#zone);
    const [first = 0, second = first] = instantsOf(local, this.#zone);
    return shift(local, direction * (second - first));
  }

  #declared(option: string, value: unknown): string {
    const declared = readTime(option, value);
    const local = 'local' in declared ? declared.local : localTime(declared.instant, this.#zone);
    return this.#unmistakable(option, local, value);
  }

  /**
   * Passes a local time on that clocks show once. The one that is there already is left to StatusCake.
   * @throws OptionError
   */
  #unmistakable(option: string, local: string, value: unknown): string {
    const { length } = instantsOf(local, this.#zone);
    if (length === 1 || local === this.#held(option)) {
      return local;
    }
    const change =
      length === 0
        ? 'never comes there, since clocks are put forward: choose another time'
        : 'comes twice there, since clocks are put back, and StatusCake cannot tell which is meant: choose another time, or the timezone UTC';
    throw new OptionError(option, `${local} in ${this.#zone} ${change}, got: ${value}`);
  }
}

/** Returns whether a window is open, in the first of its repetitions. */
function isOpen(actual: Remote, now: number): boolean {
  const zone = String(actual.timezone);
  if (!isTimeZone(zone)) {
    return false;
  }
  const shown = localTime(now, zone);
  return heldTime(actual, 'start_at') <= shown && shown < heldTime(actual, 'end_at');
}

function heldTime(actual: Remote, option: string): string {
  return localPart(String(normalise('time', actual[option])));
}

function refuseUnknownZone(zone: unknown): void {
  if (zone === undefined || zone === '' || isTimeZone(String(zone))) {
    return;
  }
  throw new OptionError(
    'timezone',
    `there is no time zone ${zone}, as far as this Node.js knows: take a name such as Europe/London, or UTC`,
  );
}

/** Returns whether a declared value is a time without an offset. */
function isLocal(value: unknown): boolean {
  const match = TIME.exec(String(value));
  return match !== null && match[3] === undefined;
}

function readTime(option: string, value: unknown): Declared {
  const [, day = '', time, offset] = TIME.exec(String(value)) ?? [];
  const instant = new Date(`${day}T${time}${offset ?? 'Z'}`);
  if (isDate(day) && !Number.isNaN(instant.getTime())) {
    // The API knows no fractions of seconds.
    instant.setUTCMilliseconds(0);
    const bound = bounded(option, instant.getTime(), value);
    return offset === undefined ? { local: localTime(bound, 'UTC') } : { instant: bound };
  }
  const other = option === 'start_at' ? 'now' : 'a duration such as 45m, 2h or 1d';
  throw new OptionError(
    option,
    `takes a time such as 2026-12-24T22:00:00Z, 2026-12-24T22:00:00 in quotes for the local time of timezone, or ${other}, got: ${value}`,
  );
}

/** Passes an instant on that any zone can show. Throws a OptionError otherwise. */
function bounded(option: string, instant: number, value: unknown): number {
  if (FIRST <= instant && instant < LAST) {
    return instant;
  }
  throw new OptionError(option, `is beyond all dates, got: ${value}`);
}

/** Returns whether a month has this day: JavaScript takes the 30th of February for a day in March. */
function isDate(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
