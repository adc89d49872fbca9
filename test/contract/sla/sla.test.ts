import { describe, expect } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { ACME, addPausedTest, onlyStack, pathsOf, schemaErrors, TOKEN, test } from './fixture.ts';
import { addTest } from './seeding.ts';

/** Clocks are put back in it, so it has an hour more. */
const OCTOBER = (31 * 24 + 1) * 3600;

describe('a month', () => {
  test('is worked out from what the tests of a stack have recorded', async ({
    sla: { simulator, run, files },
  }) => {
    addTest(simulator, 'acme liveness', [['2026-10-14T07:30:00Z', '2026-10-14T08:12:00Z', 503]]);
    addTest(simulator, 'acme readiness', [['2026-10-14T08:00:00Z', '2026-10-14T08:20:00Z', 500]]);
    addTest(simulator, 'other liveness', [['2026-10-20T08:00:00Z', '2026-10-21T08:20:00Z', 500]], {
      stack: 'other',
    });
    const result = await run();
    expect(result).toMatchObject({ changed: true });
    expect(onlyStack(result)).toMatchObject({
      stack: 'acme',
      period: { label: '2026-10', from: '2026-09-30T22:00:00Z', to: '2026-10-31T23:00:00Z', complete: true },
      met: false,
      availability: 99.888143,
      up_seconds: OCTOBER - 3000,
      down_seconds: 3000,
      excluded_seconds: 0,
      unknown_seconds: 0,
      budget: {
        allowed_seconds: 2682,
        used_seconds: 3000,
        left_seconds: -318,
        used_up_at: '2026-10-14T08:14:42Z',
      },
      incidents: [
        {
          start: '2026-10-14T07:30:00Z',
          end: '2026-10-14T08:20:00Z',
          seconds: 3000,
          counted_seconds: 3000,
          tests: ['acme liveness', 'acme readiness'],
          status_codes: [503, 500],
          excluded: [],
          ongoing: false,
        },
      ],
      incident_count: 1,
      mean_recovery_seconds: 3000,
      previous: { period: '2026-09', availability: 100, met: true },
      months: [{ period: '2026-08' }, { period: '2026-09' }, { period: '2026-10', met: false }],
    });
    expect(pathsOf(simulator).sort()).toEqual([
      '/maintenance-windows',
      '/uptime',
      '/uptime/1/alerts',
      '/uptime/1/periods',
      '/uptime/2/alerts',
      '/uptime/2/periods',
    ]);
    expect(result.api).toMatchObject({ requests: 6 });
    expect(Object.keys(files())).toEqual([
      'reports/2026-10/acme.html',
      'reports/2026-10/index.html',
      'reports/2026-10/sla.json',
      'store/acme/2026-08.jsonl',
      'store/acme/2026-09.jsonl',
      'store/acme/2026-10.jsonl',
      'store/acme/2026-11.jsonl',
      'store/store.json',
    ]);
  });

  test('that is over costs nothing again, and comes out the same', async ({
    sla: { simulator, run, files, setNow },
  }) => {
    addTest(simulator, 'acme liveness', [['2026-10-14T07:30:00Z', '2026-10-14T08:12:00Z', 503]]);
    const formats = ['html', 'json', 'csv', 'markdown', 'openmetrics'];
    const first = await run({ formats });
    expect(first.changed_files).toEqual(first.files);
    const before = files();
    simulator.requests.length = 0;
    setNow('2026-11-20T12:00:00Z');
    expect(await run({ formats })).toMatchObject({ changed: false, changed_files: [], api: { requests: 0 } });
    expect(files()).toEqual(before);
    expect(simulator.requests).toEqual([]);
  });

  test('before one that was read costs only the alerts of its outages', async ({
    sla: { simulator, run },
  }) => {
    addTest(simulator, 'acme liveness', [['2026-09-14T07:30:00Z', '2026-09-14T08:12:00Z', 502]]);
    await run();
    simulator.requests.length = 0;
    expect(onlyStack(await run({ period: '2026-09' }))).toMatchObject({
      incidents: [{ status_codes: [502] }],
    });
    expect(pathsOf(simulator)).toEqual(['/uptime/1/alerts']);
    simulator.requests.length = 0;
    expect(await run({ period: '2026-09' })).toMatchObject({ changed: false, api: { requests: 0 } });
  });

  test('before one that was read costs nothing where the same responses have told of it', async ({
    sla: { simulator, run },
  }) => {
    addTest(simulator, 'acme liveness', [
      ['2026-09-14T07:30:00Z', '2026-09-14T08:12:00Z', 502],
      ['2026-10-14T07:30:00Z', '2026-10-14T08:12:00Z', 503],
      // Of the month after them, whose outages are no reason to ask for anything.
      ['2026-11-02T07:30:00Z', '2026-11-02T08:12:00Z', 500],
    ]);
    await run();
    simulator.requests.length = 0;
    expect(onlyStack(await run({ period: '2026-09' }))).toMatchObject({
      incidents: [{ status_codes: [502] }],
    });
    expect(simulator.requests).toEqual([]);
  });

  test('without an outage costs no alerts, whatever came after it', async ({ sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness', [['2026-11-02T07:30:00Z', '2026-11-02T08:12:00Z', 500]]);
    await run();
    expect(pathsOf(simulator)).toEqual(['/uptime', '/maintenance-windows', '/uptime/1/periods']);
  });

  test('that is not over is read again, and its outage counts to now', async ({
    sla: { simulator, run, setNow, files },
  }) => {
    addTest(simulator, 'acme liveness', [['2026-11-15T11:00:00Z', null, 503]]);
    const period = 'month_to_date';
    expect(onlyStack(await run({ period }))).toMatchObject({
      period: { label: '2026-11', to: '2026-11-15T12:00:00Z', complete: false },
      down_seconds: 3600,
      budget: { allowed_seconds: 2592 },
      incidents: [{ end: '2026-11-15T12:00:00Z', ongoing: true }],
    });
    setNow('2026-11-15T13:00:00Z');
    expect(onlyStack(await run({ period }))).toMatchObject({
      down_seconds: 7200,
      incidents: [{ status_codes: [503] }],
    });
    expect(Object.keys(files()).filter((path) => path.includes('2026-11'))).toContain(
      'store/acme/2026-11.jsonl',
    );
  });

  test('of nights is closed by the last of them, with what the account has forgotten since', async ({
    sla: { simulator, run, setNow },
  }) => {
    const id = addTest(simulator, 'acme liveness', [['2026-10-02T07:00:00Z', '2026-10-02T07:10:00Z', 503]]);
    setNow('2026-10-20T00:00:00Z');
    await run({ period: 'month_to_date' });
    const { periods } = simulator.account.seriesOf(id);
    periods.splice(0, 2);
    setNow('2026-11-01T03:00:00Z');
    expect(onlyStack(await run())).toMatchObject({ down_seconds: 600, unknown_seconds: 0 });
  });

  test('of nights keeps how long a test was up that the account has forgotten while it lasted', async ({
    sla: { simulator, run, setNow },
  }) => {
    const id = addTest(simulator, 'acme liveness', [['2026-10-25T07:00:00Z', '2026-10-25T07:10:00Z', 503]]);
    setNow('2026-10-24T22:00:00Z');
    const { periods } = simulator.account.seriesOf(id);
    const later = periods.splice(0);
    periods.push({ status: 'up', created_at: '2026-08-03T10:00:00Z' });
    await run({ period: 'month_to_date' });
    periods.splice(0, 1, ...later.slice(1));
    setNow('2026-11-01T03:00:00Z');
    expect(onlyStack(await run())).toMatchObject({ down_seconds: 600, unknown_seconds: 9 * 3600 });
  });

  test('that has begun is kept as far as a run about one before has told of it', async ({
    sla: { simulator, run, setNow },
  }) => {
    addTest(simulator, 'acme liveness');
    const outage = [['2026-11-05T00:00:00Z', '2026-11-05T05:00:00Z', 503]] as const;
    const id = addTest(simulator, 'acme readiness', outage);
    await run();
    expect(pathsOf(simulator)).toHaveLength(4);
    simulator.account.uptimeTests.delete(id);
    setNow('2026-12-01T12:00:00Z');
    expect(onlyStack(await run({ period: '2026-11' }))).toMatchObject({
      down_seconds: 5 * 3600,
      tests: [{ name: 'acme liveness' }, { name: 'acme readiness' }],
    });
  });

  test('may be a quarter', async ({ sla: { simulator, run, setNow } }) => {
    setNow('2027-01-02T03:00:00Z');
    addTest(simulator, 'acme liveness', [['2026-10-31T22:50:00Z', '2026-10-31T23:20:00Z', 503]]);
    const stack = onlyStack(await run({ period: '2026-Q4' }));
    expect(stack).toMatchObject({ down_seconds: 1800, incidents: [{ seconds: 1800 }], previous: null });
    expect(stack.incidents).toHaveLength(1);
  });
});

describe('what does not count', () => {
  const outage = [['2026-10-14T07:30:00Z', '2026-10-14T08:30:00Z', 503]] as const;

  test('is told with its reason, and each second once', async ({ sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness', outage);
    simulator.account.maintenanceWindows.create({
      name: 'weekly works',
      start_at: '2026-10-07T10:00:00Z',
      end_at: '2026-10-07T10:20:00Z',
      timezone: 'Europe/Paris',
      repeat_interval: '1w',
      tags: ['stack-acme'],
    });
    const stack = onlyStack(
      await run({
        stacks: [
          {
            ...ACME,
            service_hours: 'Mon-Sun 09:45-24:00',
            exclude: [{ from: '2026-10-14T09:50', to: '2026-10-14T10:05', reason: 'agreed works' }],
            notes: [
              { at: '2026-10-14T10:00', cause: 'A switch' },
              { at: '2026-10-14T10:01', cause: 'A switch', note: 'Replaced' },
              { at: '2026-10-14T10:02', cause: 'No power' },
            ],
          },
        ],
      }),
    );
    // Of the hour from 09:30 on: 15 minutes before service, 15 agreed, 15 left of the window.
    expect(stack).toMatchObject({
      down_seconds: 900,
      incidents: [
        {
          seconds: 3600,
          counted_seconds: 900,
          cause: 'A switch; No power',
          note: 'Replaced',
          excluded: [
            { kind: 'service_hours', seconds: 900 },
            { kind: 'declared', reason: 'agreed works', seconds: 900 },
            { kind: 'window', reason: 'weekly works', seconds: 900 },
          ],
        },
      ],
    });
    const exclusions = stack.exclusions as {
      kind: string;
      times: number;
      seconds: number;
      evidence: string;
    }[];
    expect(exclusions.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(stack.excluded_seconds);
    expect(exclusions.at(-1)).toMatchObject({ times: 4, evidence: 'ID 2, 1w, Europe/Paris' });
    const four = ['up', 'down', 'excluded', 'unknown'].map((name) => Number(stack[`${name}_seconds`]));
    expect(four.reduce((sum, seconds) => sum + seconds)).toBe(OCTOBER);
  });

  test('is not the outage of all, where a window is for some tests only', async ({
    sla: { simulator, run },
  }) => {
    const id = addTest(simulator, 'acme liveness', outage);
    addTest(simulator, 'acme readiness');
    const window = { start_at: '2026-10-14T07:00:00Z', end_at: '2026-10-14T09:00:00Z', timezone: 'UTC' };
    simulator.account.maintenanceWindows.create({ ...window, name: 'one of two', tests: [id] });
    expect(onlyStack(await run())).toMatchObject({ down_seconds: 3600, exclusions: [] });
  });

  test('is a window that was deleted after it had been seen', async ({ sla: { simulator, run, setNow } }) => {
    addTest(simulator, 'acme liveness', outage);
    const { id } = simulator.account.maintenanceWindows.create({
      name: 'works',
      start_at: '2026-10-14T07:00:00Z',
      end_at: '2026-10-14T09:00:00Z',
      timezone: 'UTC',
      tags: ['stack-acme'],
    });
    setNow('2026-10-14T08:00:00Z');
    await run({ period: 'month_to_date' });
    simulator.account.maintenanceWindows.delete(id);
    setNow('2026-11-15T12:00:00Z');
    // What came of it after it was seen, nobody knows.
    expect(onlyStack(await run())).toMatchObject({ excluded_seconds: 3600, down_seconds: 1800 });
  });

  test('is a window as it was seen, where it was changed since', async ({
    sla: { simulator, run, setNow },
  }) => {
    addTest(simulator, 'acme liveness', outage);
    const { id } = simulator.account.maintenanceWindows.create({
      name: 'weekly works',
      start_at: '2026-10-07T07:00:00Z',
      end_at: '2026-10-07T09:00:00Z',
      timezone: 'UTC',
      repeat_interval: '1w',
      tags: ['stack-acme'],
    });
    setNow('2026-10-15T12:00:00Z');
    await run({ period: 'month_to_date' });
    simulator.account.maintenanceWindows.update(id, {
      start_at: '2026-10-08T07:00:00Z',
      end_at: '2026-10-08T09:00:00Z',
    });
    setNow('2026-11-15T12:00:00Z');
    // Two Wednesdays, and two Thursdays after the change.
    expect(onlyStack(await run())).toMatchObject({
      down_seconds: 0,
      exclusions: [{ times: 4, seconds: 4 * 7200 }],
    });
  });

  test('is a window for all tests that count now, not for those that counted when it was read', async ({
    sla: { simulator, run },
  }) => {
    const id = addTest(simulator, 'acme liveness');
    addTest(simulator, 'acme readiness', outage);
    simulator.account.maintenanceWindows.create({
      name: 'one of two',
      start_at: '2026-10-14T07:00:00Z',
      end_at: '2026-10-14T09:00:00Z',
      timezone: 'UTC',
      tests: [id],
    });
    const liveness = { stacks: [{ ...ACME, counts: ['* liveness'] }] };
    const excluded = { excluded_seconds: 2 * 3600 };
    expect(onlyStack(await run(liveness))).toMatchObject(excluded);
    expect(onlyStack(await run())).toMatchObject({ down_seconds: 3600, exclusions: [] });
    expect(onlyStack(await run(liveness))).toMatchObject(excluded);
  });

  test('is taken from the budget of a period that is not over, also what is still to come of windows', async ({
    sla: { simulator, run, setNow, files },
  }) => {
    const [one, other] = [addTest(simulator, 'acme liveness'), addTest(simulator, 'acme readiness')];
    const nightly = {
      start_at: '2026-10-01T00:00:00',
      end_at: '2026-10-01T06:00:00',
      timezone: 'Europe/Paris',
      repeat_interval: '1d',
    };
    simulator.account.maintenanceWindows.create({ ...nightly, name: 'nightly', tests: [one, other] });
    const ofOne = { start_at: '2026-10-01T12:00:00', end_at: '2026-10-01T13:00:00', tests: [one] };
    simulator.account.maintenanceWindows.create({ ...nightly, ...ofOne, name: 'one of two' });
    for (const now of ['2026-11-02T02:00:00Z', '2026-11-15T12:00:00Z', '2026-12-01T02:00:00Z']) {
      setNow(now);
      const stack = onlyStack(await run({ period: '2026-11' }));
      expect(stack, now).toMatchObject({ budget: { allowed_seconds: 1944 } });
      const past = stack.exclusions as { kind: string; to: string }[];
      expect(past.every(({ to }) => to <= now)).toBe(true);
      expect(await run({ period: '2026-11' }), now).toMatchObject({ changed: false, stacks: [stack] });
      const kept = String(files()['store/acme/2026-11.jsonl']).match(/"to":"[^"]*"/g) ?? [];
      expect(kept.every((to) => to <= `"to":"${now}"`)).toBe(true);
    }
    simulator.requests.length = 0;
    await run({ period: '2026-11' });
    expect(simulator.requests).toEqual([]);
  });

  test('is taken from the budget of a quarter, too, of which nothing is known but its first days', async ({
    sla: { simulator, run, setNow },
  }) => {
    addTest(simulator, 'acme liveness');
    simulator.account.maintenanceWindows.create({
      name: 'nightly',
      tags: ['stack-acme'],
      start_at: '2026-10-01T00:00:00',
      end_at: '2026-10-01T06:00:00',
      timezone: 'Europe/Paris',
      repeat_interval: '1d',
    });
    setNow('2026-10-03T12:00:00Z');
    // The hour that October has more is in the window.
    const counted = 92 * 18 * 3600;
    expect(onlyStack(await run({ period: '2026-Q4' }))).toMatchObject({
      budget: { allowed_seconds: Math.floor(counted / 1000) },
    });
  });

  test('is told where the plan has no windows', async ({ sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness');
    simulator.intercept(({ path }, proceed) =>
      path.endsWith('/maintenance-windows') ? jsonResponse(403, { message: 'Not in your plan' }) : proceed(),
    );
    expect(await run()).toMatchObject({
      warnings: [expect.stringContaining('no access to maintenance windows')],
    });
  });
});

describe('what nobody watched', () => {
  test('is unknown: before a test was there', async ({ sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness', [], { since: '2026-10-01T00:00:00Z' });
    expect(onlyStack(await run())).toMatchObject({
      unknown_seconds: 7200,
      availability: 100,
      previous: null,
    });
    const downs = onlyStack(await run({ stacks: [{ ...ACME, unknown_as: 'down' }] }));
    expect(downs).toMatchObject({ unknown_seconds: 0, down_seconds: 7200 });
  });

  test('is told as that, also where it counts as down', async ({
    sla: { simulator, run, setNow, files },
  }) => {
    const id = addTest(simulator, 'acme liveness');
    setNow('2026-10-18T22:00:00Z');
    await run({ period: 'month_to_date' });
    simulator.account.uptimeTests.delete(id);
    setNow('2026-11-01T02:00:00Z');
    const unknown = onlyStack(await run());
    const stacks = [{ ...ACME, unknown_as: 'down' }];
    const options = { stacks, formats: ['html', 'markdown'] };
    const down = onlyStack(await run(options));
    const seconds = 13 * 86_400 + 3600;
    expect(unknown).toMatchObject({ unknown_seconds: seconds, watched: 57.986577 });
    expect(down).toMatchObject({
      down_seconds: seconds,
      unknown_seconds: 0,
      watched: 57.986577,
      incidents: [{ seconds, unwatched_seconds: seconds, tests: [] }],
    });
    expect((down.months as JsonObject[]).at(-1)).toMatchObject({ watched: 57.986577 });
    const textOf = (path: string) => String(files()[path]).replace(/[\u00a0\u202f]/g, ' ');
    expect(textOf('reports/2026-10/acme.md')).toContain('Watched: 57.9 % of the time that counts.');
    expect(textOf('reports/2026-10/acme.md')).toMatch(
      /^- 19 Oct, 00:00 \(not over yet\), 13 d 1 h, nobody watched$/m,
    );
    expect(textOf('reports/2026-10/acme.html')).toContain('<bdi>nobody watched</bdi>');
    expect(textOf('reports/2026-10/acme.html')).toContain('<small>57.9 % watched</small>');
    expect(textOf('reports/2026-10/index.html')).toContain('>1 has time that nobody watched<');
    await run({ ...options, stacks: [{ ...ACME, unknown_as: 'down', language: 'fr' }] });
    expect(textOf('reports/2026-10/acme.md')).toMatch(/, personne n’a observé$/m);
  });

  test('is told as a part of an incident, where a test was down before', async ({
    sla: { simulator, run, files },
  }) => {
    addTest(simulator, 'acme liveness', [['2026-10-31T19:00:00Z', null, 503]], {
      paused: true,
      last_tested_at: '2026-10-31T20:00:00Z',
    });
    const stacks = [{ ...ACME, unknown_as: 'down' }];
    expect(onlyStack(await run({ stacks, formats: ['csv', 'markdown'] }))).toMatchObject({
      watched: 99.597315,
      incidents: [{ seconds: 4 * 3600, unwatched_seconds: 3 * 3600, tests: ['acme liveness'] }],
    });
    expect(files()['reports/2026-10/stacks.csv']).toMatch(/,watched,.*\n.*,99\.597315,\n$/);
    expect(files()['reports/2026-10/incidents.csv']).toMatch(/,unwatched_seconds\n.*,10800\n$/);
    expect(String(files()['reports/2026-10/acme.md']).replace(/\u00a0/g, ' ')).toMatch(
      /4 h, acme liveness, nobody watched for 3 h$/m,
    );
  });

  test('is said to go on and to have begun before, where it reaches beyond what is reported', async ({
    sla: { simulator, run },
  }) => {
    addTest(simulator, 'acme liveness', [], { paused: true, last_tested_at: '2026-10-20T00:00:00Z' });
    const stacks = [{ ...ACME, unknown_as: 'down' }];
    const edgesIn = async (period: JsonObject | string) => {
      const [incident] = onlyStack(await run({ stacks, period })).incidents as JsonObject[];
      return [incident?.began_before, incident?.ongoing];
    };
    expect(await edgesIn('2026-10')).toEqual([false, true]);
    expect(await edgesIn('month_to_date')).toEqual([true, true]);
    expect(await edgesIn({ from: '2026-10-25', to: '2026-10-28' })).toEqual([true, true]);
  });

  test('did not begin before, where a test watched up to the first second of the period', async ({
    sla: { simulator, run },
  }) => {
    addTest(simulator, 'acme liveness', [], { paused: true, last_tested_at: '2026-09-30T22:00:00Z' });
    const report = onlyStack(await run({ stacks: [{ ...ACME, unknown_as: 'down' }] }));
    expect(report.incidents).toMatchObject([{ start: '2026-09-30T22:00:00Z', began_before: false }]);
  });

  test('did not begin before the first test was there', async ({ sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness', [], { since: '2026-10-10T00:00:00Z' });
    const report = onlyStack(await run({ stacks: [{ ...ACME, unknown_as: 'down' }] }));
    expect(report.incidents).toMatchObject([{ began_before: false, ongoing: false }]);
  });

  test('has no months before the first test, so that reports are the same whatever else is reported', async ({
    sla: { simulator, run, files },
  }) => {
    addTest(simulator, 'acme liveness', [], { since: '2026-08-10T00:00:00Z' });
    for (const period of ['2026-08', '2026-09', '2026-10']) {
      await run({ period });
    }
    const before = files();
    expect(onlyStack(await run({ period: '2026-Q2' })).months).toHaveLength(3);
    for (const period of ['2026-08', '2026-09', '2026-10']) {
      expect(await run({ period })).toMatchObject({ changed: false });
    }
    expect(files()).toMatchObject(before);
  });

  test('has no part in it: a test that was made after it', async ({ sla: { simulator, run, setNow } }) => {
    addTest(simulator, 'acme liveness', [['2026-10-05T00:00:00Z', '2026-10-05T01:00:00Z', 503]]);
    addTest(simulator, 'acme readiness', [], { since: '2026-11-01T00:30:00Z' });
    setNow('2026-11-01T02:00:00Z');
    expect(onlyStack(await run())).toMatchObject({ down_seconds: 3600, unknown_seconds: 0 });
  });

  test('is unknown: from the end of a month at which a test was paused until a run finds it running', async ({
    sla: { simulator, run, setNow },
  }) => {
    const id = addTest(simulator, 'acme liveness', [], {
      paused: true,
      last_tested_at: '2026-10-29T12:00:00Z',
    });
    setNow('2026-11-01T02:00:00Z');
    await run();
    simulator.account.uptimeTests.update(id, { paused: false });
    setNow('2026-12-01T02:00:00Z');
    expect(onlyStack(await run({ period: '2026-11' }))).toMatchObject({ unknown_seconds: 30 * 86_400 });
  });

  test('is unknown: until the run that finds a test running, whichever month that run is about', async ({
    sla,
  }) => {
    const { simulator, run, setNow } = sla;
    const id = await addPausedTest(sla, '2026-10-10T00:00:00Z');
    simulator.account.uptimeTests.update(id, { paused: false });
    setNow('2026-11-14T23:00:00Z');
    expect(onlyStack(await run())).toMatchObject({ unknown_seconds: 22 * 86_400 - 3600 });
    setNow('2026-11-20T00:00:00Z');
    expect(onlyStack(await run({ period: 'month_to_date' }))).toMatchObject({
      unknown_seconds: 14 * 86_400,
    });
  });

  test('is unknown: from the run that finds a test paused of which nobody knows when it last ran', async ({
    sla: { simulator, run, setNow },
  }) => {
    const id = addTest(simulator, 'acme liveness', [], { paused: true });
    await run({ period: 'month_to_date' });
    simulator.account.uptimeTests.update(id, { paused: false });
    setNow('2026-11-16T12:00:00Z');
    expect(onlyStack(await run({ period: 'month_to_date' }))).toMatchObject({ unknown_seconds: 86_400 });
  });

  test('is unknown: over a month in which no run has looked', async ({ sla }) => {
    const { simulator, run, setNow } = sla;
    const id = await addPausedTest(sla, '2026-09-10T00:00:00Z');
    simulator.account.uptimeTests.update(id, { paused: false });
    setNow('2026-11-04T23:00:00Z');
    expect(onlyStack(await run({ period: 'month_to_date' }))).toMatchObject({
      unknown_seconds: 4 * 86_400,
      up_seconds: 0,
    });
  });

  test('is unknown: over a month in which a paused test was one of another stack', async ({ sla }) => {
    const { simulator, run, setNow } = sla;
    addTest(simulator, 'acme readiness');
    const id = await addPausedTest(sla, '2026-09-10T00:00:00Z');
    simulator.account.uptimeTests.update(id, { tags: ['stack-globex'] });
    setNow('2026-11-01T02:00:00Z');
    await run();
    simulator.account.uptimeTests.update(id, { tags: ['stack-acme'], paused: false });
    setNow('2026-11-04T23:00:00Z');
    expect(onlyStack(await run({ period: 'month_to_date' }))).toMatchObject({
      unknown_seconds: 4 * 86_400,
    });
  });

  test('is unknown: before the first test of a stack was made, even where unknown counts as down', async ({
    sla: { simulator, run },
  }) => {
    addTest(simulator, 'acme liveness', [], { since: '2026-10-31T22:00:00Z' });
    expect(
      onlyStack(await run({ period: '2026-Q4', stacks: [{ ...ACME, unknown_as: 'down' }] })),
    ).toMatchObject({
      down_seconds: OCTOBER - 3600,
    });
    expect(
      onlyStack(await run({ period: '2026-09', stacks: [{ ...ACME, unknown_as: 'down' }] })),
    ).toMatchObject({
      down_seconds: 0,
      unknown_seconds: 30 * 86_400,
      tests: [],
    });
  });

  test('is unknown: while a test was paused', async ({ sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness', [], { paused: true, last_tested_at: '2026-10-31T22:00:00Z' });
    expect(onlyStack(await run())).toMatchObject({ unknown_seconds: 3600 });
    expect(pathsOf(simulator)).toContain('/uptime/1');
  });

  test('is unknown: between two nights, while the first found a test paused', async ({ sla }) => {
    const { simulator, run, setNow } = sla;
    const id = await addPausedTest(sla, '2026-10-10T00:00:00Z');
    simulator.account.uptimeTests.update(id, { paused: false });
    setNow('2026-10-12T00:00:00Z');
    expect(onlyStack(await run({ period: 'month_to_date' }))).toMatchObject({ unknown_seconds: 2 * 86_400 });
  });
});

describe('reading', () => {
  test('takes only the query of a link to the next page', async ({ sla: { simulator, run } }) => {
    const id = addTest(simulator, 'acme liveness');
    const { periods } = simulator.account.seriesOf(id);
    periods.length = 0;
    const start = Date.parse('2026-10-01T00:00:00Z');
    const at = (minute: number) => new Date(start + minute * 60_000).toISOString();
    for (let minute = 0; minute < 250; minute += 1) {
      const ended = minute === 249 ? {} : { ended_at: at(minute + 1) };
      periods.push({ status: minute % 2 === 0 ? 'up' : 'down', created_at: at(minute), ...ended });
    }
    simulator.intercept(async ({ path }, proceed) => {
      const response = await proceed();
      return path.endsWith('/periods')
        ? { ...response, body: response.body.replaceAll(simulator.url, 'https://elsewhere.example.com/v9') }
        : response;
    });
    const stack = onlyStack(await run());
    expect(stack.incidents).toHaveLength(125);
    expect(pathsOf(simulator).filter((path) => path.endsWith('/periods'))).toHaveLength(3);
  });

  test('ends where a link leads nowhere new', async ({ sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness');
    simulator.intercept(({ path, query }, proceed) =>
      path.endsWith('/periods')
        ? jsonResponse(200, { data: [], links: { self: '', next: `https://example.com/?before=5&${query}` } })
        : proceed(),
    );
    expect(await run()).toMatchObject({
      failed: true,
      msg: expect.stringContaining('does not lead further back'),
    });
  });

  test('is an error of the response where a period ends before it begins', async ({
    sla: { simulator, run },
  }) => {
    const id = addTest(simulator, 'acme liveness');
    simulator.account
      .seriesOf(id)
      .periods.push({ status: 'down', created_at: '2026-10-20T01:00:00Z', ended_at: '2026-10-20T00:00:00Z' });
    expect(await run()).toMatchObject({
      failed: true,
      msg: expect.stringMatching(/acme: .*ends before it begins/),
    });
  });

  test('lets a period without an end last until the next began', async ({ sla: { simulator, run } }) => {
    const id = addTest(simulator, 'acme liveness');
    const data = [
      { status: 'up', created_at: '2026-10-20T01:00:00Z' },
      { status: 'down', created_at: '2026-10-20T00:00:00Z', ended_at: null },
      { status: 'up', created_at: '2026-09-01T00:00:00Z', ended_at: '2026-10-20T00:00:00Z' },
    ];
    simulator.intercept(async ({ path }, proceed) =>
      path === `/v1/uptime/${id}/periods` ? jsonResponse(200, { data, links: { self: '' } }) : proceed(),
    );
    expect(onlyStack(await run())).toMatchObject({
      down_seconds: 3600,
      incidents: [{ end: '2026-10-20T01:00:00Z', ongoing: false }],
    });
  });

  test('is refused where it costs more than allowed', async ({ sla: { simulator, run, files } }) => {
    addTest(simulator, 'acme liveness');
    expect(await run({ request_limit: 2 })).toMatchObject({
      failed: true,
      msg: expect.stringMatching(
        /^request_limit: this takes at least 3 requests .* the limit is 2: raise it/,
      ),
    });
    expect(files()).toEqual({});
  });
});

test('a preview writes nothing and says what would be written', async ({
  sla: { simulator, run, files },
}) => {
  addTest(simulator, 'acme liveness');
  const result = await run({ formats: ['html', 'csv'] }, { check: true, diff: true });
  expect(result).toMatchObject({ changed: true });
  const diffs = result.diff as JsonObject[];
  expect(diffs.map(({ after }) => after)).toEqual([
    expect.stringContaining('acme,acme,2026-10'),
    expect.stringContaining('stack,start'),
    expect.stringContaining('a page of'),
    expect.stringContaining('a page of'),
  ]);
  expect(files()).toEqual({});
});

test('the trouble of one stack is not that of others', async ({ sla: { simulator, run, files } }) => {
  addTest(simulator, 'acme liveness');
  addTest(simulator, 'globex liveness', [], { stack: 'globex' });
  const broken = addTest(simulator, 'initech liveness', [], { stack: 'initech' });
  simulator.intercept(({ path }, proceed) =>
    path.includes(`/${broken}/`) ? jsonResponse(500, { message: 'Oops' }) : proceed(),
  );
  const stacks: JsonObject[] = [
    ACME,
    { stack: 'globex', target: 99, counts: ['* readiness'] },
    { stack: 'initech', target: 99 },
    { stack: 'umbrella', target: 99 },
  ];
  const result = await run({ stacks });
  expect(result.failed).toBe(true);
  expect(result.msg).toMatch(
    /^3 of 4 stacks could not be reported: globex: counts: no test fits \* readiness; there are: globex liveness, initech: .*HTTP 500.*, umbrella: stack: no uptime test carries the tag stack-umbrella/,
  );
  expect(result.stacks).toMatchObject([
    { stack: 'acme', met: true },
    { stack: 'globex', error: expect.stringContaining('no test fits') },
    { stack: 'initech' },
    { stack: 'umbrella' },
  ]);
  expect(Object.keys(files())).toContain('reports/2026-10/acme.html');
  const index = String(files()['reports/2026-10/index.html']);
  expect(index).toContain('no test fits');
  expect(index).toContain('1 of 4 stacks met their target.');
});

test('a stack that could not be reported is told in all files about all stacks, and changes no other row', async ({
  sla: { simulator, run, files },
}) => {
  for (const stack of ['acme', 'globex', 'initech']) {
    addTest(simulator, `${stack} liveness`, [], { stack });
  }
  const formats = ['html', 'json', 'csv', 'markdown'];
  const stacks = (...counts: string[]) => [
    ACME,
    { stack: 'globex', target: 99, counts: ['*', ...counts].slice(-1) },
    { stack: 'initech', target: 99 },
  ];
  const rows = () => String(files()['reports/2026-10/stacks.csv']).split('\n');
  const json = () => JSON.parse(String(files()['reports/2026-10/sla.json']));
  await run({ formats, stacks: stacks() });
  const [names, acme, , initech] = rows();
  const [acmeReport, , initechReport] = json().stacks;
  const failing = { formats, stacks: stacks('* readiness') };
  const result = await run(failing);
  const error = 'counts: no test fits * readiness; there are: globex liveness';
  expect(rows()).toEqual([names, acme, initech, expect.stringMatching(/^globex,+counts: no test fits/), '']);
  expect(json().stacks).toEqual([acmeReport, initechReport, { stack: 'globex', error }]);
  expect(json().stacks).toEqual(result.stacks);
  expect(schemaErrors(json())).toBeNull();
  expect(files()['reports/2026-10/index.html']).toContain(error);
  expect(await run(failing)).toMatchObject({ failed: true, changed: false, changed_files: [] });
});

test('a token that the API repeats in an error is in no file', async ({ sla: { simulator, run, files } }) => {
  addTest(simulator, 'acme liveness');
  const broken = addTest(simulator, 'globex liveness', [], { stack: 'globex' });
  simulator.intercept(({ path }, proceed) =>
    path.includes(`/${broken}/`) ? jsonResponse(500, { message: `Oops ${TOKEN}` }) : proceed(),
  );
  await run({ formats: ['html', 'json', 'csv'], stacks: [ACME, { stack: 'globex', target: 99 }] });
  for (const name of ['index.html', 'sla.json', 'stacks.csv']) {
    expect(files()[`reports/2026-10/${name}`], name).toContain('Oops ********');
  }
  expect(JSON.stringify(files())).not.toContain(TOKEN);
});

describe('a warning', () => {
  test('tells of a pattern that fits no test while others do', async ({ sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness');
    const stacks = [{ ...ACME, counts: ['* liveness', '* readyness'] }];
    const warnings = [
      'acme: counts: no test that fits "* readyness" is known up to 2026-10: correct it, unless such a test is newer',
    ];
    expect(await run({ stacks })).toMatchObject({ warnings });
    simulator.requests.length = 0;
    expect(await run({ stacks })).toMatchObject({ changed: false, warnings });
    expect(simulator.requests).toEqual([]);
  });

  test('of such a pattern is true, too, where a test of a later month fits it', async ({
    sla: { simulator, run, setNow },
  }) => {
    addTest(simulator, 'acme liveness');
    await run();
    setNow('2026-11-20T12:00:00Z');
    addTest(simulator, 'acme new', [], { since: '2026-11-16T10:00:00Z' });
    const stacks = [{ ...ACME, counts: ['* liveness', '* new'] }];
    const told = await run({ stacks });
    expect(told.warnings).toEqual([
      'acme: counts: no test that fits "* new" is known up to 2026-10: correct it, unless such a test is newer',
    ]);
    expect((await run({ stacks, period: 'month_to_date' })).warnings ?? []).toEqual([]);
  });

  test('tells of a note on the period that is of no incident', async ({ sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness', [['2026-10-14T07:30:00Z', '2026-10-14T08:12:00Z', 503]]);
    const notes = ['2026-10-14T10:00', '2026-10-15T10:00', '2026-09-15T10:00'].map((at) => ({
      at,
      cause: 'A switch',
    }));
    expect((await run({ stacks: [{ ...ACME, notes }] })).warnings).toEqual([
      'acme: notes: there is no incident at 2026-10-15T08:00:00Z: correct the time, or take the note out',
    ]);
  });
});

test('a blank title is none, and a zone is spelt as it is', async ({ sla: { simulator, run, files } }) => {
  addTest(simulator, 'acme liveness');
  const result = await run({ timezone: 'europe/Paris', stacks: [{ ...ACME, title: '  ' }] });
  expect(onlyStack(result)).toMatchObject({ title: 'acme', period: { timezone: 'Europe/Paris' } });
  expect(files()['store/store.json']).toContain('"timezone": "Europe/Paris"');
  expect(await run()).toMatchObject({ changed: false });
});

test('joiners within words are kept in all files', async ({ sla: { simulator, run, files } }) => {
  const [persian, hindi, family] = ['می\u200cخواهم', 'क्\u200dष', '👩\u200d👩\u200d👧'];
  addTest(simulator, `acme ${hindi}`, [['2026-10-14T07:30:00Z', '2026-10-14T08:12:00Z', 503]]);
  const exclude = [{ from: '2026-10-03', to: '2026-10-03', reason: family }];
  const notes = [{ at: '2026-10-14T10:00', cause: persian }];
  await run({
    formats: ['html', 'json', 'csv', 'markdown', 'openmetrics'],
    stacks: [{ ...ACME, title: persian, exclude, notes }],
  });
  const { 'reports/2026-10/acme.html': page, ...others } = files();
  for (const text of [persian, hindi, family]) {
    expect(page).toContain(text);
  }
  for (const name of ['2026-10/index.html', '2026-10/acme.md', '2026-10/sla.json', '2026-10/stacks.csv']) {
    expect(others[`reports/${name}`], name).toContain(persian);
  }
  expect(others['reports/2026-10/incidents.csv']).toContain(hindi);
});

test('texts that a terminal or a browser would obey are harmless in all files', async ({
  sla: { simulator, run, files },
}) => {
  addTest(simulator, 'acme\u202e \u001b[31mliveness', [
    ['2026-10-14T07:30:00Z', '2026-10-14T08:12:00Z', 503],
  ]);
  simulator.account.maintenanceWindows.create({
    name: 'works\u2067',
    start_at: '2026-10-14T07:30:00Z',
    end_at: '2026-10-14T07:40:00Z',
    timezone: 'UTC',
    tags: ['stack-acme'],
  });
  const exclude = [{ from: '2026-10-03', to: '2026-10-03', reason: 'agreed\u202e\nworks' }];
  const notes = [{ at: '2026-10-14T10:00', cause: 'A\u0007 switch', note: 'A\u200f note' }];
  await run({
    formats: ['html', 'json', 'csv', 'markdown', 'openmetrics'],
    stacks: [{ ...ACME, title: 'ACME\u202e\u0000 Corp.', exclude, notes }],
  });
  const reports = Object.entries(files()).filter(([path]) => path.startsWith('reports/'));
  expect(reports).toHaveLength(7);
  for (const [path, text] of reports) {
    expect(text.replaceAll('\n', ''), path).not.toMatch(/[\p{Cc}\p{Cf}]|\\u00/u);
  }
  const page = files()['reports/2026-10/acme.html'];
  expect(page).toContain('<bdi>ACME Corp.</bdi>');
  expect(page).toContain('<bdi>acme [31mliveness</bdi>');
  expect(page).toContain('<bdi>agreed works</bdi>');
});
