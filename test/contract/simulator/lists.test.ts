import { describe, expect } from 'vitest';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { SEEDED_TEST, send } from './client.ts';
import { test } from './fixture.ts';

interface List {
  data: Record<string, unknown>[];
  metadata: object;
}

async function list(url: string): Promise<List> {
  const received = await send('GET', url);
  expect(received.status).toBe(200);
  return received.body as List;
}

async function names(url: string): Promise<unknown[]> {
  return (await list(url)).data.map(({ name }) => name);
}

describe('lists', () => {
  test('show an overview of uptime tests', async ({ simulator }) => {
    simulator.account.uptimeTests.create({
      ...SEEDED_TEST,
      tags: ['stack-a'],
      find_string: 'ok',
      uptime: 99.9,
    });
    expect(await list(`${simulator.url}/uptime`)).toEqual({
      data: [
        {
          id: '1',
          name: 'shop liveness',
          test_type: 'HTTP',
          website_url: 'https://shop.example.com/liveness',
          check_rate: 300,
          contact_groups: [],
          paused: false,
          status: 'up',
          tags: ['stack-a'],
          uptime: 99.9,
        },
      ],
      metadata: { page: 1, per_page: 25, page_count: 1, total_count: 1 },
    });
  });

  test('are empty but well-formed without anything to list', async ({ simulator }) => {
    expect(await list(`${simulator.url}/uptime`)).toEqual({
      data: [],
      metadata: { page: 1, per_page: 25, page_count: 0, total_count: 0 },
    });
  });

  test('come in pages of 25, or of the limit asked for, oldest first', async ({ simulator }) => {
    for (let i = 1; i <= 101; i++) {
      simulator.account.uptimeTests.create({ ...SEEDED_TEST, name: `test ${i}` });
    }
    const first = await list(`${simulator.url}/uptime`);
    expect(first.data).toHaveLength(25);
    expect(first.metadata).toEqual({ page: 1, per_page: 25, page_count: 5, total_count: 101 });
    expect((await list(`${simulator.url}/uptime?limit=100`)).data).toHaveLength(100);
    const last = await list(`${simulator.url}/uptime?limit=100&page=2`);
    expect(last.data.map(({ name }) => name)).toEqual(['test 101']);
    expect(last.metadata).toEqual({ page: 2, per_page: 100, page_count: 2, total_count: 101 });
    expect((await list(`${simulator.url}/uptime?limit=100&page=3`)).data).toEqual([]);
  });

  test('are not snapshots: what is deleted between pages shifts the rest', async ({ simulator }) => {
    for (const name of ['a', 'b', 'c', 'd']) {
      simulator.account.uptimeTests.create({ ...SEEDED_TEST, name });
    }
    expect(await names(`${simulator.url}/uptime?limit=2`)).toEqual(['a', 'b']);
    simulator.account.uptimeTests.delete('1');
    expect(await names(`${simulator.url}/uptime?limit=2&page=2`)).toEqual(['d']);
  });

  test.for(['limit=0', 'limit=101', 'limit=ten', 'limit=', 'page=0', 'page=-1', 'page=1.5', 'status=paused'])(
    'refuse %s',
    async (query, { simulator }) => {
      expect(await send('GET', `${simulator.url}/uptime?${query}`)).toMatchObject({
        status: 400,
        body: { errors: { [query.split('=')[0] ?? '']: [expect.any(String)] } },
      });
    },
  );

  test('are filtered by status', async ({ simulator }) => {
    simulator.account.uptimeTests.create({ ...SEEDED_TEST, name: 'a', status: 'down' });
    simulator.account.uptimeTests.create({ ...SEEDED_TEST, name: 'b' });
    expect(await names(`${simulator.url}/uptime?status=down`)).toEqual(['a']);
    const up = await list(`${simulator.url}/uptime?status=up`);
    expect(up.metadata).toMatchObject({ total_count: 1 });
  });

  test('are filtered by the last status, which a paused test keeps', async ({ simulator }) => {
    simulator.account.uptimeTests.create({ ...SEEDED_TEST, name: 'a', status: 'down', paused: true });
    simulator.account.uptimeTests.create({ ...SEEDED_TEST, name: 'b', paused: true });
    expect(await names(`${simulator.url}/uptime?status=down`)).toEqual(['a']);
    expect(await names(`${simulator.url}/uptime?status=up`)).toEqual(['b']);
  });

  test('are filtered by tags, all of them or, with the bare flag matchany, any', async ({ simulator }) => {
    simulator.account.uptimeTests.create({ ...SEEDED_TEST, name: 'a', tags: ['x', 'y'] });
    simulator.account.uptimeTests.create({ ...SEEDED_TEST, name: 'b', tags: ['x'] });
    simulator.account.uptimeTests.create({ ...SEEDED_TEST, name: 'c', tags: ['z'] });
    expect(await names(`${simulator.url}/uptime?tags=x`)).toEqual(['a', 'b']);
    expect(await names(`${simulator.url}/uptime?tags=x,y`)).toEqual(['a']);
    expect(await names(`${simulator.url}/uptime?tags=y,z&matchany`)).toEqual(['a', 'c']);
    expect(await names(`${simulator.url}/uptime?tags=`)).toEqual(['a', 'b', 'c']);
  });

  test('match parts of tags, as the API may, so that clients have to filter again', async ({ simulator }) => {
    simulator.account.uptimeTests.create({ ...SEEDED_TEST, name: 'a', tags: ['stack-a'] });
    simulator.account.uptimeTests.create({ ...SEEDED_TEST, name: 'ab', tags: ['Stack-AB'] });
    expect(await names(`${simulator.url}/uptime?tags=stack-a`)).toEqual(['a', 'ab']);
  });

  test('leave out uptime with the bare flag nouptime', async ({ simulator }) => {
    simulator.account.uptimeTests.create(SEEDED_TEST);
    expect((await list(`${simulator.url}/uptime`)).data[0]).toHaveProperty('uptime');
    expect((await list(`${simulator.url}/uptime?nouptime`)).data[0]).not.toHaveProperty('uptime');
  });
});

describe('contact groups', () => {
  test('are listed whole, and two may bear the same name', async ({ simulator }) => {
    simulator.account.contactGroups.create({ name: 'Operations' });
    simulator.account.contactGroups.create({
      name: 'Operations',
      email_addresses: ['a@example.com'],
      integrations: ['3'],
      mobile_numbers: ['447712345678'],
      ping_url: 'https://example.com/ping',
    });
    expect(await list(`${simulator.url}/contact-groups`)).toEqual({
      data: [
        { id: '1', name: 'Operations', email_addresses: [], integrations: [], mobile_numbers: [] },
        {
          id: '2',
          name: 'Operations',
          email_addresses: ['a@example.com'],
          integrations: ['3'],
          mobile_numbers: ['447712345678'],
          ping_url: 'https://example.com/ping',
        },
      ],
      metadata: { page: 1, per_page: 25, page_count: 1, total_count: 2 },
    });
    expect(await list(`${simulator.url}/contact-groups?limit=1&page=2`)).toMatchObject({
      data: [{ id: '2' }],
      metadata: { page_count: 2 },
    });
  });

  test('are listed without what the account leaves out of lists, and read whole', async () => {
    const listsLeaveOut = {
      'contact-groups': ['email_addresses', 'mobile_numbers', 'ping_url'],
      ssl: ['alert_at'],
    };
    const simulator = await startSimulator({ listsLeaveOut });
    simulator.account.contactGroups.create({ name: 'Operations', ping_url: 'https://example.com/ping' });
    expect((await list(`${simulator.url}/contact-groups`)).data).toEqual([
      { id: '1', name: 'Operations', integrations: [] },
    ]);
    expect(await send('GET', `${simulator.url}/contact-groups/1`)).toMatchObject({
      body: { data: { email_addresses: [], mobile_numbers: [], ping_url: 'https://example.com/ping' } },
    });
    await simulator.close();
  });

  test('do not know the filters of tests', async ({ simulator }) => {
    simulator.account.contactGroups.create({ name: 'Operations' });
    expect(await names(`${simulator.url}/contact-groups?status=paused&tags=x`)).toEqual(['Operations']);
  });

  test('are read one by one', async ({ simulator }) => {
    simulator.account.contactGroups.create({ name: 'Operations' });
    expect(await send('GET', `${simulator.url}/contact-groups/1`)).toMatchObject({
      status: 200,
      body: { data: { id: '1', name: 'Operations' } },
    });
    expect(await send('GET', `${simulator.url}/contact-groups/2`)).toMatchObject({ status: 404 });
  });
});

describe('uptime locations', () => {
  test('are listed without pages', async ({ simulator }) => {
    const body = await list(`${simulator.url}/uptime-locations?limit=1`);
    expect(Object.keys(body)).toEqual(['data']);
    expect(new Set(body.data.map(({ region_code }) => region_code)).size).toBeGreaterThan(20);
    expect(body.data).toContainEqual({
      description: 'United Kingdom, London - 5',
      ipv4: '192.0.2.19',
      ipv6: '2001:db8::5',
      region: 'United Kingdom / London',
      region_code: 'london',
      status: 'up',
    });
  });

  test('are filtered by region code', async ({ simulator }) => {
    const london = await list(`${simulator.url}/uptime-locations?region_code=london`);
    expect(london.data.map(({ region_code }) => region_code)).toEqual(['london', 'london']);
    expect((await list(`${simulator.url}/uptime-locations?region_code=atlantis`)).data).toEqual([]);
  });
});
