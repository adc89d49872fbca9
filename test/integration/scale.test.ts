import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { STACK_KINDS } from '../../src/modules/status_cake_stack/kinds.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { inTemporaryFolder, ROOT } from './support/folders.ts';

const TOKEN = 'scale-token';
const MODULE = join(ROOT, 'library/status_cake_stack.cjs');
const CHECKS = ['liveness', 'readiness', 'login', 'search', 'api'];

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(() => simulator.close());

const stackNames = Array.from({ length: 200 }, (_, index) => `customer-${index}`);

const stackOf = (stack: string): JsonObject => ({
  stack,
  tests: CHECKS.map((check) => ({
    name: `${stack} ${check}`,
    website_url: `https://${stack}.example.com/${check}`,
  })),
});

/** Starts the module as Ansible does; `stop` is called with the process as soon as it runs. */
async function run(
  options: JsonObject,
  stop: (child: { kill(signal: 'SIGKILL'): boolean }) => void = () => {},
) {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, 'args.json');
    await writeFile(path, JSON.stringify({ api_key: TOKEN, api_url: simulator.url, ...options }));
    const child = spawn(MODULE, [path], { stdio: ['ignore', 'pipe', 'inherit'] });
    stop(child);
    const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
    return output === '' ? undefined : (JSON.parse(output) as JsonObject);
  });
}

/** Runs something and returns what it sent: how many reads, and the writes. */
async function sentBy(work: () => Promise<unknown>): Promise<{ reads: number; writes: string[] }> {
  simulator.requests.length = 0;
  await work();
  const [reads, writes] = [true, false].map((isRead) =>
    simulator.requests.filter(({ method }) => (method === 'GET') === isRead),
  );
  return {
    reads: reads?.length ?? 0,
    writes: (writes ?? []).map(
      ({ method, path, form }) => `${method} ${path} ${form.map((pair) => pair.join('=')).join('&')}`,
    ),
  };
}

test('200 stacks with 5 tests each are created, kept, changed and decommissioned with no request too many', async () => {
  const byHand = [
    { name: 'made by hand', tags: [] },
    { name: 'acme-2 liveness', tags: ['stack-acme-2'] },
  ].map((test) =>
    simulator.account.uptimeTests.create({
      ...test,
      website_url: 'https://example.com',
      test_type: 'HTTP',
      check_rate: 60,
    }),
  );
  const before = structuredClone(byHand);
  const stacks = stackNames.map(stackOf);
  const fleet = { stacks, defaults: { check_rate: 60, tags: ['production'] } };

  const created = await sentBy(() => run(fleet));
  // What was created is looked at once, in as many pages as it fills.
  expect([created.reads, created.writes.length]).toEqual([1 + 12, 1000]);
  expect(await sentBy(() => run(fleet))).toEqual({ reads: 11, writes: [] });

  const changed = {
    ...fleet,
    stacks: stacks.with(7, { ...stackOf('customer-7'), defaults: { check_rate: 300 } }),
  };
  const preview = await run({ ...changed, _ansible_check_mode: true });
  const update = await sentBy(async () => {
    expect(await run(changed)).toMatchObject({
      summary: { ...(preview?.summary as JsonObject), updated: 5 },
    });
  });
  const affected = simulator.account.uptimeTests
    .all()
    .filter(({ name }) => String(name).startsWith('customer-7 '));
  expect(affected).toHaveLength(5);
  const expected = affected.map(({ id }) => `PUT /v1/uptime/${id} check_rate=300`);
  expect(update.writes.sort()).toEqual(expected.sort());

  const others = () =>
    simulator.account.uptimeTests.all().filter(({ name }) => !String(name).startsWith('customer-99 '));
  const untouched = JSON.stringify(others());
  const gone = await sentBy(() => run({ stack: 'customer-99', state: 'absent' }));
  // One for each kind of test, of which the stack may have any, and for those with tags one for what an interrupted rename has left.
  const tagged = STACK_KINDS.filter(({ resource }) => resource.tagField !== undefined);
  expect([gone.reads, gone.writes.length]).toEqual([STACK_KINDS.length + tagged.length, 5]);
  expect(simulator.account.uptimeTests.all()).toHaveLength(1002 - 5);
  expect(JSON.stringify(others())).toBe(untouched);
  expect(byHand).toEqual(before);
});

test('an account made by hand is adopted without creating anything', async () => {
  const stacks = stackNames.slice(0, 20).map(stackOf);
  for (const { tests } of stacks) {
    for (const { name, website_url } of tests as { name: string; website_url: string }[]) {
      simulator.account.uptimeTests.create({ name, website_url, test_type: 'HTTP', check_rate: 300 });
    }
  }
  const { writes } = await sentBy(() => run({ stacks }));
  expect(
    writes.filter((write) => !/^PUT \/v1\/uptime\/\d+ tags\[\]=stack-customer-\d+$/.test(write)),
  ).toEqual([]);
  expect(writes).toHaveLength(100);
});

test('killed in the middle of creating 200 tests, the next run creates the others and none twice', async () => {
  const stacks = stackNames.slice(0, 40).map(stackOf);
  const killed = await run({ stacks }, (child) => {
    simulator.intercept(async ({ method }, proceed) => {
      const response = await proceed();
      if (method === 'POST' && simulator.account.uptimeTests.all().length === 77) {
        child.kill('SIGKILL');
      }
      return response;
    });
  });
  expect(killed).toBeUndefined();
  const halfWay = simulator.account.uptimeTests.all().length;
  expect(halfWay).toBeGreaterThanOrEqual(77);
  expect(halfWay).toBeLessThan(200);

  await run({ stacks });
  const names = simulator.account.uptimeTests.all().map(({ name }) => name);
  expect(names).toHaveLength(200);
  expect(new Set(names)).toEqual(
    new Set(stackNames.slice(0, 40).flatMap((stack) => CHECKS.map((check) => `${stack} ${check}`))),
  );
});
