import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AnsibleModule } from '../../../src/ansible/module.ts';
import type { JsonObject } from '../../../src/json.ts';
import { module as contactGroupModule } from '../../../src/modules/status_cake_contact_group/module.ts';
import { module as heartbeatModule } from '../../../src/modules/status_cake_heartbeat/module.ts';
import { module as windowModule } from '../../../src/modules/status_cake_maintenance_window/module.ts';
import { module as pagespeedModule } from '../../../src/modules/status_cake_pagespeed/module.ts';
import { module as sslModule } from '../../../src/modules/status_cake_ssl/module.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { module as testModule } from '../../../src/modules/status_cake_test/module.ts';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { type Modes, runModule } from './module-run.ts';

// Waiting takes no time here.
vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const TOKEN = 'contract-token';
const WINDOW = { start_at: '2030-01-01T00:00:00Z', end_at: '2030-01-01T01:00:00Z', timezone: 'UTC' };

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(() => simulator.close());

const runOf = (module: AnsibleModule) => (options: JsonObject, modes?: Modes) =>
  runModule(module, simulator, TOKEN, options, modes);
const run = runOf(stackModule);
const warningsOf = (result: JsonObject) => (result.warnings ?? []) as string[];

const urlOf = (stack: string, path = '') => `https://${stack}.example.com${path}`;
const seed = (name: string, tags: string[], url = urlOf('acme'), more: JsonObject = {}) =>
  simulator.account.uptimeTests.create({
    name,
    website_url: url,
    test_type: 'HTTP',
    check_rate: 300,
    tags,
    ...more,
  }).id;
const tests = () =>
  Object.fromEntries(simulator.account.uptimeTests.all().map(({ id, name, tags }) => [id, { name, tags }]));
/** What every resource is called, by kind and ID. */
const everything = () =>
  simulator.account.collections.flatMap((collection) =>
    collection
      .all()
      .map(
        (entry) =>
          `${collection.resource.path} ${entry.id} ${entry.name ?? entry.website_url} ${entry.tags ?? ''}`,
      ),
  );
const idsOf = () => everything().map((line) => line.split(' ').slice(0, 2).join(' '));
const writes = () =>
  simulator.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.slice(3)}`);

describe('a new check beside one that no stack has and that tests the same', () => {
  const declared = { stack: 'acme', tests: [{ name: 'acme liveness', website_url: urlOf('acme', '/') }] };

  test('is told of, in a preview as well, at no request more', async () => {
    const id = seed('ACME prod - up', ['production']);
    const expected = [
      'new uptime tests beside others of no stack that test the same: acme: "acme liveness" beside "ACME prod - up" ' +
        `(ID ${id}). To go on with the older one and its history, give its id, its name as renamed_from, or adopt_by_url=true, ` +
        'which takes one where it is the only one',
    ];
    expect(warningsOf(await run(declared, { check: true }))).toEqual(expected);
    expect(simulator.requests).toHaveLength(2);
    const result = await run(declared);
    expect(warningsOf(result)).toEqual(expected);
    expect(result).toMatchObject({ summary: { created: 1 } });
    expect(await run(declared)).not.toHaveProperty('warnings');
  });

  test('is that one with adopt_by_url: renamed, tagged, with its ID', async () => {
    const id = seed('ACME prod - up', ['production']);
    const adopting = { ...declared, adopt_by_url: true };
    const preview = await run(adopting, { check: true, diff: true });
    expect(preview).toMatchObject({
      checks: [{ id, name: 'acme liveness', action: 'updated', changes: ['name', 'tags', 'website_url'] }],
      diff: [{ before: expect.stringContaining('name: ACME prod - up') }],
    });
    await run(adopting);
    expect(tests()).toEqual({ [id]: { name: 'acme liveness', tags: ['production', 'stack-acme'] } });
    const second = await run(adopting);
    expect(second).toMatchObject({ changed: false });
    expect(second).not.toHaveProperty('warnings');
  });

  test.each([
    ['two of them', () => [seed('one', []), seed('two', [])]],
    ['one of another stack', () => [seed('one', ['stack-other'])]],
    ['one of another type', () => [seed('one', [], urlOf('acme'), { test_type: 'HEAD' })]],
    ['one that is declared by its name', () => [seed('acme liveness 2', [])]],
  ])('is none of %s', async (_, prepare) => {
    const ids = prepare();
    const result = await run({
      ...declared,
      adopt_by_url: true,
      tests: [...declared.tests, { name: 'acme liveness 2', website_url: urlOf('acme') }],
    });
    expect(result).toMatchObject({ summary: { deleted: 0 } });
    const held = tests();
    expect(ids.map((id) => held[id]?.name)).not.toContain('acme liveness');
    expect(Object.values(held).map(({ name }) => name)).toContain('acme liveness');
  });

  test('is none where a port tells them apart, and is told of all the same', async () => {
    const port = { test_type: 'TCP', port: 25 };
    const id = seed('mail', [], 'mail.example.com', port);
    const result = await run({
      stack: 'acme',
      adopt_by_url: true,
      tests: [{ name: 'acme port', website_url: 'mail.example.com', ...port, port: 26 }],
    });
    expect(result).toMatchObject({ summary: { created: 1 } });
    expect(warningsOf(result)[0]).toContain(`"acme port" beside "mail" (ID ${id})`);
  });

  test('is told of by the modules for one test, which can adopt it, too', async () => {
    const id = seed('ACME prod - up', []);
    const one = runOf(testModule);
    const liveness = { name: 'acme liveness', website_url: urlOf('acme') };
    expect(warningsOf(await one(liveness, { check: true }))[0]).toContain(
      `beside "ACME prod - up" (ID ${id})`,
    );
    expect(await one({ ...liveness, adopt_by_url: true })).toMatchObject({ id, action: 'updated' });
    const page = { website_url: urlOf('acme'), check_rate: 1800, region: 'UK' };
    const { id: pageId } = simulator.account.pagespeedTests.create({ name: 'Home', ...page });
    expect(await runOf(pagespeedModule)({ name: 'acme page', ...page, region: 'DE' })).not.toHaveProperty(
      'warnings',
    );
    expect(await runOf(pagespeedModule)({ name: 'acme home', ...page, adopt_by_url: true })).toMatchObject({
      id: pageId,
      changes: ['name'],
    });
  });
});

describe('a renamed check', () => {
  const declared = (renamed_from?: string) => ({
    stack: 'acme',
    tests: [
      { name: 'acme shop', website_url: urlOf('acme', '/shop'), ...(renamed_from && { renamed_from }) },
    ],
  });

  test("keeps its ID, whether or not it was its stack's, and then the option can go", async () => {
    for (const tags of [['stack-acme'], []]) {
      const id = seed(`acme store ${tags}`, tags);
      const renamed = declared(`acme store ${tags}`);
      expect(await run(renamed)).toMatchObject({ checks: [{ id, action: 'updated' }] });
      expect(tests()).toEqual({ [id]: { name: 'acme shop', tags: ['stack-acme'] } });
      const second = await run(renamed);
      expect(second).toMatchObject({ changed: false });
      expect(warningsOf(second)).toEqual([
        'renamed_from has done its work, so it can be taken out, of the uptime tests: acme: acme shop',
      ]);
      expect(await run(declared())).not.toHaveProperty('warnings');
      simulator.account.uptimeTests.delete(id);
    }
  });

  test('is an error where both are there, and says what to do', async () => {
    const [old, present] = [seed('acme store', []), seed('acme shop', ['stack-acme'])];
    const { failed, msg } = await run(declared('acme store'));
    expect(failed).toBe(true);
    expect(msg).toContain(
      `renamed_from: there are both the uptime tests "acme store" (ID ${old}) and "acme shop" (ID ${present}): delete the one ` +
        'whose history nobody needs, or take renamed_from out if they are not the same',
    );
    expect(writes()).toEqual([]);
  });

  test('is an error where the former name is declared as well, or is that of several or of another stack', async () => {
    const both = {
      stack: 'acme',
      tests: [...declared('acme store').tests, { name: 'acme store', website_url: urlOf('acme') }],
    };
    expect((await run(both)).msg).toContain('the uptime test "acme store" is declared as well');
    const ids = [seed('acme store', []), seed('acme store', [])];
    expect((await run(declared('acme store'))).msg).toContain(
      `2 uptime tests are named "acme store" (IDs ${ids.join(', ')}): say which with id`,
    );
    seed('globex store', ['stack-globex']);
    expect((await run(declared('globex store'))).msg).toContain('carries the tag of the stack globex');
    expect(writes()).toEqual([]);
  });

  test('is the oldest of several of its former name where the others may go', async () => {
    const ids = ['acme', 'acme', 'acme'].map((stack) => seed('acme store', [`stack-${stack}`]));
    const result = await run({ ...declared('acme store'), duplicates: 'remove' });
    expect(result).toMatchObject({ summary: { created: 0, updated: 1, deleted: 2 } });
    expect(tests()).toEqual({ [ids[0] ?? '']: { name: 'acme shop', tags: ['stack-acme'] } });
  });

  test('is new where nothing bears the former name either, which is told', async () => {
    const result = await run(declared('acme store'));
    expect(result).toMatchObject({ summary: { created: 1 } });
    expect(warningsOf(result)).toEqual([
      'new uptime tests, since there is nothing either of the name that renamed_from gives: acme: acme shop (was acme store)',
    ]);
  });

  test('is hinted at where one goes and another one comes that tests the same', async () => {
    const id = seed('acme store', ['stack-acme'], urlOf('acme', '/shop'));
    expect(warningsOf(await run(declared(), { check: true }))).toEqual([
      'new uptime tests while others go that test the same, or are called alike: acme: "acme shop" in place of "acme store" ' +
        `(ID ${id}). To go on with the older one and its history, give its name as renamed_from`,
    ]);
  });

  test('may be made anew at the same time, also when that is cut short', async () => {
    const old = seed('acme store', ['stack-acme']);
    const options = {
      stack: 'acme',
      tests: [
        {
          name: 'acme shop',
          renamed_from: 'acme store',
          website_url: urlOf('acme'),
          test_type: 'HEAD',
          recreate: true,
        },
      ],
    };
    const release = simulator.intercept(({ method }, proceed) =>
      method === 'DELETE' ? jsonResponse(503, {}) : proceed(),
    );
    expect(await run(options)).toMatchObject({ failed: true });
    expect(Object.keys(tests())).toHaveLength(2);
    await release();
    expect(await run(options)).toMatchObject({ summary: { deleted: 1 } });
    expect(Object.values(tests()).map(({ name }) => name)).toEqual(['acme shop']);
    expect(Object.keys(tests())).not.toContain(old);
    expect(await run(options)).toMatchObject({ changed: false });
  });

  test.each<[string, AnsibleModule, JsonObject, string]>([
    ['uptime test', testModule, { website_url: urlOf('acme') }, 'test'],
    ['heartbeat test', heartbeatModule, { period: 60 }, 'test'],
    ['page speed test', pagespeedModule, { website_url: urlOf('acme'), region: 'UK' }, 'test'],
    ['contact group', contactGroupModule, { email_addresses: ['a@example.com'] }, 'contact_group'],
    ['maintenance window', windowModule, { ...WINDOW, tags: ['a'] }, 'maintenance_window'],
  ])(
    'kept by a module of its own, such as a %s, is found by its former name',
    async (_, module, options, key) => {
      const one = runOf(module);
      const { id } = await one({ name: 'old', ...options });
      const renamed = { name: 'new', renamed_from: 'old', ...options };
      expect(await one(renamed, { check: true })).toMatchObject({ id, action: 'updated', changes: ['name'] });
      expect(await one(renamed)).toMatchObject({ id, [key]: { name: 'new' } });
      const second = await one(renamed);
      expect(second).toMatchObject({ changed: false, id });
      expect(warningsOf(second)[0]).toContain('renamed_from has done its work');
      await one({ name: 'old', ...options });
      expect((await one(renamed)).msg).toContain('delete the one whose history nobody needs');
      await one({ name: 'new', state: 'absent' });
      expect(await one({ ...renamed, state: 'absent' })).toMatchObject({ action: 'deleted' });
    },
  );

  test('of an SSL test is a new URL', async () => {
    const one = runOf(sslModule);
    const { id } = await one({ website_url: 'https://old.example.com' });
    const moved = { website_url: 'https://new.example.com', renamed_from: 'https://old.example.com/' };
    expect(await one(moved)).toMatchObject({ id, changes: ['website_url'] });
    expect(await one(moved)).toMatchObject({ id, changed: false });
  });

  test('may have been made anew by an interrupted run of a module for one test', async () => {
    const one = runOf(testModule);
    seed('old', []);
    const options = {
      name: 'new',
      renamed_from: 'old',
      website_url: urlOf('acme'),
      test_type: 'HEAD',
      recreate: true,
    };
    const release = simulator.intercept(({ method }, proceed) =>
      method === 'DELETE' ? jsonResponse(503, {}) : proceed(),
    );
    expect(await one(options)).toMatchObject({ failed: true });
    await release();
    expect(await one(options)).toMatchObject({ action: 'recreated', history_lost: true });
    expect(Object.values(tests()).map(({ name }) => name)).toEqual(['new']);
  });
});

/** A stack with checks of all kinds. */
const stackOf = (
  name: string,
  more: { readonly renamed_from?: string; readonly tests?: { name: string; website_url: string }[] } = {},
) => ({
  stack: name,
  tests: [
    { name: `${name} liveness`, website_url: urlOf(name, '/liveness') },
    { name: 'The shop', website_url: urlOf(name, '/shop') },
  ],
  heartbeats: [{ name: `${name} backup`, period: 60 }],
  ssl: [{ website_url: urlOf(name) }],
  pagespeed: [{ name: `${name} front page`, website_url: urlOf(name), region: 'UK' }],
  ...more,
});

describe('a renamed stack', () => {
  const renamed = stackOf('acme-eu', { renamed_from: 'acme' });
  const seedWindows = () => {
    const { maintenanceWindows: windows } = simulator.account;
    windows.create({ name: 'deployment of acme', ...WINDOW, tags: ['stack-acme'] });
    windows.create({ name: 'nightly', ...WINDOW, tags: ['stack-acme', 'stack-globex'] });
    windows.create({ name: 'acme-2 nightly', ...WINDOW, tags: ['stack-acme-2'] });
  };
  const seedAll = async () => {
    await run(stackOf('acme'));
    await run(stackOf('acme-2', { tests: [{ name: 'acme-2 liveness', website_url: urlOf('acme-2') }] }));
    seedWindows();
  };

  test('keeps all that it has, of every kind, and its maintenance windows', async () => {
    await seedAll();
    const before = idsOf();
    const preview = await run(renamed, { check: true });
    const result = await run(renamed);
    expect(result).toMatchObject({ summary: { created: 0, deleted: 0, updated: 7, failed: 0 } });
    expect(preview.summary).toEqual(result.summary);
    expect(idsOf()).toEqual(before);
    expect(everything().map((line) => line.replace(/ssl-[0-9a-f]{8},/, ''))).toEqual(
      expect.arrayContaining([
        'uptime 1 acme-eu liveness stack-acme-eu',
        'uptime 2 The shop stack-acme-eu',
        'heartbeat 3 acme-eu backup stack-acme-eu',
        'pagespeed 5 acme-eu front page ',
        'ssl 4 https://acme-eu.example.com ',
        'maintenance-windows 10 deployment of acme-eu stack-acme-eu',
        'maintenance-windows 11 nightly stack-acme-eu,stack-globex',
        'maintenance-windows 12 acme-2 nightly stack-acme-2',
        'uptime 6 acme-2 liveness stack-acme-2',
      ]),
    );
    const second = await run(renamed);
    expect(second).toMatchObject({ changed: false });
    expect(warningsOf(second)).toEqual([
      'nothing belongs to the former name of these stacks, so renamed_from can be taken out: acme-eu (was acme)',
    ]);
    const { renamed_from: _, ...rest } = renamed;
    expect(await run(rest)).toMatchObject({ changed: false });
  });

  test('is new where its former name is a mistake, which is told, and so is what has it as a name only', async () => {
    const id = seed('amce store', []);
    const result = await run(stackOf('acme-eu', { renamed_from: 'amce' }), { check: true });
    expect(result).toMatchObject({ summary: { created: 5, updated: 0 } });
    expect(warningsOf(result)).toEqual([
      'new stacks, since there is nothing either of the name that renamed_from gives: acme-eu (was amce)',
      `of no stack, and so not renamed with one, although their names begin like it: the uptime test "amce store" (ID ${id}). ` +
        'To go on with one and its history, give its id, or its name as renamed_from of the check',
    ]);
  });

  test('has both tags on its windows until all of its tests are renamed', async () => {
    await seedAll();
    const seen = new Set<string>();
    simulator.intercept(({ method, path, form }, proceed) => {
      if (method === 'PUT' && path.includes('/uptime/') && !JSON.stringify(form).includes('renaming-to')) {
        seen.add(String(simulator.account.maintenanceWindows.get('10')?.tags));
      }
      return proceed();
    });
    await run(renamed);
    expect([...seen]).toEqual(['renaming-acme,stack-acme,stack-acme-eu']);
  });

  test('is renamed in the end, with the same IDs, wherever a run is cut short', async () => {
    await seedAll();
    const complete = async () => {
      const before = idsOf();
      for (let cut = 0; ; cut += 1) {
        let count = 0;
        const release = simulator.intercept(({ method }, proceed) => {
          count += method === 'GET' ? 0 : 1;
          return method !== 'GET' && count > 1 ? jsonResponse(503, {}) : proceed();
        });
        const { failed } = await run(renamed);
        await release();
        expect(idsOf()).toEqual(before);
        if (!failed) {
          return cut;
        }
      }
    };
    expect(await complete()).toBeGreaterThan(5);
    expect(everything().filter((line) => /acme(?!-eu|-2)/.test(line))).toEqual([]);
    expect(await run(renamed)).toMatchObject({ changed: false });
  });

  test('takes along what it does not declare, and loses what is purged', async () => {
    const ids = [seed('Old page', ['stack-acme', 'x']), seed('acme liveness', ['stack-acme'])];
    simulator.account.heartbeats.create({ name: 'acme job', period: 60, tags: ['stack-acme'] });
    simulator.account.pagespeedTests.create({
      name: 'acme page',
      website_url: urlOf('acme'),
      check_rate: 1800,
      region: 'UK',
    });
    const tests_ = [{ name: 'acme-eu liveness', website_url: urlOf('acme') }];
    const options = { stack: 'acme-eu', renamed_from: 'acme', tests: tests_ };
    await run({ ...options, purge: false });
    expect(everything()).toEqual([
      'heartbeat 3 acme-eu job stack-acme-eu',
      'pagespeed 4 acme-eu page ',
      `uptime ${ids[0]} Old page stack-acme-eu,x`,
      `uptime ${ids[1]} acme-eu liveness stack-acme-eu`,
    ]);
    expect(await run({ ...options, purge: false })).toMatchObject({ changed: false });
    expect(await run(options)).toMatchObject({ summary: { deleted: 1 } });
  });

  test('leaves no sign of the former URL of its SSL test, purged or not', async () => {
    const { heartbeats: _, pagespeed: _pages, ...stack } = stackOf('acme');
    await run({ ...stack, purge: false });
    const { heartbeats: _2, pagespeed: _pages2, ...declared } = renamed;
    await run({ ...declared, purge: false });
    expect(everything().filter((line) => line.startsWith('ssl'))).toEqual([
      'ssl 3 https://acme-eu.example.com ',
    ]);
    expect(await run({ ...declared, purge: false })).toMatchObject({ changed: false });
  });

  test('is a mistake where the former one is declared as well, and nothing is written of it', async () => {
    await run(stackOf('acme'));
    simulator.requests.length = 0;
    const result = await run({
      stacks: [stackOf('acme'), renamed].map(({ ssl: _, ...stack }) => ({
        ...stack,
        tests: [stack.tests[0] as JsonObject],
      })),
      purge: false,
    });
    expect(result.msg).toContain(
      'nothing was written of 1 stack: acme-eu, the stack itself, renamed_from: acme is declared as well, so acme-eu cannot be ' +
        'what became of it: take one of them out',
    );
    expect(writes()).toEqual([]);
  });

  test('is a mistake where the former one is to be removed, of both, and nothing is deleted', async () => {
    const { ssl: _, ...acme } = stackOf('acme');
    const { ssl: _ssl, ...acmeEu } = renamed;
    await run(acme);
    const before = everything();
    const removed = { stack: 'acme', state: 'absent' };
    for (const task of [{ stacks: [removed, acmeEu] }, { ...removed, other_stacks: [acmeEu] }]) {
      const { msg } = await run(task);
      expect(msg).toContain(
        'acme, the stack itself, state: acme-eu says that it was called acme, so acme cannot be removed as well: take acme out, or renamed_from of acme-eu once that has done its work',
      );
    }
    expect(everything()).toEqual(before);
  });

  test('is a mistake where both have a test of the same part of their names', async () => {
    const ids = [seed('acme liveness', ['stack-acme']), seed('acme-eu liveness', ['stack-acme-eu'])];
    const { msg } = await run({
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [{ name: 'acme-eu liveness' }],
    });
    expect(msg).toContain(`"acme liveness" (ID ${ids[0]}) and "acme-eu liveness" (ID ${ids[1]})`);
  });

  describe('whose former name is that of a new stack by now', () => {
    const rename = async () => {
      await run(stackOf('acme'));
      await run(renamed);
      await run({
        stack: 'acme',
        tests: [{ name: 'acme queue', website_url: urlOf('acme', '/queue') }],
        heartbeats: [{ name: 'acme job', period: 60 }],
        pagespeed: [{ name: 'acme page', website_url: urlOf('acme'), region: 'UK' }],
      });
      simulator.account.maintenanceWindows.create({
        name: 'deployment of acme',
        ...WINDOW,
        tags: ['stack-acme'],
      });
      simulator.requests.length = 0;
    };

    test('leaves it alone, which is told', async () => {
      await rename();
      const before = everything();
      const result = await run(renamed);
      expect(result).toMatchObject({ changed: false });
      expect(warningsOf(result)).toEqual([
        'the former name of these stacks is that of others by now, which keep what they have, so renamed_from can be taken out: ' +
          'acme-eu (was acme)',
      ]);
      expect(
        await run({ ...renamed, state: 'absent', tests: null, heartbeats: null, ssl: null, pagespeed: null }),
      ).toMatchObject({
        changed: true,
      });
      expect(everything()).toEqual(before.filter((line) => !line.includes('acme-eu')));
    });

    test('does not take a check of it for one that would be new, which is a mistake', async () => {
      await rename();
      const queue = { name: 'acme-eu queue', website_url: urlOf('acme', '/queue') };
      const { msg } = await run({ ...renamed, tests: [...renamed.tests, queue] });
      expect(msg).toContain(
        'acme-eu, acme-eu queue, renamed_from: the uptime test "acme queue" (ID 6) is of another stack acme, since acme-eu has checks ' +
          'already: take renamed_from out of the stack',
      );
      expect(writes()).toEqual([]);
    });
  });

  test('is renamed in the end with the same tests where all are made anew, wherever a run is cut short', async () => {
    const of = (name: string, more: JsonObject) => ({
      stack: name,
      tests: ['live', 'shop'].map((each) => ({ name: `${name} ${each}`, website_url: urlOf(each), ...more })),
    });
    await run(of('acme', {}));
    const anew = { ...of('acme-eu', { test_type: 'HEAD', recreate: true }), renamed_from: 'acme' };
    for (let cut = 0; ; cut += 1) {
      let count = 0;
      const release = simulator.intercept(({ method }, proceed) => {
        count += method === 'GET' ? 0 : 1;
        return method !== 'GET' && count > 1 ? jsonResponse(503, {}) : proceed();
      });
      const { failed } = await run(anew);
      await release();
      if (!failed) {
        expect(cut).toBeGreaterThan(2);
        break;
      }
      expect(cut).toBeLessThan(20);
    }
    expect(
      Object.values(tests())
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['acme-eu live', 'acme-eu shop']);
    expect(everything().filter((line) => line.includes('renaming'))).toEqual([]);
    expect(await run(anew)).toMatchObject({ changed: false });
  });

  test('is renamed in the end where two checks have one name, wherever a run is cut short', async () => {
    const ids = ['acme x', 'acme x'].map((name) => seed(name, ['stack-acme']));
    const of = (name: string) => ({
      stack: name,
      tests: ids.map((id) => ({ id, name: `${name} x`, website_url: urlOf('acme') })),
    });
    await run(of('acme'));
    const task = { ...of('acme-eu'), renamed_from: 'acme' };
    const release = simulator.intercept(({ method, path, form }, proceed) =>
      method === 'PUT' && path.endsWith(`/uptime/${ids[0]}`) && !JSON.stringify(form).includes('renaming-to')
        ? jsonResponse(503, {})
        : proceed(),
    );
    expect(await run(task)).toMatchObject({ failed: true });
    await release();
    expect(await run(task)).toMatchObject({ summary: { updated: 1, failed: 0 } });
    expect(Object.entries(tests())).toEqual(
      ids.map((id) => [id, { name: 'acme-eu x', tags: ['stack-acme-eu'] }]),
    );
  });

  test('has a mark on one test until all others are renamed, by which a later run knows what is to be done', async () => {
    await seedAll();
    const forms: string[] = [];
    const release = simulator.intercept(({ method, path, form }, proceed) => {
      if (method !== 'GET' && path.endsWith('/uptime/1')) {
        forms.push(JSON.stringify(form));
      }
      return method === 'PUT' && path.endsWith('/uptime/2')
        ? jsonResponse(400, { message: 'no' })
        : proceed();
    });
    expect(await run(renamed)).toMatchObject({ failed: true });
    expect(forms).toEqual([expect.stringContaining('renaming-to-acme-eu')]);
    await release();
    expect(tests()[1]).toMatchObject({ name: 'acme liveness' });
    expect(tests()[1]?.tags).toContain('renaming-to-acme-eu');
    expect(await run(stackOf('acme'))).toMatchObject({
      msg: expect.stringContaining('an interrupted run was renaming acme to acme-eu'),
    });
    const before = idsOf();
    expect(await run(renamed)).toMatchObject({ summary: { created: 0, deleted: 0, failed: 0 } });
    expect(idsOf()).toEqual(before);
    expect(everything().filter((line) => /renaming|acme(?!-eu|-2)/.test(line))).toEqual([]);
  });

  test('is not begun where the mark cannot be written', async () => {
    await seedAll();
    const before = everything();
    simulator.intercept(({ method, path }, proceed) =>
      method === 'PUT' && path.endsWith('/uptime/1') ? jsonResponse(400, { message: 'no' }) : proceed(),
    );
    expect(await run(renamed)).toMatchObject({ failed: true });
    const isWindow = (line: string) => line.startsWith('maintenance');
    expect(everything().filter((line) => !isWindow(line))).toEqual(before.filter((line) => !isWindow(line)));
  });

  test('goes back with its windows, wherever a run was cut short', async () => {
    const { ssl: _, ...acme } = stackOf('acme');
    const { ssl: _ssl, ...acmeEu } = renamed;
    await run(acme);
    simulator.account.maintenanceWindows.create({ ...WINDOW, name: 'nightly', tags: ['stack-acme'] });
    simulator.account.maintenanceWindows.create({ ...WINDOW, name: 'both', tags: ['stack-acme', 'stack-x'] });
    const before = everything();
    for (let writesBefore = 0, isCut = true; isCut; writesBefore += 1) {
      let count = 0;
      const release = simulator.intercept(({ method }, proceed) => {
        count += method === 'GET' ? 0 : 1;
        return count > writesBefore && method !== 'GET' ? jsonResponse(503, {}) : proceed();
      });
      isCut = (await run(acmeEu)).failed === true;
      await release();
      await run({ ...acme, renamed_from: 'acme-eu' });
      expect(everything(), `after ${writesBefore} writes`).toEqual(before);
      expect(await run(acme)).toMatchObject({ changed: false });
    }
  });

  test('goes on and back wherever a run was cut short, also where page speed tests are all that it has', async () => {
    const of = (stack: string) => ({
      stack,
      pagespeed: ['one', 'two', 'three'].map((page) => ({
        name: `${stack} ${page}`,
        website_url: urlOf('shop', `/${page}`),
        region: 'DE',
      })),
    });
    await run(of('acme'));
    const before = everything();
    for (const cut of [1, 2]) {
      for (const next of [
        { ...of('acme-eu'), renamed_from: 'acme' },
        { ...of('acme'), renamed_from: 'acme-eu' },
      ]) {
        let count = 0;
        const release = simulator.intercept(({ method }, proceed) => {
          count += method === 'GET' ? 0 : 1;
          return count > cut && method !== 'GET' ? jsonResponse(503, {}) : proceed();
        });
        expect(await run({ ...of('acme-eu'), renamed_from: 'acme' })).toMatchObject({ failed: true });
        await release();
        expect(await run(next)).toMatchObject({ summary: { created: 0, deleted: 0 } });
        expect(await run(next)).toMatchObject({ changed: false });
        await run({ ...of('acme'), renamed_from: 'acme-eu' });
        expect(everything()).toEqual(before);
      }
    }
  });

  test('may take in an older check of another stack, also where that is cut short', async () => {
    seed('globex queue', ['stack-globex'], urlOf('queue'));
    const ids = ['acme liveness', 'acme blog'].map((name) =>
      seed(name, ['stack-acme'], urlOf(name.replace(' ', '-'))),
    );
    const task = {
      stacks: [
        { stack: 'globex', tests: [] },
        {
          stack: 'acme-eu',
          renamed_from: 'acme',
          tests: [
            { name: 'acme-eu liveness', website_url: urlOf('acme-liveness') },
            { name: 'acme-eu blog', website_url: urlOf('acme-blog') },
            { name: 'acme-eu queue', website_url: urlOf('queue') },
          ],
        },
      ],
    };
    const before = idsOf();
    const release = simulator.intercept(({ method, path }, proceed) =>
      method === 'PUT' && path.endsWith(`/uptime/${ids[1]}`)
        ? jsonResponse(400, { message: 'no' })
        : proceed(),
    );
    expect(await run(task)).toMatchObject({ failed: true });
    await release();
    expect(await run(task)).toMatchObject({ summary: { created: 0, deleted: 0 } });
    expect(idsOf()).toEqual(before);
    expect(await run(task)).toMatchObject({ changed: false });
  });

  test('is not taken for one that has gone, where the account mirrors a list', async () => {
    await run(stackOf('acme'));
    const before = idsOf();
    const { ssl: _, ...stack } = renamed;
    const mirror = {
      purge_unlisted_stacks: true,
      stacks: [{ ...stack, ssl: [{ website_url: urlOf('acme-eu') }] }],
    };
    await run(mirror);
    expect(idsOf()).toEqual(before);
    expect(await run(mirror)).toMatchObject({ changed: false });
  });
});

describe('a check that another stack declares by now', () => {
  const shop = (name: string) => ({ name, website_url: urlOf('shop') });
  const acme = (...names: string[]) => ({
    stack: 'acme',
    tests: [{ name: 'acme liveness', website_url: urlOf('acme') }, ...names.map(shop)],
  });
  const globex = (...names: string[]) => ({
    stack: 'globex',
    tests: [{ name: 'globex liveness', website_url: urlOf('globex') }, ...names.map(shop)],
  });
  const find = (name: string) => Object.entries(tests()).find(([, test_]) => test_.name === name)?.[0];

  test.each([
    ['of the same name', 'shop', 'shop', {}],
    ['of another name that tests the same', 'acme shop', 'globex shop', {}],
    [
      'of another name, which says so',
      'acme shop',
      'globex shop',
      { renamed_from: 'acme shop', website_url: urlOf('new') },
    ],
  ])('moves, in one task: %s', async (_, from, to, more) => {
    for (const order of [1, -1]) {
      await run({ stacks: [acme(from), globex()] });
      const id = find(from);
      const { tests: own, ...stack } = globex();
      const declared = [acme(), { ...stack, tests: [...own, { ...shop(to), ...more }] }];
      const stacks = order === 1 ? declared : declared.reverse();
      expect(await run({ stacks }, { check: true })).toMatchObject({
        summary: { created: 0, deleted: 0, updated: 1 },
      });
      await run({ stacks });
      expect(tests()[id ?? '']).toEqual({ name: to, tags: ['stack-globex'] });
      expect(await run({ stacks })).toMatchObject({ changed: false });
      for (const known of Object.keys(tests())) {
        simulator.account.uptimeTests.delete(known);
      }
    }
  });

  test('moves from a stack that is gone or not listed', async () => {
    await run({ stacks: [acme('shop'), globex()] });
    const id = find('shop');
    await run({ stacks: [{ ...acme('shop'), state: 'absent' }, globex('shop')] });
    expect(find('shop')).toBe(id);
    expect(find('acme liveness')).toBeUndefined();
    await run({ stacks: [acme('globex shop'), globex('shop')] });
    await run({ purge_unlisted_stacks: true, stacks: [acme('shop')] });
    expect(tests()[id ?? '']).toEqual({ name: 'shop', tags: ['stack-acme'] });
  });

  test('stays where its stack is removed before the new owner has run, which is told', async () => {
    await run({ stacks: [acme('acme shop'), globex()] });
    const id = find('acme shop');
    const now = globex('globex shop');
    const removed = await run({ stack: 'acme', state: 'absent', other_stacks: [now] });
    expect(warningsOf(removed)).toEqual([
      `the uptime test "acme shop" (ID ${id}) stays for globex, which has to run before acme leaves the inventory`,
    ]);
    await run({ ...now, other_stacks: [{ stack: 'acme', state: 'absent' }] });
    expect(find('globex shop')).toBe(id);
  });

  test('moves from one task to another, in both orders of tasks', async () => {
    const elsewhere = (stack: JsonObject) => [{ ...stack }];
    for (const isOldFirst of [true, false]) {
      await run({ stacks: [acme('acme shop'), globex()] });
      const id = find('acme shop');
      const now = { acme: acme(), globex: globex('globex shop') };
      const tasks = [
        { ...now.acme, other_stacks: elsewhere(now.globex) },
        { ...now.globex, other_stacks: elsewhere(now.acme) },
      ];
      for (const task of isOldFirst ? tasks : tasks.reverse()) {
        await run(task);
        expect(Object.keys(tests())).toContain(id);
      }
      expect(tests()[id ?? '']).toEqual({ name: 'globex shop', tags: ['stack-globex'] });
      expect(Object.keys(tests())).toHaveLength(3);
      for (const task of [now.acme, now.globex]) {
        expect(await run(task)).toMatchObject({ changed: false });
      }
      for (const known of Object.keys(tests())) {
        simulator.account.uptimeTests.delete(known);
      }
    }
  });

  test.each([
    ['a contact group that is not there', { contact_groups: ['nope'] }],
    ['an ID that is not there', { id: '4711' }],
    ['a value that cannot be', { test_type: 'HTTPS' }],
  ])(
    'stays where the check itself has a mistake, and moves once that is put right: %s',
    async (_, mistake) => {
      await run({ stacks: [acme('acme shop'), globex()] });
      const id = find('acme shop');
      const moved = (more: JsonObject) => ({
        ...globex(),
        tests: [...globex().tests, { ...shop('globex shop'), ...more }],
      });
      expect(await run({ stacks: [acme(), moved(mistake)] })).toMatchObject({ failed: true });
      expect(find('acme shop')).toBe(id);
      await run({ stacks: [acme(), moved({})] });
      expect(find('globex shop')).toBe(id);
    },
  );

  test.each([
    ['of a port', { website_url: 'db.example.com', test_type: 'TCP', port: 5432 }],
    ['of one URL', { website_url: urlOf('shop') }],
  ])('moves as the one of its name but for that of the stack, among several tests %s', async (_, values) => {
    const of = (stack: string, ...names: string[]) => ({
      stack,
      tests: names.map((name) => ({ name: `${stack} ${name}`, ...values })),
    });
    const idsBy = () =>
      Object.fromEntries(Object.entries(tests()).map(([id, { name }]) => [String(name).slice(-2), id]));
    await run({ stacks: [of('acme', 'db', 'hq', 'vm'), of('globex', 'ci')] });
    const before = idsBy();
    const [left, moved] = [of('acme', 'vm'), of('globex', 'ci', 'hq', 'db')];
    expect(await run({ stacks: [left, moved] })).toMatchObject({ summary: { created: 0, deleted: 0 } });
    expect(idsBy()).toEqual(before);
    for (const [one, other] of [
      [of('acme', 'vm', 'hq'), of('globex', 'ci', 'db')],
      [of('globex', 'db'), of('acme', 'vm', 'hq', 'ci')],
    ] as const) {
      expect(await run({ ...one, other_stacks: [other] })).toMatchObject({ summary: { deleted: 0 } });
      expect(await run({ ...other, other_stacks: [one] })).toMatchObject({ summary: { deleted: 0 } });
      await run({ ...one, other_stacks: [other] });
      expect(idsBy()).toEqual(before);
    }
  });

  test('is told of where nothing shows that it moves: a heartbeat of another name', async () => {
    const of = (stack: string, ...names: string[]) => ({
      stack,
      heartbeats: names.map((name) => ({ name, period: 60 })),
    });
    await run({ stacks: [of('acme', 'acme db'), of('globex', 'globex web')] });
    const preview = await run(
      { stacks: [of('acme'), of('globex', 'globex web', 'globex db')] },
      { check: true },
    );
    expect(warningsOf(preview).join()).toMatch(/globex: "globex db" in place of "acme db" \(ID \d+\)/);
  });

  test.each([true, false])(
    'moves as an SSL test, with a new URL, which says so, in one task: %s',
    async (isOne) => {
      const [OLD, NEW] = [urlOf('login.acme'), urlOf('login.globex')];
      const of = (stack: JsonObject, ...ssl: JsonObject[]) => ({ ...stack, ssl });
      await run({ stacks: [of(acme(), { website_url: OLD }), of(globex())] });
      const [before] = simulator.account.sslTests.all();
      const now = [of(acme()), of(globex(), { website_url: NEW, renamed_from: OLD })];
      const tasks = now.map((stack, index) => ({ ...stack, other_stacks: now.toSpliced(index, 1) }));
      for (const task of isOne ? [{ stacks: now }] : tasks) {
        await run(task);
      }
      expect(simulator.account.sslTests.all()).toMatchObject([{ id: before?.id, website_url: NEW }]);
      expect(await run({ stacks: now })).toMatchObject({ changed: false });
    },
  );

  test.each([true, false])(
    'moves from one task to another while its stack is renamed, the old one first: %s',
    async (isOldFirst) => {
      await run({ stacks: [acme('acme shop'), globex()] });
      const id = find('acme shop');
      const renamed = {
        stack: 'acme-eu',
        renamed_from: 'acme',
        tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }],
      };
      const now = globex('globex shop');
      const tasks = [
        { ...renamed, other_stacks: [now] },
        { ...now, other_stacks: [renamed] },
      ];
      for (const task of isOldFirst ? tasks : tasks.reverse()) {
        expect(await run(task)).toMatchObject({ summary: { created: 0, deleted: 0 } });
      }
      expect(tests()[id ?? '']).toEqual({ name: 'globex shop', tags: ['stack-globex'] });
      for (const task of tasks) {
        expect(await run(task)).toMatchObject({ changed: false });
      }
    },
  );

  test.each([
    ['what it tests', {}],
    ['its former name', { renamed_from: 'acme shop', website_url: urlOf('new') }],
  ])('moves as a page speed test while its stack is renamed, the old one first, by %s', async (_, more) => {
    const speed = (name: string) => ({ name, website_url: urlOf('shop'), region: 'DE' });
    await run({ stacks: [{ ...acme(), pagespeed: [speed('acme shop')] }, globex()] });
    const [before] = simulator.account.pagespeedTests.all();
    const renamed = {
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }],
      pagespeed: [],
    };
    const now = { ...globex(), pagespeed: [{ ...speed('globex shop'), ...more }] };
    await run({ ...renamed, other_stacks: [now] });
    await run({ ...now, other_stacks: [renamed] });
    expect(simulator.account.pagespeedTests.all()).toMatchObject([{ id: before?.id, name: 'globex shop' }]);
    expect(await run({ stacks: [renamed, now] })).toMatchObject({ changed: false });
  });

  test('is looked for among those of other stacks by a task that knows no other: a page speed test', async () => {
    const speed = (name: string) => ({ name, website_url: urlOf('shop'), region: 'DE' });
    await run({
      stacks: [
        { ...acme(), pagespeed: [speed('acme shop')] },
        { ...globex(), pagespeed: [] },
      ],
    });
    const before = idsOf();
    const now = { ...globex(), pagespeed: [speed('globex shop')] };
    expect(await run({ ...now, ask_for_other_stacks: true })).toMatchObject({ needs_other_stacks: true });
    await run({ ...now, other_stacks: [{ ...acme(), pagespeed: [] }] });
    expect(idsOf()).toEqual(before);
  });

  test.each([
    ['by its former URL', (now: string, old: string) => ({ website_url: now, renamed_from: old })],
    ['by its ID', (now: string, _: string, id: string) => ({ website_url: now, id })],
  ])(
    'is not taken by a task that knows no other from one that declares it: an SSL test, %s',
    async (_, check) => {
      const [old, now] = [urlOf('app'), urlOf('other')];
      await run({ stacks: [acme(), globex()].map((stack) => ({ ...stack, ssl: [{ website_url: old }] })) });
      const [test_] = simulator.account.sslTests.all();
      const moved = { ...globex(), ssl: [check(now, old, test_?.id ?? '')] };
      expect((await run(moved)).msg).toContain('is declared for the stack acme, too');
      expect(await run({ ...moved, ask_for_other_stacks: true })).toMatchObject({ needs_other_stacks: true });
      expect(simulator.account.sslTests.all()).toMatchObject([{ id: test_?.id, website_url: old }]);
    },
  );

  test('is not adopted where it begins with the name of another stack, of which the task does not know: a page speed test', async () => {
    const of = (stack: { stack: string }) => ({
      ...stack,
      pagespeed: [{ name: `${stack.stack} page`, website_url: urlOf('shop'), region: 'DE' }],
      adopt_by_url: true,
    });
    await run({ ...globex(), pagespeed: [] });
    await run(of(acme()));
    await run(of(globex()));
    expect(simulator.account.pagespeedTests.all().map(({ name }) => name)).toEqual([
      'acme page',
      'globex page',
    ]);
    for (const stack of [acme(), globex()]) {
      expect(await run(of(stack))).toMatchObject({ changed: false });
    }
  });

  test('moves in the place of one that nobody has and that could be adopted, also by a task that knows no other', async () => {
    await run({ stacks: [acme('acme shop'), globex()] });
    const id = find('acme shop');
    seed('by hand', [], urlOf('shop'));
    const adopting = { ...globex('globex shop'), adopt_by_url: true };
    expect(await run({ ...adopting, ask_for_other_stacks: true })).toMatchObject({
      needs_other_stacks: true,
    });
    await run({ ...adopting, other_stacks: [acme()] });
    expect(find('globex shop')).toBe(id);
  });

  test('is told apart by its name, also where its stack gets another one: in one task, and in both orders', async () => {
    const port = (name: string) => ({ name, website_url: 'db.example.com', test_type: 'TCP', port: 5432 });
    const before = { ...acme(), tests: [...acme().tests, port('acme db')] };
    const renamed = {
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }],
    };
    const now = { ...globex(), tests: [...globex().tests, port('globex db')] };
    const orders: JsonObject[][] = [
      [{ stacks: [renamed, now] }],
      [
        { ...renamed, other_stacks: [now] },
        { ...now, other_stacks: [renamed] },
      ],
      [
        { ...now, other_stacks: [renamed] },
        { ...renamed, other_stacks: [now] },
      ],
    ];
    for (const tasks of orders) {
      await run({ stacks: [before, globex()] });
      const ids = Object.keys(tests());
      for (const task of tasks) {
        expect(await run(task)).toMatchObject({ summary: { created: 0, deleted: 0 } });
      }
      expect(Object.keys(tests())).toEqual(ids);
      expect(find('globex db')).toBeDefined();
      for (const id of ids) {
        simulator.account.uptimeTests.delete(id);
      }
    }
  });

  test('keeps its name while what is declared of it is a mistake, though its stack gets another one', async () => {
    const job = (name: string, more: JsonObject = {}) => ({ name, period: 60, ...more });
    await run({ stacks: [{ ...acme(), heartbeats: [job('acme job')] }, globex()] });
    const before = idsOf();
    const renamed = {
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }],
    };
    const now = { ...globex(), heartbeats: [job('globex job', { renamed_from: 'acme job' })] };
    expect((await run({ stacks: [renamed, now] })).msg).toContain(
      'say of acme-eu which heartbeat tests it keeps, which moves it',
    );
    expect(await run({ stacks: [{ ...renamed, heartbeats: [] }, now] })).toMatchObject({ changed: true });
    expect(idsOf()).toEqual(before);
    expect(simulator.account.heartbeats.all()).toMatchObject([
      { name: 'globex job', tags: ['stack-globex'] },
    ]);
  });

  test('leaves its SSL test to the old owner, whose other tests carry the sign before it moves', async () => {
    const SSL = 'https://login.example.com';
    const declared = acme('acme shop');
    const own = { ...acme(), tests: declared.tests.slice(0, 1), ssl: [{ website_url: SSL }] };
    await run({ ...own, tests: declared.tests.toReversed() });
    await run({ ...globex(), ssl: [{ website_url: SSL }] });
    const now = globex('globex shop');
    await run({ ...own, other_stacks: [now] });
    await run({ ...now, other_stacks: [own], ssl: [] });
    expect(simulator.account.sslTests.all().map(({ website_url }) => website_url)).toEqual([SSL]);
    simulator.requests.length = 0;
    expect(await run(own)).toMatchObject({ changed: false });
  });

  test('matters only where something goes, or another one has it: else no task asks for the others', async () => {
    const asking = { ask_for_other_stacks: true };
    await run({ ...acme('shop'), ...asking });
    expect(await run({ ...acme('shop'), ...asking })).toMatchObject({
      changed: false,
      summary: { unchanged: 2 },
    });
    simulator.requests.length = 0;
    for (const task of [acme(), globex('shop'), globex('globex shop'), { stack: 'acme', state: 'absent' }]) {
      expect(await run({ ...task, ...asking })).toMatchObject({ changed: false, needs_other_stacks: true });
    }
    expect(writes()).toEqual([]);
    expect(await run({ ...acme(), ...asking, other_stacks: [] })).toMatchObject({ summary: { deleted: 1 } });
  });

  test('stays where the new owner has a mistake in another task, whatever that is', async () => {
    await run(acme('acme shop'));
    const id = find('acme shop');
    const moved = { ...shop('globex shop'), test_type: 'HTTPS' };
    const others = [{ ...globex(), tests: [...globex().tests, moved] }];
    const kept = await run({ ...acme(), other_stacks: others });
    expect(warningsOf(kept).join()).toContain('"acme shop" (ID 2) stays for now');
    expect(find('acme shop')).toBe(id);
    await run({ ...globex('globex shop'), other_stacks: [acme()] });
    expect(find('globex shop')).toBe(id);
    expect(await run({ ...acme(), other_stacks: [globex('globex shop')] })).toMatchObject({ changed: false });
  });

  test('stays with its stack where that is renamed while the new owner has a mistake, and moves once that is put right', async () => {
    await run(acme('acme shop'));
    const id = find('acme shop');
    const renamed = {
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }],
    };
    const moved = { ...shop('globex shop'), test_type: 'HTTPS' };
    const others = [{ ...globex(), tests: [...globex().tests, moved] }];
    const kept = await run({ ...renamed, other_stacks: others });
    expect(warningsOf(kept).join()).toContain('"acme shop" (ID 2) stays for now');
    await run({ ...globex('globex shop'), other_stacks: [renamed] });
    expect(tests()[id ?? '']).toEqual({ name: 'globex shop', tags: ['stack-globex'] });
  });

  test('is not made anew where a mistake of the old owner keeps it from moving', async () => {
    await run({ stacks: [acme('acme shop'), globex()] });
    const id = find('acme shop');
    const [own, ...rest] = acme().tests;
    const wrong = { ...acme(), tests: [{ ...own, contact_groups: ['nope'] }, ...rest] };
    const { msg } = await run({ stacks: [wrong, globex('globex shop')] });
    expect(msg).toContain('or put right what acme declares, which moves it');
    expect(Object.keys(tests())).toHaveLength(3);
    await run({ stacks: [acme(), globex('globex shop')] });
    expect(find('globex shop')).toBe(id);
  });

  test('is what other tasks declare with other names of options, and with numbers', async () => {
    await run({ stack: 'acme', tests: [...acme().tests, shop('404')] });
    for (const moved of [{ name: 'globex shop', url: urlOf('shop') }, { name: 404 }]) {
      const others = [{ stack: 'globex', tests: [moved] }];
      expect(await run({ ...acme(), other_stacks: others as unknown as JsonObject[] })).toMatchObject({
        changed: false,
      });
    }
  });

  test('stays where the other stack has a mistake, and moves once that is put right', async () => {
    await run({ stacks: [acme('shop'), globex()] });
    const id = find('shop');
    const { tests: own } = globex('shop');
    const wrong = { stack: 'globex', tests: [...own, { name: 'globex port', website_url: 'x' }] };
    const result = await run({ stacks: [acme(), wrong] });
    expect(result.msg).toContain('nothing was written of 1 stack: globex, globex port');
    expect(find('shop')).toBe(id);
    await run({ stacks: [acme(), globex('shop')] });
    expect(tests()[id ?? '']).toEqual({ name: 'shop', tags: ['stack-globex'] });
  });
});

describe('contact groups of stacks that are gone', () => {
  const group = (name: string) => simulator.account.contactGroups.create({ name }).id;
  const names = () => simulator.account.contactGroups.all().map(({ name }) => name);
  const purging = { purge_contact_groups: true };

  test('go where their names bear the tag, and no check of any kind tells them about failures', async () => {
    const [own = '', used = ''] = [group('stack-acme on-call'), group('stack-acme pager')];
    for (const name of ['Operations', 'acme on-call', 'stack-globex', 'stack-', 'my stack-acme']) {
      group(name);
    }
    await run({
      stack: 'acme',
      tests: [{ name: 'acme liveness', website_url: urlOf('acme'), contact_groups: [own] }],
    });
    simulator.account.heartbeats.create({ name: 'job', period: 60, contact_groups: [used] });
    expect(await run({ stack: 'acme', state: 'absent' }, { check: true })).toMatchObject({
      summary: { deleted: 1 },
    });
    const result = await run({ stack: 'acme', state: 'absent', ...purging });
    expect(result).toMatchObject({
      checks: [
        { kind: 'uptime' },
        { kind: 'contact_group', name: 'stack-acme on-call', id: own, action: 'deleted' },
      ],
    });
    expect(warningsOf(result)).toEqual([
      `the contact group "stack-acme pager" (ID ${used}) of acme, which is gone, stays: the heartbeat test "job" (ID 9) still tells it about failures`,
    ]);
    expect(names()).toEqual([
      'stack-acme pager',
      'Operations',
      'acme on-call',
      'stack-globex',
      'stack-',
      'my stack-acme',
    ]);
  });

  test('go with a mirror for stacks that are not listed, and stay for those that are, and without the option', async () => {
    group('stack-acme');
    group('stack-globex on-call');
    const mirror = {
      purge_unlisted_stacks: true,
      stacks: [{ stack: 'acme', tests: [{ name: 'acme liveness', website_url: urlOf('acme') }] }],
    };
    await run(mirror);
    expect(names()).toHaveLength(2);
    await run({ ...mirror, ...purging });
    expect(names()).toEqual(['stack-acme']);
    expect(await run({ ...mirror, ...purging })).toMatchObject({ changed: false });
  });

  test('stay where a check begins to tell them about failures meanwhile, and where their checks do not go', async () => {
    const id = group('stack-acme');
    await run({
      stack: 'acme',
      tests: [{ name: 'acme liveness', website_url: urlOf('acme'), contact_groups: [id] }],
    });
    let release = simulator.intercept(({ method, path }, proceed) =>
      method === 'DELETE' && path.includes('/uptime/') ? jsonResponse(503, {}) : proceed(),
    );
    expect(await run({ stack: 'acme', state: 'absent', ...purging })).toMatchObject({
      summary: { failed: 2 },
    });
    await release();
    release = simulator.intercept(({ method, path }, proceed) => {
      if (method === 'DELETE' && path.includes('/uptime/')) {
        seed('by hand', [], urlOf('x'), { contact_groups: [id] });
      }
      return proceed();
    });
    const result = await run({ stack: 'acme', state: 'absent', ...purging });
    await release();
    expect(result.msg).toContain('kept, since a check tells it about failures by now');
    expect(names()).toEqual(['stack-acme']);
  });
});
