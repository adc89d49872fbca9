import { describe, expect } from 'vitest';
import { SEEDED_TEST, send } from './client.ts';
import { test } from './fixture.ts';

const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
const run = (seconds: number) => ({
  created_at: at(seconds),
  location: 'UK1',
  performance: 120,
  status_code: 200,
});

describe('series of an uptime test', () => {
  test.for(['history', 'periods', 'alerts'])(
    '%s is empty but well-formed at first',
    async (name, { simulator }) => {
      const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
      const url = `${simulator.url}/uptime/${id}/${name}`;
      expect(await send('GET', url)).toMatchObject({ status: 200, body: { data: [], links: { self: url } } });
      expect(await send('GET', `${simulator.url}/uptime/999/${name}`)).toMatchObject({ status: 404 });
    },
  );

  test('return what the account holds, newest first', async ({ simulator }) => {
    const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
    const held = simulator.account.seriesOf(id);
    held.history.push(run(10), run(30), run(20));
    held.periods.push(
      { status: 'up', created_at: at(10), ended_at: at(20), duration: 10_000 },
      { status: 'down', created_at: at(20) },
    );
    held.alerts.push({ id: '5', status: 'down', status_code: 503, triggered_at: at(21) });

    const url = `${simulator.url}/uptime/${id}`;
    expect((await send('GET', `${url}/history`)).body).toEqual({
      data: [run(30), run(20), run(10)],
      links: { self: `${url}/history` },
    });
    expect((await send('GET', `${url}/periods`)).body).toMatchObject({
      data: [
        { status: 'down', created_at: at(20) },
        { status: 'up', duration: 10_000 },
      ],
    });
    expect((await send('GET', `${url}/alerts`)).body).toMatchObject({ data: held.alerts });
  });

  test('are newest first within a second too, and no page leaves out the rest of one', async ({
    simulator,
  }) => {
    const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
    const runs = [10, 20.1, 20.2, 20.2, 30.5].map((seconds, i) => ({
      ...run(seconds),
      status_code: 200 + i,
    }));
    simulator.account.seriesOf(id).history.push(...runs);
    const codes: number[][] = [];
    let url: string | undefined = `${simulator.url}/uptime/${id}/history?limit=3`;
    while (url !== undefined) {
      const { body } = await send('GET', url);
      const { data, links } = body as { data: { status_code: number }[]; links: { next?: string } };
      codes.push(data.map(({ status_code }) => status_code));
      url = links.next;
    }
    expect(codes).toEqual([[204], [203, 202, 201], [200]]);
  });

  test('are cut by before and after, both exclusive, and by limit', async ({ simulator }) => {
    const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
    simulator.account.seriesOf(id).history.push(...[10, 20, 30, 40].map(run));
    const url = `${simulator.url}/uptime/${id}/history`;
    expect((await send('GET', `${url}?before=40&after=10`)).body).toMatchObject({ data: [run(30), run(20)] });
    expect((await send('GET', `${url}?limit=1`)).body).toMatchObject({ data: [run(40)] });
  });

  test('are followed by links.next until the oldest', async ({ simulator }) => {
    const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
    simulator.account.seriesOf(id).history.push(...Array.from({ length: 60 }, (_, i) => run(i + 1)));
    const sizes: number[] = [];
    let url: string | undefined = `${simulator.url}/uptime/${id}/history?after=5`;
    while (url !== undefined) {
      const { body } = await send('GET', url);
      const { data, links } = body as { data: unknown[]; links: { self: string; next?: string } };
      expect(links.self).toBe(url);
      sizes.push(data.length);
      url = links.next;
    }
    expect(sizes).toEqual([25, 25, 5]);
  });

  test.for(['limit=0', 'limit=101', 'before=yesterday', 'before=-1', 'after=1.5'])(
    'refuse %s',
    async (query, { simulator }) => {
      const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
      expect(await send('GET', `${simulator.url}/uptime/${id}/history?${query}`)).toMatchObject({
        status: 400,
        body: { errors: { [query.split('=')[0] ?? '']: [expect.any(String)] } },
      });
    },
  );
});
