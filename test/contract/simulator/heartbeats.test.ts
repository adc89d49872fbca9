import { describe, expect } from 'vitest';
import { refused, send } from './client.ts';
import { test } from './fixture.ts';

async function list(url: string) {
  const { body } = await send('GET', url);
  return (body as { data: { name: string }[] }).data;
}

describe('heartbeats', () => {
  test('have an address each that tells nothing about another', async ({ simulator }) => {
    const { heartbeats } = simulator.account;
    const keys = ['a', 'b'].map(
      (name) => new URL(String(heartbeats.create({ name }).url)).searchParams.get('PK') ?? '',
    );
    expect(keys[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(keys[0]).not.toBe(keys[1]);
  });

  test('are filtered as uptime tests are', async ({ simulator }) => {
    const { heartbeats } = simulator.account;
    heartbeats.create({ name: 'a', tags: ['x', 'y'], status: 'down' });
    heartbeats.create({ name: 'b', tags: ['x'] });
    const names = async (query: string) =>
      (await list(`${simulator.url}/heartbeat?${query}`)).map(({ name }) => name);
    expect(await names('status=down')).toEqual(['a']);
    expect(await names('tags=x,y')).toEqual(['a']);
    expect(await names('tags=x')).toEqual(['a', 'b']);
    expect(await names('tags=y,z&matchany')).toEqual(['a']);
    expect(await send('GET', `${simulator.url}/heartbeat?status=paused`)).toMatchObject(
      refused({ status: [expect.any(String)] }),
    );
  });

  test('leave out of the list when they were pinged, and uptime where it is not wanted', async ({
    simulator,
  }) => {
    const { id } = simulator.account.heartbeats.create({
      name: 'a',
      host: 'AWS',
      last_tested_at: '2026-01-01T00:00:00Z',
      uptime: 99.9,
    });
    const [overview] = await list(`${simulator.url}/heartbeat`);
    expect(overview).toMatchObject({ uptime: 99.9 });
    expect(overview).not.toHaveProperty('last_tested_at');
    expect((await list(`${simulator.url}/heartbeat?nouptime`))[0]).not.toHaveProperty('uptime');
    expect(await send('GET', `${simulator.url}/heartbeat/${id}`)).toMatchObject({
      body: { data: { host: 'AWS', last_tested_at: '2026-01-01T00:00:00Z', uptime: 99.9 } },
    });
  });
});
