import { describe, expect, test } from 'vitest';
import { RateLimiter } from '../../../src/simulator/api/rate-limit.ts';
import { StatusCakeClient } from '../../../src/statuscake/client.ts';
import { leastSeconds } from '../../../src/statuscake/pacing/rate-limit.ts';
import { VirtualTime } from '../../unit/statuscake/virtual-time.ts';

/** Runs on machines that know nothing of each other, on an account that counts refused requests as well. */

const REQUESTS = 88;
const LATENCY = 250;
const MINUTE = 60_000;

/** A number from 0 up to 1, in an order that is always the same (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Trial {
  readonly seconds: number;
  readonly refused: number;
}

/** From the very beginning of a minute, the worst time: what is wasted is missing until the next. */
async function trial(
  nodes: number,
  limits: ConstructorParameters<typeof RateLimiter>[0],
  seed: number,
): Promise<Trial> {
  const random = numbers(seed);
  const time = new VirtualTime(10_000 * MINUTE + 200);
  const begin = time.now();
  const limiter = new RateLimiter(limits, time.now);
  let refused = 0;
  const send = async () => {
    await time.sleep((LATENCY / 2) * (1 + random() / 10));
    const { refused: isRefused, headers } = limiter.count();
    if (isRefused) {
      refused += 1;
    }
    await time.sleep((LATENCY / 2) * (1 + random() / 10));
    return isRefused
      ? { status: 429, headers, text: '{"message":"Too many requests"}' }
      : { status: 200, headers, text: '{}' };
  };
  const run = async () => {
    await time.sleep(random() * 1500);
    const transport = { send, giveUp: () => {}, close: async () => {} };
    const client = new StatusCakeClient({ transport, retries: 0, timeout: 30_000, clock: time, random });
    const anything = Object.assign(() => true, { errors: null });
    await Promise.all(Array.from({ length: REQUESTS / nodes }, () => client.get('/uptime', {}, anything)));
  };
  await time.run(Promise.all(Array.from({ length: nodes }, run)));
  return { seconds: (time.now() - begin) / 1000, refused };
}

const second = { requests: 5, seconds: 1 };
const minute = { requests: 60, seconds: 60 };

describe.each([2, 4, 8])('%i nodes', (nodes) => {
  test.each([
    ['both limits', [second, minute], 1.3],
    ['the limit of a second', [second], 1.3],
  ])('under %s need little more than one would', async (_, limits, most) => {
    const least = leastSeconds(REQUESTS, limits);
    const ratios: number[] = [];
    for (let seed = 1; seed <= 9; seed += 1) {
      ratios.push((await trial(nodes, limits, seed)).seconds / least);
    }
    ratios.sort((one, other) => one - other);
    expect(ratios[4]).toBeLessThanOrEqual(most);
    // Never is another minute lost.
    expect(ratios.at(-1)).toBeLessThan(1.5);
  });
});

test('one node alone is as fast as the limits allow, and never refused', async () => {
  const { seconds, refused } = await trial(1, [second, minute], 1);
  expect(refused).toBe(0);
  expect(seconds / leastSeconds(REQUESTS, [second, minute])).toBeLessThan(1.03);
});
