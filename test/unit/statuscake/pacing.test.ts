import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StatusCakeError } from '../../../src/statuscake/errors.ts';
import type { Clock } from '../../../src/statuscake/pacing/clock.ts';
import { EMPTY_LEDGER, type Ledger, learnLimits, pause } from '../../../src/statuscake/pacing/ledger.ts';
import { type LedgerStore, memoryLedger } from '../../../src/statuscake/pacing/ledger-store.ts';
import { Pacer } from '../../../src/statuscake/pacing/pacer.ts';
import type { RateLimit } from '../../../src/statuscake/pacing/rate-limit.ts';
import { manualClock } from './manual-clock.ts';

const FIVE_A_SECOND: readonly RateLimit[] = [{ requests: 5, seconds: 1 }];
const BOTH_LIMITS: readonly RateLimit[] = [{ requests: 60, seconds: 60 }, ...FIVE_A_SECOND];

/** What a rate limit's time is held to be longer, so that what left that time apart does not arrive within it. */
const MARGIN = 15;

const open = (clock: Clock = manualClock(), ledger = memoryLedger(), share = 1) =>
  new Pacer({ clock, ledger, patience: 30_000, share, random: () => 0 });

/** A ledger that counts how often it is written, which all who share it have to wait for. */
function countingLedger(): LedgerStore & { readonly writes: () => number } {
  const ledger = memoryLedger();
  let writes = 0;
  return {
    writes: () => writes,
    read: ledger.read,
    update(change) {
      writes += 1;
      return ledger.update(change);
    },
  };
}

/** Puts into a ledger what was written there at a time. */
const write = (ledger: LedgerStore, content: Partial<Ledger>) =>
  ledger.update((current) => [{ ...current, ...content }, undefined]);

async function startsOf(count: number, limits: readonly RateLimit[]): Promise<number[]> {
  const clock = manualClock();
  const pacer = open(clock);
  const starts: number[] = [];
  const request = async () => {
    starts.push(clock.now());
    await pacer.learn({ limits, used: null }, clock.now());
  };
  await Promise.all(Array.from({ length: count }, () => pacer.run(request)));
  return starts;
}

describe('Pacer', () => {
  test('without a limit nothing waits', async () => {
    expect(await startsOf(100, [])).toEqual(Array(100).fill(0));
  });

  test('five a second: the sixth waits for the second to pass', async () => {
    const starts = await startsOf(11, FIVE_A_SECOND);
    const second = 1000 + MARGIN;
    // The first request, which finds out about the limit, counts as well.
    expect(starts).toEqual([0, 0, 0, 0, 0, ...Array(5).fill(second), 2 * second]);
  });

  test('the minute that the header hides is counted, too', async () => {
    const starts = await startsOf(61, BOTH_LIMITS);
    expect(starts.at(-2)).toBe(11 * (1000 + MARGIN));
    expect(starts.at(-1)).toBe(60_000 + MARGIN);
  });

  test('no rate limit is ever exceeded, and none waits longer than it must', async () => {
    const limit = fc.record({
      requests: fc.integer({ min: 1, max: 20 }),
      seconds: fc.integer({ min: 1, max: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 80 }),
        fc.array(limit, { maxLength: 3 }),
        async (count, limits) => {
          const starts = await startsOf(count, limits);
          const earliest = (index: number) =>
            Math.max(
              0,
              ...limits.map(
                ({ requests, seconds }) => (starts[index - requests] ?? -Infinity) + seconds * 1000 + MARGIN,
              ),
            );
          expect(starts).toEqual(starts.map((_, index) => Math.max(earliest(index), starts[index - 1] ?? 0)));
        },
      ),
    );
  });

  test('until the first response is there, one request is under way at a time', async () => {
    const pacer = open();
    let underWay = 0;
    let most = 0;
    const request = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
    };
    await Promise.all([pacer.run(request), pacer.run(request), pacer.run(request)]);
    expect(most).toBe(1);
    await pacer.learn({ limits: [], used: null }, 0);
    await Promise.all([pacer.run(request), pacer.run(request), pacer.run(request)]);
    expect(most).toBe(3);
  });

  test('a request that fails does not hold up the next one', async () => {
    const pacer = open();
    await expect(pacer.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(pacer.run(async () => 'fine')).resolves.toBe('fine');
  });

  test('a pause holds everything back, and is counted', async () => {
    const clock = manualClock();
    const pacer = open(clock);
    await pacer.pause(3, { limits: [], used: null });
    await pacer.run(async () => {});
    expect(clock.now()).toBe(3000);
    expect(pacer.waited).toBe(3000);
  });

  test('tells the limits that it may use', async () => {
    const pacer = open(manualClock(), memoryLedger(), 0.5);
    expect(pacer.limits).toEqual([]);
    await pacer.learn({ limits: [{ requests: 10, seconds: 1 }], used: null }, 0);
    expect(pacer.limits).toEqual([{ requests: 5, seconds: 1 }]);
  });

  test('waits for no turn that is more than ten minutes away', async () => {
    const ledger = memoryLedger();
    const known = learnLimits(EMPTY_LEDGER, [
      { requests: 1, seconds: 600 },
      { requests: 5, seconds: 1 },
    ]);
    await ledger.update(() => [{ ...known, starts: [0, 600_015] }, undefined]);
    const refused = expect(open(manualClock(), ledger).run(async () => {})).rejects;
    await refused.toMatchObject({
      message:
        'no request may start for another 1201 s under the limit of the account (1 in 600 s, 5 in 1 s), and a run waits 600 s at most',
      facts: { kind: 'rate-limit', transient: false, uncertain: false },
    });
  });

  test('looks again and again for what the request of another one finds out', async () => {
    const ledger = memoryLedger();
    let response = () => {};
    const asking = open(manualClock(), ledger).run(
      () =>
        new Promise<void>((resolve) => {
          response = resolve;
        }),
    );
    await new Promise(setImmediate);
    const pauses: number[] = [];
    const clock: Clock = {
      now: () => 0,
      async sleep(milliseconds) {
        pauses.push(milliseconds);
        if (pauses.length === 3) {
          response();
        }
        await new Promise(setImmediate);
      },
    };
    const random = () => 0.5;
    const other = new Pacer({ clock, ledger, patience: 30_000, share: 1, random });
    await other.run(async () => {});
    await asking;
    expect(pauses).toEqual([35, 35, 35]);
    expect(other.waited).toBe(105);
  });

  test.each([
    [2, 0],
    [3, 3],
    [100, 100],
  ])('a request that leaves %i ms late counts from %i ms on', async (late, expected) => {
    const [clock, ledger] = [manualClock(), memoryLedger()];
    const pacer = open(clock, ledger);
    await clock.sleep(10_000);
    await pacer.learn({ limits: FIVE_A_SECOND, used: null }, 0);
    await pacer.run(async (onSent) => {
      await clock.sleep(late);
      onSent();
    });
    expect(ledger.read().starts).toEqual([10_000 + expected]);
  });

  describe('writes down', () => {
    const none: readonly RateLimit[] = [];
    test.each([
      ['limits that are new', [], FIVE_A_SECOND, 1],
      ['that there are none', [], none, 1],
      ['other limits', [FIVE_A_SECOND], BOTH_LIMITS, 1],
      ['limits, where there were none', [none], FIVE_A_SECOND, 1],
      ['nothing where they are known', [FIVE_A_SECOND], FIVE_A_SECOND, 0],
      ['nothing where a response names none of those that are known', [FIVE_A_SECOND], none, 0],
      ['nothing where there are still none', [none], none, 0],
    ])('%s', async (_, before, limits, writes) => {
      const ledger = countingLedger();
      const pacer = open(manualClock(), ledger);
      for (const known of before) {
        await pacer.learn({ limits: known, used: null }, 0);
      }
      const first = ledger.writes();
      await pacer.learn({ limits, used: null }, 0);
      expect(ledger.writes() - first).toBe(writes);
      expect(ledger.read().limits).toEqual(limits.length > 0 ? limits : (before[0] ?? []));
    });

    test('the first request and what it has found out, and no more', async () => {
      const ledger = countingLedger();
      const pacer = open(manualClock(), ledger);
      await pacer.run(() => pacer.learn({ limits: FIVE_A_SECOND, used: null }, 0));
      await pacer.run(async () => {});
      expect(ledger.writes()).toBe(3);
    });

    test('nothing while there is no limit, also where a request leaves late, but for a pause', async () => {
      const [clock, ledger] = [manualClock(), countingLedger()];
      const pacer = open(clock, ledger);
      await pacer.learn({ limits: [], used: null }, 0);
      const run = async () => {
        const before = ledger.writes();
        await pacer.run(async (onSent) => {
          await clock.sleep(100);
          onSent();
        });
        return ledger.writes() - before;
      };
      expect(await run()).toBe(0);
      await pacer.pause(1, { limits: [], used: null });
      expect(await run()).toBe(1);
      expect(await run()).toBe(0);
    });

    test('nothing more once a pause is over to the millisecond', async () => {
      const [clock, ledger] = [manualClock(), countingLedger()];
      const pacer = open(clock, ledger);
      await pacer.learn({ limits: [], used: null }, 0);
      await pacer.pause(1, { limits: [], used: null });
      await clock.sleep(1000);
      const before = ledger.writes();
      await pacer.run(async () => {});
      expect(ledger.writes() - before).toBe(0);
    });

    test('a turn once, also where it has to be waited for', async () => {
      const [clock, ledger] = [manualClock(), countingLedger()];
      const pacer = open(clock, ledger);
      await pacer.learn({ limits: FIVE_A_SECOND, used: null }, 0);
      await pacer.pause(2, { limits: [], used: null });
      const before = ledger.writes();
      await pacer.run(async () => {});
      expect(clock.now()).toBe(2000);
      expect(ledger.writes() - before).toBe(1);
    });
  });

  test('gives back a turn where the service asks another run for a pause in the meantime', async () => {
    const [time, ledger] = [manualClock(), memoryLedger()];
    const known = learnLimits(EMPTY_LEDGER, [{ requests: 1, seconds: 1 }]);
    await write(ledger, { ...known, starts: [0] });
    let isFirst = true;
    const clock: Clock = {
      now: time.now,
      async sleep(milliseconds) {
        await time.sleep(milliseconds);
        if (isFirst) {
          isFirst = false;
          await write(ledger, { pausedUntil: 3000 });
        }
      },
    };
    await open(clock, ledger).run(async () => {});
    expect(time.now()).toBe(3000);
    expect(ledger.read().starts).toEqual([3000]);
  });

  test('lets another request go first where the first one after a pause has found out nothing, whatever was sent before', async () => {
    const ledger = memoryLedger();
    const pacer = open(manualClock(), ledger);
    await pacer.learn({ limits: BOTH_LIMITS, used: null }, 0);
    await pacer.pause(1, { limits: BOTH_LIMITS, used: null });
    await pacer.run(async () => {});
    await new Promise(setImmediate);
    await pacer.learn({ limits: BOTH_LIMITS, used: null }, 0);
    expect(ledger.read()).toMatchObject({ mustAsk: true, asking: null });
  });

  test('keeps the limits that it knows where a refusal names none, and takes over those that one names', async () => {
    const ledger = memoryLedger();
    const pacer = open(manualClock(), ledger);
    await pacer.learn({ limits: FIVE_A_SECOND, used: null }, 0);
    await pacer.pause(1, { limits: [], used: null });
    expect([pacer.limits, ledger.read().limits]).toEqual([FIVE_A_SECOND, FIVE_A_SECOND]);
    await pacer.pause(1, { limits: BOTH_LIMITS, used: null });
    expect([pacer.limits, ledger.read().limits]).toEqual([BOTH_LIMITS, BOTH_LIMITS]);
  });

  test.each([
    ['a refusal by the limit of a second', 5, 3000],
    ['a refusal by a longer limit', null, 2000],
  ])('leaves others more room after %s, or as much as before', async (_, used, spacing) => {
    const ledger = memoryLedger();
    await write(ledger, { ...learnLimits(EMPTY_LEDGER, BOTH_LIMITS), spacing: 2000, writtenAt: 0 });
    await open(manualClock(), ledger).pause(1, { limits: BOTH_LIMITS, used });
    expect(ledger.read().spacing).toBe(spacing);
  });

  test('goes on as fast as before where a response does not say what was used of the shortest limit', async () => {
    const ledger = memoryLedger();
    await write(ledger, { ...learnLimits(EMPTY_LEDGER, BOTH_LIMITS), spacing: 2000, writtenAt: 0 });
    await open(manualClock(), ledger).learn({ limits: BOTH_LIMITS, used: null }, 0);
    expect(ledger.read().spacing).toBe(2000);
  });

  test.each([
    ['are its own', [-1500, -1500, -1500], 0],
    ['cannot be its own any more', [-2000, -2000, -2000], 1600],
    ['are not yet its own', [100, 100, 100], 1600],
  ])(
    'requests that the service has counted and that %s slow it down, or not',
    async (_, offsets, spacing) => {
      const [clock, ledger] = [manualClock(), memoryLedger()];
      await clock.sleep(10_000);
      const known = learnLimits(EMPTY_LEDGER, BOTH_LIMITS);
      await write(ledger, {
        ...known,
        starts: offsets.map((offset) => 10_000 + offset),
        writtenAt: 10_000,
      });
      await open(clock, ledger).learn({ limits: BOTH_LIMITS, used: 3 }, clock.now());
      expect(ledger.read().spacing).toBe(spacing);
    },
  );

  describe('whose wait is ended', () => {
    const facts = { kind: 'stopped', transient: false, uncertain: false } as const;
    const waiting = async (seconds: number, end: Error) => {
      const ledger = memoryLedger();
      await ledger.update((empty) => [pause(learnLimits(empty, []), seconds * 1000, true), undefined]);
      const clock: Clock = { now: () => 0, sleep: () => Promise.reject(end) };
      return open(clock, ledger).run(async () => {});
    };

    test.each([
      [0.5, 'stopped'],
      [1, 'stopped'],
      [1.5, 'stopped, while it waited 2 s for the rate limit of the account'],
    ])('after %d s says what it was for, if it was long', async (seconds, message) => {
      const stopped = new StatusCakeError('stopped', facts);
      await expect(waiting(seconds, stopped)).rejects.toMatchObject({ message, facts });
    });

    test('by a bug tells of the bug', async () => {
      const bug = new TypeError('a bug');
      await expect(waiting(60, bug)).rejects.toBe(bug);
    });
  });
});
