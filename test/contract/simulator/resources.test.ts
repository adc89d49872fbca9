import { describe, expect } from 'vitest';
import { Account } from '../../../src/simulator/account/account.ts';
import type { Collection } from '../../../src/simulator/account/collection.ts';
import { SEEDED_TEST, send } from './client.ts';
import { test } from './fixture.ts';
import { MINIMAL_FORMS } from './minimal-forms.ts';

interface Case {
  readonly path: keyof typeof MINIMAL_FORMS;
  readonly collectionOf: (account: Account) => Collection;
  /** What a read returns of one that was created from the least that a create needs. */
  readonly read: object;
  /** What the list leaves out of it. */
  readonly details?: readonly string[];
  /** A field to change, as written and as read. */
  readonly change: readonly [form: string, read: object];
}

const CASES: readonly Case[] = [
  {
    path: 'heartbeat',
    collectionOf: ({ heartbeats }) => heartbeats,
    read: {
      name: 'backup',
      url: expect.stringMatching(/^https:\/\/push\.statuscake\.com\/\?PK=[0-9a-f]{16}&TestID=2&time=0$/),
      period: 1800,
      contact_groups: [],
      host: 'AWS',
      paused: false,
      status: 'up',
      tags: [],
      uptime: 0,
    },
    details: ['host'],
    change: ['period=60', { period: 60 }],
  },
  {
    path: 'pagespeed',
    collectionOf: ({ pagespeedTests }) => pagespeedTests,
    read: {
      name: 'start page',
      website_url: 'https://shop.example.com/',
      check_rate: 3600,
      alert_bigger: 0,
      alert_slower: 0,
      alert_smaller: 0,
      contact_groups: [],
      location: 'PAGESPD-UK5',
      paused: false,
    },
    change: ['region=USW', { location: 'PAGESPD-USW2' }],
  },
  {
    path: 'ssl',
    collectionOf: ({ sslTests }) => sslTests,
    read: {
      website_url: 'https://shop.example.com/',
      check_rate: 3600,
      alert_at: [1, 7, 30],
      alert_broken: false,
      alert_expiry: false,
      alert_mixed: false,
      alert_reminder: false,
      contact_groups: [],
      follow_redirects: false,
      mixed_content: [],
      paused: false,
    },
    change: ['alert_at[]=100&alert_at[]=20&alert_at[]=3', { alert_at: [3, 20, 100] }],
  },
  {
    path: 'contact-groups',
    collectionOf: ({ contactGroups }) => contactGroups,
    read: { name: 'Operations', email_addresses: [], integrations: [], mobile_numbers: [] },
    change: ['ping_url=https://example.com/ping', { ping_url: 'https://example.com/ping' }],
  },
  {
    path: 'maintenance-windows',
    collectionOf: ({ maintenanceWindows }) => maintenanceWindows,
    read: {
      name: 'release',
      end_at: '2090-01-01T02:00:00+00:00',
      repeat_interval: 'never',
      start_at: '2090-01-01T01:00:00+00:00',
      state: 'pending',
      tags: ['production'],
      tests: [],
      timezone: 'Europe/Berlin',
    },
    change: ['tests[]=1&repeat_interval=1w', { tests: ['1'], repeat_interval: '1w' }],
  },
];

function without(object: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

test('every resource is looked at, uptime tests in a file of their own', () => {
  const paths = new Account().collections.map(({ resource }) => resource.path);
  expect([...CASES.map(({ path }) => path), 'uptime'].sort()).toEqual(paths.sort());
});

describe.for(CASES)('/$path', ({ path, collectionOf, read, details = [], change }) => {
  const form = MINIMAL_FORMS[path];

  test('is created, read, changed in what is named, and deleted', async ({ simulator }) => {
    simulator.account.uptimeTests.create(SEEDED_TEST);
    const url = `${simulator.url}/${path}`;
    expect(await send('POST', url, { form })).toMatchObject({
      status: 201,
      body: { data: { new_id: '2' } },
    });
    expect((await send('GET', `${url}/2`)).body).toStrictEqual({ data: { id: '2', ...read } });

    const [written, readBack] = change;
    expect(await send('PUT', `${url}/2`, { form: written })).toMatchObject({ status: 204, body: undefined });
    expect((await send('GET', `${url}/2`)).body).toStrictEqual({ data: { id: '2', ...read, ...readBack } });

    expect(await send('DELETE', `${url}/2`)).toMatchObject({ status: 204, body: undefined });
    expect(await send('GET', `${url}/2`)).toMatchObject({ status: 404 });
    expect(collectionOf(simulator.account).all()).toEqual([]);
  });

  test('shows in a list what is documented, and no more', async ({ simulator }) => {
    simulator.account.uptimeTests.create(SEEDED_TEST);
    await send('POST', `${simulator.url}/${path}`, { form });
    expect((await send('GET', `${simulator.url}/${path}`)).body).toStrictEqual({
      data: [{ id: '2', ...without(read, details) }],
      metadata: { page: 1, per_page: 25, page_count: 1, total_count: 1 },
    });
  });

  test('shows its fields in the order in which its table has them', async ({ simulator }) => {
    simulator.account.uptimeTests.create(SEEDED_TEST);
    await send('POST', `${simulator.url}/${path}`, { form });
    const { body } = await send('GET', `${simulator.url}/${path}/2`);
    expect(Object.keys((body as { data: object }).data)).toEqual(['id', ...Object.keys(read)]);
  });

  test('ignores fields that it does not know, and those that it only reads, and records them', async ({
    simulator,
  }) => {
    const ignored = 'tcp_port=443&id=7&status=down&state=active&url=x&location=x&mixed_content[]=x';
    const created = await send('POST', `${simulator.url}/${path}`, { form: `${form}&${ignored}` });
    expect(created).toMatchObject({ status: 201, body: { data: { new_id: '1' } } });
    expect(simulator.requests.at(-1)?.unknownFields).toEqual([
      'tcp_port',
      'id',
      'status',
      'state',
      'url',
      'location',
      'mixed_content',
    ]);
    const { data } = (await send('GET', `${simulator.url}/${path}/1`)).body as { data: object };
    expect(without(data, ['id', 'url'])).toEqual(without(read, ['url']));
  });

  test('is not found by the ID of anything else', async ({ simulator }) => {
    const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
    for (const method of ['GET', 'PUT', 'DELETE']) {
      for (const unknown of [id, '999', 'abc']) {
        expect(await send(method, `${simulator.url}/${path}/${unknown}`)).toMatchObject({
          status: 404,
          body: { message: 'No results found' },
        });
      }
    }
    expect(simulator.account.uptimeTests.all()).toHaveLength(1);
  });
});
