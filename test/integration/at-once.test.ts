import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { LIBRARY } from './support/folders.ts';

const TOKEN = 'at-once-token';

let simulator: Simulator;
let folder: string;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN, latency: 20 });
  folder = mkdtempSync(join(tmpdir(), 'at-once-'));
});
afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

let runs = 0;

/** Starts the file of a module as Ansible does. */
function start(module: string, options: JsonObject): { child: ChildProcess; result: Promise<JsonObject> } {
  runs += 1;
  const args = join(folder, `${runs}.json`);
  writeFileSync(
    args,
    JSON.stringify({
      api_key: TOKEN,
      api_url: simulator.url,
      state_directory: join(folder, 'state'),
      ...options,
    }),
  );
  const child = spawn(join(LIBRARY, `${module}.cjs`), [args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const result = Promise.all([text(child.stdout), once(child, 'close')]).then(([output]) =>
    output === '' ? {} : (JSON.parse(output) as JsonObject),
  );
  return { child, result };
}

const URL = 'https://acme.example.com/';
const acme = (...names: string[]): JsonObject => ({
  stack: 'acme',
  tests: names.map((name) => ({ name, website_url: URL, check_rate: 60 })),
});
const names = () => simulator.account.uptimeTests.all().map(({ name }) => name);

/** Holds up the first request with this method; returns when it has come, and a way to let it go on. */
function hold(method: string) {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const came = new Promise<void>((resolve) => {
    let isFirst = true;
    simulator.intercept(async (request, proceed) => {
      if (request.method === method && isFirst) {
        isFirst = false;
        resolve();
        await held;
      }
      return proceed();
    });
  });
  return { came, letGo };
}

/** What the state folder says of runs that are at work or wait. */
function runsAtWork(): string {
  const state = join(folder, 'state');
  return readdirSync(state)
    .filter((name) => name.endsWith('.runs'))
    .map((name) => readFileSync(join(state, name), 'utf8'))
    .join();
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])('two runs that ensure the same stack make no twins (%i)', async () => {
  const tests = acme('acme liveness', 'acme readiness');
  const results = await Promise.all(
    [start('status_cake_stack', tests), start('status_cake_stack', tests)].map((run) => run.result),
  );
  expect(results.map(({ changed }) => changed).sort()).toEqual([false, true]);
  expect(names().sort()).toEqual(['acme liveness', 'acme readiness']);
});

test('several runs at once, of which all recreate a test, leave one', async () => {
  simulator.account.uptimeTests.create({ name: 'acme', website_url: URL, test_type: 'HTTP', check_rate: 60 });
  const options = { name: 'acme', website_url: 'acme.example.com', test_type: 'PING', recreate: true };
  const results = await Promise.all(
    Array.from({ length: 4 }, () => start('status_cake_test', options).result),
  );
  expect(results.map(({ action }) => action).sort()).toEqual([
    'recreated',
    'unchanged',
    'unchanged',
    'unchanged',
  ]);
  expect(names()).toEqual(['acme']);
});

test('a test, and the stack that declares it, are kept one after the other', async () => {
  const { came, letGo } = hold('POST');
  const stack = start('status_cake_stack', acme('acme liveness'));
  await came;
  const single = start('status_cake_test', {
    name: 'acme liveness',
    website_url: URL,
    check_rate: 60,
    api_deadline: 1,
  });
  expect(await single.result).toMatchObject({
    failed: true,
    msg: expect.stringMatching(
      /^not started, since the api_deadline of 1 s was reached, while it waited for another run \(process \d+ on .+\) that is at work on the uptime test "acme liveness"; run it again$/,
    ),
    api: { requests: 0, waited_seconds: expect.closeTo(1, 0) },
  });
  letGo();
  expect(await stack.result).toMatchObject({ changed: true });
});

test('the first SIGTERM ends the waiting for another run', async () => {
  const { came, letGo } = hold('POST');
  const first = start('status_cake_stack', acme('acme liveness'));
  await came;
  const second = start('status_cake_stack', { ...acme('acme liveness'), api_deadline: 60 });
  await vi.waitFor(() => expect(runsAtWork()).toContain(`"pid":${second.child.pid},`), { timeout: 60_000 });
  second.child.kill('SIGTERM');
  expect(await second.result).toMatchObject({
    failed: true,
    msg: expect.stringContaining('stopped by SIGTERM, while it waited for another run'),
  });
  letGo();
  await first.result;
});

test('a run that is killed at work keeps nobody waiting', async () => {
  const { came, letGo } = hold('POST');
  const first = start('status_cake_stack', acme('acme liveness'));
  await came;
  const second = start('status_cake_stack', acme('acme liveness'));
  first.child.kill('SIGKILL');
  letGo();
  expect(await second.result).toMatchObject({ summary: expect.anything() });
});

test('a run that is killed in its very first request, which asks for the limit, keeps nobody waiting', async () => {
  const { came, letGo } = hold('GET');
  const first = start('status_cake_stack', acme('acme liveness'));
  await came;
  first.child.kill('SIGKILL');
  await first.result;
  // Less than the 30 s that the first may have taken.
  expect(
    await start('status_cake_stack', { ...acme('acme liveness'), api_deadline: 20 }).result,
  ).toMatchObject({
    changed: true,
    api: { requests: 4 },
  });
  letGo();
});

test.each([
  ['status_cake_stack', acme('acme liveness')],
  ['status_cake_test', { name: 'acme liveness', website_url: URL }],
])('what a killed run of %s had asked for becomes no twin, however late', async (module, options) => {
  const { came, letGo } = hold('POST');
  const killed = start(module, options);
  await came;
  killed.child.kill('SIGKILL');
  await killed.result;
  expect(await start(module, options).result).toMatchObject({ changed: true });
  letGo();
  await vi.waitFor(() => expect(names()).toEqual(['acme liveness', 'acme liveness']));
  expect(await start(module, options).result).toMatchObject({ changed: true });
  expect(names()).toEqual(['acme liveness']);
  expect(await start(module, options).result).toMatchObject({ changed: false });
});

test('stacks that have nothing in common do not wait for each other', async () => {
  const { came, letGo } = hold('POST');
  const first = start('status_cake_stack', acme('acme liveness'));
  await came;
  const other = { stack: 'globex', tests: [{ name: 'globex liveness', website_url: URL, check_rate: 60 }] };
  expect(await start('status_cake_stack', other).result).toMatchObject({ changed: true });
  // A preview waits for nobody, not even for a run on the same stack.
  expect(
    await start('status_cake_stack', { ...acme('acme liveness'), _ansible_check_mode: true }).result,
  ).toMatchObject({
    changed: true,
  });
  letGo();
  await first.result;
  expect(names().sort()).toEqual(['acme liveness', 'globex liveness']);
});

test('a folder that cannot be used is told, and the work is done without', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const { result } = start('status_cake_stack', { ...acme('acme liveness'), state_directory: file });
  expect(await result).toMatchObject({
    changed: true,
    warnings: [expect.stringMatching(/^state_directory cannot be used \(.*file.*\): this run shares/)],
  });
});
