import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { module as testModule } from '../../../src/modules/status_cake_test/module.ts';
import { emptyResponse, jsonResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { type Modes, runModule } from './module-run.ts';

// Waiting takes no time here.
vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const TOKEN = 'contract-token';
const URL = 'https://acme.example.com';
const OLD = { name: 'live', website_url: URL, test_type: 'HTTP', check_rate: 300 };
const NEW = { name: 'live', website_url: URL, test_type: 'HEAD', recreate: true };

let simulator: Simulator;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recreation-'));
  vi.stubEnv('TMPDIR', folder);
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(async () => {
  await simulator.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const tests = () => simulator.account.uptimeTests.all();
const ids = () => tests().map(({ id }) => id);
const writes = () =>
  simulator.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.slice(3)}`);
const seedWindow = (...of: string[]) =>
  simulator.account.maintenanceWindows.create({
    name: 'nightly',
    start_at: '2030-01-01T00:00:00Z',
    end_at: '2030-01-01T01:00:00Z',
    timezone: 'UTC',
    tests: of,
  }).id;
const windowTests = (id: string) => simulator.account.maintenanceWindows.get(id)?.tests;

/** Ways to declare the one test. */
const declarations = {
  'status_cake_test by name': (entry: JsonObject, options: JsonObject = {}, modes?: Modes) =>
    runModule(testModule, simulator, TOKEN, { ...entry, ...options }, modes),
  'status_cake_test by id': (entry: JsonObject, options: JsonObject = {}, modes?: Modes) =>
    runModule(testModule, simulator, TOKEN, { ...entry, id: '1', ...options }, modes),
  'status_cake_stack by name': (entry: JsonObject, options: JsonObject = {}, modes?: Modes) =>
    runModule(stackModule, simulator, TOKEN, { stack: 'acme', tests: [entry], ...options }, modes),
  'status_cake_stack by id': (entry: JsonObject, options: JsonObject = {}, modes?: Modes) =>
    runModule(
      stackModule,
      simulator,
      TOKEN,
      { stack: 'acme', tests: [{ ...entry, id: '1' }], ...options },
      modes,
    ),
};
type Run = (typeof declarations)['status_cake_test by name'];

/** Lets no DELETE through, once. */
const refuseDelete = () =>
  simulator.intercept(({ method }, proceed) =>
    method === 'DELETE' ? jsonResponse(400, { message: 'Not now' }) : proceed(),
  );

describe.each(Object.entries(declarations))('a recreation with %s', (title, run: Run) => {
  test('costs a look at the windows, and leaves one test that stays as it is', async () => {
    simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
    expect(await run(NEW)).toMatchObject({ changed: true });
    expect(writes()).toEqual(['POST /uptime', 'DELETE /uptime/1']);
    expect(tests()).toMatchObject([{ id: '2', test_type: 'HEAD' }]);
    const again = await run(NEW, {}, { diff: true });
    expect(again).toMatchObject({ changed: false });
    expect(JSON.stringify(again)).not.toContain('replaces-');
  });

  test('whose DELETE is refused tells what is there, and the next run finishes it', async () => {
    simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
    const permit = refuseDelete();
    const half = await run(NEW);
    expect(half).toMatchObject({
      failed: true,
      changed: true,
      msg: expect.stringMatching(
        /the new uptime test \(ID 2\) is there, but the old one \(ID 1\) is still there, and the next run deletes it: DELETE .*Not now/,
      ),
    });
    expect((half.checks as JsonObject[] | undefined)?.[0] ?? half).toMatchObject({ id: '2' });
    permit();
    const finished = await run(NEW);
    expect(finished).toMatchObject({ changed: true });
    expect(JSON.stringify(finished)).toMatch(/"also_deleted":\["1"\]|"id":"1","action":"deleted"/);
    expect(writes().slice(-1)).toEqual(['DELETE /uptime/1']);
    expect(ids()).toEqual(['2']);
    expect(await run(NEW)).toMatchObject({ changed: false });
  });

  test.each([
    ['other values', { ...NEW, check_rate: 60, tags: ['x'] }, { check_rate: 60 }],
    ['the old type', { ...NEW, test_type: 'HTTP' }, { test_type: 'HTTP' }],
    ['a third type', { ...NEW, test_type: 'PING', website_url: 'acme.example.com' }, { test_type: 'PING' }],
  ])('is finished also when in between %s are declared', async (__, changed, expected) => {
    simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
    const permit = refuseDelete();
    await run(NEW);
    permit();
    await run(changed);
    await run(changed);
    expect(tests()).toMatchObject([expected]);
    expect(await run(changed)).toMatchObject({ changed: false });
  });

  test('is finished after several were left half done', async () => {
    simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
    const permit = refuseDelete();
    for (const type of ['HEAD', 'HTTP', 'HEAD']) {
      await run({ ...NEW, test_type: type, tags: [type] });
    }
    expect(ids().length).toBeGreaterThan(2);
    permit();
    await run({ ...NEW, tags: ['x'] });
    expect(tests()).toMatchObject([{ test_type: 'HEAD' }]);
    expect(await run({ ...NEW, tags: ['x'] })).toMatchObject({ changed: false });
  });

  test('leaves no tags of what is gone, but for that by which it is declared', async () => {
    simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
    for (const type of ['HEAD', 'HTTP', 'HEAD', 'HTTP', 'HEAD']) {
      expect(await run({ ...NEW, test_type: type })).toMatchObject({ changed: true });
    }
    expect(ids()).toEqual(['6']);
    const tags = tests().flatMap((test) => test.tags as string[]);
    const marks = tags.filter((tag) => tag.startsWith('replaces-'));
    expect(marks).toEqual(title.endsWith('by id') ? ['replaces-1', 'replaces-5'] : ['replaces-5']);
    expect(await run(NEW)).toMatchObject({ changed: false });
  });

  test('keeps the tags of what is not gone yet', async () => {
    simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
    const permit = refuseDelete();
    await run(NEW);
    await run({ ...NEW, test_type: 'HTTP' });
    permit();
    expect(tests().at(-1)?.tags).toEqual(expect.arrayContaining(['replaces-1', 'replaces-2']));
    await run({ ...NEW, test_type: 'HTTP' });
    expect(ids()).toEqual(['3']);
  });

  test('goes with both halves', async () => {
    simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
    const permit = refuseDelete();
    await run(NEW);
    permit();
    expect(await run(NEW, { state: 'absent' }, { check: true })).toMatchObject({ changed: true });
    expect(ids()).toEqual(['1', '2']);
    expect(await run(NEW, { state: 'absent' })).toMatchObject({ changed: true });
    expect(ids()).toEqual([]);
    expect(await run(NEW, { state: 'absent' })).toMatchObject({ changed: false });
  });

  test('puts the new ID into the windows that name the old one, before the old one goes', async () => {
    simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
    simulator.account.uptimeTests.create({ ...OLD, name: 'other' });
    const [named, other] = [seedWindow('1', '2'), seedWindow('2')];
    await run(NEW);
    expect(windowTests(named)).toEqual(['2', '5']);
    expect(windowTests(other)).toEqual(['2']);
    expect(writes()).toEqual(['POST /uptime', `PUT /maintenance-windows/${named}`, 'DELETE /uptime/1']);
  });

  test('that ended before the windows were changed has them changed by the next run', async () => {
    simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
    const named = seedWindow('1');
    const permit = simulator.intercept(({ path }, proceed) =>
      path.includes('maintenance') ? emptyResponse(503) : proceed(),
    );
    expect(await run(NEW)).toMatchObject({ failed: true, changed: true });
    expect(ids()).toEqual(['1', '3']);
    permit();
    await run(NEW);
    expect([ids(), windowTests(named)]).toEqual([['3'], ['3']]);
  });

  test('works on a plan without maintenance windows', async () => {
    simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
    simulator.intercept(({ path }, proceed) =>
      path.includes('maintenance')
        ? jsonResponse(403, { message: 'Your current plan has no access to this feature' })
        : proceed(),
    );
    expect(await run(NEW)).not.toHaveProperty('failed');
    expect(ids()).toEqual(['2']);
  });

  test('warns that the history is lost, and that credentials are, unless they are declared', async () => {
    simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
    const history = expect.stringMatching(/lose their ID and their history: "[^"]+" \(ID 1\)$/);
    const credentials = expect.stringMatching(/basic_username and basic_password/);
    const told = async (...args: Parameters<typeof run>) =>
      ((await run(...args)).warnings as string[]).sort();
    expect(await told(NEW, {}, { check: true })).toEqual([credentials, history]);
    const declared = { ...NEW, basic_username: 'robot', basic_password: 'rosebud-1' };
    expect(await told(declared)).toEqual([history]);
  });
});

test('with duplicates=remove what replaces stays, and neither the oldest nor a third one', async () => {
  const run = declarations['status_cake_stack by name'];
  simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
  const permit = refuseDelete();
  await run(NEW);
  permit();
  simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
  await run(NEW, { duplicates: 'remove' });
  expect(ids()).toEqual(['2']);
});

test('an old one without the tag of the stack gets it first, or the next run would not find it', async () => {
  const run = declarations['status_cake_stack by name'];
  simulator.account.uptimeTests.create({ ...OLD, tags: ['mine'] });
  const permit = refuseDelete();
  await run(NEW);
  expect(tests()).toMatchObject([{ tags: ['mine', 'stack-acme'] }, {}]);
  permit();
  simulator.requests.length = 0;
  await run(NEW);
  expect(ids()).toEqual(['2']);
});

test('check mode previews what it costs, and what it deletes', async () => {
  const run = declarations['status_cake_stack by name'];
  simulator.account.uptimeTests.create({ ...OLD, tags: ['stack-acme'] });
  const previewed = (await run(NEW, {}, { check: true })).api as JsonObject;
  expect((await run(NEW)).api).toMatchObject({ requests: previewed.needed_requests });
});

test('a recreation under another name is finished by the ID of the old one', async () => {
  simulator.account.uptimeTests.create({ ...OLD });
  const permit = refuseDelete();
  const renamed = { ...NEW, name: 'renamed' };
  await declarations['status_cake_test by id'](renamed);
  permit();
  expect(await declarations['status_cake_test by id'](renamed)).toMatchObject({
    action: 'recreated',
    id: '2',
  });
  expect(tests()).toMatchObject([{ id: '2', name: 'renamed' }]);
});

test('two that one window names are both put into it', async () => {
  for (const name of ['a', 'b']) {
    simulator.account.uptimeTests.create({ ...OLD, name, tags: ['stack-acme'] });
  }
  const named = seedWindow('1', '2');
  const both = ['a', 'b'].map((name) => ({ ...NEW, name }));
  await runModule(stackModule, simulator, TOKEN, { stack: 'acme', tests: both });
  expect([...((windowTests(named) as string[]) ?? [])].sort()).toEqual(['4', '5']);
});

test('a window that cannot be changed is told, and does not keep the old one', async () => {
  simulator.account.uptimeTests.create({ ...OLD });
  seedWindow('1');
  simulator.intercept(({ method, path }, proceed) =>
    method === 'PUT' && path.includes('maintenance')
      ? jsonResponse(400, { message: 'It is over' })
      : proceed(),
  );
  expect(await declarations['status_cake_test by name'](NEW)).toMatchObject({
    changed: true,
    warnings: expect.arrayContaining([
      expect.stringMatching(
        /^the maintenance window "nightly" \(ID 2\) still names 1, not 3: PUT .*It is over/,
      ),
    ]),
  });
  expect(ids()).toEqual(['3']);
});

test('a recreation of one of several with a name leaves the others alone, which their IDs declare', async () => {
  const twins = [OLD, OLD].map(
    (each) => simulator.account.uptimeTests.create({ ...each, tags: ['stack-acme'] }).id,
  );
  const declare = (id: string | undefined, entry: JsonObject) => ({ id: String(id), ...entry });
  const run = (second: JsonObject) =>
    runModule(stackModule, simulator, TOKEN, { stack: 'acme', tests: [declare(twins[0], OLD), second] });
  const [first] = (await run(declare(twins[1], NEW))).checks as JsonObject[];
  expect(first).toMatchObject({ id: twins[0], action: 'unchanged' });
  expect(tests().map(({ name, test_type }) => [name, test_type])).toEqual([
    ['live', 'HTTP'],
    ['live', 'HEAD'],
  ]);
  expect(ids()).toEqual([twins[0], '3']);
});
