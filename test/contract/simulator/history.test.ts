import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { SEEDED_TEST, send } from './client.ts';

const NOW = Date.parse('2026-11-15T12:00:00Z');
const DAYS = 90;
const HISTORY = { seconds: DAYS * 86_400, seed: 7 };

interface Row {
  readonly created_at: string;
  readonly ended_at?: string;
  readonly duration?: number;
  readonly status: 'up' | 'down';
  readonly status_code: number;
  readonly triggered_at: string;
}

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ now: () => NOW, history: HISTORY });
});
afterEach(() => simulator.close());

/** A whole series of a test, page by page, newest first. */
async function seriesOf(id: string, name: string, of = simulator): Promise<Row[]> {
  const rows: Row[] = [];
  let url: string | undefined = `${of.url}/uptime/${id}/${name}?limit=100`;
  while (url !== undefined) {
    const { body } = await send('GET', url);
    const { data, links } = body as { data: Row[]; links: { next?: string } };
    rows.push(...data);
    url = links.next;
  }
  return rows;
}

/** Tests of so many stacks. */
function seed(count: number, of = simulator): string[] {
  return Array.from({ length: count }, (_, index) => {
    const values = { ...SEEDED_TEST, name: `test ${index}`, tags: [`stack-${index % 5}`] };
    return of.account.uptimeTests.create(values).id;
  });
}

describe('an imagined past', () => {
  test('has periods without gaps, runs that agree with them, and an alert for each outage and its end', async () => {
    const [id = '', ...others] = seed(12);
    const outagesOf = async (test: string) =>
      (await seriesOf(test, 'periods')).filter(({ status }) => status === 'down');
    const counts = await Promise.all(others.map(async (other) => (await outagesOf(other)).length));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(5);

    for (const each of [id, others[2] ?? '']) {
      const [periods, runs, alerts] = await Promise.all(
        ['periods', 'history', 'alerts'].map(async (name) => (await seriesOf(each, name)).reverse()),
      );
      const statusAt = (time: string) =>
        periods?.find(
          ({ created_at, ended_at }) => created_at <= time && (ended_at === undefined || time < ended_at),
        )?.status;
      for (const run of runs ?? []) {
        expect(run.status_code === 200 ? 'up' : 'down').toBe(statusAt(run.created_at));
      }
      for (const [index, { ended_at, created_at, duration }] of (periods ?? []).entries()) {
        expect(ended_at).toBe(periods?.[index + 1]?.created_at);
        expect(duration).toBe(ended_at && Date.parse(ended_at) - Date.parse(created_at));
      }
      const told = (alerts ?? []).map(({ status, triggered_at }) => `${status} ${triggered_at}`);
      expect(told).toEqual(
        (periods ?? []).slice(1).map(({ status, created_at }) => `${status} ${created_at}`),
      );
    }
  });

  test('reaches back to its beginning with a run at each interval, page by page', async () => {
    const [id = ''] = seed(1);
    const runs = await seriesOf(id, 'history');
    const times = runs.map(({ created_at }) => Date.parse(created_at) / 1000);
    expect(new Set(times.slice(1).map((time, index) => (times[index] ?? 0) - time))).toEqual(new Set([300]));
    expect(times[0]).toBeGreaterThan(NOW / 1000 - 300);
    expect(runs.length).toBe((DAYS * 86_400) / 300);
  });

  test('is cut by before and after', async () => {
    const [id = ''] = seed(1);
    const [before, after] = [NOW / 1000 - 3000, NOW / 1000 - 4000];
    const { body } = await send(
      'GET',
      `${simulator.url}/uptime/${id}/history?before=${before}&after=${after}`,
    );
    const { data, links } = body as { data: Row[]; links: { next?: string } };
    expect(data.length).toBe(3);
    expect(links.next).toBeUndefined();
  });

  test('is the same for a seed, whenever the simulator is started, and another for another', async () => {
    const later = await startSimulator({ now: () => NOW + 86_400_000, history: HISTORY });
    const other = await startSimulator({ now: () => NOW, history: { ...HISTORY, seed: 8 } });
    const ended = async (of: Simulator) => {
      const ids = seed(5, of);
      const periods = (await Promise.all(ids.map((id) => seriesOf(id, 'periods', of)))).flat();
      return periods
        .filter(({ status, ended_at }) => status === 'down' && ended_at)
        .map(({ created_at }) => created_at)
        .filter((time) => '2026-08-25' < time && time < '2026-11-10');
    };
    const [own, one, different] = await Promise.all([ended(simulator), ended(later), ended(other)]);
    expect(own.length).toBeGreaterThan(0);
    expect(one).toEqual(own);
    expect(different).not.toEqual(own);
    await later.close();
    await other.close();
  });

  test('began later for some tests, and has ended for one that is paused', async () => {
    const first = await Promise.all(
      seed(40).map(async (id) => (await seriesOf(id, 'periods')).at(-1)?.created_at ?? ''),
    );
    expect(first.filter((time) => time > '2026-09-01').length).toBeGreaterThan(1);
    expect(first.filter((time) => time < '2026-08-18').length).toBeGreaterThan(25);

    const { id, last_tested_at } = simulator.account.uptimeTests.create({ ...SEEDED_TEST, paused: true });
    const [newest] = await seriesOf(id, 'history');
    expect(newest?.created_at).toBe(last_tested_at);
    expect(Date.parse(String(last_tested_at))).toBeLessThan(NOW - 86_400_000);
  });

  test('can be given to tests that are there', async () => {
    const plain = await startSimulator({ now: () => NOW });
    const [id = ''] = seed(1, plain);
    expect(await seriesOf(id, 'periods', plain)).toEqual([]);
    plain.account.imagine(HISTORY);
    expect(await seriesOf(id, 'periods', plain)).not.toEqual([]);
    await plain.close();
  });
});
