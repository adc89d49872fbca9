import type { Parameters } from '../../ansible/argument-spec.ts';
import { oneLine } from '../../one-line.ts';
import { OptionError } from '../../reconcile/option-error.ts';
import { isStackName } from '../../reconcile/ownership.ts';
import type { Terms } from '../../sla/assessment.ts';
import { isDate } from '../../sla/clock.ts';
import { type Period, periodOf, secondOf, TimeError } from '../../sla/periods.ts';
import type { Note } from '../../sla/report.ts';
import { HoursError, type Week, weekOf } from '../../sla/service-hours.ts';
import { overlap, type Span } from '../../sla/spans.ts';
import { percentOf, TargetError, targetOf } from '../../sla/target.ts';
import { isTimeZone, spelling } from '../../statuscake/time-zone.ts';
import type { slaOptions } from './options.ts';

export type SlaParameters = Parameters<typeof slaOptions>;
type StackParameters = SlaParameters['stacks'][number];

/** What was promised of a stack, and what its reports say. */
export interface StackTerms extends Terms {
  readonly stack: string;
  /** What the stack was called before. */
  readonly formerName?: string;
  readonly title: string;
  readonly language: 'en' | 'fr';
  /** The target in percent, as it was declared. */
  readonly percent: number;
  readonly counts: readonly string[];
  /** The hours that count, and how they were declared; `null` for all of them. */
  readonly hours: {
    readonly text: string;
    readonly week: Week;
    readonly holidays: ReadonlySet<string>;
  } | null;
  readonly declared: readonly (Span & { readonly reason: string })[];
  readonly notes: readonly Note[];
}

/** A stack of which nothing can be told, and why. */
export interface FailedStack {
  readonly terms: StackTerms;
  readonly error: string;
}

/** What is to be reported, checked as far as it can be without the account. */
export interface Task {
  readonly period: Period;
  readonly stacks: readonly StackTerms[];
}

/**
 * Reads the declaration of a task.
 * @param now seconds since 1970
 * @throws OptionError
 */
export function readTask(parameters: SlaParameters, now: number): Task {
  const { timezone, stacks } = parameters;
  if (!isTimeZone(timezone)) {
    throw new OptionError(
      'timezone',
      `there is no time zone ${JSON.stringify(timezone)}, as far as this Node.js knows: take a name such as Europe/Paris, or UTC`,
    );
  }
  if (stacks.length === 0) {
    throw new OptionError('stacks', 'is empty: name the stacks to report');
  }
  const names = stacks.map(({ stack }) => stack);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new OptionError('stacks', `${twice} is in it twice: report each stack once`);
  }
  const renamed = stacks.find(
    ({ stack, renamed_from: former }) => former && former !== stack && names.includes(former),
  );
  if (renamed !== undefined) {
    throw new OptionError(
      'stacks',
      `${renamed.renamed_from} is in it, and so is ${renamed.stack}, which was called that before: take one of them out`,
    );
  }
  const zone = spelling(timezone);
  const period = explained('period', () => periodOf(givenPeriod(parameters.period), zone, now));
  return { period, stacks: stacks.map((stack, index) => termsOf(stack, index, zone)) };
}

function givenPeriod(given: SlaParameters['period']): string | { from: string; to: string } {
  if (typeof given === 'string' || typeof given === 'number') {
    return String(given);
  }
  if (given !== null && typeof given === 'object' && !Array.isArray(given) && given.from && given.to) {
    return { from: String(given.from), to: String(given.to) };
  }
  throw new OptionError('period', 'takes a text such as previous_month or 2026-10, or from and to');
}

function termsOf(given: StackParameters, index: number, zone: string): StackTerms {
  const { stack, service_hours: hours, holidays } = given;
  const option = (name: string) => `stacks[${index}] (${stack}): ${name}`;
  // It becomes the name of a folder, and of a page beside index.html.
  if (stack === null || !isStackName(stack) || /^(\.+|index)$/.test(stack)) {
    throw new OptionError(
      'stacks',
      `names may have letters, digits, '.', '_' and '-', and index is the name of another page, got: ${JSON.stringify(stack)}`,
    );
  }
  if (holidays !== null && hours === null) {
    throw new OptionError(option('holidays'), 'are days without service hours: give service_hours as well');
  }
  const notDate = holidays?.find((date) => !isDate(date));
  if (notDate !== undefined) {
    throw new OptionError(option('holidays'), `takes dates such as 2026-12-25, got: ${notDate}`);
  }
  if (given.counts.length === 0) {
    throw new OptionError(
      option('counts'),
      'is empty, so that no test would count: name patterns such as "* liveness", or leave it out',
    );
  }
  const former = given.renamed_from?.trim() || stack;
  if (!isStackName(former) || /^\.+$/.test(former)) {
    throw new OptionError(
      option('renamed_from'),
      `takes the name of a stack, got: ${JSON.stringify(former)}`,
    );
  }
  const percent = explained(option('target'), () => percentOf(given.target));
  return {
    stack,
    ...(former !== stack && { formerName: former }),
    title: oneLine(given.title ?? '') || stack,
    language: given.language,
    percent,
    target: explained(option('target'), () => targetOf(percent)),
    downWhen: given.down_when,
    unknownAs: given.unknown_as,
    counts: given.counts,
    hours:
      hours === null
        ? null
        : {
            text: oneLine(hours),
            week: explained(option('service_hours'), () => weekOf(hours)),
            holidays: new Set(holidays),
          },
    declared: declaredTimes(given.exclude ?? [], option('exclude'), zone),
    notes: (given.notes ?? []).map((note) => noteOf(note, option('notes'), zone)),
  };
}

function noteOf(
  { at, cause, note }: NonNullable<StackParameters['notes']>[number],
  option: string,
  zone: string,
): Note {
  const [toldCause, toldNote] = [cause, note].map((text) => oneLine(text ?? '') || null);
  if (!(toldCause || toldNote)) {
    throw new OptionError(option, `the one at ${at} says nothing: give it a cause or a note, or take it out`);
  }
  return {
    at: explained(option, () => secondOf(at, zone)),
    cause: toldCause ?? null,
    note: toldNote ?? null,
  };
}

function declaredTimes(
  given: NonNullable<StackParameters['exclude']>,
  option: string,
  zone: string,
): StackTerms['declared'] {
  const times = given
    .map(({ from, to, reason }) => {
      const span = explained(option, () => ({ from: secondOf(from, zone), to: secondOf(to, zone, true) }));
      const told = oneLine(reason ?? '');
      if (told === '') {
        throw new OptionError(
          option,
          `the time from ${from} to ${to} has no reason: say why, as the report is to tell it`,
        );
      }
      if (span.to <= span.from) {
        throw new OptionError(option, `to, ${to}, does not come after from, ${from}`);
      }
      return { ...span, reason: told };
    })
    .sort((one, other) => one.from - other.from);
  for (const [index, time] of times.entries()) {
    const next = times[index + 1];
    if (next !== undefined && overlap(time, next)) {
      throw new OptionError(
        option,
        `${JSON.stringify(time.reason)} and ${JSON.stringify(next.reason)} overlap: exclude each time once, so that it has one reason`,
      );
    }
  }
  return times;
}

/** Names the option in what the arithmetic has to say of it. */
function explained<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TimeError || error instanceof HoursError || error instanceof TargetError) {
      throw new OptionError(option, error.message);
    }
    throw error;
  }
}
