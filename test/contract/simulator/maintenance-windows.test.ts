import { test as base, describe, expect } from 'vitest';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { refused, SEEDED_TEST, send } from './client.ts';
import { MINIMAL_FORMS } from './minimal-forms.ts';

const test = base.extend<{ clock: { time: string }; simulator: Simulator }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from this pattern
  clock: async ({}, use) => use({ time: '2026-01-01T00:00:00Z' }),
  simulator: async ({ clock }, use) => {
    const simulator = await startSimulator({ now: () => Date.parse(clock.time) });
    await use(simulator);
    await simulator.close();
  },
});

const NIGHT = {
  name: 'night',
  start_at: '2026-03-27T02:00:00+01:00',
  end_at: '2026-03-27T04:00:00+01:00',
  timezone: 'Europe/Berlin',
  tags: ['production'],
};

async function stateOf(simulator: Simulator, id: string): Promise<unknown> {
  const { body } = await send('GET', `${simulator.url}/maintenance-windows/${id}`);
  return (body as { data: { state: unknown } }).data.state;
}

describe('the state of a maintenance window', () => {
  test.for<[repeat: string, states: [time: string, state: string][]]>([
    [
      'never',
      [
        ['2026-03-27T00:59:59Z', 'pending'],
        ['2026-03-27T01:00:00Z', 'active'],
        ['2026-03-27T02:59:59Z', 'active'],
        ['2026-03-27T03:00:00Z', 'paused'],
        ['2027-03-27T02:00:00Z', 'paused'],
      ],
    ],
    [
      '1d',
      [
        ['2026-03-26T02:00:00Z', 'pending'],
        ['2026-03-27T02:00:00Z', 'active'],
        ['2026-03-27T03:00:00Z', 'pending'],
        ['2026-03-28T00:59:59Z', 'pending'],
        ['2026-03-28T01:00:00Z', 'active'],
        // Summer time: two o'clock in Berlin comes an hour earlier.
        ['2026-03-30T00:00:00Z', 'active'],
        ['2026-03-30T02:00:00Z', 'pending'],
      ],
    ],
    [
      '1w',
      [
        ['2026-04-02T00:30:00Z', 'pending'],
        ['2026-04-03T00:30:00Z', 'active'],
      ],
    ],
    [
      '2w',
      [
        ['2026-04-03T00:30:00Z', 'pending'],
        ['2026-04-10T00:30:00Z', 'active'],
      ],
    ],
    [
      '1m',
      [
        ['2026-04-26T00:30:00Z', 'pending'],
        ['2026-04-27T00:30:00Z', 'active'],
        ['2026-04-28T00:30:00Z', 'pending'],
        ['2027-01-27T01:30:00Z', 'active'],
      ],
    ],
  ])('that repeats %s goes by the clock', async ([repeat_interval, states], { clock, simulator }) => {
    const { id } = simulator.account.maintenanceWindows.create({ ...NIGHT, repeat_interval });
    for (const [time, state] of states) {
      clock.time = time;
      expect(`${time} ${await stateOf(simulator, id)}`).toBe(`${time} ${state}`);
    }
  });

  test('that repeats on a day which a month lacks comes on its last', async ({ clock, simulator }) => {
    const { id } = simulator.account.maintenanceWindows.create({
      ...NIGHT,
      start_at: '2026-01-31T11:00:00+01:00',
      end_at: '2026-01-31T12:00:00+01:00',
      repeat_interval: '1m',
    });
    clock.time = '2026-02-28T10:30:00Z';
    expect(await stateOf(simulator, id)).toBe('active');
    clock.time = '2026-03-30T10:30:00Z';
    expect(await stateOf(simulator, id)).toBe('pending');
    clock.time = '2026-03-31T09:30:00Z';
    expect(await stateOf(simulator, id)).toBe('active');
  });

  test('filters the list', async ({ clock, simulator }) => {
    const { maintenanceWindows } = simulator.account;
    const at = (hour: string) => ({ start_at: `2026-01-0${hour}:00:00Z`, end_at: `2026-01-0${hour}:30:00Z` });
    maintenanceWindows.create({ ...NIGHT, ...at('1T00'), name: 'yesterday' });
    maintenanceWindows.create({ ...NIGHT, ...at('2T00'), name: 'today' });
    maintenanceWindows.create({ ...NIGHT, ...at('3T00'), name: 'tomorrow' });
    clock.time = '2026-01-01T23:10:00Z';
    const list = (query: string) => send('GET', `${simulator.url}/maintenance-windows?${query}`);
    for (const [state, name] of [
      ['paused', 'yesterday'],
      ['active', 'today'],
      ['pending', 'tomorrow'],
    ]) {
      expect(await list(`state=${state}`)).toMatchObject({
        body: { data: [{ name, state }], metadata: { total_count: 1 } },
      });
    }
    expect(await list('')).toMatchObject({ body: { metadata: { total_count: 3 } } });
    expect(await list('state=over')).toMatchObject(refused({ state: [expect.any(String)] }));
  });
});

describe('a maintenance window', () => {
  const neither = refused({ tests: [expect.any(String)], tags: [expect.any(String)] });

  test('needs tests or tags', async ({ simulator }) => {
    const url = `${simulator.url}/maintenance-windows`;
    const form = MINIMAL_FORMS['maintenance-windows'].replace('&tags[]=production', '');
    for (const lists of ['', '&tags[]=', '&tests[]=', '&tags=&tests=']) {
      expect(await send('POST', url, { form: form + lists })).toMatchObject(neither);
    }
    const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
    expect(await send('POST', url, { form: `${form}&tests[]=${id}` })).toMatchObject({ status: 201 });
    expect(await send('POST', url, { form: `${form}&tags[]=a` })).toMatchObject({ status: 201 });
  });

  test('is not left without tests and tags by an update', async ({ simulator }) => {
    const { id: test } = simulator.account.uptimeTests.create(SEEDED_TEST);
    const { id } = simulator.account.maintenanceWindows.create({ ...NIGHT, tests: [test] });
    const url = `${simulator.url}/maintenance-windows/${id}`;
    expect(await send('PUT', url, { form: 'tags[]=&tests[]=' })).toMatchObject(neither);
    expect(await send('PUT', url, { form: 'tags[]=' })).toMatchObject({ status: 204 });
    expect(await send('PUT', url, { form: 'tests[]=' })).toMatchObject(neither);
    expect(await send('PUT', url, { form: 'tests[]=&tags[]=a' })).toMatchObject({ status: 204 });
    expect(simulator.account.maintenanceWindows.get(id)).toMatchObject({ tests: [], tags: ['a'] });
  });

  test('holds the digits of its times, whatever the offset, and reads them by its zone', async ({
    clock,
    simulator,
  }) => {
    const { body } = await send('POST', `${simulator.url}/maintenance-windows`, {
      form: 'name=night&tags[]=a&timezone=America/New_York&start_at=2026-07-01T22:00:00Z&end_at=2026-07-01T23:00:00%2B05:00',
    });
    const { new_id } = (body as { data: { new_id: string } }).data;
    const url = `${simulator.url}/maintenance-windows/${new_id}`;
    expect((await send('GET', url)).body).toMatchObject({
      data: { start_at: '2026-07-01T22:00:00+00:00', end_at: '2026-07-01T23:00:00+00:00' },
    });
    clock.time = '2026-07-01T22:30:00Z';
    expect(await stateOf(simulator, new_id)).toBe('pending');
    clock.time = '2026-07-02T02:30:00Z';
    expect(await stateOf(simulator, new_id)).toBe('active');
    await send('PUT', url, { form: 'timezone=Asia/Kolkata' });
    clock.time = '2026-07-01T16:30:00Z';
    expect(await stateOf(simulator, new_id)).toBe('active');
  });

  test('spells the offset of its zone, where that was chosen', async () => {
    const simulator = await startSimulator({ windowOffsets: 'zone' });
    const read = async (timezone: string, local: string) => {
      const times = { start_at: `${local}Z`, end_at: '2027-01-01T00:00:00Z' };
      const { id } = simulator.account.maintenanceWindows.create({ ...NIGHT, ...times, timezone });
      const { body } = await send('GET', `${simulator.url}/maintenance-windows/${id}`);
      return (body as { data: { start_at: string } }).data.start_at;
    };
    expect(await read('America/New_York', '2026-07-01T22:00:00')).toBe('2026-07-01T22:00:00-04:00');
    expect(await read('Asia/Kolkata', '2026-07-01T22:00:00')).toBe('2026-07-01T22:00:00+05:30');
    expect(await read('UTC', '2026-07-01T22:00:00')).toBe('2026-07-01T22:00:00+00:00');
    // Skipped, and shown twice.
    expect(await read('Europe/Berlin', '2026-03-29T02:30:00')).toBe('2026-03-29T02:30:00+01:00');
    expect(await read('Europe/Berlin', '2026-10-25T02:30:00')).toBe('2026-10-25T02:30:00+02:00');
    await simulator.close();
  });

  test('is active in both of two hours that clocks show alike', async ({ clock, simulator }) => {
    const { id } = simulator.account.maintenanceWindows.create({
      ...NIGHT,
      start_at: '2026-10-25T02:00:00Z',
      end_at: '2026-10-25T02:30:00Z',
    });
    for (const [time, state] of [
      ['2026-10-24T23:59:59Z', 'pending'],
      ['2026-10-25T00:00:00Z', 'active'],
      ['2026-10-25T00:45:00Z', 'paused'],
      ['2026-10-25T01:15:00Z', 'active'],
      ['2026-10-25T01:30:00Z', 'paused'],
    ] as const) {
      clock.time = time;
      expect(`${time} ${await stateOf(simulator, id)}`).toBe(`${time} ${state}`);
    }
  });

  test('has a state that nobody sets', ({ simulator }) => {
    expect(() => simulator.account.maintenanceWindows.create({ ...NIGHT, state: 'active' })).toThrow(
      '/maintenance-windows has no field state',
    );
  });
});
