import { describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { send } from './client.ts';

async function limited(
  limits: { requestsPerSecond?: number; requestsPerMinute?: number },
  run: (clock: { time: number }, get: () => ReturnType<typeof ask>, simulator: Simulator) => Promise<void>,
): Promise<void> {
  const clock = { time: 120_000 };
  const simulator = await startSimulator({ ...limits, now: () => clock.time });
  try {
    await run(clock, () => ask(simulator), simulator);
  } finally {
    await simulator.close();
  }
}

async function ask(simulator: Simulator, headers: Record<string, string> = {}) {
  const received = await send('GET', `${simulator.url}/uptime`, { headers });
  return {
    status: received.status,
    body: received.body,
    limit: received.headers.get('x-ratelimit-limit'),
    remaining: received.headers.get('x-ratelimit-remaining'),
    reset: received.headers.get('x-ratelimit-reset'),
  };
}

describe('rate limits', () => {
  it('are off by default, and then no header speaks of them', async () => {
    await limited({}, async (_clock, get) => {
      expect(await get()).toMatchObject({ status: 200, limit: null, remaining: null, reset: null });
    });
  });

  it('tell in every response which limit is applied, and all windows', async () => {
    await limited({ requestsPerSecond: 5, requestsPerMinute: 60 }, async (_clock, get) => {
      expect(await get()).toMatchObject({
        status: 200,
        limit: '5, 60;w=60, 5;w=1',
        remaining: '4',
        reset: '1',
      });
    });
  });

  it('name only the window there is', async () => {
    await limited({ requestsPerSecond: 5 }, async (_clock, get) => {
      expect(await get()).toMatchObject({ limit: '5, 5;w=1' });
    });
    await limited({ requestsPerMinute: 60 }, async (_clock, get) => {
      expect(await get()).toMatchObject({ limit: '60, 60;w=60', remaining: '59', reset: '60' });
    });
  });

  it('refuse with 429 and a message until the second is over', async () => {
    await limited({ requestsPerSecond: 2 }, async (clock, get) => {
      expect(await get()).toMatchObject({ status: 200, remaining: '1' });
      expect(await get()).toMatchObject({ status: 200, remaining: '0' });
      expect(await get()).toMatchObject({
        status: 429,
        body: { message: expect.any(String) },
        limit: '2, 2;w=1',
        remaining: '0',
        reset: '1',
      });
      clock.time += 999;
      expect(await get()).toMatchObject({ status: 429 });
      clock.time += 1;
      expect(await get()).toMatchObject({ status: 200, remaining: '1' });
    });
  });

  it('use windows of the clock, which a burst can straddle', async () => {
    await limited({ requestsPerSecond: 1 }, async (clock, get) => {
      clock.time += 999;
      expect(await get()).toMatchObject({ status: 200 });
      clock.time += 1;
      expect(await get()).toMatchObject({ status: 200 });
    });
  });

  it('speak of the minute only once it is exceeded', async () => {
    await limited({ requestsPerSecond: 5, requestsPerMinute: 3 }, async (clock, get) => {
      expect(await get()).toMatchObject({ limit: '5, 3;w=60, 5;w=1', remaining: '4' });
      clock.time += 1_000;
      expect(await get()).toMatchObject({ remaining: '4' });
      clock.time += 1_000;
      expect(await get()).toMatchObject({ status: 200, limit: '5, 3;w=60, 5;w=1', remaining: '4' });
      clock.time += 1_500;
      expect(await get()).toMatchObject({
        status: 429,
        limit: '3, 3;w=60, 5;w=1',
        remaining: '0',
        reset: '57', // 56.5 seconds, rounded up
      });
      clock.time += 56_500;
      expect(await get()).toMatchObject({ status: 200, limit: '5, 3;w=60, 5;w=1' });
    });
  });

  it('count refused requests too', async () => {
    await limited({ requestsPerSecond: 1, requestsPerMinute: 3 }, async (clock, get) => {
      expect(await get()).toMatchObject({ status: 200 });
      expect(await get()).toMatchObject({ status: 429, limit: '1, 3;w=60, 1;w=1' });
      expect(await get()).toMatchObject({ status: 429 });
      clock.time += 1_000;
      expect(await get()).toMatchObject({ status: 429, limit: '3, 3;w=60, 1;w=1' });
    });
  });

  it('come after the token: a wrong one counts nowhere and learns nothing of them', async () => {
    await limited({ requestsPerSecond: 1 }, async (_clock, get, simulator) => {
      expect(await ask(simulator, { authorization: 'Bearer wrong' })).toMatchObject({
        status: 403,
        limit: null,
      });
      expect(await get()).toMatchObject({ status: 200 });
    });
  });

  it('hold for unknown paths and invalid requests as well, and refuse writes before they happen', async () => {
    await limited({ requestsPerSecond: 2 }, async (_clock, _get, simulator) => {
      const { id } = simulator.account.uptimeTests.create({
        name: 'a',
        test_type: 'PING',
        website_url: '192.0.2.1',
        check_rate: 60,
      });
      const unknown = await send('GET', `${simulator.url}/no-such-path`);
      expect(unknown.headers.get('x-ratelimit-remaining')).toBe('1');
      const invalid = await send('POST', `${simulator.url}/uptime`, { form: {} });
      expect(invalid.headers.get('x-ratelimit-remaining')).toBe('0');
      expect(await send('DELETE', `${simulator.url}/uptime/${id}`)).toMatchObject({ status: 429 });
      expect(simulator.account.uptimeTests.all()).toHaveLength(1);
    });
  });
});
