import { describe, expect, test } from 'vitest';
import { Wording } from '../../../src/report/wording.ts';
import { periodOf } from '../../../src/sla/periods.ts';

const NOW = Date.parse('2026-11-15T12:00:00Z') / 1000;
const at = (text: string) => Date.parse(text) / 1000;
/** Spaces of every kind are one here. */
const plain = (text: string) => text.replace(/\s/g, ' ');

const english = new Wording('en', 'Europe/Paris');
const french = new Wording('fr', 'Europe/Paris');

describe('percentages', () => {
  test('are cut, and never rounded up to a target', () => {
    expect(plain(english.availability(99.899999, 99.9))).toBe('99.899 %');
    expect(plain(english.availability(99.9, 99.9))).toBe('99.900 %');
    expect(plain(english.availability(99.999949, 99.99995))).toBe('99.99994 %');
    expect(plain(french.availability(99.5, 99.5))).toBe('99,500 %');
    expect(english.availability(null, 99.9)).toBe('–');
    expect(plain(french.target(99.95))).toBe('99,95 %');
  });

  test('differ by points', () => {
    const differences = [99.9204, 99.8796, 99.9001].map((after) => english.difference(99.9, after, 99.9));
    expect(differences).toEqual(['+0.020', '−0.021', '±0.000']);
  });

  test('differ by what lies between the figures that are shown', () => {
    const [before, after] = [100, 99.8009];
    expect([before, after].map((each) => plain(english.availability(each, 99.9)))).toEqual([
      '100.000 %',
      '99.800 %',
    ]);
    expect(english.difference(before, after, 99.9)).toBe('−0.200');
    expect(english.difference(99.99994, 99.99991, 99.99995)).toBe('−0.00003');
  });
});

test.each([
  [0, '0 s', '0 s'],
  [59, '59 s', '59 s'],
  [60, '1 min', '1 min'],
  [3605, '1 h 5 s', '1 h 5 s'],
  [87_000, '1 d 10 min', '1 j 10 min'],
  [90_061, '1 d 1 h', '1 j 1 h'],
  [3900, '1 h 5 min', '1 h 5 min'],
  [90_000, '1 d 1 h', '1 j 1 h'],
])('%d seconds', (seconds, inEnglish, inFrench) => {
  expect(plain(english.duration(seconds))).toBe(inEnglish);
  expect(plain(french.duration(seconds))).toBe(inFrench);
});

test('service hours have the days of the language, and a share is cut', () => {
  const hours = 'Mon-Fri 08:00-20:00, sat 09:00-13:00';
  expect(english.serviceHours(hours)).toBe('Mon-Fri 08:00-20:00, Sat 09:00-13:00');
  expect(french.serviceHours(hours)).toBe('lun.-ven. 08:00-20:00, sam. 09:00-13:00');
  expect(plain(english.share(99.9999))).toBe('99.9 %');
});

test('times are those of clocks in the zone', () => {
  const second = at('2026-10-31T23:05:00Z');
  expect(english.moment(second)).toBe('1 Nov, 00:05');
  expect(plain(french.momentOfYear(second))).toMatch(/^1 nov\. 2026.* 00:05$/);
  expect(english.day(second)).toBe('1 Nov');
});

test.each([
  ['2026-10', 'October 2026', 'octobre 2026'],
  ['2026-Q3', 'Q3 2026', 'T3 2026'],
  ['2025', '2025', '2025'],
  ['last_30_days', '16 October 2026 – 14 November 2026', '16 octobre 2026 – 14 novembre 2026'],
])('the period %s', (given, inEnglish, inFrench) => {
  const period = periodOf(given, 'Europe/Paris', NOW);
  expect([english.period(period), french.period(period)]).toEqual([inEnglish, inFrench]);
});
