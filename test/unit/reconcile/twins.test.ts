import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { planAbsent, planPresent, type Step } from '../../../src/reconcile/plan.ts';
import {
  allSuccessions,
  announcing,
  beginReplacement,
  createdBy,
  endReplacement,
  isReplacementBegun,
  recordOf,
  twinsIn,
} from '../../../src/reconcile/twins.ts';
import type { StatusCakeClient } from '../../../src/statuscake/client.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { openAccountState } from '../../../src/statuscake/state/account-state.ts';
import { respondWith, scriptedClient } from '../statuscake/scripted-client.ts';

const POLICY = { recreate: true, writeHidden: 'on_create', verify: 'details' } as const;
const LIVE = { name: 'live', website_url: 'https://acme.example.com', tags: ['b', 'a'], confirmation: 1 };
const creation = (values: Values = LIVE) => planPresent(uptime, values, null, POLICY);
const there = (id: string, values: Values = {}): Remote => ({
  id,
  ...LIVE,
  test_type: 'HTTP',
  check_rate: 300,
  tags: ['a', 'b'],
  ...values,
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twins-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A client of an account with these tests, which shares what it knows of creations. */
function accountOf(...rows: Remote[]) {
  return scriptedClient(
    ({ path }) => {
      const row = rows.find(({ id }) => path === `/uptime/${id}`);
      return row ? respondWith({ data: row }) : respondWith({ message: 'none' }, 404);
    },
    { state: openAccountState(folder, 'https://api.example.com', 'token') },
  );
}
const pairs = async (client: StatusCakeClient, list: readonly Remote[]) => [
  ...(await twinsIn(client, uptime, list)).successions,
];
/** Notes creations, as a run does at its end. */
async function note(client: StatusCakeClient, ...created: [Step, string][]) {
  for (const [step, id] of created) {
    client.creations.note(createdBy(step, id));
  }
  await client.creations.withdraw();
}

describe('of a creation that nobody knows the outcome of', () => {
  const rows = [there('9'), there('10')];

  test('the late one is a twin of the one that was kept, whichever is older', async () => {
    for (const [kept, pair] of [
      ['9', ['10', '9']],
      ['10', ['10', '9']],
    ] as const) {
      const { client } = accountOf(...rows);
      await client.creations.put(recordOf(creation(), kept));
      expect(await pairs(client, rows)).toEqual([pair]);
    }
  });

  test('both are twins where nobody knows of one that was kept', async () => {
    const { client } = accountOf(...rows);
    await client.creations.put(recordOf(creation(), null));
    expect(await twinsIn(client, uptime, rows)).toEqual({
      successions: new Map([['10', '9']]),
      gone: new Set(),
    });
  });

  test('each has its own where several are in doubt', async () => {
    const other = { name: 'other' };
    const all = [...rows, there('11', other), there('12', other)];
    const { client } = accountOf(...all);
    await client.creations.put(recordOf(creation(), null));
    await client.creations.put(recordOf(creation({ ...LIVE, ...other }), null));
    expect(await pairs(client, all)).toEqual([
      ['10', '9'],
      ['12', '11'],
    ]);
  });

  test('none is as it was to be created where a record tells of a field that nobody knows', async () => {
    const { client } = accountOf(...rows);
    const { fields, ...record } = recordOf(creation(), null);
    await client.creations.put({ ...record, fields: [...fields, 'of_another_version'] });
    expect(await pairs(client, rows)).toEqual([]);
  });

  test('the one that was kept is one whatever has become of it since, and is not read', async () => {
    const changed = there('9', { check_rate: 60 });
    const { client, sent } = accountOf(changed, rows[1] as Remote);
    await client.creations.put(recordOf(creation(), '9'));
    expect(await pairs(client, [changed, rows[1] as Remote])).toEqual([['10', '9']]);
    expect(sent).toEqual(['GET /uptime/10']);
  });

  test.each<[string, Values]>([
    ['another field', { check_rate: 60 }],
    ['another field that only details show', { confirmation: 2 }],
    ['one tag more', { tags: ['a', 'b', 'by hand'] }],
    ['one tag less', { tags: ['a'] }],
  ])('one with %s is somebody else’s', async (_, values) => {
    const other = there('10', values);
    const { client } = accountOf(rows[0] as Remote, other);
    await client.creations.put(recordOf(creation(), '9'));
    expect(await pairs(client, [rows[0] as Remote, other])).toEqual([]);
  });

  test('one of the same content in another order is a twin', async () => {
    const header = { custom_header: { A: '1', B: '2' } };
    const rows = ['9', '10'].map((id) => there(id, { custom_header: '{"B":"2","A":"1"}', tags: ['b', 'a'] }));
    const { client } = accountOf(...rows);
    await client.creations.put(recordOf(creation({ ...header, ...LIVE }), null));
    expect(await pairs(client, rows)).toEqual([['10', '9']]);
  });

  test('one that stands alone is none, and costs nothing', async () => {
    const { client, sent } = accountOf(...rows);
    await client.creations.put(recordOf(creation(), null));
    expect(await pairs(client, [rows[0] as Remote, there('11', { name: 'other' })])).toEqual([]);
    expect(sent).toEqual([]);
  });

  test('one that another has replaced does not count', async () => {
    const replacing = there('11', { tags: ['a', 'b', 'replaces-9'] });
    const { client, sent } = accountOf(...rows, replacing);
    await client.creations.put(recordOf(creation(), null));
    expect(await pairs(client, [rows[0] as Remote, replacing])).toEqual([]);
    expect(sent).toEqual([]);
  });

  test('one that was deleted meanwhile is told', async () => {
    const { client } = accountOf(rows[0] as Remote);
    await client.creations.put(recordOf(creation(), '9'));
    expect(await twinsIn(client, uptime, rows)).toEqual({ successions: new Map(), gone: new Set(['10']) });
  });

  test('a record of another kind says nothing', async () => {
    const { client, sent } = accountOf(...rows);
    await client.creations.put({ ...recordOf(creation(), null), kind: 'heartbeat' });
    expect(await pairs(client, rows)).toEqual([]);
    expect(sent).toEqual([]);
  });

  test('a field that no read shows has no part in it', () => {
    const secret = { ...LIVE, basic_password: 'rosebud' };
    const { time: _, ...record } = recordOf(creation(secret), null);
    expect(recordOf(creation(), null)).toMatchObject(record);
    expect(record).toMatchObject({
      kind: 'uptime',
      identity: 'live',
      fields: ['check_rate', 'confirmation', 'name', 'tags', 'test_type', 'website_url'],
      kept: null,
    });
  });

  test('the marks that it was written with have their part in it', () => {
    const old = there('9', { test_type: 'TCP' });
    const recreation = planPresent(uptime, { test_type: 'HTTP' }, old, POLICY);
    expect(recordOf(recreation, null).digest).not.toBe(recordOf(creation(), null).digest);
    expect(recordOf(recreation, null).fields).toEqual(recordOf(creation(), null).fields);
  });

  test('a kind without tags is known by its other fields', () => {
    const step = (values: Values) =>
      recordOf(planPresent(ssl, { website_url: 'https://acme.example.com/', ...values }, null, POLICY), '1');
    expect(step({})).toMatchObject({ kind: 'ssl', identity: 'https://acme.example.com', kept: '1' });
    expect(step({}).fields).not.toContain('tags');
    expect(step({ alert_at: ['7', '1', '30'] }).digest).toBe(step({}).digest);
    expect(step({ alert_at: ['7', '1', '60'] }).digest).not.toBe(step({}).digest);
  });
});

describe('of what was created twice, as reads did not show the first', () => {
  const rows = [there('9'), there('10'), there('11')];

  test('the oldest stays', async () => {
    const { client, sent } = accountOf();
    await note(client, [creation(), '10'], [creation({ ...LIVE, check_rate: 60 }), '9']);
    expect(await pairs(client, [...rows].reverse())).toEqual([['10', '9']]);
    expect(sent).toEqual([]);
  });

  test('one with other tags is somebody else’s', async () => {
    const { client } = accountOf();
    await note(client, [creation(), '10'], [creation({ ...LIVE, tags: ['a'] }), '9']);
    expect(await pairs(client, rows)).toEqual([]);
  });

  test('one of another name is another', async () => {
    const { client } = accountOf();
    await note(client, [creation(), '10'], [creation({ ...LIVE, name: 'other' }), '9']);
    expect(await pairs(client, rows)).toEqual([]);
  });

  test('no more than one is left of those that both records and notes tell of', async () => {
    const { client } = accountOf(there('9', { check_rate: 60 }), ...rows.slice(1));
    await client.creations.put(recordOf(creation(), '11'));
    await note(client, [creation(), '10'], [creation(), '9']);
    // One that was changed since, so that only the note tells of it.
    const all = [there('9', { check_rate: 60 }), ...rows.slice(1)];
    expect((await pairs(client, all)).sort()).toEqual([
      ['10', '9'],
      ['11', '9'],
    ]);
  });

  test('is known by its name and tags', () => {
    const { time, ...created } = createdBy(creation(), '9');
    expect(time).toBeLessThanOrEqual(Date.now());
    expect(created).toMatchObject({ kind: 'uptime', identity: 'live', id: '9' });
    expect(createdBy(creation({ ...LIVE, tags: ['b', 'a'] }), '9').tags).toBe(created.tags);
    expect(createdBy(creation({ ...LIVE, tags: [] }), '9').tags).not.toBe(created.tags);
    const certificate = planPresent(ssl, { website_url: 'https://acme.example.com/' }, null, POLICY);
    expect(createdBy(certificate, '9')).toMatchObject({
      identity: 'https://acme.example.com',
      tags: createdBy(creation({ ...LIVE, tags: [] }), '9').tags,
    });
  });
});

test('what has to go are twins and what was replaced', async () => {
  const rows = [
    there('9'),
    there('10'),
    there('11', { name: 'x' }),
    there('12', { name: 'x', tags: ['replaces-11'] }),
  ];
  const { client } = accountOf();
  await note(client, [creation(), '10'], [creation(), '9']);
  const { successions, gone } = await allSuccessions(client, uptime, rows);
  expect([...successions]).toEqual([
    ['11', '12'],
    ['10', '9'],
  ]);
  expect(gone.size).toBe(0);
});

test('nothing costs anything where nothing was in doubt', async () => {
  const { client, sent } = accountOf();
  expect(await allSuccessions(client, uptime, [there('9'), there('10')])).toEqual({
    successions: new Map(),
    gone: new Set(),
  });
  expect(sent).toEqual([]);
});

describe('what a run is about to create', () => {
  const steps = [
    creation(),
    planPresent(uptime, { test_type: 'HEAD' }, there('9', { name: 'old' }), POLICY),
    planPresent(uptime, { check_rate: 60 }, there('9'), POLICY),
    planAbsent(uptime, there('9')),
    planPresent(contactGroup, { name: 'Operations' }, null, POLICY),
  ];

  test('is known to others while it lasts, should it be killed', async () => {
    const [{ client }, { client: other }] = [accountOf(), accountOf()];
    const announced = () =>
      ['uptime', 'contactGroup'].map((kind) => other.creations.of(kind).map(({ identity }) => identity));
    expect(await announcing(client, steps, async () => announced())).toEqual([
      ['live', 'old'],
      ['Operations'],
    ]);
    expect(announced()).toEqual([[], []]);
    await expect(announcing(client, steps, () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
    expect(announced()).toEqual([[], []]);
  });

  test('costs no file where it is nothing', async () => {
    const { client } = accountOf();
    const announce = vi.spyOn(client.creations, 'announce');
    const withdraw = vi.spyOn(client.creations, 'withdraw');
    expect(await announcing(client, steps.slice(2, 4), async () => 'done')).toBe('done');
    expect([announce.mock.calls, withdraw.mock.calls]).toEqual([[], []]);
  });
});

test('that a replacement was begun is remembered until it is done', async () => {
  const [{ client }, { client: other }] = [accountOf(), accountOf()];
  const begun = () => [isReplacementBegun(other, uptime, '9'), isReplacementBegun(other, ssl, '9')];
  expect(begun()).toEqual([false, false]);
  await beginReplacement(client, uptime, '9');
  expect(begun()).toEqual([true, false]);
  expect(isReplacementBegun(other, uptime, '10')).toBe(false);
  // It is no creation that could have a twin.
  expect(await pairs(other, [there('9'), there('10', { name: '9' })])).toEqual([]);
  await endReplacement(client, uptime, '10');
  expect(begun()).toEqual([true, false]);
  await endReplacement(client, uptime, '9');
  expect(begun()).toEqual([false, false]);
});
