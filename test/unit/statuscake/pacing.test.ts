import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pacer } from '../../../src/statuscake/pacing.ts';
import type { Window } from '../../../src/statuscake/rate-limit.ts';
import { manualClock } from './manual-clock.ts';

async function startsOf(count: number, windows: readonly Window[]): Promise<number[]> {
  const clock = manualClock();
  const pacer = new Pacer(clock);
  const starts: number[] = [];
  const request = async () => {
    starts.push(clock.now());
    pacer.learn(windows);
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
    expect(starts).toEqual([0, 0, 0, 0, 0, 1000, 1000, 1000, 1000, 1000, 2000]);
  });

  test('the minute that the header hides is counted, too', async () => {
    const starts = await startsOf(61, [
      { limit: 60, seconds: 60 },
      { limit: 5, seconds: 1 },
    ]);
    expect(starts.at(-2)).toBe(11_000);
    expect(starts.at(-1)).toBe(60_000);
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
              ...windows.map(({ limit, seconds }) => (starts[index - limit] ?? -Infinity) + seconds * 1000),
            );
          expect(starts).toEqual(starts.map((_, index) => Math.max(earliest(index), starts[index - 1] ?? 0)));
        },
      ),
    );
  });

  test('until the first answer is there, one request is under way at a time', async () => {
    const pacer = new Pacer(manualClock());
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
    pacer.learn([]);
    await Promise.all([pacer.run(request), pacer.run(request), pacer.run(request)]);
    expect(most).toBe(3);
  });

  test('a request that fails does not hold up the next one', async () => {
    const pacer = new Pacer(manualClock());
    await expect(pacer.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(pacer.run(async () => 'fine')).resolves.toBe('fine');
  });

  test('a pause holds everything back, and is counted', async () => {
    const clock = manualClock();
    const pacer = new Pacer(clock);
    pacer.pause(3);
    await pacer.run(async () => {});
    expect(clock.now()).toBe(3000);
    expect(pacer.waited).toBe(3000);
  });
});
