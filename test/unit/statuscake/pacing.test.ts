import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../src/statuscake/pacing/clock.ts';
import { memoryLedger } from '../../../src/statuscake/pacing/ledger-store.ts';
import { Pacer } from '../../../src/statuscake/pacing/pacer.ts';
import type { Window } from '../../../src/statuscake/pacing/rate-limit.ts';
import { manualClock } from './manual-clock.ts';

/** What a window lasts longer than it says, so that what left one window apart does not arrive within one. */
const MARGIN = 15;

const open = (clock: Clock = manualClock(), ledger = memoryLedger(), share = 1) =>
  new Pacer({ clock, ledger, patience: 30_000, share, random: () => 0 });

async function startsOf(count: number, windows: readonly Window[]): Promise<number[]> {
  const clock = manualClock();
  const pacer = open(clock);
  const starts: number[] = [];
  const request = async () => {
    starts.push(clock.now());
    await pacer.learn({ windows, used: null }, clock.now());
  };
  await Promise.all(Array.from({ length: count }, () => pacer.run(request)));
  return starts;
}

describe('Pacer', () => {
  test('without a limit nothing waits', async () => {
    expect(await startsOf(100, [])).toEqual(Array(100).fill(0));
  });

  test('five a second: the sixth waits for the second to pass', async () => {
    const starts = await startsOf(11, [{ limit: 5, seconds: 1 }]);
    const second = 1000 + MARGIN;
    // The first request, which finds out about the limit, counts as well.
    expect(starts).toEqual([0, 0, 0, 0, 0, ...Array(5).fill(second), 2 * second]);
  });

  test('the minute that the header hides is counted, too', async () => {
    const starts = await startsOf(61, [
      { limit: 60, seconds: 60 },
      { limit: 5, seconds: 1 },
    ]);
    expect(starts.at(-2)).toBe(11 * (1000 + MARGIN));
    expect(starts.at(-1)).toBe(60_000 + MARGIN);
  });

  test('no window ever holds more requests than its limit, and none waits longer than it must', async () => {
    const window = fc.record({
      limit: fc.integer({ min: 1, max: 20 }),
      seconds: fc.integer({ min: 1, max: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 80 }),
        fc.array(window, { maxLength: 3 }),
        async (count, windows) => {
          const starts = await startsOf(count, windows);
          const earliest = (index: number) =>
            Math.max(
              0,
              ...windows.map(
                ({ limit, seconds }) => (starts[index - limit] ?? -Infinity) + seconds * 1000 + MARGIN,
              ),
            );
          expect(starts).toEqual(starts.map((_, index) => Math.max(earliest(index), starts[index - 1] ?? 0)));
        },
      ),
    );
  });

  test('until the first answer is there, one request is under way at a time', async () => {
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
    await pacer.learn({ windows: [], used: null }, 0);
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
    await pacer.pause(3, { windows: [], used: null });
    await pacer.run(async () => {});
    expect(clock.now()).toBe(3000);
    expect(pacer.waited).toBe(3000);
  });
});
