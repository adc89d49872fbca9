import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as pagespeedModule } from '../../../src/modules/status_cake_pagespeed/module.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { module as testModule } from '../../../src/modules/status_cake_test/module.ts';
import type { Collection } from '../../../src/simulator/account/collection.ts';
import { emptyResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from './module-run.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const TOKEN = 'contract-token';
const URL = 'https://acme.example.com';
/** More reads than one run takes to find out what is there. */
const READS = 4;
/** More than two runs take that also look after what they have created. */
const MANY_READS = 20;

let simulator: Simulator;
let folder: string;

const start = async (reads: number) => {
  simulator = await startSimulator({ token: TOKEN, visibleAfter: { reads } });
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'visibility-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(async () => {
  await simulator.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const stack = (options: JsonObject) =>
  runModule(stackModule, simulator, TOKEN, { stack: 'acme', ...options });
const TESTS = { tests: [{ name: 'one', website_url: URL }], heartbeats: [{ name: 'two', period: 300 }] };
const posts = () => simulator.requests.filter(({ method }) => method === 'POST').length;
const ids = (collection: Collection) => collection.all().map(({ id }) => id);

describe('what a stack has created and reads do not show yet', () => {
  test('is waited for, so that the next run finds it', async () => {
    await start(READS);
    expect(await stack(TESTS)).toMatchObject({ changed: true });
    expect(await stack(TESTS)).toMatchObject({ changed: false });
    expect(await stack({ state: 'absent' })).toMatchObject({ changed: true });
    expect([...ids(simulator.account.uptimeTests), ...ids(simulator.account.heartbeats)]).toEqual([]);
  });

  test('ends no run that has waited for some seconds', async () => {
    await start(1000);
    expect(await stack({ tests: TESTS.tests })).toMatchObject({ changed: true });
    expect(simulator.requests.filter(({ query }) => query.includes('tags=stack-acme'))).toHaveLength(1 + 5);
  });
});

describe.each([
  [
    'uptime tests',
    (options: JsonObject) =>
      runModule(testModule, simulator, TOKEN, { name: 'one', website_url: URL, ...options }),
    () => simulator.account.uptimeTests,
    READS,
  ],
  [
    'page speed tests',
    (options: JsonObject) =>
      runModule(pagespeedModule, simulator, TOKEN, {
        name: 'one',
        website_url: URL,
        region: 'UK',
        check_rate: 1800,
        ...options,
      }),
    () => simulator.account.pagespeedTests,
    READS,
  ],
  [
    'SSL tests of a stack',
    ({ check_rate = 1800 }: JsonObject) =>
      stack({ tests: TESTS.tests, ssl: [{ website_url: URL, check_rate }] }),
    () => simulator.account.sslTests,
    MANY_READS,
  ],
] as const)('%s that were created twice, as the first was not to be seen', (_, run, collectionOf, reads) => {
  const createTwice = async (options: JsonObject = {}) => {
    await start(reads);
    await run({});
    await run(options);
    const collection = collectionOf();
    const both = ids(collection);
    expect(both).toHaveLength(2);
    for (const entry of [...collection.all(), ...simulator.account.uptimeTests.all()]) {
      while (!simulator.account.visibility.shows(entry)) {}
    }
    return both;
  };

  test.each([{}, { check_rate: 3600 }])('become one again, the oldest, also with %j', async (options) => {
    const [oldest] = await createTwice(options);
    const before = posts();
    expect(await run(options)).toMatchObject({ changed: true });
    expect(ids(collectionOf())).toEqual([oldest]);
    expect(posts()).toBe(before);
    expect(await run(options)).toMatchObject({ changed: false });
  });

  test('stay where the second was made by somebody else', async () => {
    await createTwice();
    const collection = collectionOf();
    const [, second] = collection.all();
    const { id, ...values } = second ?? { id: '' };
    collection.delete(id);
    collection.create(values);
    expect(await run({})).toMatchObject({ failed: true, msg: expect.stringContaining('are named') });
    expect(ids(collection)).toHaveLength(2);
  });
});

test('a twin takes the place of the one that was to stay, should that vanish while it is read', async () => {
  await start(0);
  const { uptimeTests } = simulator.account;
  const run = () =>
    stack({ api_retries: 1, tests: [{ ...TESTS.tests[0], confirmation: 1, find_string: 'ready' }] });
  let takePlace: (() => Promise<unknown>) | undefined;
  const release = simulator.intercept(({ method }, proceed) => {
    if (method !== 'POST' || takePlace) {
      return proceed();
    }
    takePlace = proceed;
    return emptyResponse(504);
  });
  await run();
  release();
  await takePlace?.();
  const [first = '', second] = ids(uptimeTests);
  expect(second).toBeDefined();
  simulator.intercept(({ path }, proceed) => {
    if (path.endsWith(`/${first}`)) {
      uptimeTests.delete(first);
    }
    return proceed();
  });
  await run();
  expect(ids(uptimeTests)).toEqual([second]);
});

test('what vanishes while twins are looked for is no reason to fail', async () => {
  await start(0);
  const { uptimeTests } = simulator.account;
  const release = simulator.intercept(({ method }, proceed) =>
    method === 'POST' ? emptyResponse(504) : proceed(),
  );
  await stack({ tests: TESTS.tests });
  release();
  await stack({ tests: TESTS.tests });
  const other = uptimeTests.create({
    name: 'one',
    website_url: URL,
    test_type: 'HTTP',
    check_rate: 60,
    tags: ['stack-acme'],
  });
  simulator.intercept(({ path }, proceed) => {
    if (path.endsWith(`/${other.id}`)) {
      uptimeTests.delete(other.id);
    }
    return proceed();
  });
  expect(await stack({ tests: TESTS.tests })).toMatchObject({ changed: false });
});
