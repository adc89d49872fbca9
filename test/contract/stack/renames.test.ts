import { describe, expect, test, vi } from 'vitest';
import type { AnsibleModule } from '../../../src/ansible/module.ts';
import type { JsonObject } from '../../../src/json.ts';
import { module as contactGroupModule } from '../../../src/modules/status_cake_contact_group/module.ts';
import { module as heartbeatModule } from '../../../src/modules/status_cake_heartbeat/module.ts';
import { module as windowModule } from '../../../src/modules/status_cake_maintenance_window/module.ts';
import { module as pagespeedModule } from '../../../src/modules/status_cake_pagespeed/module.ts';
import { module as sslModule } from '../../../src/modules/status_cake_ssl/module.ts';
import { module as testModule } from '../../../src/modules/status_cake_test/module.ts';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { urlOf, useChangingAccount, warningsOf } from './changing-account.ts';

// Waiting takes no time here.
vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const WINDOW = { start_at: '2030-01-01T00:00:00Z', end_at: '2030-01-01T01:00:00Z', timezone: 'UTC' };

const account = useChangingAccount();
const { run, runOf, seed, tests, everything, idsOf, writes } = account;

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
    expect(account.simulator.requests).toHaveLength(2);
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
    const { id: pageId } = account.simulator.account.pagespeedTests.create({ name: 'Home', ...page });
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
      account.simulator.account.uptimeTests.delete(id);
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
    const byHand = seed('acme store', []);
    const removing = { ...declared('acme store'), duplicates: 'remove' };
    expect((await run(removing)).msg).toContain('4 uptime tests are named "acme store"');
    account.simulator.account.uptimeTests.delete(byHand);
    expect(await run(removing)).toMatchObject({ summary: { created: 0, updated: 1, deleted: 2 } });
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
      'new uptime tests while others go that may be the same: acme: "acme shop" in place of "acme store" ' +
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
    const release = account.simulator.intercept(({ method }, proceed) =>
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
    const release = account.simulator.intercept(({ method }, proceed) =>
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
    const { maintenanceWindows: windows } = account.simulator.account;
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
      'nothing belongs to the former name of these stacks, so renamed_from can be taken out once their reports of the SLA, if any, have run with it: acme-eu (was acme)',
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
    account.simulator.intercept(({ method, path, form }, proceed) => {
      if (method === 'PUT' && path.includes('/uptime/') && !JSON.stringify(form).includes('renaming-to')) {
        seen.add(String(account.simulator.account.maintenanceWindows.get('10')?.tags));
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
        const release = account.simulator.intercept(({ method }, proceed) => {
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
    account.simulator.account.heartbeats.create({ name: 'acme job', period: 60, tags: ['stack-acme'] });
    account.simulator.account.pagespeedTests.create({
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
    account.simulator.requests.length = 0;
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
      account.simulator.account.maintenanceWindows.create({
        name: 'deployment of acme',
        ...WINDOW,
        tags: ['stack-acme'],
      });
      account.simulator.requests.length = 0;
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
          'already: take renamed_from out of acme-eu, or, if all that acme has is meant, give one of its tests the tag ' +
          'renaming-to-acme-eu, and run it again',
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
      const release = account.simulator.intercept(({ method }, proceed) => {
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
    const release = account.simulator.intercept(({ method, path, form }, proceed) =>
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
    const release = account.simulator.intercept(({ method, path, form }, proceed) => {
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
    account.simulator.intercept(({ method, path }, proceed) =>
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
    account.simulator.account.maintenanceWindows.create({ ...WINDOW, name: 'nightly', tags: ['stack-acme'] });
    account.simulator.account.maintenanceWindows.create({
      ...WINDOW,
      name: 'both',
      tags: ['stack-acme', 'stack-x'],
    });
    const before = everything();
    for (let writesBefore = 0, isCut = true; isCut; writesBefore += 1) {
      let count = 0;
      const release = account.simulator.intercept(({ method }, proceed) => {
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
        const release = account.simulator.intercept(({ method }, proceed) => {
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
    const release = account.simulator.intercept(({ method, path }, proceed) =>
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

  describe('that has checks of both names, though no run was cut short', () => {
    const shop = (stack: string) => ({ name: `${stack} shop`, website_url: urlOf('shop') });
    const page = (stack: string) => ({
      name: `${stack} page`,
      website_url: urlOf('shop'),
      region: 'UK',
    });
    const of = (stack: string) => ({
      stack,
      tests: [{ name: `${stack} liveness`, website_url: urlOf(stack) }, shop(stack)],
      heartbeats: [{ name: `${stack} job`, period: 60 }],
      pagespeed: [page(stack)],
      ssl: [{ website_url: urlOf(stack) }],
    });
    const half = { ...of('acme-eu'), renamed_from: 'acme' };
    const idOf = (name: string) =>
      Object.entries(tests()).find(([, { name: own }]) => own === name)?.[0] ?? '';

    test('is renamed whole with the mark that is told of', async () => {
      await run(of('acme'));
      account.simulator.account.uptimeTests.update(idOf('acme shop'), { tags: ['stack-acme-eu'] });
      const before = idsOf();
      const { msg } = await run(half);
      expect(msg).toContain(
        'if all that acme has is meant, give one of its tests the tag renaming-to-acme-eu',
      );
      const liveness = idOf('acme liveness');
      const tags = `${tests()[liveness]?.tags},renaming-to-acme-eu`.split(',');
      account.simulator.account.uptimeTests.update(liveness, { tags });
      expect(await run(half)).toMatchObject({ summary: { created: 0, deleted: 0, failed: 0 } });
      expect(idsOf()).toEqual(before);
      expect(everything().filter((line) => /renaming|acme(?!-eu)/.test(line))).toEqual([]);
      expect(await run(half)).toMatchObject({ changed: false });
    });

    test('takes a page speed test where the check says so, as it is told', async () => {
      const { pagespeed: _, heartbeats: _jobs, ssl: _ssl, ...stack } = of('acme-eu');
      const { id } = account.simulator.account.pagespeedTests.create({ ...page('acme'), check_rate: 1800 });
      await run(stack);
      const { msg } = await run({ ...stack, renamed_from: 'acme', pagespeed: [page('acme-eu')] });
      expect(msg).toContain('take renamed_from out of acme-eu, and say it of the check if that is meant');
      const told = { ...page('acme-eu'), renamed_from: 'acme page' };
      expect(await run({ ...stack, pagespeed: [told] })).toMatchObject({
        checks: expect.arrayContaining([expect.objectContaining({ id, name: 'acme-eu page' })]),
        summary: { created: 0 },
      });
    });

    test('keeps both while that is a mistake, also where the account mirrors a list, until one is deleted', async () => {
      await run(of('acme'));
      const before = everything();
      await run(of('acme-eu'));
      const globex = { stack: 'globex', tests: [{ name: 'globex live', website_url: urlOf('globex') }] };
      await run(globex);
      const mirror = { purge_unlisted_stacks: true, stacks: [half, globex] };
      const both = everything();
      const result = await run(mirror);
      expect(result.msg).toContain('there are both the uptime tests "acme liveness" (ID');
      expect(result).not.toHaveProperty('warnings');
      expect(everything()).toEqual(both);
      for (const collection of account.simulator.account.collections) {
        for (const { id, name, website_url } of collection.all()) {
          if (/acme-eu/.test(String(name ?? website_url))) {
            collection.delete(id);
          }
        }
      }
      const isOther = (line: string) => line.includes('globex');
      expect(everything().filter((line) => !isOther(line))).toEqual(before);
      expect(await run(mirror)).toMatchObject({ summary: { created: 0, deleted: 0, failed: 0 } });
      expect(everything().filter((line) => !line.includes('acme-eu') && !isOther(line))).toEqual([]);
    });

    test('is a mistake where its former name has a slip of the pen in it, while a mirror deletes another stack', async () => {
      const globex = { stack: 'globex', tests: [{ name: 'globex live', website_url: urlOf('globex') }] };
      await run({ stacks: [of('acme'), globex] });
      const before = everything();
      const slip = { ...of('acme-eu'), renamed_from: 'acmee' };
      const mirror = (...stacks: JsonObject[]) => run({ purge_unlisted_stacks: true, stacks });
      expect((await mirror(slip, globex)).msg).toContain(
        'acme-eu, the stack itself, renamed_from: there is no stack acmee, while all of acme is to be deleted, which no list has: give that ' +
          'name if it was renamed, or take renamed_from out',
      );
      expect(everything()).toEqual(before);
      expect(await mirror({ ...slip, renamed_from: 'acme' }, globex)).toMatchObject({
        summary: { deleted: 0 },
      });
      expect(await mirror({ ...slip, renamed_from: 'acme' }, globex)).toMatchObject({ changed: false });
      const both = [
        { ...of('globex-eu'), renamed_from: 'acme-eu' },
        { ...slip, stack: 'initech', tests: [], ssl: [] },
      ];
      const preview = await run({ purge_unlisted_stacks: true, stacks: [...both, globex] }, { check: true });
      expect(preview.msg ?? '').not.toContain('there is no stack acmee');
      const fresh = { stack: 'new', renamed_from: 'never', tests: [] };
      expect(await mirror({ ...of('acme-eu') }, globex, fresh)).not.toHaveProperty('failed', true);
    });

    test('leaves alone what it was called before where that is another one by now that no list has', async () => {
      await run(of('acme-eu'));
      await run(of('acme'));
      const before = everything();
      const other = {
        ...half,
        tests: half.tests.map((each) => ({ ...each, name: `acme-eu my ${each.name}` })),
      };
      const { heartbeats: _, pagespeed: _pages, ...quiet } = other;
      const result = await run({ purge_unlisted_stacks: true, stacks: [quiet] });
      expect(warningsOf(result).join()).toContain('the former name of these stacks is that of others by now');
      expect(everything()).toEqual(expect.arrayContaining(before.filter((line) => / acme /.test(line))));
    });
  });

  test('keeps what an interrupted run has left of the former name, though nobody says it, where the account mirrors a list', async () => {
    const globex = { stack: 'globex', tests: [{ name: 'globex live', website_url: urlOf('globex') }] };
    await run({ stacks: [stackOf('acme'), globex] });
    const ids = idsOf();
    const release = account.simulator.intercept(({ method, form }, proceed) =>
      method === 'GET' || JSON.stringify(form).includes('renaming-to') ? proceed() : jsonResponse(503, {}),
    );
    await run(renamed);
    release();
    const { renamed_from: _, ...forgetful } = renamed;
    const result = await run({ purge_unlisted_stacks: true, stacks: [forgetful, globex] });
    expect(result.msg).toContain('an interrupted run was renaming acme to acme-eu');
    expect(idsOf()).toEqual(ids);
    const faulty = { ...forgetful, tests: [{ name: 'acme-eu x', website_url: 'no url' }] };
    await run({ purge_unlisted_stacks: true, stacks: [faulty, globex] });
    expect(idsOf()).toEqual(ids);
  });

  test('has windows of several stacks that are renamed until all of these are', async () => {
    const of = (stack: string, former?: string) => ({
      stack,
      ...(former && { renamed_from: former }),
      tests: ['one', 'two'].map((name) => ({ name: `${stack} ${name}`, website_url: urlOf(name) })),
    });
    await run({ stacks: [of('a'), of('b')] });
    const window = account.simulator.account.maintenanceWindows.create({
      ...WINDOW,
      name: 'nightly',
      tags: ['stack-a', 'stack-b'],
    });
    const task = { stacks: [of('c', 'a'), of('d', 'b')] };
    const tagsNow = () => account.simulator.account.maintenanceWindows.get(window.id)?.tags;
    const both = ['stack-a', 'stack-b', 'stack-c', 'stack-d'];
    for (const [path, isFirst, seen] of [
      ['/maintenance-windows/', true, ['stack-a', 'stack-b']],
      ['/uptime/', false, both],
      ['/maintenance-windows/', false, both],
    ] as const) {
      const release = account.simulator.intercept(({ method, path: own, form }, proceed) =>
        method === 'PUT' && own.includes(path) && JSON.stringify(form).includes('renaming-') === isFirst
          ? jsonResponse(400, { message: 'no' })
          : proceed(),
      );
      expect(await run(task)).toMatchObject({ failed: true });
      release();
      expect(tagsNow()).toEqual(expect.arrayContaining([...seen]));
    }
    expect(await run(task)).toMatchObject({ summary: { failed: 0 } });
    expect(tagsNow()).toEqual(['stack-c', 'stack-d']);
    expect(await run(task)).toMatchObject({ changed: false });
  });

  test('has its mark before a window changes, also where it has one test only', async () => {
    const of = (stack: string) => ({ stack, tests: [{ name: `${stack} a`, website_url: urlOf('a') }] });
    await run(of('acme'));
    const nightly = { ...WINDOW, name: 'nightly', tags: ['stack-acme'] };
    account.simulator.account.maintenanceWindows.create(nightly);
    account.simulator.requests.length = 0;
    await run({ ...of('acme-eu'), renamed_from: 'acme' });
    expect(writes()).toEqual([
      'PUT /uptime/1',
      'PUT /maintenance-windows/2',
      'PUT /uptime/1',
      'PUT /maintenance-windows/2',
    ]);
  });

  test('does not go while a run that has renamed a part of it was cut short, but with its former name whole', async () => {
    await run(stackOf('acme'));
    const before = everything();
    const release = account.simulator.intercept(({ method, path, form }, proceed) =>
      method === 'GET' || JSON.stringify(form).includes('renaming-to') || path.endsWith('/uptime/2')
        ? proceed()
        : jsonResponse(503, {}),
    );
    await run(renamed);
    release();
    const { msg } = await run({ stack: 'acme-eu', state: 'absent' });
    expect(msg).toContain('an interrupted run was renaming acme to acme-eu');
    expect(everything()).toHaveLength(before.length);
    await run({ stack: 'acme-eu', renamed_from: 'acme', state: 'absent' });
    expect(everything()).toEqual([]);
  });

  test('tells of what is called by its former name and is no stack’s, before that is too late', async () => {
    seed('acme liveness', ['stack-acme']);
    const id = seed('acme shop', [], urlOf('shop'));
    const of = {
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }],
    };
    expect(warningsOf(await run(of, { check: true })).join()).toContain(
      `the uptime test "acme shop" (ID ${id})`,
    );
  });

  test('keeps the oldest of twins that may go, wherever it is cut short', async () => {
    const of = (stack: string, more: JsonObject = {}) => ({
      stack,
      duplicates: 'remove',
      tests: ['live', 'shop'].map((name) => ({ name: `${stack} ${name}`, website_url: urlOf(name) })),
      ...more,
    });
    await run(of('acme'));
    const before = idsOf();
    seed('acme shop', ['stack-acme'], urlOf('shop'));
    const release = account.simulator.intercept(({ method }, proceed) =>
      method === 'DELETE' ? jsonResponse(503, {}) : proceed(),
    );
    expect(await run(of('acme-eu', { renamed_from: 'acme' }))).toMatchObject({ failed: true });
    release();
    expect(await run(of('acme-eu', { renamed_from: 'acme' }))).toMatchObject({ summary: { deleted: 1 } });
    expect(idsOf()).toEqual(before);
  });

  test('is a mistake where it gets the name of a stack that is renamed itself, and nothing is written of either', async () => {
    const live = (stack: string) => ({
      stack,
      tests: [{ name: `${stack} live`, website_url: urlOf(stack) }],
    });
    await run({ stacks: [live('a'), live('c')] });
    const before = everything();
    const result = await run({
      stacks: [
        { ...live('b'), renamed_from: 'a' },
        { ...live('a'), renamed_from: 'c' },
      ],
    });
    expect(result.msg).toContain(
      'a, the stack itself, renamed_from: b says that it was called a: rename that first, while nothing is declared of a, and then c to a',
    );
    expect(result.msg).toContain('b, the stack itself, renamed_from: a is declared as well');
    const alone = { ...live('a'), renamed_from: 'c' };
    expect(await run({ ...alone, ask_for_other_stacks: true })).toMatchObject({ needs_other_stacks: true });
    const other = { stack: 'b', renamed_from: 'a', tests: [] };
    expect((await run({ ...alone, other_stacks: [other] })).msg).toContain(
      'b says that it was called a: rename that first',
    );
    expect(everything()).toEqual(before);
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
