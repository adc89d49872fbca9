import { describe, expect, test } from 'vitest';
import { findByIdentity, findInAccount, findReplacement } from '../../../src/reconcile/find.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
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
