import type { Period } from '../sla/periods.ts';
import { cutPercent } from '../sla/target.ts';
import type { Language } from './reported-stack.ts';

/** Percentages are shown with so many decimals, or as many as the target has. */
const DECIMALS = 3;

const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Numbers, dates and lengths of time as people of a language write them, with clocks of a zone. */
export class Wording {
  readonly language: Language;
  readonly zone: string;
  /** British, since days come before months and clocks have 24 hours, as in French. */
  readonly #locale: string;
  // They take long to make.
  readonly #numbers = new Map<number, Intl.NumberFormat>();
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  constructor(language: Language, zone: string) {
    this.language = language;
    this.zone = zone;
    this.#locale = language === 'en' ? 'en-GB' : language;
  }

  /** A whole number or a fraction, with so many decimals. */
  number(value: number, decimals = 0): string {
    const format =
      this.#numbers.get(decimals) ??
      new Intl.NumberFormat(this.#locale, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      });
    this.#numbers.set(decimals, format);
    return format.format(value);
  }

  /**
   * An availability beside a target, cut and not rounded, so that a missed target never looks like a met one: `99.899 %`.
   * @param availability percent; `null` where no second counts
   */
  availability(availability: number | null, target: number): string {
    if (availability === null) {
      return '–';
    }
    const decimals = shownDecimals(target);
    return this.#percent(cutPercent(availability, decimals), decimals);
  }

  /** A target as it was declared: `99.9 %`. */
  target(target: number): string {
    return this.#percent(target, decimalsOf(target));
  }

  /** A share of a time, cut to a tenth, so that what is not all of it never looks like all: `99.9 %`. */
  share(percent: number): string {
    return this.#percent(cutPercent(percent, 1), 1);
  }

  /** Service hours as they were declared, with the days of the week in the language: `lun.-ven. 08:00-20:00`. */
  serviceHours(text: string): string {
    return text.replace(/\b(sun|mon|tue|wed|thu|fri|sat)\b/gi, (day) => {
      // The first Sunday of 1970, and the days after it.
      const date = Date.UTC(1970, 0, 4 + WEEK.indexOf(day.toLowerCase()));
      return new Intl.DateTimeFormat(this.#locale, { weekday: 'short', timeZone: 'UTC' }).format(date);
    });
  }

  /**
   * The difference of two availabilities beside a target as they are shown, in percentage points, with its sign: `+0.020`. Whoever
   * subtracts the one from the other comes to the same.
   */
  difference(before: number, after: number, target: number): string {
    const decimals = shownDecimals(target);
    const points = cutPercent(after, decimals) - cutPercent(before, decimals);
    const text = this.number(Math.abs(points), decimals);
    const isNone = Math.abs(points) < 0.5 * 10 ** -decimals;
    return isNone ? `±${text}` : `${points < 0 ? '−' : '+'}${text}`;
  }

  /** A length of time in its two largest units of which it has any, cut: `1 h 5 min`, `1 d 10 min`, `42 s`. */
  duration(seconds: number): string {
    const units: [number, string][] = [
      [Math.floor(seconds / 86_400), this.language === 'fr' ? 'j' : 'd'],
      [Math.floor(seconds / 3600) % 24, 'h'],
      [Math.floor(seconds / 60) % 60, 'min'],
      [seconds % 60, 's'],
    ];
    const shown = units.filter(([count]) => count > 0).slice(0, 2);
    return (shown.length > 0 ? shown : units.slice(-1))
      .map(([count, unit]) => `${this.number(count)}\u00a0${unit}`)
      .join('\u00a0');
  }

  /** A date and a time: `4 Oct, 13:05`. @param second seconds since 1970 */
  moment(second: number): string {
    return this.#date(second, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  }

  /** A time of day: `13:05`. @param second seconds since 1970 */
  time(second: number): string {
    return this.#date(second, { hour: '2-digit', minute: '2-digit' });
  }

  /** A date and a time with the year. */
  momentOfYear(second: number): string {
    return this.#date(second, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    });
  }

  /** A date: `4 October 2026`. */
  date(second: number): string {
    return this.#date(second, { day: 'numeric', month: 'long', year: 'numeric' });
  }

  /** A date without its year: `4 Oct`. */
  day(second: number): string {
    return this.#date(second, { day: 'numeric', month: 'short' });
  }

  /** A month: `October 2026`; short: `Oct`. */
  month(second: number, length: 'long' | 'short' = 'long'): string {
    return length === 'long'
      ? this.#date(second, { month: 'long', year: 'numeric' })
      : this.#date(second, { month: 'short' });
  }

  /** What people call a period: `October 2026`, `third quarter of 2026`, `2026`, `1 – 15 October 2026`. */
  period({ kind, label, from, end }: Period): string {
    switch (kind) {
      case 'month':
        return this.month(from);
      case 'quarter':
        return label.replace(/^(\d+)-Q(\d)$/, this.language === 'fr' ? 'T$2 $1' : 'Q$2 $1');
      case 'year':
        return label;
      default:
        return `${this.date(from)} – ${this.date(end - 1)}`;
    }
  }

  #percent(value: number, decimals: number): string {
    return `${this.number(value, decimals)}\u00a0%`;
  }

  #date(second: number, options: Intl.DateTimeFormatOptions): string {
    const key = JSON.stringify(options);
    const format =
      this.#formats.get(key) ??
      new Intl.DateTimeFormat(this.#locale, { ...options, timeZone: this.zone, hourCycle: 'h23' });
    this.#formats.set(key, format);
    return format.format(second * 1000);
  }
}

const wordings = new Map<string, Wording>();

/** Returns the wording of a language and a zone, made once: what it formats with takes long to make. */
export function wordingOf(language: Language, zone: string): Wording {
  const key = `${language} ${zone}`;
  const wording = wordings.get(key) ?? new Wording(language, zone);
  wordings.set(key, wording);
  return wording;
}

/** Returns how many decimals an availability beside a target is shown with. */
function shownDecimals(target: number): number {
  return Math.max(DECIMALS, decimalsOf(target));
}

/** Returns how many decimals a number is written with. */
function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0;
}
