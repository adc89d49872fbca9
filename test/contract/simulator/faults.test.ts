import { describe, expect, it } from 'vitest';
import { Account } from '../../../src/simulator/account/account.ts';
import { RecordedRequest } from '../../../src/simulator/api/requests.ts';
import { emptyResponse } from '../../../src/simulator/api/response.ts';
import { FAULT_KINDS, faultInjector } from '../../../src/simulator/faults/injector.ts';
import type { FaultKind } from '../../../src/simulator/faults/kinds.ts';
import type { FaultOptions } from '../../../src/simulator/faults/options.ts';
import { DEFAULT_TOKEN, type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { deferred, MINIMAL_TEST, SEEDED_TEST, send } from './client.ts';

async function withFaults(faults: FaultOptions, run: (simulator: Simulator) => Promise<void>): Promise<void> {
  const simulator = await startSimulator({ faults });
  try {
    await run(simulator);
  } finally {
    await simulator.close();
  }
}

/** Runs with a simulator in which every request meets this fault if it can. */
function always(
  kind: FaultKind,
  run: (simulator: Simulator) => Promise<void>,
  options: Partial<FaultOptions> = {},
): Promise<void> {
  return withFaults({ seed: 1, rate: 1, kinds: [kind], ...options }, run);
}

/** The response to a request as text, since a fault may answer with anything. */
async function ask(method: string, url: string, form?: Record<string, string>) {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${DEFAULT_TOKEN}` },
    ...(form && { body: new URLSearchParams(form) }),
  });
  const { status, headers } = response;
  return { status, headers, type: headers.get('content-type')?.split(';')[0], text: await response.text() };
}

function post({ url }: Simulator) {
  return ask('POST', `${url}/uptime`, MINIMAL_TEST);
}

/** Adds so many tests to the account and returns their IDs. */
function seedTests({ account }: Simulator, count: number): string[] {
  return Array.from({ length: count }, () => account.uptimeTests.create(SEEDED_TEST).id);
}

/** Reads a page of two tests. */
async function readPage({ url }: Simulator, page: number, filters = '') {
  const { body } = await send('GET', `${url}/uptime?limit=2&page=${page}${filters}`);
  const { data, metadata } = body as {
    data: { id: string; name: string; tags: string[] }[];
    metadata: { total_count: number };
  };
  return { data, ids: data.map(({ id }) => id), total: metadata.total_count };
}

function idsIn({ account }: Simulator): string[] {
  return account.uptimeTests.all().map(({ id }) => id);
}

describe('a fault', () => {
  it('is a 429 that says when to come back, and nothing is written', async () => {
    await always('rate limit', async (simulator) => {
      const { status, headers } = await post(simulator);
      expect(status).toBe(429);
      expect(headers.get('x-ratelimit-reset')).toBe('1');
      expect(idsIn(simulator)).toEqual([]);
      expect(simulator.requests).toMatchObject([{ status: 429, fault: 'rate limit' }]);
    });
    const reset = async (simulator: Simulator) =>
      expect((await post(simulator)).headers.get('x-ratelimit-reset')).toBe('0');
    await always('rate limit', reset, { reset: 0 });
  });

  it.each([
    ['error before write', 0],
    ['error after write', 60],
  ] as const)('is every kind of server error: %s', async (kind, written) => {
    await always(kind, async (simulator) => {
      const seen = new Set<string>();
      for (let count = 0; count < 60; count += 1) {
        const { status, type, text } = await post(simulator);
        seen.add(`${status} ${type}`);
        expect(text).toMatch(type === 'text/html' ? /^<!DOCTYPE html>/ : /^{"message":"[A-Z]/);
      }
      const types = ['application/json', 'text/html'];
      const all = [500, 502, 503, 504].flatMap((status) => types.map((type) => `${status} ${type}`));
      expect([...seen].sort()).toEqual(all);
      expect(idsIn(simulator)).toHaveLength(written);
    });
  });

  it.each([
    ['reset before write', 0],
    ['reset after write', 1],
  ] as const)('is a connection that is reset: %s', async (kind, written) => {
    await always(kind, async (simulator) => {
      await expect(post(simulator)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
      expect(idsIn(simulator)).toHaveLength(written);
      expect(simulator.requests).toMatchObject([{ status: undefined, fault: kind }]);
    });
  });

  it('is half a body, after the write', async () => {
    await always('truncated body', async (simulator) => {
      const response = await fetch(`${simulator.url}/uptime`, {
        method: 'POST',
        headers: { authorization: `Bearer ${DEFAULT_TOKEN}` },
        body: new URLSearchParams(MINIMAL_TEST),
      });
      expect(response.status).toBe(201);
      await expect(response.text()).rejects.toThrow('terminated');
      expect(idsIn(simulator)).toHaveLength(1);

      const unauthorized = await fetch(`${simulator.url}/uptime`);
      expect(unauthorized.status).toBe(401);
      await expect(unauthorized.text()).rejects.toThrow('terminated');
    });
  });

  it('cuts no body where there is none', async () => {
    await always('truncated body', async (simulator) => {
      const [id] = seedTests(simulator, 1);
      expect((await ask('PUT', `${simulator.url}/uptime/${id}`, { name: 'new' })).status).toBe(204);
      expect((await ask('DELETE', `${simulator.url}/uptime/${id}`)).status).toBe(204);
      expect(simulator.requests).toMatchObject([{ fault: undefined }, { fault: undefined }]);
    });
  });

  it('is a page that says 200 in place of the API', async () => {
    await always('HTML page', async (simulator) => {
      const { status, type, text } = await post(simulator);
      expect({ status, type }).toEqual({ status: 200, type: 'text/html' });
      expect(text).toContain('Log in');
      expect(idsIn(simulator)).toEqual([]);
    });
  });

  it('is a response that is late, while the write is not, and no simulator stays open for it', async () => {
    const decided = deferred();
    const simulator = await startSimulator({
      faults: { seed: 1, rate: 1, kinds: ['delay'] },
      onResponse: decided.resolve,
    });
    const failure = expect(post(simulator)).rejects.toThrow('fetch failed');
    await decided.promise;
    expect(idsIn(simulator)).toHaveLength(1);
    expect(simulator.requests).toMatchObject([{ status: 201, fault: 'delay' }]);
    await simulator.close();
    await failure;
  });

  it('is a response that comes in the end', async () => {
    const punctual = async (simulator: Simulator) => expect((await post(simulator)).status).toBe(201);
    await always('delay', punctual, { delay: 1 });
  });
});

describe('somebody else in the account', () => {
  it('makes a row come again on the next page, and is gone afterwards', async () => {
    await always('row repeated', async (simulator) => {
      const [first, second, third, fourth, fifth] = seedTests(simulator, 5);
      expect(await readPage(simulator, 1)).toMatchObject({ ids: [first, second], total: 5 });
      expect(await readPage(simulator, 2)).toMatchObject({ ids: [second, third], total: 6 });
      expect(await readPage(simulator, 3)).toMatchObject({ ids: [fourth, fifth], total: 6 });
      expect(idsIn(simulator)).toEqual([first, second, third, fourth, fifth]);
      expect(simulator.requests.map(({ fault }) => fault)).toEqual([
        undefined,
        'row repeated',
        'row repeated',
      ]);
    });
  });

  it('makes a row show on no page, and is gone afterwards', async () => {
    await always('row skipped', async (simulator) => {
      const [first, second, third] = seedTests(simulator, 3);
      const { data, total } = await readPage(simulator, 1);
      expect(data).toMatchObject([{ name: 'made by hand' }, { id: first }]);
      expect(total).toBe(4);
      expect(await readPage(simulator, 2)).toMatchObject({ ids: [third], total: 3 });
      expect(idsIn(simulator)).toEqual([first, second, third]);
    });
  });

  it('shifts the rows of a filtered list too, without bearing the tags of anybody', async () => {
    await always('row skipped', async (simulator) => {
      const { id } = simulator.account.uptimeTests.create({ ...SEEDED_TEST, tags: ['stack-a', 'live'] });
      simulator.account.uptimeTests.update(id, { status: 'down' });
      const { data, total } = await readPage(simulator, 1, '&status=down&tags=stack-a,live');
      expect(data).toMatchObject([{ tags: ['not-stack-a', 'not-live'] }, { id }]);
      expect(total).toBe(2);
    });
  });

  it('is gone before another request can be handled', async () => {
    const account = new Account();
    const inject = faultInjector(account, { seed: 1, rate: 1, kinds: ['row skipped'] });
    const seen: string[] = [];
    const response = inject(new RecordedRequest('GET', '/v1/uptime', undefined, ''), async () => {
      seen.push(...account.uptimeTests.all().map(({ id }) => id));
      return emptyResponse(200);
    });
    expect(seen).toHaveLength(1);
    expect(account.uptimeTests.all()).toEqual([]);
    await response;
  });

  it('deletes a test between list and details, really', async () => {
    await always('vanishing test', async (simulator) => {
      const [first, second] = seedTests(simulator, 2);
      expect(await readPage(simulator, 1)).toMatchObject({ ids: [first, second] });
      expect((await ask('GET', `${simulator.url}/uptime/${first}`)).status).toBe(404);
      expect((await ask('GET', `${simulator.url}/uptime/${first}`)).status).toBe(404);
      expect(idsIn(simulator)).toEqual([second]);
      expect(simulator.requests.map(({ fault }) => fault)).toEqual([undefined, 'vanishing test', undefined]);
    });
  });

  it.each(new Account().collections.map(({ resource }) => resource))(
    'is there in every list and among all details: /$path',
    async ({ path, byHand }) => {
      const kinds: FaultKind[] = ['row repeated', 'row skipped', 'vanishing test'];
      await withFaults({ seed: 1, rate: 1, kinds }, async (simulator) => {
        const collection = simulator.account.collections.find(({ resource }) => resource.path === path);
        const ids = [1, 2, 3].map(() => collection?.create(byHand).id);
        const read = async (page: number) => {
          const { body } = await send('GET', `${simulator.url}/${path}?limit=2&page=${page}`);
          return body;
        };
        const byHands = { id: expect.stringMatching(/^[45]$/) };
        expect(await read(1)).toMatchObject({
          data: [byHands, { id: ids[0] }],
          metadata: { total_count: 4 },
        });
        expect(await read(2)).toMatchObject({ data: [{ id: ids[1] }, { id: ids[2] }] });
        expect((await ask('GET', `${simulator.url}/${path}/${ids[0]}`)).status).toBe(404);
        expect(collection?.all().map(({ id }) => id)).toEqual([ids[1], ids[2]]);
        expect(simulator.requests.map(({ fault }) => fault)).toEqual([
          'row skipped',
          'row repeated',
          'vanishing test',
        ]);
      });
    },
  );

  it.each([
    ['GET', '/uptime-locations?page=2'],
    ['GET', '/contact-groups/1'],
    ['GET', '/uptime/1/alerts?page=2'],
    ['PUT', '/uptime/1'],
    ['DELETE', '/uptime/1'],
    ['GET', '/uptime/1/history'],
    ['GET', '/uptime?page=none'],
  ])('stays out of %s %s', async (method, path) => {
    const kinds: FaultKind[] = [
      'row repeated',
      'row skipped',
      'rows shifted',
      'row missing',
      'empty page',
      'vanishing test',
    ];
    await withFaults({ seed: 1, rate: 1, kinds }, async (simulator) => {
      seedTests(simulator, 1);
      await ask(method, simulator.url + path);
      expect(simulator.requests).toMatchObject([{ fault: undefined }]);
    });
  });
});

describe('a late creation', () => {
  it.each([
    ['late creation after error', 504],
    ['late creation after timeout', 504],
    ['late creation after reset', undefined],
  ] as const)('takes place some requests later: %s', async (kind, status) => {
    await always(
      kind,
      async (simulator) => {
        const response = await post(simulator).catch(() => undefined);
        expect(response?.status).toBe(status);
        expect(simulator.requests).toMatchObject([{ status, fault: kind }]);
        for (const total of [0, 0, 1, 1]) {
          expect(await readPage(simulator, 1)).toMatchObject({ total });
        }
        expect(simulator.account.uptimeTests.all()).toMatchObject([{ name: MINIMAL_TEST.name }]);
      },
      { late: { requests: 2 }, delay: 1 },
    );
  });

  it('takes place by the clock, after 0.6 to 5 seconds unless another time is set', async () => {
    for (const [late, least, most] of [
      [undefined, 599, 5000],
      [{ milliseconds: 30_000 }, 29_999, 30_000],
    ] as const) {
      let time = 0;
      const simulator = await startSimulator({
        now: () => time,
        faults: { seed: 1, rate: 1, kinds: ['late creation after error'], ...(late && { late }) },
      });
      await post(simulator);
      time = least;
      expect(await readPage(simulator, 1)).toMatchObject({ total: 0 });
      time = most;
      expect(await readPage(simulator, 1)).toMatchObject({ total: 1 });
      await simulator.close();
    }
  });

  it('takes place when a test says so', async () => {
    await always(
      'late creation after error',
      async (simulator) => {
        await post(simulator);
        await post(simulator);
        expect(await readPage(simulator, 1)).toMatchObject({ total: 0 });
        expect(simulator.createLate()).toBe(2);
        expect(idsIn(simulator)).toHaveLength(2);
        expect(simulator.createLate()).toBe(0);
      },
      { late: {} },
    );
  });

  it('is one of posts only', async () => {
    await always('late creation after error', async (simulator) => {
      const [id] = seedTests(simulator, 1);
      expect((await ask('PUT', `${simulator.url}/uptime/${id}`, { name: 'new' })).status).toBe(204);
      expect((await ask('POST', `${simulator.url}/uptime/${id}`, {})).status).toBe(405);
    });
  });
});

describe('delayed visibility', () => {
  it('lasts for so many reads of what was created', async () => {
    await always(
      'delayed visibility',
      async (simulator) => {
        expect((await post(simulator)).status).toBe(201);
        const [id] = idsIn(simulator);
        expect((await ask('GET', `${simulator.url}/uptime/${id}`)).status).toBe(404);
        expect(await readPage(simulator, 1)).toMatchObject({ ids: [], total: 0 });
        expect((await ask('GET', `${simulator.url}/uptime/${id}/alerts`)).status).toBe(404);
        expect((await ask('GET', `${simulator.url}/uptime/${id}`)).status).toBe(200);
        expect(await readPage(simulator, 1)).toMatchObject({ ids: [id], total: 1 });
      },
      { visibleAfter: { reads: 3 } },
    );
  });

  it('is an option of the simulator too, by the clock, and holds back no write', async () => {
    let time = 0;
    const simulator = await startSimulator({ now: () => time, visibleAfter: { milliseconds: 2000 } });
    const [seeded] = seedTests(simulator, 1);
    await post(simulator);
    const [, id] = idsIn(simulator);
    time = 1999;
    expect((await ask('GET', `${simulator.url}/uptime/${id}`)).status).toBe(404);
    expect(await readPage(simulator, 1)).toMatchObject({ ids: [seeded], total: 1 });
    expect((await ask('PUT', `${simulator.url}/uptime/${id}`, { name: 'new' })).status).toBe(204);
    time = 2000;
    expect(await readPage(simulator, 1)).toMatchObject({ ids: [seeded, id], total: 2 });
    await simulator.close();
  });
});

describe('a list that is not whole', () => {
  it('lacks a row, another one for another seed', async () => {
    const missing = new Set<string | undefined>();
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      await always(
        'row missing',
        async (simulator) => {
          const all = seedTests(simulator, 2);
          const { ids, total } = await readPage(simulator, 1);
          expect({ ids: ids.length, total }).toEqual({ ids: 1, total: 2 });
          missing.add(all.find((id) => !ids.includes(id)));
        },
        { seed },
      );
    }
    expect(missing.size).toBe(2);
  });

  it('has an empty page, while it counts all', async () => {
    await always('empty page', async (simulator) => {
      seedTests(simulator, 3);
      expect(await readPage(simulator, 2)).toMatchObject({ ids: [], total: 3 });
    });
  });

  it('shifts between two pages without another count', async () => {
    await always('rows shifted', async (simulator) => {
      const [first, second, third] = seedTests(simulator, 3);
      for (let turn = 1; turn <= 2; turn += 1) {
        const one = await readPage(simulator, 1);
        expect(one).toMatchObject({ data: [{ name: 'made by hand' }, { id: first }], total: 4 });
        const two = await readPage(simulator, 2);
        expect(two).toMatchObject({ data: [{ id: third }, { name: 'made by hand' }], total: 4 });
        expect([...one.ids, ...two.ids]).not.toContain(second);
      }
    });
  });

  it('stands still when it has one page', async () => {
    await always('rows shifted', async (simulator) => {
      const ids = seedTests(simulator, 2);
      expect(await readPage(simulator, 1)).toMatchObject({ ids, total: 2 });
    });
  });
});

describe('faults', () => {
  /** The faults and statuses that a client meets that reads, writes and reads again. */
  async function metBy(seed: number): Promise<(string | undefined)[]> {
    const met: (string | undefined)[] = [];
    await withFaults({ seed, rate: 0.5, delay: 0 }, async (simulator) => {
      seedTests(simulator, 40);
      for (let turn = 1; turn <= 10; turn += 1) {
        await ask('GET', `${simulator.url}/uptime?page=${turn}`).catch(() => {});
        await post(simulator).catch(() => {});
        await ask('GET', `${simulator.url}/uptime/${turn}`).catch(() => {});
      }
      met.push(...simulator.requests.map(({ fault, status }) => `${fault} ${status}`));
    });
    return met;
  }

  it('are the same for the same seed, and others for another', async () => {
    const once = await metBy(7);
    expect(await metBy(7)).toEqual(once);
    expect(await metBy(8)).not.toEqual(once);
  });

  async function countMet(faults: FaultOptions, requests: number): Promise<number> {
    let met = 0;
    await withFaults(faults, async (simulator) => {
      for (let count = 0; count < requests; count += 1) {
        await ask('GET', `${simulator.url}/uptime`);
      }
      met = simulator.requests.filter(({ fault }) => fault !== undefined).length;
    });
    return met;
  }

  it('happen as often as the rate says', async () => {
    const kinds: FaultKind[] = ['HTML page', 'rate limit'];
    expect(await countMet({ seed: 3, rate: 0, kinds }, 100)).toBe(0);
    expect(await countMet({ seed: 3, rate: 1, kinds }, 100)).toBe(100);
    const share = (await countMet({ seed: 3, rate: 0.2, kinds }, 1000)) / 1000;
    expect(share).toBeGreaterThan(0.16);
    expect(share).toBeLessThan(0.24);
  });

  it('are at most so many', async () => {
    expect(await countMet({ seed: 3, rate: 1, kinds: ['HTML page'], times: 2 }, 5)).toBe(2);
  });

  it('are none without a kind, and none by default', async () => {
    expect(await countMet({ seed: 1, rate: 1, kinds: [] }, 10)).toBe(0);
    const simulator = await startSimulator();
    await ask('GET', `${simulator.url}/uptime`);
    expect(simulator.requests).toMatchObject([{ status: 200, fault: undefined }]);
    await simulator.close();
  });

  it('are of every kind in the end', async () => {
    const kinds = new Set<string | undefined>();
    await withFaults({ seed: 5, rate: 1, delay: 0 }, async (simulator) => {
      for (let turn = 0; turn < 150; turn += 1) {
        const [id] = seedTests(simulator, 1);
        await post(simulator).catch(() => {});
        await ask('GET', `${simulator.url}/uptime?page=1`).catch(() => {});
        await ask('GET', `${simulator.url}/uptime?page=2`).catch(() => {});
        await ask('GET', `${simulator.url}/uptime/${id}`).catch(() => {});
      }
      simulator.requests.forEach(({ fault }) => {
        kinds.add(fault);
      });
    });
    expect([...kinds].sort()).toEqual([...FAULT_KINDS].sort());
  });

  it('stand behind the interceptors of a test, which see them', async () => {
    await always('HTML page', async (simulator) => {
      const seen: number[] = [];
      simulator.intercept(async (_request, proceed) => {
        const response = await proceed();
        seen.push(response.status);
        return response;
      });
      await post(simulator);
      expect(seen).toEqual([200]);
    });
  });

  it.each([-0.1, 1.1, Number.NaN])('are refused at a rate of %d', async (rate) => {
    await expect(startSimulator({ faults: { seed: 1, rate } })).rejects.toThrow(RangeError);
  });
});
