import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  firstInstantOf,
  instantsOf,
  isLocalTime,
  isTimeZone,
  localTime,
  offsetAt,
  shift,
  withOffset,
} from '../../../src/statuscake/time-zone.ts';

const zone = fc.constantFrom(
  'UTC',
  'Europe/London',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Pacific/Apia',
);
const instant = fc
  .integer({ min: Date.parse('2000-01-01T00:00:00Z') / 1000, max: Date.parse('2040-01-01T00:00:00Z') / 1000 })
  .map((seconds) => seconds * 1000);

describe('local times', () => {
  test('are shown at the instants that are found for them, and at no others', () => {
    fc.assert(
      fc.property(zone, instant, (name, time) => {
        const local = localTime(time, name);
        const instants = instantsOf(local, name);
        expect(instants).toContain(time);
        for (const other of instants) {
          expect(localTime(other, name)).toBe(local);
        }
        expect(firstInstantOf(local, name)).toBe(instants[0]);
        expect(Date.parse(withOffset(local, name))).toBe(instants[0]);
      }),
    );
  });

  test.each([
    ['Europe/Berlin', '2026-10-25T02:00:00', ['2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z']],
    ['Europe/Berlin', '2026-10-25T01:59:59', ['2026-10-24T23:59:59Z']],
    ['Europe/Berlin', '2026-10-25T03:00:00', ['2026-10-25T02:00:00Z']],
    ['Europe/Berlin', '2026-03-29T02:00:00', []],
    ['Europe/Berlin', '2026-03-29T03:00:00', ['2026-03-29T01:00:00Z']],
    ['Australia/Lord_Howe', '2026-04-05T01:45:00', ['2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z']],
    // A whole day that never was.
    ['Pacific/Apia', '2011-12-30T12:00:00', []],
    ['Pacific/Apia', '2011-12-29T12:00:00', ['2011-12-29T22:00:00Z']],
    ['Pacific/Apia', '2011-12-31T12:00:00', ['2011-12-30T22:00:00Z']],
  ])('in %s, %s comes at %j', (name, local, instants) => {
    expect(instantsOf(local, name)).toEqual(instants.map((text) => Date.parse(text)));
  });

  test('that clocks skip are where they would be, had clocks not been changed', () => {
    expect(firstInstantOf('2026-03-29T02:30:00', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T01:30:00Z'));
    expect(withOffset('2026-03-29T02:30:00', 'Europe/Berlin')).toBe('2026-03-29T02:30:00');
  });

  test.each([
    ['2026-07-01T22:00:00', true],
    ['2026-07-01T22:00', false],
    ['2026-07-01T22:00:0x', false],
    ['', false],
  ])('%j is one: %j', (text, isOne) => {
    expect(isLocalTime(text)).toBe(isOne);
  });
});

test.each([
  ['Europe/London', true],
  ['UTC', true],
  ['EST5EDT', true],
  ['US/Pacific', true],
  ['Europe/Atlantis', false],
  ['+01:00', false],
  ['', false],
])('there is a time zone %j: %j', (name, isOne) => {
  expect(isTimeZone(name)).toBe(isOne);
});

test.each([
  ['2026-12-24T22:00:00', 'America/St_Johns', '-03:30'],
  ['2026-12-24T22:00:00', 'America/New_York', '-05:00'],
  ['2026-12-24T22:00:00', 'Asia/Kathmandu', '+05:45'],
  ['2026-12-24T22:00:00', 'Pacific/Kiritimati', '+14:00'],
  ['2026-12-24T22:00:00', 'Europe/London', 'Z'],
  ['2026-12-24T22:00:00', 'UTC', 'Z'],
  ['2026-10-25T02:30:00', 'Europe/Berlin', '+02:00'],
])('%s in %s has the offset %s', (local, name, offset) => {
  expect(withOffset(local, name)).toBe(local + offset);
});

test('the offset of a zone is what its clocks are ahead', () => {
  expect(offsetAt(Date.parse('2026-07-01T00:00:00Z'), 'Europe/Berlin')).toBe(2 * 3_600_000);
  expect(offsetAt(Date.parse('2026-12-01T00:00:00Z'), 'America/New_York')).toBe(-5 * 3_600_000);
});

test('a local time is shifted by the same clock, were it never changed', () => {
  expect(shift('2026-10-25T01:30:00', 3_600_000)).toBe('2026-10-25T02:30:00');
  expect(shift('2026-12-31T23:59:59', 1000)).toBe('2027-01-01T00:00:00');
  expect(shift('2026-01-01T00:00:00', -1000)).toBe('2025-12-31T23:59:59');
});

test('years before 1000 have four digits', () => {
  expect(localTime(Date.parse('0999-06-01T00:00:00Z'), 'Etc/GMT')).toBe('0999-06-01T00:00:00');
  expect(() => localTime(0, 'Europe/Atlantis')).toThrow(RangeError);
});
