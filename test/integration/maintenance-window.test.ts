import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Account } from '../../src/simulator/account/account.ts';
import type { Entry } from '../../src/simulator/account/values.ts';
import { emptyResponse, jsonResponse } from '../../src/simulator/api/response.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { ACME, COMPACTION, SHOP } from './support/examples.ts';
import { runEntries, type Task } from './support/playbook.ts';
import { describeScenarios } from './support/scenarios.ts';

const module = 'status_cake_maintenance_window';
const UNCHANGED = { changed: false, action: 'unchanged', changes: [], writes: [] };

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** A moment so many hours from now, to the second. */
function fromNow(hours: number): string {
  return new Date(Math.floor((Date.now() + hours * HOUR) / SECOND) * SECOND).toISOString();
}

function hoursOf({ start_at, end_at }: Entry): number {
  return (Date.parse(String(end_at)) - Date.parse(String(start_at))) / HOUR;
}

const DEPLOYMENT = { name: 'deployment of acme', start_at: 'now', end_at: '4h', tags: ['stack-acme'] };

/** Puts a window into the account that began, and ends, so many hours from now. */
function seedWindow(start: number, end: number) {
  return ({ maintenanceWindows }: Account) =>
    maintenanceWindows.create({
      name: DEPLOYMENT.name,
      start_at: fromNow(start),
      end_at: fromNow(end),
      timezone: 'UTC',
      tags: DEPLOYMENT.tags,
    });
}

const tasks = (...list: Task['options'][]): Task[] => list.map((options) => ({ module, options }));

describeScenarios('the times of a maintenance window', {
  'are local to the zone of the window, and compared as such': {
    seed: ({ maintenanceWindows }) =>
      maintenanceWindows.create({ ...COMPACTION, timezone: 'America/New_York' }),
    tasks: tasks(
      { start_at: '2030-01-06T07:00:00Z', end_at: '2030-01-06T04:00:00-05:00' },
      { start_at: '2030-01-06T02:00:00', end_at: '2h' },
      { start_at: '2030-01-06T02:00:00', end_at: '2030-01-06T05:00:00' },
      { timezone: 'Asia/Kolkata', start_at: '2030-01-06T12:30:00' },
    ).map(({ options }) => ({ module, options: { name: COMPACTION.name, ...options } })),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([
        {
          ...UNCHANGED,
          maintenance_window: { start_at: '2030-01-06T02:00:00-05:00', end_at: '2030-01-06T04:00:00-05:00' },
        },
        UNCHANGED,
        { changes: ['end_at'], writes: ['PUT /maintenance-windows/1 end_at=2030-01-06T05:00:00-05:00'] },
        {
          failed: true,
          msg: expect.stringMatching(/^start_at: .*12:30:00\+05:30 does not come before end_at/),
        },
      ]);
    },
  },

  'from now on are right in any zone': {
    tasks: [
      { module, options: { ...DEPLOYMENT, name: 'east', timezone: 'Pacific/Kiritimati' } },
      { module, options: { ...DEPLOYMENT, name: 'west', timezone: 'America/Los_Angeles' } },
      { module: 'status_cake_info', options: { kinds: ['maintenance_windows'], status: 'active' } },
      { module, options: { ...DEPLOYMENT, name: 'east', timezone: 'Pacific/Kiritimati' } },
    ],
    verify({ outcomes }) {
      expect(outcomes[2]?.maintenance_windows).toMatchObject([{ name: 'east' }, { name: 'west' }]);
      expect(outcomes[3]).toMatchObject(UNCHANGED);
    },
  },

  'are compared as moments': {
    seed: ({ maintenanceWindows }) => maintenanceWindows.create(COMPACTION),
    tasks: tasks(
      { start_at: '2030-01-06T02:00:00Z', end_at: '2030-01-06T04:00:00Z' },
      { start_at: '2030-01-06T03:00:00+01:00', end_at: '2030-01-05T23:00:00.000-05:00' },
      { start_at: '2030-01-06 02:00Z', end_at: '2h' },
      { end_at: '120m' },
      { end_at: '7200s' },
      { end_at: '1d' },
    ).map(({ options }) => ({ module, options: { name: COMPACTION.name, ...options } })),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([
        ...outcomes.slice(1).map(() => UNCHANGED),
        { changes: ['end_at'], writes: ['PUT /maintenance-windows/1 end_at=2030-01-07T02:00:00Z'] },
      ]);
    },
  },

  'are what they were at the second run with now and a duration': {
    tasks: [
      { module, options: DEPLOYMENT, keywords: { check_mode: true } },
      { module, options: DEPLOYMENT },
      { module, options: DEPLOYMENT },
    ],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([
        { action: 'created', id: null },
        { action: 'created', id: '1' },
        UNCHANGED,
      ]);
      expect(simulator.account.maintenanceWindows.all().map(hoursOf)).toEqual([4]);
    },
  },

  'stay while half of the duration is left': {
    seed: seedWindow(-5, 3),
    tasks: tasks(DEPLOYMENT, { ...DEPLOYMENT, end_at: '5h' }),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([UNCHANGED, UNCHANGED]);
    },
  },

  'are prolonged when less than half of the duration is left': {
    seed: seedWindow(-5, 1),
    tasks: [
      { module, options: DEPLOYMENT, keywords: { check_mode: true } },
      { module, options: DEPLOYMENT },
      { module, options: DEPLOYMENT },
    ],
    verify({ outcomes, simulator }) {
      const prolonged = { action: 'updated', changes: ['end_at'] };
      expect(outcomes).toMatchObject([prolonged, { ...prolonged, writes: { length: 1 } }, UNCHANGED]);
      expect(outcomes[1]?.writes[0]).toMatch(/^PUT \/maintenance-windows\/1 end_at=[^&]*Z$/);
      expect(simulator.account.maintenanceWindows.all().map(hoursOf)).toEqual([expect.closeTo(9, 0)]);
    },
  },

  'begin anew when the window is over, or has not begun yet': {
    seed(account) {
      seedWindow(-5, -1)(account);
      account.maintenanceWindows.update('1', { name: 'over' });
      seedWindow(5, 9)(account);
    },
    tasks: tasks({ ...DEPLOYMENT, name: 'over' }, DEPLOYMENT),
    verify({ outcomes, simulator }) {
      const begun = { action: 'updated', changes: ['end_at', 'start_at'] };
      expect(outcomes).toMatchObject([begun, begun]);
      const windows = simulator.account.maintenanceWindows.all();
      expect(windows.map(hoursOf)).toEqual([4, 4]);
      expect(windows.filter(({ start_at }) => Date.parse(String(start_at)) > Date.now())).toEqual([]);
    },
  },

  'are not turned round by one of them alone': {
    seed: ({ maintenanceWindows }) => maintenanceWindows.create(COMPACTION),
    tasks: tasks({ name: COMPACTION.name, end_at: '2030-01-06T01:00:00Z' }),
    verify({ outcomes }) {
      const msg = expect.stringMatching(/^end_at: .*T01:00:00Z does not come after start_at, .*T02:00:00Z$/);
      expect(outcomes).toMatchObject([{ failed: true, msg, writes: [] }]);
    },
  },
});

/** Three tests, of which two have the same name. */
function seedTests({ uptimeTests }: Account): void {
  uptimeTests.create(ACME);
  uptimeTests.create(SHOP);
  uptimeTests.create(SHOP);
}

describeScenarios('what a maintenance window is about', {
  'are tests by name, by ID and mixed': {
    seed: seedTests,
    tasks: tasks(
      { ...COMPACTION, tags: undefined, tests: [ACME.name, '2'] },
      { name: COMPACTION.name, tests: ['2', 1] },
      { name: COMPACTION.name, tests: [ACME.name] },
    ),
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([
        { action: 'created', id: '4' },
        { ...UNCHANGED, requests: { length: 1 } },
        { changes: ['tests'], writes: ['PUT /maintenance-windows/4 tests[]=1'] },
      ]);
      expect(simulator.account.maintenanceWindows.all()).toMatchObject([{ tests: ['1'], tags: [] }]);
    },
  },

  'are stacks by their tags, besides other tags': {
    tasks: tasks(
      { ...COMPACTION, tags: ['mongodb'], stacks: ['acme', 'globex'] },
      { name: COMPACTION.name, tags: ['stack-globex', 'mongodb'], stacks: 'acme' },
      { name: COMPACTION.name, stacks: ['acme'] },
      { name: COMPACTION.name, stacks: ['acme'], tag_prefix: 'customer:' },
    ),
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([
        { action: 'created', maintenance_window: { tags: ['mongodb', 'stack-acme', 'stack-globex'] } },
        UNCHANGED,
        { writes: ['PUT /maintenance-windows/1 tags[]=stack-acme'] },
        { writes: ['PUT /maintenance-windows/1 tags[]=customer:acme'] },
      ]);
      expect(simulator.account.maintenanceWindows.all()).toMatchObject([{ tags: ['customer:acme'] }]);
    },
  },

  'has to be something, before anything is written': {
    seed(account) {
      seedTests(account);
      account.maintenanceWindows.create(COMPACTION);
    },
    tasks: tasks(
      { ...COMPACTION, name: 'new', tags: undefined },
      { ...COMPACTION, name: 'new', tags: [], tests: [] },
      { name: COMPACTION.name, tags: [] },
      { name: COMPACTION.name, stacks: [] },
    ),
    verify({ outcomes }) {
      const msg = 'tests and tags: a maintenance window needs at least one of them';
      expect(outcomes).toMatchObject(outcomes.map(() => ({ failed: true, msg, writes: [] })));
    },
  },

  'changes hands in one write': {
    seed(account) {
      seedTests(account);
      account.maintenanceWindows.create(COMPACTION);
    },
    tasks: tasks(...[1, 2].map(() => ({ name: COMPACTION.name, tags: [], tests: ['1'] }))),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([
        { changes: ['tags', 'tests'], writes: ['PUT /maintenance-windows/4 tests[]=1&tags[]='] },
        UNCHANGED,
      ]);
    },
  },

  'has to be known': {
    seed: seedTests,
    tasks: tasks(
      { ...COMPACTION, tests: ['acme readyness'] },
      { ...COMPACTION, tests: [SHOP.name] },
      { ...COMPACTION, tests: [404] },
    ),
    verify({ outcomes, simulator }) {
      const [unknown, ambiguous, unknownId] = outcomes;
      expect(unknown).toMatchObject({
        failed: true,
        msg: expect.stringMatching(
          /^tests: there is no uptime test "acme readyness"; .*"acme liveness" \(1\)/,
        ),
        writes: [],
      });
      expect(ambiguous).toMatchObject({
        failed: true,
        msg: 'tests: several uptime tests are named "shop liveness", so give the ID of one: 2, 3',
        writes: [],
      });
      expect(unknownId).toMatchObject({
        failed: true,
        msg: expect.stringContaining('tests: there is no uptime test 404'),
      });
      expect(simulator.account.maintenanceWindows.all()).toEqual([]);
    },
  },
});

const DENIED = { message: 'Your current plan has no access to this feature' };

describeScenarios('a maintenance window that the plan does not include', {
  'is a failure, or with when_unavailable a warning': {
    intercept: () => jsonResponse(403, DENIED),
    tasks: tasks(
      DEPLOYMENT,
      { ...DEPLOYMENT, when_unavailable: 'warn' },
      { name: DEPLOYMENT.name, state: 'absent', when_unavailable: 'warn' },
    ),
    verify({ outcomes: [failed, opened, closed] }) {
      expect(failed).toMatchObject({ failed: true, msg: expect.stringContaining('the token is right') });
      const warning = `the account has no maintenance windows, so failures are told at all times: GET /maintenance-windows: HTTP 403; ${DENIED.message}`;
      const nothing = { ...UNCHANGED, failed: false, available: false, id: null, maintenance_window: null };
      expect(opened).toMatchObject({ ...nothing, warnings: [warning], requests: { length: 1 } });
      expect(closed).toMatchObject({ ...nothing, warnings: [warning], requests: { length: 1 } });
    },
  },

  'is not one that a refused token could not read, of which a warning tells as well': {
    intercept: () => emptyResponse(403, { 'x-ext-authz': 'denied' }),
    tasks: tasks(
      { ...DEPLOYMENT, when_unavailable: 'warn' },
      { ...DEPLOYMENT, when_unavailable: 'warn', api_key: '' },
      { ...DEPLOYMENT, when_unavailable: 'warn', end_at: 'soon' },
    ),
    verify({ outcomes: [refused, without, mistaken] }) {
      const open = 'no maintenance window could be opened, so failures are told: ';
      const nothing = { ...UNCHANGED, failed: false, available: true, id: null };
      expect(refused).toMatchObject({
        ...nothing,
        warnings: [expect.stringContaining('does not accept the token')],
      });
      expect(without).toMatchObject({
        ...nothing,
        warnings: [expect.stringContaining(`${open}no StatusCake API token`)],
      });
      expect(mistaken).toMatchObject({ failed: true, msg: expect.stringContaining('end_at') });
    },
  },
});

describeScenarios('the repetition of a maintenance window', {
  'begins, changes and ends, each with one write': {
    seed: ({ maintenanceWindows }) => maintenanceWindows.create(COMPACTION),
    tasks: tasks(
      ...['never', '1w', '1w', '1m', 'never'].map((repeat_interval) => ({
        name: COMPACTION.name,
        repeat_interval,
      })),
    ),
    verify({ outcomes }) {
      const written = (interval: string) => [`PUT /maintenance-windows/1 repeat_interval=${interval}`];
      expect(outcomes).toMatchObject([
        UNCHANGED,
        { changes: ['repeat_interval'], writes: written('1w') },
        UNCHANGED,
        { writes: written('1m') },
        { writes: written('never') },
      ]);
    },
  },
});

it('takes times of variables that YAML takes for times, too', async () => {
  const simulator = await startSimulator({ token: 'token' });
  const times = [
    ['2026-12-24T22:00:00Z', '2026-12-25T02:00:00Z'],
    ['2026-12-24T23:00:00+01:00', '2026-12-24 21:00:00 -05:00'],
    ['2026-12-24T22:00:00', '4h'],
    ['2026-12-24', '4h'],
  ];
  const list = times.map(
    ([start, end]) =>
      `- vars:\n    begins: ${start}\n    ends: ${end}\n  ignore_errors: true\n  delegate_to: localhost\n` +
      `  ${module}:\n    name: compaction\n    tags: [mongodb]\n` +
      `    start_at: "{{ begins }}"\n    end_at: "{{ ends }}"\n`,
  );
  const { results, output } = await runEntries([{ import_tasks: 'times.yml' }], {
    environment: { STATUSCAKE_API_URL: simulator.url, STATUSCAKE_API_TOKEN: 'token' },
    prepare: (folder) => writeFile(join(folder, 'times.yml'), list.join('')),
  });
  await simulator.close();
  const withoutZone = {
    failed: true,
    msg: expect.stringMatching(/^start_at: takes a time such as .*in quotes/),
  };
  expect(results, output).toMatchObject([
    {
      action: 'created',
      maintenance_window: { start_at: '2026-12-24T22:00:00Z', end_at: '2026-12-25T02:00:00Z' },
    },
    { action: 'unchanged' },
    withoutZone,
    withoutZone,
  ]);
});
