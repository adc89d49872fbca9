import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../src/simulator/simulator.ts';
import { StatusCakeClient } from '../../../src/statuscake/client.ts';
import { openTransport } from '../../../src/statuscake/http/transport.ts';
import { readAll, readDetails } from '../../../src/statuscake/reading.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { openAccountState } from '../../../src/statuscake/state/account-state.ts';
import { manualClock } from '../../unit/statuscake/manual-clock.ts';

const TOKEN = 'contract-token';
const TEST = { name: 'acme', website_url: 'https://acme.example.com', test_type: 'HTTP', check_rate: 60 };

let simulator: Simulator;
let client: StatusCakeClient;

/** A simulator and a client whose clocks are one and the same, so that waiting takes no time. */
async function start(options: SimulatorOptions = {}, token = TOKEN): Promise<void> {
  const clock = manualClock();
  simulator = await startSimulator({ token: TOKEN, now: clock.now, ...options });
  const transport = openTransport(new URL(simulator.url), token, 5000);
  client = new StatusCakeClient({ transport, retries: 3, timeout: 5000, clock, random: () => 0 });
}

async function stop(): Promise<void> {
  await client.close();
  await simulator.close();
}

const seed = (count: number) => {
  for (let number = 1; number <= count; number += 1) {
    simulator.account.uptimeTests.create({ ...TEST, name: `test ${number}` });
  }
};

describe('against an account without limits', () => {
  beforeEach(() => start());
  afterEach(stop);

  test('what is created is read back as it was written', async () => {
    const id = await client.post('/uptime', {
      ...TEST,
      tags: ['b', 'a'],
      find_string: 'é & ü',
      paused: true,
    });
    const details = await readDetails(client, uptime, id);
    expect(details).toMatchObject({ id, ...TEST, find_string: 'é & ü', paused: true });
    expect(details?.tags).toEqual(expect.arrayContaining(['a', 'b']));
    expect(simulator.requests.flatMap(({ unknownFields }) => unknownFields)).toEqual([]);
  });

  test('a change writes only what it says, and empty clears', async () => {
    const id = await client.post('/uptime', { ...TEST, tags: ['a'], find_string: 'ready' });
    await client.put(`/uptime/${id}`, { tags: [], find_string: '' });
    const details = await readDetails(client, uptime, id);
    expect(details).toMatchObject({ ...TEST, tags: [] });
    expect(details).not.toHaveProperty('find_string');
  });

  test('what is deleted is missing', async () => {
    const id = await client.post('/uptime', TEST);
    await client.delete(`/uptime/${id}`);
    expect(await readDetails(client, uptime, id)).toBeNull();
    await expect(client.delete(`/uptime/${id}`)).rejects.toMatchObject({ facts: { kind: 'missing' } });
  });

  test.each([
    [0, 1],
    [1, 1],
    [100, 1],
    [101, 2],
    [450, 5],
  ])('a list of %i takes %i requests', async (count, requests) => {
    seed(count);
    const list = await readAll(client, uptime);
    expect(list.map(({ name }) => name)).toEqual(
      Array.from({ length: count }, (_, index) => `test ${index + 1}`),
    );
    expect(client.usage.requests).toBe(requests);
    for (const { query } of simulator.requests) {
      expect(query).toMatch(/^nouptime&page=\d&limit=100$/);
    }
  });

  test('contact groups are listed whole', async () => {
    simulator.account.contactGroups.create({ name: 'Operations' });
    expect(await readAll(client, contactGroup)).toMatchObject([{ name: 'Operations' }]);
  });

  test('a refusal says what the API found wrong, and is not repeated', async () => {
    const refused = client.post('/uptime', { ...TEST, regions: ['atlantis'] });
    await expect(refused).rejects.toMatchObject({
      message: expect.stringMatching(/^POST \/uptime: HTTP 400; .*; regions: .*atlantis/),
      facts: { kind: 'invalid', parameters: { regions: [expect.any(String)] } },
    });
    expect(client.usage).toMatchObject({ requests: 1, retries: 0 });
  });

  test('a list that shifts while it is read is read again', async () => {
    seed(250);
    let shifts = 1;
    simulator.intercept(async ({ query }, proceed) => {
      const response = await proceed();
      if (query.includes('page=1&') && shifts-- > 0) {
        simulator.account.uptimeTests.delete('1');
      }
      return response;
    });
    const list = await readAll(client, uptime);
    expect(list).toHaveLength(249);
    expect(new Set(list.map(({ id }) => id)).size).toBe(249);
  });
});

describe('faults that pass', () => {
  beforeEach(() => start());
  afterEach(stop);

  const html = { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad gateway</html>' };
  const faults = {
    'an error of the service': { status: 500, headers: {}, body: '{"message":"oops"}' },
    'the page of a proxy': html,
    'a page in place of a response': { ...html, status: 200 },
    'a broken connection': { status: 200, headers: {}, body: '', disconnect: 'before response' },
    'half a body': {
      status: 200,
      headers: { 'content-length': '999' },
      body: '{"data":',
      disconnect: 'after body',
    },
    'a response without its data': jsonResponse(200, {}),
  } as const;

  test.each(Object.entries(faults))('a read is repeated after %s', async (_, fault) => {
    seed(1);
    let failures = 3;
    simulator.intercept((_request, proceed) => (failures-- > 0 ? fault : proceed()));
    expect(await readAll(client, uptime)).toHaveLength(1);
    expect(client.usage).toEqual({ requests: 4, retries: 3, waited_seconds: 0.5 + 1 + 2 });
  });

  test.each(Object.entries(faults))('a creation is not repeated after %s', async (_, fault) => {
    simulator.intercept(() => fault);
    await expect(client.post('/uptime', TEST)).rejects.toMatchObject({ facts: { uncertain: true } });
    expect(client.usage).toMatchObject({ requests: 1, retries: 0 });
  });

  test('a service that says when to come back is taken at its word', async () => {
    let failures = 1;
    const busy = { status: 503, headers: { 'retry-after': '7' }, body: '' };
    simulator.intercept((_request, proceed) => (failures-- > 0 ? busy : proceed()));
    await readAll(client, uptime);
    expect(client.usage).toEqual({ requests: 2, retries: 1, waited_seconds: 7 });
  });

  test('after the last repetition the fault is told', async () => {
    simulator.intercept(() => html);
    await expect(readAll(client, uptime)).rejects.toThrow(
      'GET /uptime: HTTP 502; 24 characters of text/html',
    );
    expect(client.usage).toMatchObject({ requests: 4, retries: 3 });
  });
});

describe('a response that asks to wait', () => {
  beforeEach(() => start());
  afterEach(stop);

  /** Answers so the first so many times. */
  function response(times: number, status: number, headers: Record<string, string>): void {
    let left = times;
    simulator.intercept((_request, proceed) =>
      left-- > 0 ? { status, headers, body: '{"message":"not now"}' } : proceed(),
    );
  }

  test.each([
    { 'x-ratelimit-reset': '999999' },
    { 'retry-after': '86400' },
    { 'retry-after': 'Thu, 01 Jan 2099 00:00:00 GMT' },
    { 'x-ratelimit-reset': '601', 'x-ratelimit-limit': '9, 9;w=86400' },
  ])('for longer than anyone should, %j, ends the run at once', async (headers) => {
    response(1, 429, headers);
    const others = [readAll(client, uptime), readAll(client, contactGroup)];
    await expect(readAll(client, contactGroup)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^GET .*: HTTP 429; not now; it asks to wait \d+ s, and a run waits 600 s at most$/,
      ),
      facts: { kind: 'rate-limit' },
    });
    await Promise.allSettled(others);
    expect(client.usage).toMatchObject({ requests: 1, waited_seconds: 0 });
  });

  test('for longer than anyone should does not bind other runs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'client-'));
    const open = () =>
      new StatusCakeClient({
        transport: openTransport(new URL(simulator.url), TOKEN, 5000),
        retries: 0,
        timeout: 5000,
        state: openAccountState(folder, simulator.url, TOKEN),
      });
    response(1, 429, { 'x-ratelimit-reset': '999999', 'x-ratelimit-limit': '1, 1;w=86400' });
    const [one, other] = [open(), open()];
    await expect(readAll(one, contactGroup)).rejects.toThrow('600 s at most');
    expect(await readAll(other, contactGroup)).toEqual([]);
    expect(await readAll(other, contactGroup)).toEqual([]);
    expect(other.usage).toEqual({ requests: 2, retries: 0, waited_seconds: 0 });
    await Promise.all([one.close(), other.close()]);
    rmSync(folder, { recursive: true });
  });

  test.each(['0', '-5', '0.1', 'Infinity', '-Infinity', 'NaN', '', '9'.repeat(400)])(
    'for no time that is one, x-ratelimit-reset: %j, is waited for ever longer, from a second on',
    async (reset) => {
      response(4, 429, { 'x-ratelimit-reset': reset });
      expect(await readAll(client, contactGroup)).toEqual([]);
      expect(client.usage).toEqual({ requests: 5, retries: 4, waited_seconds: 1 + 2 + 4 + 8 });
    },
  );

  test('holds back all requests, also on an account whose limit no response names', async () => {
    await readAll(client, contactGroup);
    response(1, 429, { 'x-ratelimit-reset': '7' });
    await readAll(client, contactGroup);
    expect(client.usage).toEqual({ requests: 3, retries: 1, waited_seconds: 7 });
  });

  test.each<[number, Record<string, string>, number]>([
    [503, { 'x-ratelimit-reset': '40', 'x-ratelimit-remaining': '3' }, 0.5],
    [503, { 'x-ratelimit-reset': '40' }, 0.5],
    [503, { 'x-ratelimit-reset': '40', 'x-ratelimit-remaining': '0' }, 40],
    [500, { 'retry-after': '300' }, 60],
    [502, { 'retry-after': 'Thu, 01 Jan 2099 00:00:00 GMT' }, 60],
    [502, { 'x-ratelimit-reset': '999999', 'x-ratelimit-remaining': '0' }, 60],
  ])('with %i and %j is waited for %d s', async (status, headers, seconds) => {
    response(1, status, headers);
    expect(await readAll(client, contactGroup)).toEqual([]);
    expect(client.usage).toEqual({ requests: 2, retries: 1, waited_seconds: seconds });
  });
});

describe('credentials', () => {
  afterEach(stop);

  test('a wrong token is an error at once', async () => {
    await start({}, 'wrong');
    await expect(readAll(client, uptime)).rejects.toMatchObject({ facts: { kind: 'credentials' } });
    expect(client.usage.requests).toBe(1);
  });

  test.each([
    ['no body', { body: '' }, 'credentials'],
    [
      'a body of the proxy that denied it',
      { headers: { 'x-ext-authz': 'denied' }, body: '{"message":"no"}' },
      'credentials',
    ],
    ['a message', { body: '{"message":"Your current plan has no access to this feature"}' }, 'forbidden'],
  ])('403 with %s is an error at once, of the kind that it is', async (_, response, kind) => {
    await start();
    simulator.intercept(() => ({ status: 403, headers: {}, ...response }));
    await expect(readAll(client, uptime)).rejects.toMatchObject({ facts: { kind, transient: false } });
    expect(client.usage.requests).toBe(1);
  });
});

describe('a client that was stopped', () => {
  beforeEach(() => start());
  afterEach(stop);

  test('starts nothing, and finishes what it writes', async () => {
    await readAll(client, contactGroup);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const arrived = new Promise<void>((resolve) => {
      simulator.intercept(async (_request, proceed) => {
        resolve();
        await held;
        return proceed();
      });
    });
    const underWay = client.post('/uptime', TEST);
    await arrived;
    client.stop('somebody said so');
    await expect(client.post('/uptime', TEST)).rejects.toMatchObject({
      message: 'not started, since somebody said so',
      facts: { kind: 'stopped', uncertain: false },
    });
    release();
    expect(await underWay).toBe('1');
    expect(simulator.account.uptimeTests.all()).toHaveLength(1);
  });

  test.each([
    [429, { 'x-ratelimit-reset': '300' }],
    [503, { 'retry-after': '60' }],
  ])('does not wait on the clock of the machine after %i and %j either', async (status, headers) => {
    const patient = new StatusCakeClient({
      transport: openTransport(new URL(simulator.url), TOKEN, 5000),
      retries: 3,
      timeout: 5000,
    });
    simulator.intercept(() => ({ status, headers, body: '' }));
    const reading = readAll(patient, contactGroup);
    await vi.waitFor(() => expect(patient.usage.requests).toBe(1));
    patient.stop('somebody said so');
    await expect(reading).rejects.toThrow('somebody said so');
    await patient.close();
  });

  describe('while the service does not answer', () => {
    let arrived: Promise<void>;
    beforeEach(() => {
      arrived = new Promise((resolve) => {
        simulator.intercept(() => {
          resolve();
          return new Promise(() => {});
        });
      });
    });

    test('reads no further', async () => {
      const reading = readAll(client, contactGroup);
      await arrived;
      client.stop('somebody said so');
      await expect(reading).rejects.toMatchObject({
        message: 'GET /contact-groups: given up without a response, since somebody said so',
        facts: { kind: 'stopped' },
      });
    });

    test('waits for what it writes, but not for ever, and says that it may have taken place', async () => {
      // Only what was waiting for a response is to be late, not the connection.
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        const transport = openTransport(new URL(simulator.url), TOKEN, 30_000);
        const patient = new StatusCakeClient({ transport, retries: 3, timeout: 30_000 });
        const outcome = patient.post('/uptime', TEST).catch((error) => error);
        await arrived;
        patient.stop('somebody said so');
        await vi.advanceTimersByTimeAsync(4900);
        expect(await Promise.race([outcome, 'not yet'])).toBe('not yet');
        await vi.advanceTimersByTimeAsync(100);
        expect(await outcome).toMatchObject({
          message: 'POST /uptime: given up without a response, since somebody said so',
          facts: { kind: 'stopped', uncertain: true },
        });
      } finally {
        vi.useRealTimers();
      }
    });
  });

  test.each([
    ['a pause that the service asked for', { status: 429, headers: { 'x-ratelimit-reset': '300' } }],
    ['the time before a failed request is repeated', { status: 503, headers: { 'retry-after': '60' } }],
  ])('says what it waited for: %s', async (_, { status, headers }) => {
    const transport = openTransport(new URL(simulator.url), TOKEN, 5000);
    const sleep = async () => {
      waiting.stop('somebody said so');
      await new Promise(() => {});
    };
    const clock = { now: Date.now, sleep };
    const waiting = new StatusCakeClient({ transport, retries: 3, timeout: 5000, clock });
    simulator.intercept(() => ({ status, headers, body: '' }));
    await expect(readAll(waiting, contactGroup)).rejects.toThrow(
      new RegExp(
        `^not started, since somebody said so.*; the try before: GET /contact-groups: HTTP ${status}$`,
      ),
    );
    await waiting.close();
  });

  test('says that it waited for a pause that another request was asked to keep', async () => {
    simulator.intercept(() => ({ status: 429, headers: { 'x-ratelimit-reset': '30' }, body: '' }));
    const transport = openTransport(new URL(simulator.url), TOKEN, 5000);
    const waiting = new StatusCakeClient({ transport, retries: 3, timeout: 5000 });
    const first = readAll(waiting, contactGroup).catch(String);
    const second = readAll(waiting, contactGroup);
    await vi.waitFor(() => expect(waiting.usage.retries).toBe(1));
    waiting.stop('somebody said so');
    await first;
    await expect(second).rejects.toThrow(
      /^not started, since somebody said so, while it waited (29|30) s for the rate limit of the account$/,
    );
    await waiting.close();
  });

  test('does not go on waiting', async () => {
    const html = { status: 503, headers: {}, body: 'busy' };
    simulator.intercept(() => {
      client.stop('somebody said so');
      return html;
    });
    await expect(readAll(client, contactGroup)).rejects.toThrow('somebody said so');
    expect(client.usage.requests).toBe(1);
  });
});

describe('under the limits of an account', () => {
  afterEach(stop);

  test('requests go out as fast as the second allows, and not faster', async () => {
    await start({ requestsPerSecond: 5 });
    for (let number = 0; number < 21; number += 1) {
      await readAll(client, contactGroup);
    }
    expect(simulator.requests.filter(({ status }) => status === 429)).toEqual([]);
    expect(client.usage).toEqual({ requests: 21, retries: 0, waited_seconds: 4 * 1.015 });
  });

  test('the limit of a minute, which the header hides, is kept as well', async () => {
    await start({ requestsPerSecond: 5, requestsPerMinute: 60 });
    for (let number = 0; number < 70; number += 1) {
      await readAll(client, contactGroup);
    }
    expect(simulator.requests.filter(({ status }) => status === 429)).toEqual([]);
    expect(client.usage.waited_seconds).toBeCloseTo(60.015 + 1.015, 3);
  });

  test('a response that does not name the limit does not switch it off', async () => {
    await start({ requestsPerSecond: 5 });
    simulator.intercept(async (_request, proceed) => {
      const response = await proceed();
      return simulator.requests.length === 3 ? { ...response, headers: {} } : response;
    });
    for (let number = 0; number < 21; number += 1) {
      await readAll(client, contactGroup);
    }
    expect(simulator.requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  test('a limit used up by others is waited for, and no failure', async () => {
    await start({ requestsPerSecond: 5 });
    const other = new StatusCakeClient({
      transport: openTransport(new URL(simulator.url), TOKEN, 5000),
      retries: 0,
      timeout: 5000,
    });
    for (let number = 0; number < 5; number += 1) {
      await readAll(other, contactGroup);
    }
    await readAll(client, contactGroup);
    await other.close();
    expect(client.usage).toEqual({ requests: 2, retries: 1, waited_seconds: 1 });
  });
});
