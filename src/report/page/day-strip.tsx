import { utcDay } from 'd3-time';
import { clockOf, daysOf, type LocalDay } from '../../sla/clock.ts';
import { common, merged, type Span, type Spans, secondsOf } from '../../sla/spans.ts';
import type { Facts } from './facts.ts';

/** Days are shown one by one up to so many of them; more are put together to weeks. */
const MOST_DAYS = 62;

/** Seconds of outage below which a shade is taken, from the lightest to the darkest. */
const SHADES = [300, 1800, 7200];

/** A day or a week, and what happened in it. */
interface Cell extends Span {
  readonly down: number;
  readonly works: number;
  readonly unknown: number;
  /** Nothing of it counts. */
  readonly isOff: boolean;
  /** It is still to come. */
  readonly isLater: boolean;
}

/** The period as a row of days, coloured by how long the service was down. */
export function DayStrip(facts: Facts) {
  const { assessment, phrases, wording } = facts;
  const { period, timeline, exclusions } = assessment;
  const days = daysOf({ from: period.from, to: period.end }, period.zone);
  const isByDay = days.length <= MOST_DAYS;
  const works = merged(exclusions.filter(({ kind }) => kind !== 'service_hours').flatMap(({ time }) => time));
  const cells = (isByDay ? days : weeksOf(days, period.zone)).map((span): Cell => {
    const secondsIn = (spans: Spans) => secondsOf(common(spans, [span]));
    return {
      ...span,
      down: secondsIn(timeline.down),
      works: secondsIn(works),
      unknown: secondsIn(timeline.unknown),
      isOff: secondsIn(timeline.excluded) === Math.min(span.to, period.to) - span.from,
      isLater: span.from >= period.to,
    };
  });
  const told = cells.filter(({ isLater }) => !isLater);
  const bad = told.filter(({ down }) => down > 0);
  const details = bad.map((cell) =>
    phrases.labelled(wording.day(cell.from), phrases.downFor(wording.duration(cell.down))),
  );
  const label = [phrases.daysSummary(told.length - bad.length, bad.length), ...details].join(' ');
  return (
    <section>
      <h2>{isByDay ? phrases.days : phrases.weeks}</h2>
      <div class={cells.length > 40 ? 'strip many' : 'strip'} role="img" aria-label={label}>
        {cells.map((cell, index) => (
          <div key={cell.from} title={titleOf(cell, facts)}>
            <span class={classesOf(cell)} />
            <small class={index % 7 === 0 ? 'main' : undefined}>{nameOf(cell, index, isByDay, facts)}</small>
          </div>
        ))}
      </div>
      <Legend {...facts} />
    </section>
  );
}

/** Days by the week that begins on their Monday. */
function weeksOf(days: readonly LocalDay[], zone: string): Span[] {
  const weeks = new Map<number, Span>();
  for (const { from, to } of days) {
    // By the calendar of the zone: its clock is read as if it showed UTC.
    const day = utcDay.floor(new Date(clockOf(from, zone) * 1000));
    const monday = utcDay.offset(day, -((day.getUTCDay() + 6) % 7)).getTime();
    weeks.set(monday, { from: weeks.get(monday)?.from ?? from, to });
  }
  return [...weeks.values()];
}

function classesOf({ down, works, unknown, isOff, isLater }: Cell): string {
  const shade = SHADES.findIndex((most) => down < most);
  const colour = isLater
    ? 'later'
    : down > 0
      ? `o${(shade === -1 ? SHADES.length : shade) + 1}`
      : unknown > 0
        ? 'u'
        : isOff
          ? 'off'
          : '';
  return ['cell', colour, works > 0 ? 'w' : ''].filter(Boolean).join(' ');
}

function titleOf({ from, down, works, unknown, isOff, isLater }: Cell, { phrases, wording }: Facts): string {
  const what = [
    ...(down > 0 ? [phrases.downFor(wording.duration(down))] : []),
    ...(works > 0 ? [phrases.maintenanceFor(wording.duration(works))] : []),
    ...(unknown > 0 ? [phrases.unknownFor(wording.duration(unknown))] : []),
  ];
  const rest = isLater ? '' : isOff ? phrases.notCountedAtAll : phrases.noOutage;
  const text = what.length > 0 ? what.join(', ') : rest;
  return text === '' ? wording.day(from) : phrases.labelled(wording.day(from), text);
}

/** Every day has its number; of weeks, and of many days, only some have a name, or they would touch. */
function nameOf({ from }: Span, index: number, isByDay: boolean, { wording, assessment }: Facts): string {
  if (!isByDay) {
    return index % 7 === 0 ? wording.day(from) : '';
  }
  return String(new Date(clockOf(from, assessment.period.zone) * 1000).getUTCDate());
}

function Legend({ phrases, wording }: Facts) {
  const [first = 0, second = 0, third = 0] = SHADES;
  const shades: [string, string][] = [
    ['', phrases.noOutage],
    ['o1', phrases.lessThan(wording.duration(first))],
    ['o2', phrases.lessThan(wording.duration(second))],
    ['o3', phrases.lessThan(wording.duration(third))],
    ['o4', phrases.longer],
    ['off', phrases.notCountedAtAll],
    ['w', phrases.maintenance],
    ['u', phrases.unknown],
  ];
  return (
    <ul class="legend">
      {shades.map(([name, text]) => (
        <li key={text}>
          <span class={`key ${name}`} />
          {text}
        </li>
      ))}
    </ul>
  );
}
