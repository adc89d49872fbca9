import { describe, expect, test } from 'vitest';
import { apply, preview } from '../../../src/reconcile/apply.ts';
import { planAbsent, planPresent } from '../../../src/reconcile/plan.ts';
import { isReplacementBegun } from '../../../src/reconcile/twins.ts';
import type { HttpRequest, HttpResponse } from '../../../src/statuscake/http/transport.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { DONE, listOf, respondWith, scriptedClient } from '../statuscake/scripted-client.ts';

const POLICY = { recreate: true, writeHidden: 'always', verify: 'details' } as const;
const OLD: Remote = {
  id: '1',
  name: 'live',
  website_url: 'https://acme.example.com',
  test_type: 'HTTP',
  check_rate: 60,
  tags: ['b', 'a'],
};
const NOTHING_TO_CHANGE = respondWith({ message: 'No changes were requested' }, 400);
const problem = (status: number) => respondWith({ message: 'no' }, status);
const change = (values: Values) => planPresent(uptime, values, OLD, POLICY);

/** A client whose requests get these responses, by the beginning of what is sent; all others are taken. */
function accountOf(responses: Record<string, HttpResponse | Error> = {}) {
  const respond = ({ method, path }: HttpRequest) => {
    const sent = `${method} ${path}`;
    const found = Object.entries(responses).find(([start]) => sent.startsWith(start))?.[1];
    if (found instanceof Error) {
      throw found;
    }
    if (found) {
      return found;
    }
    if (method === 'GET') {
      return path.includes('?') ? listOf([]) : respondWith({ data: OLD });
    }
    return method === 'POST' ? respondWith({ data: { new_id: '9' } }, 201) : DONE;
  };
  return scriptedClient(respond);
}

describe('a step', () => {
  test('of what is as declared costs nothing', async () => {
    const { client, sent } = accountOf();
    const step = change({ check_rate: 60 });
    expect(await apply(client, step)).toEqual({ id: '1', computed: {} });
    expect(preview(step)).toEqual({ id: '1', computed: {} });
    expect(sent).toEqual([]);
  });

  test('writes what differs', async () => {
    const { client, sent } = accountOf();
    expect(await apply(client, change({ check_rate: 300, tags: ['a', 'b'] }))).toEqual({
      id: '1',
      computed: {},
    });
    expect(sent).toEqual(['PUT /uptime/1 check_rate=300']);
  });

  test('deletes only when the windows that name it name what has taken its place', async () => {
    const window = { id: '5', name: 'nightly', tests: ['1'] };
    const { client, sent } = accountOf({
      'GET /maintenance-windows?': listOf([window]),
      'GET /maintenance-windows/5': respondWith({ data: window }),
    });
    await apply(client, planAbsent(uptime, OLD, '9'));
    expect(sent.filter((request) => !request.startsWith('GET'))).toEqual([
      'PUT /maintenance-windows/5 tests%5B%5D=9',
      'DELETE /uptime/1',
    ]);
  });

  test('deletes, and has windows name what has taken its place before', async () => {
    const { client, sent } = accountOf();
    expect(await apply(client, planAbsent(uptime, OLD))).toEqual({ id: '1', computed: {}, notes: [] });
    await client.creations.put({
      kind: 'replacement of uptime',
      identity: '1',
      fields: [],
      digest: '',
      kept: null,
      time: Date.now(),
    });
    await apply(client, planAbsent(uptime, OLD, '9'));
    expect(sent).toEqual([
      'DELETE /uptime/1',
      'GET /maintenance-windows?page=1&limit=100',
      'DELETE /uptime/1',
    ]);
    expect(isReplacementBegun(client, uptime, '1')).toBe(false);
  });
});

describe('a change of which only the API knows whether it is one', () => {
  const HIDDEN = { basic_username: 'robot' };

  test('is none where nothing else was declared', async () => {
    const { client, sent } = accountOf({ PUT: NOTHING_TO_CHANGE });
    expect(await apply(client, change(HIDDEN))).toEqual({ id: '1', computed: {}, unchanged: true });
    expect(sent).toHaveLength(1);
  });

  test('is none where the rest is there as declared', async () => {
    const there = { ...OLD, check_rate: 300, tags: ['d', 'c'] };
    const { client } = accountOf({ PUT: NOTHING_TO_CHANGE, 'GET /uptime/1': respondWith({ data: there }) });
    expect(await apply(client, change({ ...HIDDEN, check_rate: 300, tags: ['c', 'd'] }))).toMatchObject({
      unchanged: true,
    });
  });

  test.each<[string, HttpResponse]>([
    ['is not there as declared', respondWith({ data: { ...OLD, check_rate: 300 } })],
    ['is gone', problem(404)],
  ])('is an error where the rest %s', async (_, response) => {
    const { client } = accountOf({ PUT: NOTHING_TO_CHANGE, 'GET /uptime/1': response });
    await expect(apply(client, change({ ...HIDDEN, check_rate: 300, paused: true }))).rejects.toMatchObject({
      facts: { kind: 'unchanged' },
    });
  });

  test('is an error where the API refuses it for another reason', async () => {
    const { client } = accountOf({ PUT: problem(400) });
    await expect(apply(client, change(HIDDEN))).rejects.toMatchObject({ facts: { kind: 'invalid' } });
  });
});

describe('what was created', () => {
  const create = () => planPresent(heartbeat, { name: 'backup' }, null, POLICY);

  test('costs no look where the API decides nothing about it', async () => {
    const { client, sent } = accountOf();
    const step = planPresent(uptime, { name: 'a', website_url: 'https://a.example.com' }, null, POLICY);
    expect(await apply(client, step)).toEqual({ id: '9', computed: {} });
    expect(sent).toHaveLength(1);
  });

  test('is described by what the API has decided about it', async () => {
    const data = { id: '9', name: 'backup', url: 'https://push.example.com' };
    const { client, sent } = accountOf({ 'GET /heartbeat/9': respondWith({ data }) });
    expect(await apply(client, create())).toEqual({ id: '9', computed: { url: data.url } });
    expect(sent).toHaveLength(2);
  });

  test('is there though that cannot be read, which is told', async () => {
    const { client } = accountOf({ 'GET /heartbeat/9': problem(403) });
    expect(await apply(client, create())).toEqual({
      id: '9',
      computed: { url: null },
      unread: 'GET /heartbeat/9: HTTP 403; no',
    });
    await expect(apply(accountOf({ GET: new TypeError('bug') }).client, create())).rejects.toThrow(TypeError);
  });
});

describe('a recreation', () => {
  const recreation = (adoption: Values | null = null) => ({
    ...change({ test_type: 'HEAD' }),
    adoption: adoption as { tags: string[] } | null,
  });

  test('creates the new one before the old one goes, and says to whom that belongs before both', async () => {
    const { client, sent } = accountOf();
    expect(await apply(client, recreation({ tags: ['stack-acme'] }))).toEqual({
      id: '9',
      computed: {},
      notes: [],
    });
    expect(sent.map((request) => request.split('?')[0]?.split(' ').slice(0, 2).join(' '))).toEqual([
      'PUT /uptime/1',
      'POST /uptime',
      'GET /maintenance-windows',
      'DELETE /uptime/1',
    ]);
    expect(isReplacementBegun(client, uptime, '1')).toBe(false);
  });

  test('leaves no trace where the new one is refused', async () => {
    const { client, sent } = accountOf({ POST: problem(400) });
    await expect(apply(client, recreation())).rejects.toMatchObject({ facts: { kind: 'invalid' } });
    expect(isReplacementBegun(client, uptime, '1')).toBe(false);
    expect(sent).toHaveLength(1);
  });

  test('is remembered where nobody knows whether the new one is there', async () => {
    const { client } = accountOf({ POST: { status: 504, headers: {}, text: '' } });
    await expect(apply(client, recreation())).rejects.toMatchObject({ facts: { uncertain: true } });
    expect(isReplacementBegun(client, uptime, '1')).toBe(true);
  });

  test.each([
    ['is still there', problem(400)],
    ['may still be there', { status: 504, headers: {}, text: '' }],
  ])('that cannot delete the old one says that it %s, and the next run finishes', async (state, response) => {
    const { client } = accountOf({ DELETE: response });
    const { unfinished, ...applied } = await apply(client, recreation());
    expect(applied).toEqual({ id: '9', computed: {} });
    expect(unfinished?.message).toMatch(
      new RegExp(
        `^the new uptime test \\(ID 9\\) is there, but the old one \\(ID 1\\) ${state}, and the next run deletes it: DELETE`,
      ),
    );
    expect(isReplacementBegun(client, uptime, '1')).toBe(true);
  });

  test('hides no bug', async () => {
    await expect(apply(accountOf({ DELETE: new TypeError('bug') }).client, recreation())).rejects.toThrow(
      TypeError,
    );
  });
});
