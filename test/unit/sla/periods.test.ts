import { describe, expect, test } from 'vitest';
import { daysOf } from '../../../src/sla/clock.ts';
import { monthsOf, type Period, periodBefore, periodOf, secondOf } from '../../../src/sla/periods.ts';
import { weekOf } from '../../../src/sla/service-hours.ts';

const at = (text: string) => Date.parse(text) / 1000;
const NOW = at('2026-11-15T12:00:00Z');
const shown = ({ label, from, to, end }: Period) => ({
  label,
  from: new Date(from * 1000).toISOString(),
  hours: (end - from) / 3600,
  isOver: to === end,
});

describe('a period', () => {
  test.each([
    ['2026-10', 'Europe/Paris', '2026-10', '2026-09-30T22:00:00.000Z', 31 * 24 + 1, true],
    ['2026-03', 'Europe/Paris', '2026-03', '2026-02-28T23:00:00.000Z', 31 * 24 - 1, true],
    ['previous_month', 'UTC', '2026-10', '2026-10-01T00:00:00.000Z', 31 * 24, true],
    ['month_to_date', 'UTC', '2026-11', '2026-11-01T00:00:00.000Z', 30 * 24, false],
    ['2026-Q3', 'America/New_York', '2026-Q3', '2026-07-01T04:00:00.000Z', 92 * 24, true],
    ['2012', 'UTC', '2012', '2012-01-01T00:00:00.000Z', 366 * 24, true],
    ['2025', 'Asia/Kathmandu', '2025', '2024-12-31T18:15:00.000Z', 365 * 24, true],
    ['last_30_days', 'UTC', '2026-10-16--2026-11-14', '2026-10-16T00:00:00.000Z', 30 * 24, true],
  ])('%s in %s', (given, zone, label, from, hours, isOver) => {
    expect(shown(periodOf(given, zone, NOW))).toEqual({ label, from, hours, isOver });
  });

  test('of days ends with the last of them', () => {
    const period = periodOf({ from: '2026-10-24', to: '2026-10-25' }, 'Europe/Paris', NOW);
    expect(shown(period)).toMatchObject({ label: '2026-10-24--2026-10-25', hours: 49 });
    expect(daysOf(period, 'Europe/Paris').map(({ date, from, to }) => [date, (to - from) / 3600])).toEqual([
      ['2026-10-24', 24],
      ['2026-10-25', 25],
    ]);
  });

  test.each([
    ['2026-12', /2026-12 has not begun yet/],
    [{ from: '2027-01-01', to: '2027-01-02' }, /has not begun yet/],
    ['1970', /^1970 begins before 2012/],
    ['2011-12', /^2011-12 begins before 2012/],
    ['2011-Q4', /^2011-Q4 begins before 2012/],
    [{ from: '2011-12-31', to: '2026-01-01' }, /^2011-12-31--2026-01-01 begins before 2012/],
    ['october', /takes previous_month.*got: october/],
    ['2026-13', /got: 2026-13/],
    [{ from: '2026-02-01', to: '2026-02-30' }, /dates such as 2026-10-01, got: 2026-02-30/],
    [{ from: '2026-02-02', to: '2026-02-01' }, /comes before/],
  ])('%j is refused', (given, message) => {
    expect(() => periodOf(given, 'UTC', NOW)).toThrow(message);
  });

  test.each([
    ['2026-01', '2025-12'],
    ['2026-Q1', '2025-Q4'],
    ['2026', '2025'],
    ['last_30_days', '2026-09-16--2026-10-15'],
  ])('%s comes after %s', (given, label) => {
    expect(periodBefore(periodOf(given, 'Europe/Paris', NOW), NOW).label).toBe(label);
  });

  test('has its months', () => {
    expect(monthsOf(periodOf('2026-Q3', 'Europe/Paris', NOW), 'Europe/Paris')).toEqual([
      '2026-07',
      '2026-08',
      '2026-09',
    ]);
    expect(monthsOf(periodOf('month_to_date', 'Europe/Paris', NOW), 'Europe/Paris')).toEqual(['2026-11']);
  });
});

describe('a time', () => {
  test('is local, or has an offset, or is a date', () => {
    expect(secondOf('2026-10-01T08:00', 'Europe/Paris')).toBe(at('2026-10-01T06:00:00Z'));
    expect(secondOf('2026-10-01 08:00:30+00:00', 'Europe/Paris')).toBe(at('2026-10-01T08:00:30Z'));
    expect(secondOf('2026-10-01', 'Europe/Paris')).toBe(at('2026-09-30T22:00:00Z'));
    expect(secondOf('2026-10-01', 'Europe/Paris', true)).toBe(at('2026-10-01T22:00:00Z'));
  });

  test.each([
    ['2026-10-25T02:30', /comes twice in Europe\/Paris/],
    ['2026-03-29T02:30', /never comes in Europe\/Paris/],
    ['2026-02-30T02:30', /takes a time such as/],
    ['2026-02-20T25:30', /takes a time such as/],
    ['yesterday', /takes a time such as .*got: yesterday/],
  ])('%s is refused', (text, message) => {
    expect(() => secondOf(text, 'Europe/Paris')).toThrow(message);
  });
});

test.each([
  ['Mon-Fri 20:00-08:00', /two, such as Mon 22:00-24:00/],
  ['Mon-Fri 08:00-08:00', /the end has to come after/],
  ['Mon-Fri 08:00-25:00', /a day ends at 24:00/],
  ['Mon-Fri 08:60-09:00', /an hour has 60 minutes/],
  ['Monday 08:00-09:00', /takes days and hours such as/],
  ['always', /takes days and hours such as .*got: "always"/],
  ['', /takes days and hours/],
])('service hours %j are refused', (text, message) => {
  expect(() => weekOf(text)).toThrow(message);
});
