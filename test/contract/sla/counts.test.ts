import { describe, expect } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { ACME, onlyStack, pathsOf, type Sla, test } from './fixture.ts';
import { addTest } from './seeding.ts';

const HOUR = [['2026-10-14T08:00:00Z', '2026-10-14T09:00:00Z', 503]] as const;
const TWO_HOURS = [['2026-10-20T08:00:00Z', '2026-10-20T10:00:00Z', 500]] as const;

/** Two tests, one down for an hour and one for two. */
function addBoth({ simulator }: Sla): void {
  addTest(simulator, 'acme liveness', HOUR);
  addTest(simulator, 'acme readiness', TWO_HOURS);
}

const counting = (...counts: string[]): JsonObject => ({ stacks: [{ ...ACME, counts }] });
const LIVENESS = counting('* liveness');
const READINESS = counting('* readiness');

describe('of the tests that a store knows', () => {
  test('those count that are to count now, without a request where it knows all of these', async ({
    sla,
  }) => {
    addBoth(sla);
    expect(onlyStack(await sla.run())).toMatchObject({ down_seconds: 3 * 3600 });
    sla.simulator.requests.length = 0;
    const narrow = await sla.run(LIVENESS);
    expect(onlyStack(narrow)).toMatchObject({ down_seconds: 3600, tests: [{ name: 'acme liveness' }] });
    expect(narrow).toMatchObject({ changed: true });
    expect(await sla.run(LIVENESS)).toMatchObject({ changed: false });
    expect(onlyStack(await sla.run())).toMatchObject({ down_seconds: 3 * 3600 });
    expect(sla.simulator.requests).toEqual([]);
  });

  test('those that it lacks are read, also of a month that is over and of those before it', async ({
    sla,
  }) => {
    addBoth(sla);
    await sla.run(LIVENESS);
    const wide = onlyStack(await sla.run());
    expect(wide).toMatchObject({ down_seconds: 3 * 3600 });
    expect(onlyStack(await sla.run({ period: '2026-09' }))).toMatchObject({
      tests: [{ name: 'acme liveness' }, { name: 'acme readiness' }],
    });
    sla.simulator.requests.length = 0;
    expect(await sla.run()).toMatchObject({ changed: false });
    expect(onlyStack(await sla.run(READINESS))).toMatchObject({ down_seconds: 2 * 3600 });
    expect(sla.simulator.requests).toEqual([]);
  });

  test('the order is the same in every run, whichever was read first', async ({ sla }) => {
    addBoth(sla);
    const first = onlyStack(await sla.run(READINESS));
    const both = onlyStack(await sla.run());
    expect(both.tests).toMatchObject([{ id: '1' }, { id: '2' }]);
    const again = await sla.run();
    expect(again).toMatchObject({ changed: false });
    expect(onlyStack(again)).toEqual(both);
    expect(onlyStack(await sla.run(READINESS))).toEqual(first);
  });

  test('a test is read again up to now that did not count for a while', async ({ sla }) => {
    addBoth(sla);
    const period = 'month_to_date';
    await sla.run({ period });
    sla.setNow('2026-11-16T12:00:00Z');
    expect(onlyStack(await sla.run({ period, ...LIVENESS }))).toMatchObject({ unknown_seconds: 0 });
    const all = onlyStack(await sla.run({ period }));
    expect(all.tests).toHaveLength(2);
    expect(all).toMatchObject({ unknown_seconds: 0 });
  });

  test('a pattern that none of them fits is an error, as if nothing had been read', async ({ sla }) => {
    addBoth(sla);
    await sla.run();
    expect((await sla.run(counting('* front page'))).msg).toMatch(
      /counts: no test fits \* front page; there are: acme liveness, acme readiness$/,
    );
  });
});

describe('a month that is over and is read for other patterns', () => {
  test('keeps tests under the names by which it was reported, and counts them by new ones as well', async ({
    sla: { simulator, run },
  }) => {
    const id = addTest(simulator, 'acme liveness', HOUR);
    const first = onlyStack(await run(LIVENESS));
    simulator.account.uptimeTests.update(id, { name: 'acme health' });
    expect(onlyStack(await run(counting('* health')))).toMatchObject({ down_seconds: 3600 });
    expect(onlyStack(await run(LIVENESS))).toEqual(first);
    simulator.requests.length = 0;
    expect(onlyStack(await run(counting('* health')))).toMatchObject({ down_seconds: 3600 });
    expect(simulator.requests).toEqual([]);
  });

  test('gets no test that the patterns name by which it was reported', async ({ sla }) => {
    const { simulator, run } = sla;
    addBoth(sla);
    const first = onlyStack(await run(LIVENESS));
    addTest(simulator, 'globex liveness', TWO_HOURS);
    expect(onlyStack(await run())).toMatchObject({ tests: [{ id: '1' }, { id: '2' }] });
    expect(onlyStack(await run(LIVENESS))).toEqual(first);
  });

  test('gets no window that was made since', async ({ sla }) => {
    const { simulator, run } = sla;
    addBoth(sla);
    const first = onlyStack(await run(LIVENESS));
    simulator.account.maintenanceWindows.create({
      name: 'afterwards',
      start_at: '2026-10-14T08:00:00Z',
      end_at: '2026-10-14T09:00:00Z',
      timezone: 'UTC',
      tags: ['stack-acme'],
    });
    await run();
    expect(onlyStack(await run(LIVENESS))).toEqual(first);
  });

  test('is read once, also where it had none of the tests that they name', async ({ sla }) => {
    const { simulator, run, setNow } = sla;
    addTest(simulator, 'acme liveness');
    setNow('2026-10-05T00:00:00Z');
    await run({ period: '2026-09' });
    setNow('2026-11-15T12:00:00Z');
    const id = addTest(simulator, 'acme readiness', TWO_HOURS, { since: '2026-10-10T00:00:00Z' });
    await run();
    simulator.account.uptimeTests.delete(id);
    await run(READINESS);
    simulator.requests.length = 0;
    expect(onlyStack(await run(READINESS))).toMatchObject({ down_seconds: 2 * 3600 });
    expect(simulator.requests).toEqual([]);
  });

  test('keeps the alerts that were read, whatever the run is about that tells of it next', async ({
    sla,
  }) => {
    const { simulator, run, setNow } = sla;
    addTest(simulator, 'acme liveness', [['2026-11-05T00:00:00Z', '2026-11-05T05:00:00Z', 503]]);
    addTest(simulator, 'acme readiness');
    await run({ period: 'month_to_date', ...LIVENESS });
    setNow('2026-11-16T12:00:00Z');
    await run({ period: '2026-10' });
    simulator.requests.length = 0;
    expect(onlyStack(await run({ period: 'month_to_date' }))).toMatchObject({
      incidents: [{ status_codes: [503] }],
    });
    // Of a month that is not over, windows to come are asked for.
    expect(pathsOf(simulator)).toEqual(['/uptime', '/maintenance-windows']);
  });
});

describe('a test that was deleted', () => {
  const period = 'month_to_date';

  test('has a part in what comes out until it was read last, and none in what comes after', async ({
    sla,
  }) => {
    const { simulator, run, setNow } = sla;
    addTest(simulator, 'acme liveness');
    const id = addTest(simulator, 'acme readiness', [['2026-11-05T00:00:00Z', '2026-11-05T05:00:00Z', 503]]);
    await run({ period });
    simulator.account.uptimeTests.delete(id);
    for (const now of ['2026-11-16T12:00:00Z', '2026-11-20T12:00:00Z', '2026-12-02T12:00:00Z']) {
      setNow(now);
      expect(onlyStack(await run({ period: '2026-11' })), now).toMatchObject({
        down_seconds: 5 * 3600,
        unknown_seconds: 0,
        tests: [{ name: 'acme liveness' }, { name: 'acme readiness' }],
      });
    }
    simulator.requests.length = 0;
    expect(onlyStack(await run({ period: '2026-11' }))).toMatchObject({ down_seconds: 5 * 3600 });
    expect(simulator.requests).toEqual([]);
  });

  test('has none in later months of a quarter', async ({ sla: { simulator, run, setNow } }) => {
    addTest(simulator, 'acme liveness');
    const id = addTest(simulator, 'acme readiness');
    await run();
    simulator.account.uptimeTests.delete(id);
    setNow('2027-01-05T12:00:00Z');
    expect(onlyStack(await run({ period: '2026-Q4' }))).toMatchObject({ unknown_seconds: 0 });
  });

  test('is the one that was made again under its name, and what lies between is unknown', async ({
    sla: { simulator, run, setNow },
  }) => {
    addTest(simulator, 'acme liveness');
    const id = addTest(simulator, 'acme readiness', [['2026-11-05T00:00:00Z', '2026-11-05T05:00:00Z', 503]]);
    await run({ period });
    simulator.account.uptimeTests.delete(id);
    const next = addTest(
      simulator,
      'acme readiness',
      [['2026-11-17T00:00:00Z', '2026-11-17T01:00:00Z', 503]],
      {
        since: '2026-11-15T14:00:00Z',
      },
    );
    setNow('2026-11-20T12:00:00Z');
    const stack = onlyStack(await run({ period }));
    // From noon, when it was read last, until two.
    expect(stack).toMatchObject({ down_seconds: 6 * 3600, unknown_seconds: 2 * 3600 });
    expect(stack.tests).toEqual([
      { id: '1', name: 'acme liveness' },
      { id: next, name: 'acme readiness' },
    ]);
  });

  test('has no part in the rest of its month, whenever one of its name is made after that', async ({
    sla: { simulator, run, setNow },
  }) => {
    addTest(simulator, 'acme liveness');
    const id = addTest(simulator, 'acme readiness');
    setNow('2026-09-05T00:00:00Z');
    await run({ period });
    simulator.account.uptimeTests.delete(id);
    addTest(simulator, 'acme readiness', [], { since: '2026-10-01T02:00:00Z' });
    setNow('2026-10-01T04:00:00Z');
    for (const unknown_as of ['unknown', 'down']) {
      expect(onlyStack(await run({ stacks: [{ ...ACME, unknown_as }] })), unknown_as).toMatchObject({
        period: { label: '2026-09' },
        availability: 100,
        up_seconds: 30 * 86_400,
        tests: [{ id: '1' }, { id }],
      });
    }
  });

  test('is unknown in a quarter only from the month in which it was made again', async ({
    sla: { simulator, run, setNow },
  }) => {
    addTest(simulator, 'acme liveness');
    const id = addTest(simulator, 'acme readiness');
    setNow('2026-10-05T00:00:00Z');
    await run({ period });
    simulator.account.uptimeTests.delete(id);
    const next = addTest(simulator, 'acme readiness', [], { since: '2026-12-02T23:00:00Z' });
    setNow('2027-01-05T00:00:00Z');
    const quarter = onlyStack(await run({ period: '2026-Q4' }));
    expect(quarter).toMatchObject({
      unknown_seconds: 2 * 86_400,
      tests: [{ id: '1' }, { id: next, name: 'acme readiness' }],
    });
    const months = (quarter.months as JsonObject[]).filter(({ period: of }) => String(of) >= '2026-10');
    expect(months.map(({ unknown_seconds }) => unknown_seconds)).toEqual([0, 0, 2 * 86_400]);
  });

  test('and was the only one, is what the store knows of it, in the month in which it went', async ({
    sla: { simulator, run, setNow },
  }) => {
    const id = addTest(simulator, 'acme liveness', HOUR);
    setNow('2026-10-20T02:00:00Z');
    await run({ period: 'month_to_date' });
    simulator.account.uptimeTests.delete(id);
    setNow('2026-11-01T02:00:00Z');
    expect(onlyStack(await run())).toMatchObject({
      down_seconds: 3600,
      up_seconds: 19 * 86_400 + 4 * 3600 - 3600,
    });
    setNow('2026-12-01T02:00:00Z');
    expect(await run({ period: '2026-11' })).toMatchObject({ failed: true });
  });

  test('whose alerts nobody had read has none to read', async ({ sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness');
    const id = addTest(simulator, 'acme readiness', [['2026-09-05T00:00:00Z', '2026-09-05T05:00:00Z', 503]]);
    await run();
    simulator.account.uptimeTests.delete(id);
    expect(onlyStack(await run({ period: '2026-09' }))).toMatchObject({
      incidents: [{ seconds: 5 * 3600, status_codes: [] }],
    });
  });

  test('is not another of the same name that is there as well', async ({ sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness', HOUR);
    addTest(simulator, 'acme liveness', TWO_HOURS);
    const stack = onlyStack(await run({ stacks: [{ ...ACME, down_when: 'all' }] }));
    expect(stack).toMatchObject({ down_seconds: 0, tests: [{ id: '1' }, { id: '2' }] });
  });

  test('is not another of the same name that was there at the same time', async ({
    sla: { simulator, run, setNow },
  }) => {
    addTest(simulator, 'acme liveness');
    const id = addTest(simulator, 'acme liveness', [['2026-11-05T00:00:00Z', '2026-11-05T05:00:00Z', 503]]);
    await run({ period });
    simulator.account.uptimeTests.delete(id);
    setNow('2026-11-20T12:00:00Z');
    const stacks = [{ ...ACME, down_when: 'all' }];
    expect(onlyStack(await run({ period, stacks }))).toMatchObject({ down_seconds: 0, unknown_seconds: 0 });
    expect(onlyStack(await run({ period }))).toMatchObject({ down_seconds: 5 * 3600 });
  });
});
