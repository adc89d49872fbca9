import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withInstants } from '../../../src/modules/window-times.ts';
import { PlanError } from '../../../src/reconcile/plan.ts';
import type { Json } from '../../../src/statuscake/resource.ts';

const SECOND = 1000;
const UNITS = { s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: 86_400 * SECOND };

const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
/** A duration as it is declared, and in milliseconds: long enough for its half to outlast the loss of fractions. */
const duration = fc
  .tuple(fc.integer({ min: 4, max: 1000 }), fc.constantFrom('s', 'm', 'h', 'd'))
  .map(([count, unit]) => ({ text: `${count}${unit}`, length: count * UNITS[unit] }));

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
          const first = withInstants(declared, null, now);
          expect(at(first.end_at) - at(first.start_at)).toBe(length);
          const again = later(now, part * (length / 2 - SECOND));
          expect(withInstants(declared, { id: '1', ...first }, again)).toEqual(first);
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
            id: '1',
            start_at: toSecond(later(now, -length)),
            end_at: toSecond(later(now, SECOND + part * (length / 2 - SECOND))),
          };
          const { start_at, end_at } = withInstants({ start_at: 'now', end_at: text }, actual, now);
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
      id: '1',
      start_at: toSecond(later(now, start * SECOND)),
      end_at: toSecond(later(now, end * SECOND)),
    };
    expect(withInstants({ start_at: 'now', end_at: '45m' }, actual, now)).toEqual({
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
        const actual = { id: '1', start_at: toSecond(other), end_at: toSecond(later(other, length)) };
        const planned = { start_at: toSecond(start), end_at: toSecond(later(start, length)) };
        expect(withInstants(declared, null, now)).toEqual(planned);
        expect(withInstants(declared, actual, now)).toEqual(planned);
      }),
    );
  });

  test('counts from the beginning that there is, where none is declared', () => {
    const actual = { id: '1', start_at: '2026-12-24T23:00:00+01:00', end_at: '2026-12-25T00:00:00Z' };
    const planned = withInstants({ end_at: '2 h' }, actual, new Date());
    expect(planned).toEqual({ end_at: '2026-12-25T00:00:00Z' });
    expect(withInstants({ end_at: '2h' }, null, new Date())).toEqual({ end_at: '2h' });
  });
});

describe('instants', () => {
  test('are written in UTC, whatever the zone and notation', () => {
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
      expect(withInstants({ start_at: text }, null, new Date()), text).toEqual({ start_at: written });
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
        if (begins !== undefined) expect(at(planned.end_at)).toBeGreaterThan(at(begins));
      }),
    );
  });

  test('that are none are refused, and nothing else happens to any text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('now', 'Now', '', '2026-12-24', '22:00', '2026-12-24T22:00:00'),
      fc
        .tuple(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.constantFrom('s', 'm', 'h', 'd'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, text, moment, (start_at, end_at, now) => {
        const { start_at: planned } = outcome({ start_at, end_at }, null, now);
        if (start_at !== 'now') expect(planned).toBe('refused');
      }),
    );
  });

  test.each([
    [{ start_at: 'tomorrow' }, /^start_at: takes a time with its zone, .*, or now, got: tomorrow$/],
    [{ end_at: '45' }, /^end_at: takes a time .*, or a duration such as 45m, 2h or 1d, got: 45$/],
    [
      { start_at: '2026-12-24T22:00:00Z', end_at: '0m' },
      /^end_at: 2026-.* does not come after start_at, 2026-/,
    ],
  ])('%j is refused with a way out', (declared, message) => {
    expect(() => withInstants(declared, null, new Date())).toThrow(message);
  });

  test('of the beginning alone come before the end that there is', () => {
    const actual = { id: '1', start_at: '2026-12-24T22:00:00Z', end_at: '2026-12-24T23:00:00Z' };
    expect(() => withInstants({ start_at: actual.end_at }, actual, new Date())).toThrow(
      'start_at: 2026-12-24T23:00:00Z does not come before end_at, 2026-12-24T23:00:00Z',
    );
  });

  test('that differ in fractions of a second only are one moment, as the API knows no fractions', () => {
    const declared = { start_at: '2026-12-24T22:00:00.100Z', end_at: '2026-12-24T22:00:00.900Z' };
    expect(() => withInstants(declared, null, new Date())).toThrow('end_at: ');
  });

  test('are not those of now for a window that is repeated', () => {
    const declared = { start_at: 'now', end_at: '1h', repeat_interval: '1d' };
    expect(() => withInstants(declared, null, new Date())).toThrow('start_at: now is for a window');
    const repeated = {
      id: '1',
      start_at: '2026-12-24T22:00:00Z',
      end_at: '2026-12-24T23:00:00Z',
      repeat_interval: '1d',
    };
    expect(() => withInstants({ start_at: 'now', end_at: '1h' }, repeated, new Date())).toThrow(
      'start_at: now',
    );
    expect(withInstants({ ...declared, repeat_interval: 'never' }, null, new Date())).toHaveProperty(
      'start_at',
    );
  });
});

/** What becomes of declared times; `refused` for all of them, where a PlanError does. */
function outcome(
  declared: Parameters<typeof withInstants>[0],
  actual: Parameters<typeof withInstants>[1] = null,
  now = new Date(),
): Record<string, Json | undefined> {
  try {
    return withInstants(declared, actual, now);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { start_at: 'refused', end_at: 'refused' };
  }
}
