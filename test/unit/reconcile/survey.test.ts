import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CheckDeclaration, KindDeclaration } from '../../../src/reconcile/declaration.ts';
import { judgedBy, readClaimed, survey } from '../../../src/reconcile/survey.ts';
import type { Resource, Values } from '../../../src/statuscake/resource.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { openAccountState } from '../../../src/statuscake/state/account-state.ts';
import { listOf, respondWith, scriptedClient } from '../statuscake/scripted-client.ts';

const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
const SETTINGS = { tagPrefix: 'stack-', purgeUnlisted: false };
const named = (name: string): CheckDeclaration => ({ id: null, values: { name }, policy });
const numbered = (id: string, values: Values = {}): CheckDeclaration => ({ id, values, policy });
const stack = (name: string, checks: CheckDeclaration[] | null): KindDeclaration => ({
  stack: name,
  state: 'present',
  checks,
});
const remote = (id: string, name: string, ...tags: string[]) => ({
  id,
  name,
  website_url: 'https://acme.example.com',
  tags,
});

const TAGGED = 'tags=stack-acme';
const ROWS = [
  remote('5', 'a', 'stack-acme'),
  remote('2', 'b', 'stack-acme', 'replaces-1'),
  remote('3', 'c', 'stack-acme-2'),
  remote('4', 'd'),
];

/** A client of an account with these rows, on as many pages; its filter by tags takes parts of them for matches. */
function accountOf(rows: readonly (typeof ROWS)[number][], pages = 1) {
  return scriptedClient(({ path }) => {
    const query = new URLSearchParams(path.split('?')[1]);
    const wanted = query.get('tags');
    if (!path.includes('?')) {
      return respondWith({ data: rows.find(({ id }) => path.endsWith(`/${id}`)) });
    }
    const shown = rows.filter(({ tags }) => wanted === null || tags.some((tag) => tag.includes(wanted)));
    const page = Number(query.get('page'));
    const count = wanted === null ? pages : 1;
    const size = Math.ceil(shown.length / count);
    return respondWith({
      data: shown.slice((page - 1) * size, page * size),
      metadata: { page, page_count: count, total_count: shown.length },
    });
  });
}
const lists = (sent: readonly string[]) => sent.filter((request) => request.includes('?')).length;
const ids = (account: readonly { id: string }[]) => account.map(({ id }) => id);

describe('a single stack', () => {
  test.each<[string, CheckDeclaration[] | null]>([
    ['nothing', null],
    ['no checks', []],
    ['a name that is there', [named('a')]],
    ['an ID that is there', [numbered('5')]],
    ['the ID of one that was replaced', [numbered('1'), named('b')]],
    ['an ID and the name that it has', [numbered('5', { name: 'a' })]],
  ])('that declares %s is judged by what has its tag, and by no other', async (_, checks) => {
    const { client, sent } = accountOf(ROWS);
    const found = await survey(client, uptime, [stack('acme', checks)], SETTINGS);
    expect([ids(found.account), found.whole]).toEqual([['5', '2'], false]);
    expect(sent).toEqual([`GET /uptime?${TAGGED}&nouptime&page=1&limit=100`]);
  });

  test('that goes is judged by what an interrupted run was about to give its name, too', async () => {
    const marked = remote('6', 'e', 'stack-globex', 'renaming-to-acme');
    const { client, sent } = accountOf([...ROWS, marked, remote('7', 'f', 'renaming-to-acme-2')]);
    const goes = { ...stack('acme', null), state: 'absent' } as const;
    const { account, whole } = await survey(client, uptime, [goes], SETTINGS);
    expect([ids(account), whole]).toEqual([['5', '2', '6'], false]);
    expect(sent.sort()).toEqual([
      'GET /uptime?tags=renaming-to-acme&nouptime&page=1&limit=100',
      `GET /uptime?${TAGGED}&nouptime&page=1&limit=100`,
    ]);
  });

  test.each<[string, CheckDeclaration[]]>([
    ['a name that is not there with its tag', [named('a'), named('d')]],
    ['an ID that is not there with its tag', [numbered('4')]],
    ['a name that is there with a tag like its own', [named('c')]],
    ['a new name for one that is there', [numbered('5', { name: 'new' })]],
  ])('that declares %s is judged by the whole list', async (_, checks) => {
    const { client, sent } = accountOf(ROWS);
    const found = await survey(client, uptime, [stack('acme', checks)], SETTINGS);
    expect([ids(found.account), found.whole]).toEqual([['5', '2', '3', '4'], true]);
    expect(lists(sent)).toBe(2);
  });

  test.each([
    ['that is to be the only one', { ...SETTINGS, purgeUnlisted: true }, uptime],
    ['with a kind that has no tags', SETTINGS, ssl],
    ['with a kind whose list cannot be asked for tags', SETTINGS, pagespeed],
  ])('%s is judged by the whole list at once', async (_, settings, resource: Resource) => {
    const { client, sent } = accountOf(ROWS);
    const found = await survey(client, resource, [stack('acme', [])], settings);
    expect([found.account.length, found.whole]).toEqual([4, true]);
    expect(sent.some((request) => request.includes('tags='))).toBe(false);
    expect(lists(sent)).toBe(1);
  });

  test.each<[string, KindDeclaration]>([
    ['that had another name', { ...stack('acme', [named('a')]), formerName: 'initech' }],
    ['that had another name, whatever it declares', { ...stack('acme', null), formerName: 'initech' }],
    ['with a check that had another name', stack('acme', [{ ...named('a'), renamedFrom: 'd' }])],
  ])('%s is judged by the whole list at once, though all is there with its tag', async (_, declaration) => {
    const { client, sent } = accountOf(ROWS);
    expect((await survey(client, uptime, [declaration], SETTINGS)).whole).toBe(true);
    expect(sent).toEqual(['GET /uptime?nouptime&page=1&limit=100']);
  });

  test('is judged by the whole list where runs read it for each other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'survey-'));
    const state = openAccountState(folder, 'https://api.example.com', 'token');
    const { client, sent } = scriptedClient(() => listOf(ROWS), { state, listAge: 1000 });
    expect(await survey(client, uptime, [stack('acme', [])], SETTINGS)).toMatchObject({ whole: true });
    expect(sent).toEqual(['GET /uptime?nouptime&page=1&limit=100']);
    const other = scriptedClient(() => listOf(ROWS), { state, listAge: 1000 });
    await survey(other.client, uptime, [stack('acme', [named('new')])], SETTINGS);
    expect(other.sent).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('several stacks', () => {
  test.each<[string, KindDeclaration[], number]>([
    ['all that they declare', [stack('acme', [named('a')]), stack('globex', [named('d')])], 1],
    ['not all that they declare', [stack('acme', [named('a')]), stack('globex', [named('e')])], 2],
    [
      'not what a stack had that goes',
      [stack('acme', [named('a')]), { ...stack('globex', [named('e')]), state: 'absent' }],
      1,
    ],
    ['nothing', [stack('acme', null), stack('globex', null)], 1],
  ])('are judged by the whole list, which shows %s', async (_, stacks, readings) => {
    const { client, sent } = accountOf(ROWS, 4);
    const found = await survey(client, uptime, stacks, SETTINGS);
    expect([ids(found.account).sort(), found.whole]).toEqual([['2', '3', '4', '5'], true]);
    expect(lists(sent)).toBe(readings * 4);
  });
});

describe('what tells whose a resource is', () => {
  test.each<[string, Resource, string[]]>([
    ['its tags and its URL', uptime, ['website_url', 'tags']],
    ['its tags', heartbeat, ['tags']],
    ['nothing that a list could leave out', ssl, []],
  ])('is %s', (_, resource, names) => {
    expect(judgedBy(resource)).toEqual(names);
  });

  test('is read where the list leaves it out', async () => {
    const { client, sent } = scriptedClient(({ path }) =>
      path.includes('?')
        ? listOf([{ id: '5', name: 'a', website_url: 'https://acme.example.com' }])
        : respondWith({ data: ROWS[0] }),
    );
    for (const stacks of [[stack('acme', [])], [stack('acme', []), stack('globex', [])]]) {
      expect((await survey(client, uptime, stacks, SETTINGS)).account).toEqual([ROWS[0]]);
    }
    expect(sent.filter((request) => request === 'GET /uptime/5')).toHaveLength(2);
  });
});

test('details are read of those claimed checks alone that declare what the list does not show', async () => {
  const { client, sent } = scriptedClient(({ path }) =>
    respondWith({ data: { ...ROWS[0], id: path.split('/').at(-1), confirmation: 2 } }),
  );
  const claim = (values: Values, actual: (typeof ROWS)[number] | null) => ({
    stack: 'acme',
    check: { id: null, values, policy },
    actual,
  });
  const [one, other] = ROWS;
  const claims = [
    claim({ name: 'a' }, one ?? null),
    claim({ confirmation: 2 }, other ?? null),
    claim({ confirmation: 2 }, null),
  ];
  const known = new Map();
  for (const _ of ['read', 'known']) {
    expect(await readClaimed(client, uptime, claims, known)).toEqual([
      claims[0],
      { ...claims[1], actual: { ...ROWS[0], id: '2', confirmation: 2 } },
      claims[2],
    ]);
  }
  expect(sent).toEqual(['GET /uptime/2']);
});
