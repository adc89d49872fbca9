import { describe, expect, test } from 'vitest';
import { create } from '../../../src/reconcile/creation.ts';
import { planPresent } from '../../../src/reconcile/plan.ts';
import { recordOf } from '../../../src/reconcile/twins.ts';
import { StatusCakeError } from '../../../src/statuscake/errors.ts';
import type { HttpRequest, HttpResponse } from '../../../src/statuscake/http/transport.ts';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { DONE, listOf, respondWith, scriptedClient } from '../statuscake/scripted-client.ts';

const POLICY = { recreate: true, writeHidden: 'on_create', verify: 'details' } as const;
const LIVE = { name: 'live', website_url: 'https://acme.example.com', tags: ['a', 'stack-acme'] };
const STEP = planPresent(uptime, LIVE, null, POLICY);
const LOST: HttpResponse = { status: 504, headers: {}, text: '' };
const row = (id: string, values: object = {}): Remote => ({
  id,
  ...LIVE,
  test_type: 'HTTP',
  check_rate: 300,
  ...values,
});

/**
 * A client of an account, and what it holds. Creations take place at once and are told of, unless something else is said of
 * one by its number.
 */
function accountOf(
  rows: Remote[],
  creations: Record<number, (take: () => HttpResponse) => HttpResponse> = {},
  onRequest: (request: HttpRequest) => HttpResponse | undefined = () => undefined,
) {
  let posts = 0;
  const { client, sent, clock } = scriptedClient(
    (request) => {
      const special = onRequest(request);
      if (special) {
        return special;
      }
      const { method, path } = request;
      if (method === 'POST') {
        posts += 1;
        const id = String(100 + posts);
        const take = () => {
          rows.push(row(id));
          return respondWith({ data: { new_id: id } }, 201);
        };
        return creations[posts]?.(take) ?? take();
      }
      if (path.includes('?')) {
        return listOf(rows);
      }
      const index = rows.findIndex(({ id }) => path.endsWith(`/${id}`));
      if (index === -1) {
        return respondWith({ message: 'none' }, 404);
      }
      if (method === 'DELETE') {
        rows.splice(index, 1);
        return DONE;
      }
      return respondWith({ data: rows[index] });
    },
    { retries: 1 },
  );
  return { client, sent, clock, rows, posts: () => posts };
}
const ids = (rows: readonly Remote[]) => rows.map(({ id }) => id);
const lost = () => LOST;
const lostButDone = (take: () => HttpResponse) => {
  take();
  return LOST;
};

describe('a creation', () => {
  test('costs one request where its response comes', async () => {
    const { client, sent, clock } = accountOf([row('1'), row('2')]);
    expect(await create(client, STEP)).toBe('101');
    expect(sent).toHaveLength(1);
    expect(clock.now()).toBe(0);
  });

  test('that is refused is tried no more', async () => {
    const { client, sent } = accountOf([], { 1: () => respondWith({ message: 'no' }, 400) });
    await expect(create(client, STEP)).rejects.toThrow('POST /uptime: HTTP 400; no');
    expect(sent).toHaveLength(1);
  });

  test('whose response is lost is found, and costs one look', async () => {
    const { client, rows, posts, clock } = accountOf([], { 1: lostButDone });
    expect(await create(client, STEP)).toBe('101');
    expect([ids(rows), posts(), clock.now()]).toEqual([['101'], 1, 500]);
  });

  test('that never takes place is looked for during half a minute, and then repeated', async () => {
    const { client, sent, rows, clock } = accountOf([], { 1: lost });
    expect(await create(client, STEP)).toBe('102');
    expect(ids(rows)).toEqual(['102']);
    expect(clock.now()).toBe(500 + 1000 + 2000 + 4000 + 8000 + 15_000);
    const looks = sent.filter((request) => request.includes('?'));
    expect(new Set(looks)).toEqual(new Set(['GET /uptime?tags=a%2Cstack-acme&nouptime&page=1&limit=100']));
    // Six before it is repeated, and one for a twin afterwards.
    expect(looks).toHaveLength(7);
  });

  test.each<[string, Remote]>([
    ['another name', row('7', { name: 'other' })],
    ['not all of its tags', row('7', { tags: ['a'] })],
    ['tags that are none', row('7', { tags: null })],
  ])('is not found in one with %s', async (_, other) => {
    const { client } = accountOf([other], { 1: lost });
    expect(await create(client, STEP)).toBe('102');
  });

  test('is found in one with more tags', async () => {
    const { client, posts } = accountOf([row('7', { tags: ['b', ...LIVE.tags] })], { 1: lost });
    expect(await create(client, STEP)).toBe('7');
    expect(posts()).toBe(1);
  });

  test('in place of another one is not found in that one', async () => {
    const old = row('7');
    const step = planPresent(uptime, { ...LIVE, test_type: 'HEAD' }, old, POLICY);
    const { client } = accountOf([{ ...old, tags: ['replaces-7', ...LIVE.tags] }], { 1: lost });
    expect(await create(client, step)).toBe('102');
  });

  test('is found by the name alone where a kind has no tags', async () => {
    const step = planPresent(contactGroup, { name: 'live' }, null, POLICY);
    const { client, sent, posts } = accountOf([], { 1: lostButDone });
    expect(await create(client, step)).toBe('101');
    expect(posts()).toBe(1);
    expect(sent.slice(1)).toEqual(['GET /contact-groups?page=1&limit=100']);
  });

  test('is found where the list leaves out the tags, by the details', async () => {
    const { tags: _, ...listed } = row('7');
    const { client, sent, posts } = accountOf([row('7')], { 1: lost }, ({ path }) =>
      path.includes('?') ? listOf([listed]) : undefined,
    );
    expect(await create(client, STEP)).toBe('7');
    expect(posts()).toBe(1);
    expect(sent).toContain('GET /uptime/7');
  });

  test('is found in the oldest of several that are none of its twins', async () => {
    const others = ['9', '8'].map((id) => row(id, { check_rate: 60 }));
    const { client, rows } = accountOf(others, { 1: lost });
    expect(await create(client, STEP)).toBe('8');
    expect(ids(rows)).toEqual(['9', '8']);
  });

  test('has nothing to do with one of another name that was in doubt', async () => {
    const { client, sent } = accountOf([]);
    await client.creations.put(recordOf(planPresent(uptime, { ...LIVE, name: 'other' }, null, POLICY), null));
    expect(await create(client, STEP)).toBe('101');
    expect(sent).toHaveLength(1);
    expect(client.creations.of('uptime')).toMatchObject([{ identity: 'other', kept: null }]);
  });
});

describe('two that an uncertain creation leaves', () => {
  const both = (take: () => HttpResponse, rows: Remote[]) => {
    rows.push(row('50'));
    return take();
  };

  test('become one, the oldest', async () => {
    const rows: Remote[] = [];
    const { client, posts } = accountOf(rows, { 1: lost, 2: (take) => both(take, rows) });
    expect(await create(client, STEP)).toBe('50');
    expect([ids(rows), posts()]).toEqual([['50'], 2]);
  });

  test('stay where looking for them fails, and the next run finds out', async () => {
    const rows: Remote[] = [];
    let isBroken = false;
    const { client } = accountOf(
      rows,
      {
        1: lost,
        2: (take) => {
          isBroken = true;
          return both(take, rows);
        },
      },
      ({ method }) => (isBroken && method === 'GET' ? respondWith({ message: 'no' }, 400) : undefined),
    );
    expect(await create(client, STEP)).toBe('102');
    expect(ids(rows)).toEqual(['50', '102']);
    expect(client.creations.of('uptime')).toMatchObject([{ identity: 'live', kept: '102' }]);
  });

  test('are remembered with the one that was kept', async () => {
    const rows: Remote[] = [];
    const { client } = accountOf(rows, { 1: lost, 2: (take) => both(take, rows) });
    await create(client, STEP);
    expect(client.creations.of('uptime')).toMatchObject([{ kept: '50' }]);
  });

  test('of which one is somebody else’s both stay', async () => {
    const rows: Remote[] = [];
    const { client } = accountOf(rows, {
      1: lost,
      2: (take) => {
        rows.push(row('50', { check_rate: 60 }));
        return take();
      },
    });
    expect(await create(client, STEP)).toBe('102');
    expect(ids(rows)).toEqual(['50', '102']);
  });

  test('are no reason to hide a bug', async () => {
    let isBroken = false;
    const { client } = accountOf(
      [],
      {
        1: lost,
        2: (take) => {
          isBroken = true;
          return take();
        },
      },
      ({ method }) => {
        if (isBroken && method === 'GET') {
          throw new TypeError('bug');
        }
        return undefined;
      },
    );
    await expect(create(client, STEP)).rejects.toThrow(TypeError);
  });
});

describe('a creation of which nobody knows whether it took place', () => {
  const UNKNOWN =
    'POST /uptime: HTTP 504; whether it was created all the same is not known, and the next run finds out';

  test('is an error that says so, after as many tries as there may be', async () => {
    const { client, posts, clock } = accountOf([], { 1: lost, 2: lost });
    await expect(create(client, STEP)).rejects.toMatchObject({
      message: UNKNOWN,
      facts: { kind: 'server', uncertain: true },
    });
    expect(posts()).toBe(2);
    // After the last try one look is all.
    expect(clock.now()).toBe(30_500 + 500);
    expect(client.creations.of('uptime')).toMatchObject([{ identity: 'live', kept: null }]);
  });

  test.each([
    [
      'the next is refused',
      { 1: lost, 2: () => respondWith({ message: 'no' }, 400) },
      () => undefined,
      'invalid',
    ],
    [
      'nobody may look for it',
      { 1: lost },
      ({ method }: HttpRequest) => (method === 'GET' ? respondWith({ message: 'no' }, 400) : undefined),
      'invalid',
    ],
  ])('is an error with the reason that ended the search: %s', async (_, creations, onRequest, kind) => {
    const { client } = accountOf([], creations, onRequest);
    await expect(create(client, STEP)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^POST \/uptime: HTTP 504; whether it was created all the same is not known \((POST|GET) \/uptime: HTTP 400; no\), and the next run finds out$/,
      ),
      facts: { kind, uncertain: true },
    });
  });

  test('is no error of a bug', async () => {
    const throwBug = () => {
      throw new TypeError('bug');
    };
    await expect(create(accountOf([], { 1: throwBug }).client, STEP)).rejects.toThrow(TypeError);
    const looking = accountOf([], { 1: lost }, ({ method }) => (method === 'GET' ? throwBug() : undefined));
    await expect(create(looking.client, STEP)).rejects.toThrow(TypeError);
  });

  test('waits as long as the service asks before it looks', async () => {
    const busy = { ...LOST, status: 503, headers: { 'retry-after': '7' } };
    const { client, clock } = accountOf([row('7')], { 1: () => busy });
    expect(await create(client, STEP)).toBe('7');
    expect(clock.now()).toBe(7000);
  });

  test('is an error of its own once the client is stopped', async () => {
    const stopped = new StatusCakeError('stopped', { kind: 'stopped', transient: false, uncertain: false });
    const { client } = accountOf([], { 1: lost }, ({ method }) => {
      if (method === 'GET') {
        throw stopped;
      }
      return undefined;
    });
    await expect(create(client, STEP)).rejects.toMatchObject({
      message: expect.stringContaining('is not known (stopped), and the next run'),
      facts: { kind: 'stopped', uncertain: true },
    });
  });
});
