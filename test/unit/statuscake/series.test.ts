import { describe, expect, test } from 'vitest';
import { readAlerts, readHistory, readPeriods } from '../../../src/statuscake/series.ts';
import { respondWith, scriptedClient } from './scripted-client.ts';

const link = (before: string) =>
  `https://somebody.example.com/v1/uptime/7/periods?limit=100&before=${before}`;
const part = (data: readonly object[], next?: string | null) =>
  respondWith({ data, links: next === undefined ? {} : { next } });
const time = (second: number) => new Date(second * 1000).toISOString();
const period = (from: number, to?: number, status = 'up') => ({
  status,
  created_at: time(from),
  ...(to !== undefined && { ended_at: time(to) }),
});

/** A client of a series that has these parts, the newest first. */
const seriesOf = (...parts: ReturnType<typeof part>[]) =>
  scriptedClient((_, number) => parts[number - 1] ?? part([]));

describe('the periods of a test', () => {
  test('are read back to the one that a second is in, and no further', async () => {
    const { client, sent } = seriesOf(
      part([period(300), period(200, 300, 'down')], link('200')),
      part([period(100, 200)], link('100')),
      part([period(0, 100)]),
    );
    expect(await readPeriods(client, '7', 150)).toEqual({
      items: [
        { status: 'up', from: 300, to: null },
        { status: 'down', from: 200, to: 300 },
        { status: 'up', from: 100, to: 200 },
      ],
      isWhole: false,
    });
    expect(sent).toEqual(['GET /uptime/7/periods?limit=100', 'GET /uptime/7/periods?limit=100&before=200']);
  });

  test.each([
    [100, 1],
    [99, 2],
  ])(
    'from second %i on take %i requests, where the first part ends with one that began at 100',
    async (since, requests) => {
      const { client, sent } = seriesOf(part([period(100)], link('100')), part([period(0, 100)]));
      await readPeriods(client, '7', since);
      expect(sent).toHaveLength(requests);
    },
  );

  test('are read on wherever the link names the second', async () => {
    const { client, sent } = seriesOf(
      part([period(300)], 'https://api.example.com/v1/uptime/7/periods?before=200&limit=100'),
      part([period(100)]),
    );
    await readPeriods(client, '7', 0);
    expect(sent).toEqual(['GET /uptime/7/periods?limit=100', 'GET /uptime/7/periods?limit=100&before=200']);
  });

  test.each([[undefined], [null], ['']])('are all there are where the next link is %j', async (next) => {
    const { client, sent } = seriesOf(part([period(100)], next));
    expect(await readPeriods(client, '7', 100)).toMatchObject({ isWhole: true });
    expect(sent).toHaveLength(1);
  });

  test('are to the second, in order, and only the newest lasts', async () => {
    const { client } = seriesOf(
      part([
        { status: 'down', created_at: '2026-11-01T00:00:00Z', ended_at: null },
        { status: 'up', created_at: '2026-11-01T00:00:01.999Z', ended_at: null },
      ]),
    );
    const first = Date.parse('2026-11-01T00:00:00Z') / 1000;
    expect((await readPeriods(client, '7', 0)).items).toEqual([
      { status: 'up', from: first + 1, to: null },
      { status: 'down', from: first, to: first + 1 },
    ]);
  });

  test.each([
    [{ created_at: 'never' }, 'a period from "never" to undefined has a time that cannot be read'],
    [
      { created_at: '2026-11-01T00:00:00Z', ended_at: 'later' },
      'a period from "2026-11-01T00:00:00Z" to "later" has a time that cannot be read',
    ],
    [
      { created_at: '2026-11-01T00:00:01Z', ended_at: '2026-11-01T00:00:00Z' },
      'a period from "2026-11-01T00:00:01Z" to "2026-11-01T00:00:00Z" ends before it begins',
    ],
  ])('are none that the API documents where one is %j', async (times, reason) => {
    const { client } = seriesOf(part([{ status: 'down', ...times }]));
    await expect(readPeriods(client, '7', 0)).rejects.toMatchObject({
      message: `GET /uptime/7/periods: the response is not what the API documents: ${reason}`,
      facts: { kind: 'response' },
    });
  });

  test.each([
    ['names no second', 'https://api.example.com/v1/uptime/7/periods?limit=100'],
    ['has no query', 'https://api.example.com/v1/uptime/7/periods'],
    ['is no address', 'before=100'],
    ['names none in figures', link('1e2')],
    ['has more than figures in it', link('100x')],
    ['has more than figures before it', link('x100')],
    ['leads to the same part', link('200')],
    ['leads forward', link('201')],
  ])('are none that the API documents where the next link %s', async (_, next) => {
    const { client, sent } = seriesOf(part([period(300)], link('200')), part([period(250)], next));
    await expect(readPeriods(client, '7', 0)).rejects.toMatchObject({
      message:
        'GET /uptime/7/periods: the response is not what the API documents: its link to the next page does not lead further back',
      facts: { kind: 'response', transient: false, uncertain: false },
    });
    expect(sent).toHaveLength(2);
  });

  test('are followed for 2000 pages, and not without end', async () => {
    const endless = (pages: number) =>
      scriptedClient((_, number) =>
        part([period(1e6 - number)], number < pages ? link(String(1e6 - number)) : null),
      );
    expect((await readPeriods(endless(2000).client, '7', 0)).items).toHaveLength(2000);
    const { client, sent } = endless(2001);
    await expect(readPeriods(client, '7', 0)).rejects.toThrow('it goes on after 2000 pages');
    expect(sent).toHaveLength(2000);
  });
});

describe('the alerts of a test', () => {
  const alert = (at: number | null, status = 'down', code = 503) => ({
    id: '7',
    status,
    status_code: code,
    ...(at !== null && { triggered_at: time(at) }),
  });

  test('are read back to a second, those of which no time is told are left out', async () => {
    const { client, sent } = seriesOf(
      part([alert(300, 'up', 200), alert(null), alert(200)], link('200')),
      part([alert(99)], link('99')),
      part([]),
    );
    expect(await readAlerts(client, '7', 200)).toEqual({
      items: [
        { status: 'up', code: 200, at: 300 },
        { status: 'down', code: 503, at: 200 },
        { status: 'down', code: 503, at: 99 },
      ],
      isWhole: false,
    });
    expect(sent).toEqual(['GET /uptime/7/alerts?limit=100', 'GET /uptime/7/alerts?limit=100&before=200']);
  });
});

describe('the runs of a test', () => {
  const run = (at: number, performance?: unknown, status_code?: unknown) => ({
    created_at: time(at),
    ...(performance !== undefined && { performance }),
    ...(status_code !== undefined && { status_code }),
  });

  test('are those from one second up to another, however old the first of a part is', async () => {
    const { client, sent } = seriesOf(part([run(150, 80, 200)], link('150')), part([run(100, 90, 500)]));
    expect(await readHistory(client, '7', 100, 200)).toEqual({
      items: [
        { at: 150, milliseconds: 80, code: 200 },
        { at: 100, milliseconds: 90, code: 500 },
      ],
      isWhole: true,
    });
    // What the API takes for after is later than that second.
    expect(sent).toEqual([
      'GET /uptime/7/history?after=99&before=200&limit=100',
      'GET /uptime/7/history?after=99&before=150&limit=100',
    ]);
  });

  test.each([
    ['no time', { created_at: 'never', performance: 80, status_code: 200 }],
    ['no performance', run(150, undefined, 200)],
    ['no status code', run(150, 80)],
    ['a performance that is null', run(150, null, 200)],
    ['a status code that is null', run(150, 80, null)],
  ])('that have %s measured nothing', async (_, row) => {
    const { client } = seriesOf(part([row, run(100, 0, 0)]));
    expect((await readHistory(client, '7', 100, 200)).items).toEqual([{ at: 100, milliseconds: 0, code: 0 }]);
  });
});
