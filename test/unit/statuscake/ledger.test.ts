import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asOf,
  correctStart,
  EMPTY_LEDGER,
  type Ledger,
  learnLimits,
  pause,
  reserve,
  shareOf,
  withdraw,
} from '../../../src/statuscake/pacing/ledger.ts';
import type { RateLimit } from '../../../src/statuscake/pacing/rate-limit.ts';

const SELF = { host: 'ctl1', space: '', pid: 1, started: '' };
const APPLICANT = { by: SELF, patience: 30_000, share: 1 };
const MARGIN = 15;
/** A clock may be set back by so many milliseconds more than have passed since the last entry, and nobody sees it. */
const UNSEEN = 250;
const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;

const lives = () => false;
const known = (...limits: RateLimit[]): Ledger => ({ ...learnLimits(EMPTY_LEDGER, limits), writtenAt: NOW });
/** How long a request that comes now has to wait. */
function waitOf(ledger: Ledger, now = NOW): number {
  const { turn } = reserve(asOf(ledger, now, lives), now, APPLICANT, 0);
  return ('startAt' in turn ? turn.startAt : turn.lookAt) - now;
}

const second: RateLimit = { requests: 5, seconds: 1 };
const minute: RateLimit = { requests: 60, seconds: 60 };

describe('times from a future that a clock set back has left', () => {
  const busy: Ledger = { ...known(minute, second), starts: Array<number>(60).fill(NOW) };

  test.each([1000, HOUR, 365 * 24 * HOUR, NOW])(
    'keep nobody waiting for longer than a limit: back by %i ms',
    (back) => {
      expect(waitOf(busy, NOW - back)).toBe(60_000 + MARGIN);
    },
  );

  test('are as long a pause as was asked for', () => {
    expect(waitOf(pause(known(second), NOW + 7000, true), NOW - HOUR)).toBe(7000);
  });

  test('without a sign of when they were written, are none', () => {
    const ledger = { ...busy, writtenAt: 0, starts: [NOW + HOUR], pausedUntil: NOW + HOUR };
    expect(waitOf(ledger)).toBe(0);
  });

  test('are left where clocks differ by no more than those of two machines do', () => {
    const paused = { ...known(second), pausedUntil: NOW + 100 };
    expect(asOf(paused, NOW - UNSEEN, lives).pausedUntil).toBe(NOW + 100);
    expect(asOf(paused, NOW - UNSEEN - 1, lives).pausedUntil).toBe(NOW + 100 - UNSEEN - 1);
  });

  test('are none where too few lie before them, of those that lie ahead', () => {
    const starts = [NOW - 10, NOW, NOW + 1500];
    expect(asOf({ ...known(second), starts }, NOW, lives).starts).toEqual([NOW - 10, NOW]);
  });

  test('leave alone the places that others have in the queue', () => {
    const places = Array.from({ length: 200 }, (_, index) => NOW + Math.floor(index / 5) * 1015);
    const ledger = { ...known(second), starts: places };
    expect(asOf(ledger, NOW, lives).starts).toEqual(places);
  });
});

describe('while another asks', () => {
  const asking = reserve(EMPTY_LEDGER, NOW, APPLICANT, 0).ledger;

  test('all others wait', () => {
    expect(reserve(asOf(asking, NOW, lives), NOW, APPLICANT, 0).turn).toEqual({ lookAt: NOW });
  });

  test.each<[string, number, () => boolean]>([
    ['has died', NOW, () => true],
    ['takes longer than it may', NOW + 30_000, lives],
  ])('but not for one that %s', (_, now, hasEnded) => {
    const { turn } = reserve(asOf(asking, now, hasEnded), now, APPLICANT, 0);
    expect(turn).toEqual({ startAt: now, asks: true });
  });

  test('nor for one that is further ahead than anybody waits', () => {
    const from = (startAt: number) =>
      asOf({ ...asking, asking: { by: SELF, startAt, until: startAt + 1 } }, NOW, lives).asking?.startAt;
    expect(from(NOW + 600_000)).toBe(NOW + 600_000);
    expect(from(NOW + 600_001)).toBeUndefined();
  });

  test('nor longer than that on a clock that was set back', () => {
    expect(asOf({ ...asking, writtenAt: NOW }, NOW - HOUR, lives).asking?.until).toBe(NOW - HOUR + 30_000);
  });
});

test('a response without rate limits does not take away those that are known', () => {
  expect(learnLimits(known(second), []).limits).toEqual([second]);
  expect(learnLimits(EMPTY_LEDGER, []).limits).toEqual([]);
});

describe('after a refusal', () => {
  test('one request goes first, and all go slowly, where a longer rate limit counts refused requests', () => {
    const paused = pause(known(minute, second), NOW + 1000, true);
    expect(paused.spacing).toBe(1600);
    const first = reserve(paused, NOW, APPLICANT, 0);
    expect(first.turn).toEqual({ startAt: NOW + 1000, asks: true });
    expect(reserve(first.ledger, NOW, APPLICANT, 0).turn).toEqual({ lookAt: NOW + 1000 });
    const later = learnLimits(first.ledger, [minute, second]);
    expect(reserve(later, NOW + 1000, APPLICANT, 0).turn).toEqual({ startAt: NOW + 1800, asks: false });
    expect(reserve(later, NOW + 1000, APPLICANT, 0.5).turn).toEqual({ startAt: NOW + 2600, asks: false });
  });

  test('one request goes first while nobody knows the limits', () => {
    const unasked = { ...EMPTY_LEDGER, mustAsk: false };
    expect(pause(unasked, NOW + 1000, false).mustAsk).toBe(true);
    expect(pause(known(second), NOW + 1000, false).mustAsk).toBe(false);
  });

  test('all go on as before, where it costs nothing to be refused', () => {
    const paused = pause(known(second), NOW + 1000, true);
    expect(reserve(paused, NOW, APPLICANT, 0).turn).toEqual({ startAt: NOW + 1000, asks: false });
    expect(paused.spacing).toBe(0);
  });
});

test('a spacing is bounded, and forgotten with those who were there', () => {
  const crowded = { ...known(minute, second), spacing: 1e12 };
  expect(asOf(crowded, NOW, lives).spacing).toBe(5000);
  expect(asOf(crowded, NOW + 60_014, lives).spacing).toBe(5000);
  expect(asOf(crowded, NOW + 60_015, lives).spacing).toBe(0);
  expect(asOf({ ...crowded, limits: null }, NOW, lives).spacing).toBe(0);
});

test('a turn that was taken back counts nowhere, and lets others ask', () => {
  const { ledger, turn } = reserve(pause(known(minute, second), NOW, true), NOW, APPLICANT, 0);
  expect(ledger).toMatchObject({ starts: [NOW], asking: { by: SELF } });
  if ('startAt' in turn) {
    expect(withdraw(ledger, turn)).toMatchObject({ starts: [], asking: null, mustAsk: true });
  }
  expect(turn).toHaveProperty('startAt');
});

test('a turn that was taken back leaves those of others, also one at the same time', () => {
  const ledger = { ...known(second), starts: [NOW, NOW + 1, NOW + 1, NOW + 2] };
  expect(withdraw(ledger, { startAt: NOW + 1, asks: false }).starts).toEqual([NOW, NOW + 1, NOW + 2]);
});

test('who asks is waited for as long as its request may take', () => {
  expect(reserve(EMPTY_LEDGER, NOW, APPLICANT, 0).ledger.asking).toEqual({
    by: SELF,
    startAt: NOW,
    until: NOW + APPLICANT.patience,
  });
});

test('a request that left late counts from then on, in its place among the others', () => {
  const ledger = { ...known(second), starts: [NOW, NOW + 5, NOW + 5, NOW + 9] };
  expect(correctStart(ledger, NOW + 5, NOW + 7).starts).toEqual([NOW, NOW + 5, NOW + 7, NOW + 9]);
  expect(correctStart(ledger, NOW, NOW + 20).starts).toEqual([NOW + 5, NOW + 5, NOW + 9, NOW + 20]);
  expect(correctStart(ledger, NOW + 3, NOW + 20).starts).toEqual(ledger.starts);
});

test('what starts as late as may be waited for is entered', () => {
  const { ledger, turn } = reserve(pause(known(second), NOW + 600_000, true), NOW, APPLICANT, 0);
  expect(turn).toEqual({ startAt: NOW + 600_000, asks: false });
  expect(ledger.starts).toEqual([NOW + 600_000]);
});

test('what would start too late to be waited for is not entered', () => {
  const ledger = { ...known({ requests: 1, seconds: 600 }), starts: [NOW, NOW + 600_015] };
  const { ledger: after, turn } = reserve(ledger, NOW, APPLICANT, 0);
  expect(turn).toEqual({ startAt: NOW + 2 * 600_015, asks: false });
  expect(after).toBe(ledger);
});

test.each([
  [1, second, second],
  [0.5, second, { requests: 2, seconds: 1 }],
  [0.1, second, { requests: 1, seconds: 2 }],
  [0.1, minute, { requests: 6, seconds: 60 }],
])('a share of %d of %j is %j', (share, limit, expected) => {
  expect(shareOf([limit], share)).toEqual([expected]);
});

test('however often the clock is set back: never more than a limit allows, and no wait longer by more than one each time', () => {
  const limit = fc.record({
    requests: fc.integer({ min: 1, max: 10 }),
    seconds: fc.integer({ min: 1, max: 60 }),
  });
  const event = fc.oneof(
    { weight: 6, arbitrary: fc.constant({ request: true }) },
    { weight: 2, arbitrary: fc.record({ pass: fc.integer({ min: 0, max: 90_000 }) }) },
    { weight: 1, arbitrary: fc.record({ back: fc.integer({ min: 1000, max: 10 * 365 * 24 * HOUR }) }) },
  );
  fc.assert(
    fc.property(
      fc.array(limit, { minLength: 1, maxLength: 3 }),
      fc.array(event, { maxLength: 80 }),
      (limits, events) => {
        let time = 0;
        let offset = NOW;
        let unseen = 0;
        let ledger = known(...limits);
        const starts: number[] = [];
        const longest = Math.max(...limits.map(({ seconds }) => seconds * 1000 + MARGIN));
        for (const event of events) {
          if ('pass' in event) {
            time += event.pass;
          } else if ('back' in event) {
            offset -= event.back;
            unseen += longest + UNSEEN;
          } else {
            const now = time + offset;
            const reserved = reserve(asOf(ledger, now, lives), now, APPLICANT, 0);
            const wait = 'startAt' in reserved.turn ? reserved.turn.startAt - now : Number.NaN;
            // One for the limit, and one for each time that the clock went back by no more than has passed since the last entry.
            expect(wait).toBeLessThanOrEqual(longest + unseen);
            ledger = { ...reserved.ledger, writtenAt: now };
            time += wait;
            starts.push(time);
          }
        }
        for (const { requests, seconds } of limits) {
          for (const [index, start] of starts.entries()) {
            expect(start - (starts[index - requests] ?? -Infinity)).toBeGreaterThan(seconds * 1000);
          }
        }
      },
    ),
  );
});
