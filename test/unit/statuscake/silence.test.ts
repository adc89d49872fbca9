import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Silence } from '../../../src/statuscake/silence.ts';

const LONGEST = 60_000;

let silences: number;
let silence: Silence;

beforeEach(() => {
  vi.useFakeTimers();
  silences = 0;
  silence = new Silence(LONGEST, () => {
    silences += 1;
  });
});
afterEach(() => vi.useRealTimers());

const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const failAfter = (milliseconds: number) =>
  after(milliseconds).then(() => Promise.reject(new Error('timeout')));

test('is noticed across requests that fail one after the other', async () => {
  const tries = (async () => {
    for (const _ of [1, 2, 3]) {
      await silence.listen(() => failAfter(25_000)).catch(() => {});
    }
  })();
  await vi.advanceTimersByTimeAsync(LONGEST - 1);
  expect(silences).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(silences).toBe(1);
  await vi.advanceTimersByTimeAsync(LONGEST);
  await tries;
});

test('is broken by any response, also while others are waited for', async () => {
  const slow = silence.listen(() => after(LONGEST + 30_000));
  const quick = silence.listen(() => after(40_000));
  await vi.advanceTimersByTimeAsync(LONGEST + 30_000);
  await Promise.all([slow, quick]);
  expect(silences).toBe(0);
});

test('begins anew with a response where another is still waited for', async () => {
  const slow = silence.listen(() => after(3 * LONGEST));
  const quick = silence.listen(() => after(40_000));
  await vi.advanceTimersByTimeAsync(40_000 + LONGEST - 1);
  expect(silences).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(silences).toBe(1);
  await vi.advanceTimersByTimeAsync(2 * LONGEST);
  await Promise.all([slow, quick]);
});

test('is none while nothing is asked, however much was asked before', async () => {
  for (const _ of [1, 2]) {
    const asked = silence.listen(() => after(1));
    await vi.advanceTimersByTimeAsync(1);
    await asked;
  }
  await vi.advanceTimersByTimeAsync(2 * LONGEST);
  expect(silences).toBe(0);
});
