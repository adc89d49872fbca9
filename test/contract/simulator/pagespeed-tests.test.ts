import { describe, expect } from 'vitest';
import { send } from './client.ts';
import { test } from './fixture.ts';

const SEEDED = {
  name: 'start page',
  website_url: 'https://shop.example.com/',
  check_rate: 3600,
  region: 'DE',
};

const result = (seconds: number) =>
  ({
    created_at: new Date(seconds * 1000).toISOString(),
    filesize: 251.3,
    har_location: 'https://example.com/har.json',
    loadtime: 344,
    requests: 6,
    throttling: 'NONE',
  }) as const;

describe('page speed tests', () => {
  test('show the latest measurement once there is one', async ({ simulator }) => {
    const latest_stats = { filesize: 251.3, has_issue: false, latest_issue: '', loadtime: 344, requests: 6 };
    const { id } = simulator.account.pagespeedTests.create(SEEDED);
    const url = `${simulator.url}/pagespeed`;
    expect((await send('GET', `${url}/${id}`)).body).not.toHaveProperty('data.latest_stats');
    simulator.account.pagespeedTests.update(id, { latest_stats });
    expect(await send('GET', url)).toMatchObject({ body: { data: [{ latest_stats }] } });
  });

  test('have no tags to filter by', async ({ simulator }) => {
    simulator.account.pagespeedTests.create(SEEDED);
    const { body } = await send('GET', `${simulator.url}/pagespeed?tags=a&status=paused`);
    expect(body).toMatchObject({ metadata: { total_count: 1 } });
  });

  test('have a history in pages, newest first', async ({ simulator }) => {
    const { id } = simulator.account.pagespeedTests.create(SEEDED);
    const url = `${simulator.url}/pagespeed/${id}/history`;
    expect((await send('GET', url)).body).toEqual({ data: [], links: { self: url } });
    simulator.account.pagespeedHistoryOf(id).push(result(10), { ...result(30), loadtime: 345 }, result(20));
    expect((await send('GET', `${url}?limit=2`)).body).toEqual({
      data: [{ ...result(30), loadtime: 345 }, result(20)],
      links: { self: `${url}?limit=2`, next: `${url}?limit=2&before=20` },
      metadata: expect.any(Object),
    });
    const { body } = await send('GET', `${url}?limit=1&after=15`);
    expect(body).toMatchObject({
      metadata: {
        aggregates: {
          filesize: { min: 251.3, max: 251.3, avg: 251.3 },
          loadtime: { min: 344, max: 345, avg: 344.5 },
          requests: { min: 6, max: 6, avg: 6 },
        },
      },
    });
    simulator.account.pagespeedTests.delete(id);
    expect(await send('GET', url)).toMatchObject({ status: 404 });
    expect(() => simulator.account.pagespeedHistoryOf(id)).toThrow('There is no page speed test');
  });
});

describe('page speed locations', () => {
  test('are listed without pages, each with the name that tests there read', async ({ simulator }) => {
    const { body } = await send('GET', `${simulator.url}/pagespeed-locations?limit=1`);
    expect(Object.keys(body as object)).toEqual(['data']);
    const { data } = body as { data: { description: string; region_code: string }[] };
    expect(data).toContainEqual({
      description: 'PAGESPD-UK5',
      ipv4: '198.51.100.9',
      ipv6: '2001:db8::10',
      region: 'United Kingdom',
      region_code: 'UK',
      status: 'up',
    });
    for (const { description, region_code } of data) {
      const { id } = simulator.account.pagespeedTests.create({ ...SEEDED, region: region_code });
      const read = await send('GET', `${simulator.url}/pagespeed/${id}`);
      expect(read.body).toMatchObject({ data: { location: description } });
    }
    expect(data).toHaveLength(11);
  });

  test.for([
    ['UK', ['UK']],
    ['US', ['US', 'USW']],
    ['XX', []],
  ] as const)('are filtered by the country %s', async ([country, codes], { simulator }) => {
    const { body } = await send('GET', `${simulator.url}/pagespeed-locations?location=${country}`);
    const { data } = body as { data: { region_code: string }[] };
    expect(data.map(({ region_code }) => region_code)).toEqual(codes);
  });
});
