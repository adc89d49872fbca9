import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess } from '../../../src/sla/assessment.ts';
import type { Exclusion } from '../../../src/sla/exclusions.ts';
import type { Period } from '../../../src/sla/periods.ts';
import { openTime } from '../../../src/sla/repetition.ts';
import { serviceTime, type Week, weekOf } from '../../../src/sla/service-hours.ts';
import { common, merged, overlap, type Span, secondsOf, without } from '../../../src/sla/spans.ts';
import type { Counting, TestRecord } from '../../../src/sla/timeline.ts';
import { clock, exclusionOf, type Verdict, verdictOf } from './second-by-second.ts';

/** Seconds around which clocks are changed, or days and months begin, by zone. */
const MOMENTS: readonly (readonly [zone: string, utc: string])[] = [
  ['Europe/Paris', '2026-03-29T01:00:00Z'],
  ['Europe/Paris', '2026-10-25T01:00:00Z'],
  ['Europe/Paris', '2026-09-30T22:00:00Z'],
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  // Half an hour forward and back.
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  // At midnight, so that a day begins at one o'clock.
  ['Africa/Cairo', '2026-04-23T22:00:00Z'],
  ['Asia/Kathmandu', '2026-05-31T18:15:00Z'],
  ['UTC', '2026-12-31T23:59:59Z'],
];

const LENGTH = 1200;

const spanWithin = (length: number) =>
  fc.tuple(fc.nat(length), fc.nat(length)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const spans = (length: number, most = 6) => fc.array(spanWithin(length), { maxLength: most });

const counting: fc.Arbitrary<Counting> = fc.record({
  downWhen: fc.constantFrom('any', 'all'),
  unknownAs: fc.constantFrom('unknown', 'down'),
});

const record = (length: number): fc.Arbitrary<TestRecord> =>
  fc.record({
    id: fc.constant('1'),
    name: fc.constantFrom('one', 'other', 'third'),
    since: fc.option(fc.nat(length)),
    until: fc.option(fc.nat(length)),
    away: spans(length, 2).map(merged),
    // Also such that overlap, touch, are empty or leave gaps.
    periods: fc.array(
      fc
        .record({ span: spanWithin(length), status: fc.constantFrom('up' as const, 'down' as const) })
        .map(({ span, status }) => ({ ...span, status })),
      { maxLength: 8 },
    ),
    alerts: fc.constant([]),
  });

const shifted = (by: number, { from, to }: Span) => ({ from: from + by, to: to + by });

const hourText = fc
  .record({
    days: fc.constantFrom('Mon-Sun', 'Mon-Fri', 'Sat-Mon', 'Sun', 'Wed'),
    from: fc.constantFrom('00:00', '00:15', '01:30', '02:00', '02:30', '08:00', '23:50'),
    to: fc.constantFrom('00:10', '01:45', '02:15', '02:45', '03:10', '20:00', '24:00'),
  })
  .filter(({ from, to }) => from < to)
  .map(({ days, from, to }) => `${days} ${from}-${to}`);

const moment = fc
  .record({ place: fc.constantFrom(...MOMENTS), before: fc.nat(LENGTH + 600) })
  .map(({ place: [zone, utc], before }) => ({ zone, from: Date.parse(utc) / 1000 - before }));

/** The days of the week of the texts that hours are made of, spelt out. */
const WEEKDAYS: Readonly<Record<string, string>> = {
  'Mon-Sun': 'Mon Tue Wed Thu Fri Sat Sun',
  'Mon-Fri': 'Mon Tue Wed Thu Fri',
  'Sat-Mon': 'Sat Sun Mon',
  Sun: 'Sun',
  Wed: 'Wed',
};

function isServed(second: number, zone: string, hours: string, holidays: ReadonlySet<string>): boolean {
  const { weekday, date, time } = clock(second, zone);
  const [, days = '', fromHour, fromMinute, toHour, toMinute] =
    /^(\S+) (\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(hours) ?? [];
  const at = (hour = '', minute = '') => Number(hour) * 3600 + Number(minute) * 60;
  return (
    !holidays.has(date) &&
    WEEKDAYS[days]?.includes(weekday) === true &&
    at(fromHour, fromMinute) <= time &&
    time < at(toHour, toMinute)
  );
}

function eachSecond({ from, to }: Span): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function periodAt({ from, to }: Span, zone: string): Period {
  return { from, to, end: to, zone, kind: 'days', label: 'a while' };
}

describe('lists of spans', () => {
  test('are what they are second by second', () => {
    fc.assert(
      fc.property(spans(60), spans(60), (one, other) => {
        const [a, b] = [merged(one), merged(other)];
        const has = (list: readonly Span[]) =>
          eachSecond({ from: 0, to: 61 }).map((second) =>
            list.some((span) => overlap(span, { from: second, to: second + 1 })),
          );
        const [inOne, inOther] = [has(one), has(other)];
        expect(has(a)).toEqual(inOne);
        expect(has(common(a, b))).toEqual(inOne.map((is, index) => is && inOther[index]));
        expect(has(without(a, b))).toEqual(inOne.map((is, index) => is && !inOther[index]));
        expect(secondsOf(a)).toBe(inOne.filter(Boolean).length);
      }),
      { numRuns: 3000 },
    );
  });
});

test('service hours and holidays are what clocks show, whatever happens to them', () => {
  fc.assert(
    fc.property(
      moment,
      fc.nat(LENGTH),
      hourText,
      fc.boolean(),
      ({ zone, from }, length, hours, isHoliday) => {
        const span = { from, to: from + length };
        const holidays = new Set(isHoliday ? [clock(from, zone).date] : []);
        const served = serviceTime(span, zone, weekOf(hours), holidays);
        const slow = eachSecond(span).filter((second) => isServed(second, zone, hours, holidays));
        expect(served.flatMap(eachSecond)).toEqual(slow);
      },
    ),
    { numRuns: 400 },
  );
});

test('a repeated maintenance window is open when its clock shows its hours', () => {
  fc.assert(
    fc.property(
      moment,
      fc.constantFrom('never' as const, '1d' as const, '1w' as const, '2w' as const),
      fc.nat(40),
      fc.nat(86_399),
      fc.integer({ min: 1, max: 90_000 }),
      ({ zone, from }, interval, daysBefore, time, seconds) => {
        const span = { from, to: from + 600 };
        const { date } = clock(from, zone);
        const start = Date.parse(`${date}T00:00:00Z`) / 1000 - daysBefore * 86_400 + time;
        const open = openTime(span, zone, { from: start, to: start + seconds }, interval);
        const step = { never: 0, '1d': 1, '1w': 7, '2w': 14 }[interval] * 86_400;
        const slow = eachSecond(span).filter((second) => {
          const shown = clock(second, zone);
          const since = Date.parse(`${shown.date}T00:00:00Z`) / 1000 + shown.time - start;
          const repetitions = step === 0 ? [0] : Array.from({ length: 50 }, (_, index) => index * step);
          return repetitions.some((offset) => offset <= since && since < offset + seconds);
        });
        expect(open.flatMap(eachSecond)).toEqual(slow);
      },
    ),
    { numRuns: 300 },
  );
});

describe('an assessment', () => {
  test('is what it is second by second', () => {
    const exclusion = fc.record({ time: spans(300, 3).map(merged) });
    fc.assert(
      fc.property(
        fc.array(record(300), { minLength: 1, maxLength: 4 }),
        fc.array(exclusion, { maxLength: 3 }),
        spanWithin(300),
        counting,
        (tests, times, span, how) => {
          const exclusions = times.map(
            ({ time }, index): Exclusion => ({ kind: 'declared', reason: String(index), evidence: '', time }),
          );
          const { timeline, seconds, incidents, watched } = assess(periodAt(span, 'UTC'), tests, exclusions, {
            ...how,
            target: 0,
          });
          const isExcluded = (second: number) => exclusionOf(second, exclusions) !== undefined;
          const verdicts = eachSecond(span).map((second) => verdictOf(second, tests, isExcluded, how));
          const listed = (verdict: Verdict) => verdicts.filter((each) => each === verdict).length;
          for (const verdict of ['excluded', 'down', 'unknown', 'up'] as const) {
            const slow = eachSecond(span).filter((_, index) => verdicts[index] === verdict);
            expect(timeline[verdict].flatMap(eachSecond)).toEqual(slow);
            expect(seconds[verdict]).toBe(listed(verdict));
          }
          expect(seconds.up + seconds.down + seconds.excluded + seconds.unknown).toBe(span.to - span.from);
          // Whatever it counts as, it is what would be unknown.
          const isUnwatched = (second: number) =>
            verdictOf(second, tests, () => false, { ...how, unknownAs: 'unknown' }) === 'unknown';
          expect(timeline.unwatched.flatMap(eachSecond)).toEqual(eachSecond(span).filter(isUnwatched));
          const counted = eachSecond(span).filter((second) => !isExcluded(second));
          const share = counted.filter((second) => !isUnwatched(second)).length / counted.length;
          expect(watched).toBe(counted.length === 0 ? null : Math.floor(share * 1e8 + 1e-6) / 1e6);

          const isDown = (second: number) => verdictOf(second, tests, () => false, how) === 'down';
          expect(incidents.flatMap(eachSecond)).toEqual(eachSecond(span).filter(isDown));
          for (const incident of incidents) {
            const ownSeconds = eachSecond(incident);
            expect(incident.counted).toBe(ownSeconds.filter((second) => !isExcluded(second)).length);
            expect(incident.unwatched).toBe(ownSeconds.filter(isUnwatched).length);
            for (const { exclusion, seconds: share } of incident.excluded) {
              const slow = ownSeconds.filter(
                (second) => exclusionOf(second, exclusions)?.reason === exclusion.reason,
              );
              expect(share).toBe(slow.length);
            }
            const parts = incident.excluded.reduce(
              (sum, { seconds: share }) => sum + share,
              incident.counted,
            );
            expect(parts).toBe(incident.to - incident.from);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('with service hours in a zone is so, too', () => {
    fc.assert(
      fc.property(
        moment,
        fc.array(record(LENGTH), { minLength: 1, maxLength: 3 }),
        hourText,
        spans(LENGTH, 2),
        counting,
        ({ zone, from }, shapes, hours, declared, how) => {
          const span = { from, to: from + LENGTH };
          const tests = shapes.map((shape) => ({
            ...shape,
            since: shape.since === null ? null : from + shape.since,
            until: shape.until === null ? null : from + shape.until,
            away: shape.away.map((each) => shifted(from, each)),
            periods: shape.periods.map((period) => ({ ...shifted(from, period), status: period.status })),
          }));
          const week: Week = weekOf(hours);
          const exclusions: Exclusion[] = [
            {
              kind: 'service_hours',
              reason: hours,
              evidence: '',
              time: without([span], serviceTime(span, zone, week, new Set())),
            },
            {
              kind: 'declared',
              reason: 'works',
              evidence: '',
              time: merged(declared.map((each) => shifted(from, each))),
            },
          ];
          const { timeline } = assess(periodAt(span, zone), tests, exclusions, { ...how, target: 0 });
          const isExcluded = (second: number) =>
            !isServed(second, zone, hours, new Set()) ||
            declared.some((each) => overlap(shifted(from, each), { from: second, to: second + 1 }));
          const slow: Record<Verdict, number[]> = { excluded: [], down: [], unknown: [], up: [] };
          for (const second of eachSecond(span)) {
            slow[verdictOf(second, tests, isExcluded, how)].push(second);
          }
          for (const verdict of Object.keys(slow) as Verdict[]) {
            expect(timeline[verdict].flatMap(eachSecond)).toEqual(slow[verdict]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
