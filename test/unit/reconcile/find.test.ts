import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findByIdentity, findInAccount, findReplacement } from '../../../src/reconcile/find.ts';
import type { Remote, Resource } from '../../../src/statuscake/resource.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { openAccountState } from '../../../src/statuscake/state/account-state.ts';
import { listOf, respondWith, scriptedClient } from '../statuscake/scripted-client.ts';

const remote = (id: string, name: string, ...tags: string[]) => ({ id, name, tags });

/** A client of an account that has these, of whatever kind. */
const accountOf = (...rows: { id: string; [name: string]: unknown }[]) =>
  scriptedClient(({ path }) => {
    if (path.includes('?')) {
      return listOf(rows);
    }
    const row = rows.find(({ id }) => path.endsWith(`/${id}`));
    return row ? respondWith({ data: { ...row, in: 'full' } }) : respondWith({ message: 'none' }, 404);
  });

describe('the one of a name', () => {
  const rows = [remote('1', 'a'), remote('2', 'b'), remote('3', 'b')];

  test('is found where it is the only one', () => {
    expect(findByIdentity(uptime, rows, 'a')).toBe(rows[0]);
    expect(findByIdentity(uptime, rows, 'A')).toBeNull();
    const certificates = [{ id: '1', website_url: 'https://a.example.com' }];
    expect(findByIdentity(ssl, certificates, 'https://A.example.com/')).toBe(certificates[0]);
  });

  test('is for a person to say where several bear it', () => {
    expect(() => findByIdentity(uptime, rows, 'b')).toThrow(
      'name: 2 uptime tests are named "b" (IDs 2, 3): say which with id, or delete the others',
    );
  });
});

const called = (name: string) => ({ name, formerName: null });

describe('the one of a name in the account', () => {
  test('costs the list where it is alone', async () => {
    const { client, sent } = accountOf(remote('1', 'a'), remote('2', 'b'));
    expect(await findInAccount(client, uptime, called('a'), 'present')).toMatchObject({
      actual: remote('1', 'a'),
      replaced: [],
    });
    expect(await findInAccount(client, uptime, called('c'), 'absent')).toMatchObject({
      actual: null,
      replaced: [],
    });
    expect(sent).toHaveLength(2);
  });

  test('is of several the one that has replaced the others', async () => {
    const { client } = accountOf(remote('1', 'a'), remote('2', 'a', 'replaces-1'), remote('3', 'b'));
    for (const state of ['present', 'absent'] as const) {
      expect(await findInAccount(client, uptime, called('a'), state)).toMatchObject({
        actual: remote('2', 'a', 'replaces-1'),
        replaced: [remote('1', 'a')],
      });
    }
  });

  test('is read in full where the list leaves out the tags by which one has replaced another', async () => {
    const rows = [
      { id: '1', name: 'a' },
      { id: '2', name: 'a' },
      { id: '3', name: 'b' },
    ];
    const { client, sent } = scriptedClient(({ path }) =>
      path.includes('?')
        ? listOf(rows)
        : respondWith({ data: path.endsWith('2') ? remote('2', 'a', 'replaces-1') : remote('1', 'a') }),
    );
    expect(await findInAccount(client, uptime, called('a'), 'present')).toMatchObject({
      actual: { id: '2' },
      replaced: [{ id: '1' }],
    });
    expect(sent.slice(1).sort()).toEqual(['GET /uptime/1', 'GET /uptime/2']);
    expect(await findInAccount(client, uptime, called('b'), 'present')).toMatchObject({
      actual: { id: '3' },
    });
    expect(sent).toHaveLength(1 + 2 + 1);
  });

  test('of a kind without tags needs none', async () => {
    const { client, sent } = accountOf({ id: '1', name: 'a' }, { id: '2', name: 'a' });
    await expect(findInAccount(client, contactGroup, called('a'), 'present')).rejects.toThrow(
      'name: 2 contact groups are named "a"',
    );
    expect(sent).toHaveLength(1);
  });
});

describe('the one of a name, where the oldest of several is meant', () => {
  test('is that, whatever the order of the list, and the others go', async () => {
    const { client } = accountOf(remote('10', 'a'), remote('9', 'a'), remote('11', 'a'));
    expect(await findInAccount(client, uptime, called('a'), 'present', true)).toMatchObject({
      actual: { id: '9' },
      replaced: [{ id: '10' }, { id: '11' }],
    });
  });
});

describe('a list of several pages', () => {
  /** Three pages with one test on each: "test 1" to "test 3". */
  const pages = () =>
    scriptedClient(({ path }) => {
      const page = Number(new URLSearchParams(path.split('?')[1]).get('page'));
      const data = [{ id: String(page), name: `test ${page}` }];
      return respondWith({ data, metadata: { page, page_count: 3, total_count: 3 } });
    });

  test.each([
    ['once where the name is there', 'test 3', 'present', 3],
    ['once more before the name counts as missing', 'test 4', 'present', 6],
    ['once where the name is to be absent', 'test 4', 'absent', 3],
  ] as const)('is read %s', async (_, name, state, requests) => {
    const { client, sent } = pages();
    const { actual } = await findInAccount(client, contactGroup, called(name), state);
    expect([actual?.name, sent.length]).toEqual([name === 'test 4' ? undefined : name, requests]);
  });
});

describe('a list that runs read for each other', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'find-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is compared with the number of what is there before a name counts as missing', async () => {
    const state = openAccountState(folder, 'https://api.example.com', 'token');
    const rows = [remote('1', 'a')];
    const { client, sent } = scriptedClient(() => listOf(rows), { state, listAge: 10_000 });
    await findInAccount(client, uptime, called('a'), 'present');
    rows.push(remote('2', 'b'));
    expect(await findInAccount(client, uptime, called('b'), 'absent')).toMatchObject({ actual: null });
    expect(sent).toHaveLength(1);
    expect(await findInAccount(client, uptime, called('b'), 'present')).toMatchObject({
      actual: { id: '2' },
    });
    expect(sent.slice(1)).toEqual([
      'GET /uptime?nouptime&page=1&limit=1',
      'GET /uptime?nouptime&page=1&limit=100',
    ]);
  });
});

describe('the one of a name or a former name in the account', () => {
  const renamed = { name: 'new', formerName: 'old' };
  const found = (actual: object | null, ...replaced: object[]) => ({ actual, replaced });
  /** What is found, without the account. */
  const find = async (
    { client }: ReturnType<typeof accountOf>,
    resource: Resource = uptime,
    state: 'present' | 'absent' = 'present',
    naming = renamed,
  ) => {
    const { account, ...rest } = await findInAccount(client, resource, naming, state);
    expect(account).toBeDefined();
    return rest;
  };

  test.each<[string, Remote[], ReturnType<typeof found>]>([
    [
      'the one of the new name, where nothing has the former one',
      [remote('1', 'new')],
      found(remote('1', 'new')),
    ],
    [
      'the one of the former name, where nothing has the new one',
      [remote('1', 'old')],
      found(remote('1', 'old')),
    ],
    [
      'the one of the former name that has replaced another',
      [remote('1', 'old'), remote('2', 'old', 'replaces-1')],
      found(remote('2', 'old', 'replaces-1'), remote('1', 'old')),
    ],
    ['none, where nothing has either', [remote('1', 'other')], found(null)],
    [
      'the new one, where it has replaced the former one, which is left with what both have replaced',
      [
        remote('1', 'old'),
        remote('2', 'old', 'replaces-1'),
        remote('3', 'new', 'replaces-2'),
        remote('4', 'new', 'replaces-2', 'replaces-3'),
      ],
      found(
        remote('4', 'new', 'replaces-2', 'replaces-3'),
        remote('2', 'old', 'replaces-1'),
        remote('3', 'new', 'replaces-2'),
        remote('1', 'old'),
      ),
    ],
  ])('is %s', async (_, rows, expected) => {
    for (const state of ['present', 'absent'] as const) {
      const account = accountOf(...rows);
      expect(await find(account, uptime, state)).toEqual(expected);
      expect(account.sent).toHaveLength(1);
    }
  });

  test('is known as the replacement of the former one by its details, where the list leaves out its tags', async () => {
    const rows = [
      { id: '1', name: 'old' },
      { id: '2', name: 'new' },
    ];
    const { client, sent } = scriptedClient(({ path }) =>
      path.includes('?') ? listOf(rows) : respondWith({ data: remote('2', 'new', 'replaces-1') }),
    );
    expect(await findInAccount(client, uptime, renamed, 'present')).toEqual({
      ...found(rows[1] ?? null, rows[0] ?? {}),
      account: rows,
    });
    expect(sent.slice(1)).toEqual(['GET /uptime/2']);
  });

  const BOTH =
    'renamed_from: there are both the %s "old" (ID 1) and "new" (ID 2): delete the one whose history nobody needs, or take renamed_from out if they are not the same';

  test.each<[Resource, Remote[]]>([
    [uptime, [remote('1', 'old'), remote('2', 'new')]],
    [uptime, [remote('1', 'old'), remote('2', 'new', 'replaces-11')]],
    [
      contactGroup,
      [
        { id: '1', name: 'old' },
        { id: '2', name: 'new' },
      ],
    ],
  ])(
    'is for a person to say where both are there, unless it is to be absent (%#)',
    async (resource, rows) => {
      const account = accountOf(...rows);
      await expect(find(account, resource)).rejects.toThrow(BOTH.replace('%s', `${resource.kind}s`));
      expect(await find(account, resource, 'absent')).toEqual(found(rows[1] ?? null));
      expect(account.sent).toHaveLength(2);
    },
  );

  test('is the one of the name, where the former one is the same in another form', async () => {
    const certificate = { id: '1', website_url: 'https://a.example.com' };
    const naming = { name: 'https://a.example.com', formerName: 'https://A.example.com/' };
    expect(await find(accountOf(certificate), ssl, 'present', naming)).toEqual(found(certificate));
  });
});

describe('what has replaced the one of an ID', () => {
  test('is read in full, with the others that have done so before it', async () => {
    const { client, sent } = accountOf(
      remote('2', 'a', 'replaces-1'),
      remote('3', 'a', 'replaces-1', 'replaces-2'),
      // Whether the filter of the API takes parts of tags is not documented.
      remote('4', 'b', 'replaces-11'),
    );
    expect(await findReplacement(client, uptime, '1')).toEqual({
      actual: { ...remote('3', 'a', 'replaces-1', 'replaces-2'), in: 'full' },
      replaced: [remote('2', 'a', 'replaces-1')],
    });
    expect(sent).toEqual(['GET /uptime?tags=replaces-1&nouptime&page=1&limit=100', 'GET /uptime/3']);
  });

  test('is nothing where none has, at the cost of the list', async () => {
    const { client, sent } = accountOf(remote('4', 'b', 'replaces-11'));
    expect(await findReplacement(client, uptime, '1')).toEqual({ actual: null, replaced: [] });
    expect(sent).toHaveLength(1);
  });

  test('is known by its details where the list leaves out its tags', async () => {
    const { client, sent } = scriptedClient(({ path }) =>
      path.includes('?')
        ? listOf([{ id: '2', name: 'a' }])
        : respondWith({ data: remote('2', 'a', 'replaces-1') }),
    );
    expect(await findReplacement(client, uptime, '1')).toEqual({
      actual: remote('2', 'a', 'replaces-1'),
      replaced: [],
    });
    // The second time in full and anew.
    expect(sent.slice(1)).toEqual(['GET /uptime/2', 'GET /uptime/2']);
  });

  test('costs nothing for kinds that are never replaced', async () => {
    const { client, sent } = accountOf(remote('2', 'a', 'replaces-1'));
    expect(await findReplacement(client, heartbeat, '1')).toEqual({ actual: null, replaced: [] });
    expect(sent).toEqual([]);
  });

  test('is for a person to say where several have', async () => {
    const { client } = accountOf(remote('2', 'a', 'replaces-1'), remote('3', 'b', 'replaces-1'));
    await expect(findReplacement(client, uptime, '1')).rejects.toThrow(
      'id: several uptime tests (IDs 2, 3) replace 1: give the ID of one of them',
    );
  });
});
