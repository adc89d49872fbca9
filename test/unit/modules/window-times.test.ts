import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/json.ts';
import { checkTimes, withLocalTimes } from '../../../src/modules/status_cake_maintenance_window/times.ts';
import { OptionError } from '../../../src/reconcile/option-error.ts';

const SECOND = 1000;
const UNITS = { s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: 86_400 * SECOND };

const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
/** A duration as it is declared, and in milliseconds: long enough for its half to outlast the loss of fractions. */
const duration = fc
  .tuple(fc.integer({ min: 4, max: 1000 }), fc.constantFrom('s', 'm', 'h', 'd'))
  .map(([count, unit]) => ({ text: `${count}${unit}`, length: count * UNITS[unit] }));

const WINDOW = { id: '1', timezone: 'UTC' };

const later = (date: Date, milliseconds: number) => new Date(date.getTime() + milliseconds);
const toSecond = (date: Date) => date.toISOString().replace(/\.\d+Z$/, 'Z');
const at = (text: Json | undefined) => Date.parse(String(text));

describe('now and a duration', () => {
  test('is the same window at a second run, while half of it is left', () => {
    fc.assert(
      fc.property(
        moment,
        duration,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (now, { text, length }, part) => {
          const declared = { start_at: 'now', end_at: text };
          const first = withLocalTimes(declared, null, now);
          expect(at(first.end_at) - at(first.start_at)).toBe(length);
          const again = later(now, part * (length / 2 - SECOND));
          expect(withLocalTimes(declared, { ...WINDOW, ...first }, again)).toEqual(first);
        },
      ),
    );
  });

  test('begins when the open window began, and lasts from now when less than half is left', () => {
    fc.assert(
      fc.property(
        moment,
        duration,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (now, { text, length }, part) => {
          const actual = {
            ...WINDOW,
            start_at: toSecond(later(now, -length)),
            end_at: toSecond(later(now, SECOND + part * (length / 2 - SECOND))),
          };
          const { start_at, end_at } = withLocalTimes({ start_at: 'now', end_at: text }, actual, now);
          expect(start_at).toBe(actual.start_at);
          expect(end_at).toBe(toSecond(later(now, length)));
        },
      ),
    );
  });

  test.each([
    ['over', -7200, -3600],
    ['still to come', 3600, 7200],
  ])('begins now where the window is %s', (_, start, end) => {
    const now = new Date('2026-12-24T22:00:00.700Z');
    const actual = {
      ...WINDOW,
      start_at: toSecond(later(now, start * SECOND)),
      end_at: toSecond(later(now, end * SECOND)),
    };
    expect(withLocalTimes({ start_at: 'now', end_at: '45m' }, actual, now)).toEqual({
      start_at: '2026-12-24T22:00:00Z',
      end_at: '2026-12-24T22:45:00Z',
    });
  });
});

describe('a duration', () => {
  test('counts from the declared beginning, whatever there is and whenever that is', () => {
    fc.assert(
      fc.property(moment, moment, moment, duration, (start, other, now, { text, length }) => {
        const declared = { start_at: toSecond(start), end_at: text };
        const actual = { ...WINDOW, start_at: toSecond(other), end_at: toSecond(later(other, length)) };
        const planned = { start_at: toSecond(start), end_at: toSecond(later(start, length)) };
        expect(withLocalTimes(declared, null, now)).toEqual(planned);
        expect(withLocalTimes(declared, actual, now)).toEqual(planned);
      }),
    );
  });

  test('counts from the beginning that there is, where none is declared', () => {
    const actual = { ...WINDOW, start_at: '2026-12-24T22:00:00+01:00', end_at: '2026-12-25T00:00:00Z' };
    const planned = withLocalTimes({ end_at: '2 h' }, actual, new Date());
    expect(planned).toEqual({ end_at: '2026-12-25T00:00:00Z' });
    expect(withLocalTimes({ end_at: '2h' }, null, new Date())).toEqual({ end_at: '2h' });
  });
});

describe('instants', () => {
  test('are written in UTC for a new window, whatever the offset and notation', () => {
    const written = '2026-12-24T22:00:00Z';
    for (const text of [
      '2026-12-24T22:00:00Z',
      '2026-12-24t22:00:00z',
      '2026-12-24 22:00:00+00:00',
      '2026-12-24T22:00Z',
      '2026-12-24T22:00:00.999Z',
      '2026-12-25T03:30:00+05:30',
      '2026-12-24T14:00:00-08:00',
    ]) {
      expect(withLocalTimes({ start_at: text }, null, new Date()), text).toEqual({ start_at: written });
    }
  });

  test('are on the day that was written, or refused', () => {
    const part = (max: number) =>
      fc.integer({ min: 1, max }).map((number) => String(number).padStart(2, '0'));
    fc.assert(
      fc.property(part(12), part(31), part(23), (month, day, hour) => {
        const text = `2030-${month}-${day}T${hour}:00:00Z`;
        expect([text, 'refused']).toContain(outcome({ start_at: text }).start_at);
      }),
    );
  });

  test('of the end come after the beginning, or are refused', () => {
    const instant = moment.map(toSecond);
    const start = fc.option(fc.oneof(instant, fc.constant('now')), { nil: undefined });
    const end = fc.option(
      fc.oneof(
        instant,
        duration.map(({ text }) => text),
      ),
      { nil: undefined },
    );
    const actual = fc.option(fc.record({ id: fc.constant('1'), start_at: instant, end_at: instant }), {
      nil: null,
    });
    fc.assert(
      fc.property(start, end, actual, moment, (start_at, end_at, there, now) => {
        const declared = { ...(start_at && { start_at }), ...(end_at && { end_at }) };
        const planned = outcome(declared, there, now);
        fc.pre(planned.end_at !== undefined && planned.end_at !== 'refused');
        const begins = planned.start_at ?? there?.start_at;
        if (begins !== undefined) {
          expect(at(planned.end_at)).toBeGreaterThan(at(begins));
        }
      }),
    );
  });

  test('that are none are refused, and nothing else happens to any text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('now', 'Now', '', '2026-12-24', '22:00', '2026-12-24 22:00:00', '2026-02-30T22:00:00'),
      fc
        .tuple(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.constantFrom('s', 'm', 'h', 'd'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, text, moment, (start_at, end_at, now) => {
        const { start_at: planned } = outcome({ start_at, end_at }, null, now);
        if (start_at !== 'now') {
          expect(planned).toBe('refused');
        }
      }),
    );
  });

  test.each([
    [{ start_at: 'tomorrow' }, /^start_at: takes a time such as .*, or now, got: tomorrow$/],
    [
      { start_at: '2026-12-24 22:00:00' },
      /^start_at: takes a time .* 2026-12-24T22:00:00 in quotes for the local time/,
    ],
    [{ start_at: '1969-12-24T22:00:00Z' }, /^start_at: is beyond all dates, got: 1969-12-24T22:00:00Z$/],
    [
      { start_at: '2026-12-24T22:00:00Z', end_at: '9999999d' },
      /^end_at: is beyond all dates, got: 9999999d$/,
    ],
    [
      { start_at: 'now', timezone: 'Europe/Atlantis' },
      /^timezone: there is no time zone Europe\/Atlantis, .*UTC$/,
    ],
    [{ start_at: 'now', timezone: '+01:00' }, /^timezone: there is no time zone \+01:00, /],
    [{ end_at: '45' }, /^end_at: takes a time .*, or a duration such as 45m, 2h or 1d, got: 45$/],
    [
      { start_at: '2026-12-24T22:00:00Z', end_at: '0m' },
      /^end_at: 2026-.* does not come after start_at, 2026-/,
    ],
  ])('%j is refused with a way out', (declared, message) => {
    expect(() => withLocalTimes(declared, null, new Date())).toThrow(message);
  });

  test('of the beginning alone come before the end that there is', () => {
    const actual = { ...WINDOW, start_at: '2026-12-24T22:00:00Z', end_at: '2026-12-24T23:00:00Z' };
    expect(() => withLocalTimes({ start_at: actual.end_at }, actual, new Date())).toThrow(
      'start_at: 2026-12-24T23:00:00Z does not come before end_at, 2026-12-24T23:00:00Z',
    );
  });

  test('that differ in fractions of a second only are one moment, as the API knows no fractions', () => {
    const declared = { start_at: '2026-12-24T22:00:00.100Z', end_at: '2026-12-24T22:00:00.900Z' };
    expect(() => withLocalTimes(declared, null, new Date())).toThrow('end_at: ');
  });

  test('are not those of now for a window that is repeated', () => {
    const declared = { start_at: 'now', end_at: '1h', repeat_interval: '1d' };
    expect(() => withLocalTimes(declared, null, new Date())).toThrow('start_at: now is for a window');
    const repeated = {
      id: '1',
      start_at: '2026-12-24T22:00:00Z',
      end_at: '2026-12-24T23:00:00Z',
      repeat_interval: '1d',
    };
    expect(() => withLocalTimes({ start_at: 'now', end_at: '1h' }, repeated, new Date())).toThrow(
      'start_at: now',
    );
    expect(withLocalTimes({ ...declared, repeat_interval: 'never' }, null, new Date())).toHaveProperty(
      'start_at',
    );
  });
});

const BERLIN = { timezone: 'Europe/Berlin' };
const SUMMER = '2026-03-29';
const WINTER = '2026-10-25';

describe('the time of the zone', () => {
  test('is what is written, with the offset that the zone has then', () => {
    const newYork = { timezone: 'America/New_York' };
    const written = { start_at: '2026-07-01T22:00:00-04:00', end_at: '2026-12-01T22:00:00-05:00' };
    for (const declared of [
      written,
      { start_at: '2026-07-02T02:00:00Z', end_at: '2026-12-02T04:00:00+01:00' },
      { start_at: '2026-07-01T22:00:00', end_at: '2026-12-01t22:00' },
    ]) {
      expect(withLocalTimes({ ...newYork, ...declared }, null, new Date())).toEqual({
        ...newYork,
        ...written,
      });
      // The zone of the window that there is, as well.
      const actual = {
        id: '1',
        ...newYork,
        start_at: '2026-01-01T00:00:00Z',
        end_at: '2026-01-02T00:00:00Z',
      };
      expect(withLocalTimes(declared, actual, new Date())).toEqual(written);
    }
  });

  test.each([
    [{ start_at: `${WINTER}T02:30:00` }, 'start_at: 2026-10-25T02:30:00 in Europe/Berlin comes twice there'],
    [{ start_at: `${WINTER}T02:30:00+02:00` }, 'the timezone UTC, got: 2026-10-25T02:30:00+02:00'],
    [{ start_at: `${WINTER}T02:30:00+01:00` }, 'start_at: 2026-10-25T02:30:00 in Europe/Berlin comes twice'],
    [{ end_at: `${WINTER}T00:00:00Z` }, 'end_at: 2026-10-25T02:00:00 in Europe/Berlin comes twice'],
    [
      { start_at: `${WINTER}T01:30:00`, end_at: '1h' },
      'end_at: 2026-10-25T02:30:00 in Europe/Berlin comes twice',
    ],
    [{ start_at: `${SUMMER}T02:30:00` }, 'start_at: 2026-03-29T02:30:00 in Europe/Berlin never comes there'],
    [{ end_at: `${SUMMER}T02:00:00` }, 'end_at: 2026-03-29T02:00:00 in Europe/Berlin never comes there'],
  ])('is not one that clocks show twice or never: %j', (declared, message) => {
    expect(() => withLocalTimes({ ...BERLIN, ...declared }, null, new Date())).toThrow(message);
    // In UTC, every time comes once.
    expect(() => withLocalTimes({ timezone: 'UTC', ...declared }, null, new Date())).not.toThrow();
  });

  test.each([`${WINTER}T02:30:00`, `${SUMMER}T02:30:00`])(
    'may be any that is there already: %s',
    (start_at) => {
      const actual = { id: '1', ...BERLIN, start_at: `${start_at}Z`, end_at: '2027-01-01T00:00:00Z' };
      expect(withLocalTimes({ start_at }, actual, new Date()).start_at).toContain(start_at);
      expect(() =>
        withLocalTimes({ start_at }, { ...actual, start_at: '2026-01-01T00:00:00Z' }, new Date()),
      ).toThrow('start_at: ');
    },
  );

  test('of now in the hour that comes twice is one before it, and of its end one after it', () => {
    const open = (now: string, end_at: string) =>
      withLocalTimes({ ...BERLIN, start_at: 'now', end_at }, null, new Date(now));
    expect(open(`${WINTER}T00:30:00Z`, '45m')).toMatchObject({
      start_at: '2026-10-25T01:30:00+02:00',
      end_at: '2026-10-25T03:15:00+01:00',
    });
    expect(open(`${WINTER}T01:30:00Z`, '45m')).toMatchObject({
      start_at: '2026-10-25T01:30:00+02:00',
      end_at: '2026-10-25T03:15:00+01:00',
    });
    expect(open('2026-10-24T23:50:00Z', '45m')).toMatchObject({
      start_at: '2026-10-25T01:50:00+02:00',
      end_at: '2026-10-25T03:35:00+01:00',
    });
  });

  test('of a window whose zone is to be another is kept by the open one, as the moment that it is', () => {
    const actual = { id: '1', ...BERLIN, start_at: '2026-07-01T22:00:00Z', end_at: '2026-07-01T23:00:00Z' };
    const declared = { timezone: 'UTC', start_at: 'now', end_at: '1h' };
    expect(withLocalTimes(declared, actual, new Date('2026-07-01T20:10:00Z'))).toMatchObject({
      start_at: '2026-07-01T20:00:00Z',
      end_at: '2026-07-01T21:00:00Z',
    });
  });

  test('decides whether a window is open, whatever offset a read shows', () => {
    const actual = { id: '1', ...BERLIN, start_at: '2026-07-01T22:00:00Z', end_at: '2026-07-01T23:00:00Z' };
    const declared = { start_at: 'now', end_at: '1h' };
    for (const [now, begins] of [
      ['19:59:59', '2026-07-01T21:59:59+02:00'],
      ['20:10:00', '2026-07-01T22:00:00+02:00'],
      ['22:10:00', '2026-07-02T00:10:00+02:00'],
    ]) {
      const { start_at } = withLocalTimes(declared, actual, new Date(`2026-07-01T${now}Z`));
      expect(start_at, now).toBe(begins);
    }
  });

  test('goes on by the clock in a repeated window, in which clocks change at first', () => {
    const declared = { ...BERLIN, start_at: `${SUMMER}T01:30:00`, end_at: '2h' };
    expect(withLocalTimes(declared, null, new Date()).end_at).toBe('2026-03-29T04:30:00+02:00');
    const repeated = { ...declared, repeat_interval: '1w' };
    expect(withLocalTimes(repeated, null, new Date()).end_at).toBe('2026-03-29T03:30:00+02:00');
  });

  test('is checked as far as possible before the window is known', () => {
    const check = (values: Parameters<typeof checkTimes>[0]) => () =>
      checkTimes(values, new Date('2026-07-01T20:00:00Z'));
    expect(check({ start_at: '2026-07-01T22:00:00', end_at: '2026-07-01T21:00:00' })).toThrow('end_at: ');
    expect(check({ start_at: '2026-07-01T22:00:00', end_at: '0m' })).toThrow('end_at: ');
    expect(check({ start_at: 'soon' })).toThrow('start_at: takes');
    expect(check({ timezone: 'Europe/Atlantis' })).toThrow('timezone: there is no time zone');
    // Which of these come first depends on the zone, and that may be the window's.
    expect(check({ start_at: 'now', end_at: '2026-07-01T18:00:00' })).not.toThrow();
    expect(check({ start_at: `${WINTER}T02:30:00+02:00`, end_at: '1h', ...BERLIN })).not.toThrow();
  });
});

/** What becomes of declared times; `refused` for all of them, where a OptionError does. */
function outcome(
  declared: Parameters<typeof withLocalTimes>[0],
  actual: Parameters<typeof withLocalTimes>[1] = null,
  now = new Date(),
): Record<string, Json | undefined> {
  try {
    return withLocalTimes(declared, actual, now);
  } catch (error) {
    if (!(error instanceof OptionError)) {
      throw error;
    }
    return { start_at: 'refused', end_at: 'refused' };
  }
}
