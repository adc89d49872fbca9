import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as heartbeatModule } from '../../../src/modules/status_cake_heartbeat/module.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { module as testModule } from '../../../src/modules/status_cake_test/module.ts';
import type { Values } from '../../../src/simulator/account/values.ts';
import { type ApiResponse, emptyResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { slept } from '../skipping-clock.ts';
import { runModule } from './module-run.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const TOKEN = 'contract-token';
const LIVE = { name: 'live', website_url: 'https://acme.example.com', confirmation: 1, tags: ['x'] };

let simulator: Simulator;
let folder: string;
let late: (() => Promise<ApiResponse>)[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'late-'));
  vi.stubEnv('TMPDIR', folder);
  simulator = await startSimulator({ token: TOKEN });
  late = [];
  slept.milliseconds = 0;
  slept.onSleep = () => {};
});
afterEach(async () => {
  await simulator.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const collections = () => [simulator.account.uptimeTests, simulator.account.heartbeats];
const ids = () => collections().flatMap((collection) => collection.all().map(({ id }) => id));
const posts = () => simulator.requests.filter(({ method }) => method === 'POST').length;
const records = () =>
  readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.creations'));
const takePlace = async () => {
  for (const create of late.splice(0)) {
    await create();
  }
};

/** Answers the first creations with 504, and keeps them for later. */
function delayCreations(count = 1): void {
  let left = count;
  simulator.intercept(({ method }, proceed) => {
    if (method !== 'POST' || left === 0) {
      return proceed();
    }
    left -= 1;
    late.push(proceed);
    return emptyResponse(504);
  });
}

/** Lets them take place as soon as the client has waited for so many milliseconds in all. */
function takePlaceAfter(milliseconds: number): void {
  slept.onSleep = (total) => {
    if (total >= milliseconds) {
      void takePlace();
    }
  };
}

const declarations = {
  status_cake_test: (options: JsonObject = {}) =>
    runModule(testModule, simulator, TOKEN, { api_retries: 2, ...LIVE, ...options }),
  status_cake_stack: (options: JsonObject = {}) =>
    runModule(stackModule, simulator, TOKEN, {
      api_retries: 2,
      stack: 'acme',
      tests: [{ ...LIVE, ...options }],
    }),
  status_cake_heartbeat: (options: JsonObject = {}) =>
    runModule(heartbeatModule, simulator, TOKEN, {
      api_retries: 2,
      name: 'live',
      period: 300,
      tags: ['x'],
      ...options,
    }),
};
type Run = (typeof declarations)['status_cake_test'];

describe.each(Object.entries(declarations))('a creation that takes place late, with %s', (_, run: Run) => {
  test.each([600, 5000, 15_000, 29_000])('after %i ms is found, and not repeated', async (milliseconds) => {
    delayCreations();
    takePlaceAfter(milliseconds);
    expect(await run()).toMatchObject({ changed: true });
    expect([ids().length, posts()]).toEqual([1, 1]);
    expect(await run()).toMatchObject({ changed: false });
  });

  test('with the request that repeats it is deleted, or stays in its place', async () => {
    delayCreations();
    // The first one takes place just before the second.
    const release = simulator.intercept(async ({ method }, proceed) => {
      if (method === 'POST' && posts() === 2) {
        await takePlace();
      }
      return proceed();
    });
    const result = await run();
    release();
    expect(posts()).toBe(2);
    expect(ids()).toHaveLength(1);
    expect(result).toMatchObject({ changed: true });
    expect(((result.checks as JsonObject[] | undefined)?.[0] ?? result).id).toBe(ids()[0]);
    expect(await run()).toMatchObject({ changed: false });
  });

  test('after the run has ended is recognised by the next one', async () => {
    delayCreations();
    await run();
    const kept = ids();
    expect(kept).toHaveLength(1);
    await takePlace();
    expect(ids()).toHaveLength(2);
    expect(await run()).toMatchObject({ changed: true });
    expect(ids()).toEqual(kept);
    expect(await run()).toMatchObject({ changed: false });
  });

  test('after the run has ended is recognised also when other values are declared by then', async () => {
    delayCreations();
    await run();
    await run({ paused: true });
    await takePlace();
    await run({ paused: true });
    expect(collections().flatMap((collection) => collection.all())).toMatchObject([{ paused: true }]);
  });

  test('after a run that gave up, of which it said so, becomes no twin of what the next one creates', async () => {
    delayCreations(3);
    expect(await run()).toMatchObject({
      failed: true,
      msg: expect.stringMatching(
        /POST \/\w+: HTTP 504; whether it was created all the same is not known, and the next run finds out/,
      ),
    });
    await run();
    await takePlace();
    expect(ids()).toHaveLength(4);
    await run();
    expect(ids()).toHaveLength(1);
    expect(await run()).toMatchObject({ changed: false });
  });

  test('is no reason to delete what somebody else has made under its name', async () => {
    delayCreations();
    await run();
    const [collection] = collections().filter((candidate) => candidate.all().length > 0);
    const { id: _, ...own } = collection?.all()[0] ?? { id: '' };
    collection?.create({ ...own, tags: [...(own.tags as string[]), 'by-hand'] });
    expect(await run()).toMatchObject({
      failed: true,
      msg: expect.stringMatching(/^(nothing was written; .*)?.*2 \w+ tests are named/),
    });
    expect(ids()).toHaveLength(2);
  });

  test('costs nothing where nothing was late', async () => {
    await run();
    expect(records()).toEqual([]);
  });
});

test('a creation that never takes place is repeated after about half a minute', async () => {
  delayCreations();
  await declarations.status_cake_test();
  expect(slept.milliseconds).toBeGreaterThanOrEqual(30_000);
  expect(slept.milliseconds).toBeLessThan(32_000);
  expect(ids()).toHaveLength(1);
});

test.each([
  '',
  '{',
  '[{"kind":1}]',
  '[null, 7, {"kind":"uptime"}]',
  `[{"kind":"uptime","identity":"live","fields":["toString"],"digest":"x","kept":null,"time":${Date.now() + 1e9}}]`,
])('a record that reads %j is as good as none', async (text) => {
  delayCreations(2);
  await declarations.status_cake_test();
  const [name] = records();
  writeFileSync(join(folder, String(name)), text);
  expect(await declarations.status_cake_test()).toMatchObject({ changed: false });
  await takePlace();
  expect(await declarations.status_cake_test()).toMatchObject({
    failed: true,
    msg: expect.stringContaining('are named'),
  });
});

test('a deadline ends the search, and the message says what is not known', async () => {
  delayCreations();
  const controller = new AbortController();
  slept.onSleep = () => controller.abort('somebody said so');
  const result = await runModule(
    testModule,
    simulator,
    TOKEN,
    { ...LIVE, api_retries: 2 },
    { interruption: controller.signal },
  );
  expect(result).toMatchObject({
    failed: true,
    msg: expect.stringMatching(
      /HTTP 504; whether it was created all the same is not known \(.*somebody said so\), and the next run/,
    ),
  });
  slept.onSleep = () => {};
  await declarations.status_cake_test();
  await takePlace();
  await declarations.status_cake_test();
  expect(ids()).toHaveLength(1);
});

describe('runs on different machines', () => {
  /** Lets somebody else create the same before this run does. */
  const createElsewhere = () => {
    let done = false;
    simulator.intercept(({ method, path }, proceed) => {
      if (method === 'POST' && path.endsWith('/uptime') && !done) {
        done = true;
        const { name, website_url } = LIVE;
        simulator.account.uptimeTests.create({
          name,
          website_url,
          test_type: 'HTTP',
          check_rate: 60,
          tags: ['stack-acme'],
        });
      }
      return proceed();
    });
  };

  test('leave the oldest of what both have created, and say so', async () => {
    createElsewhere();
    expect(await declarations.status_cake_stack()).toMatchObject({
      changed: true,
      checks: [{ name: 'live', id: '1' }],
      warnings: [
        expect.stringMatching(
          /another run created the uptime test "live" at the same time: .*\(ID 1\) stays.*\(ID 2\)/,
        ),
      ],
    });
    expect(ids()).toEqual(['1']);
  });

  test.each<['ssl' | 'pagespeed', Values]>([
    ['ssl', { website_url: LIVE.website_url, check_rate: 300, alert_at: ['1', '7', '30'] }],
    ['pagespeed', { name: 'acme page', website_url: LIVE.website_url, check_rate: 300, region: 'UK' }],
  ])('do so of %s tests, too, which have no tags', async (kind, check) => {
    const collection = kind === 'ssl' ? simulator.account.sslTests : simulator.account.pagespeedTests;
    let done = false;
    let elsewhere = '';
    simulator.intercept(({ method, path }, proceed) => {
      if (method === 'POST' && path.endsWith(kind) && !done) {
        done = true;
        elsewhere = collection.create(check).id;
      }
      return proceed();
    });
    const options: JsonObject = { stack: 'acme', tests: [LIVE], [kind]: [check as JsonObject] };
    const previewed = (await runModule(stackModule, simulator, TOKEN, options, { check: true }))
      .api as JsonObject;
    expect(await runModule(stackModule, simulator, TOKEN, options)).toMatchObject({
      changed: true,
      api: { requests: Number(previewed.needed_requests) + 1 },
      warnings: [expect.stringMatching(/another run created the .* at the same time: its own .* stays/)],
    });
    expect(collection.all().map(({ id }) => id)).toEqual([elsewhere]);
    expect(await runModule(stackModule, simulator, TOKEN, options)).toMatchObject({ changed: false });
  });

  test('delete nothing that is younger than their own, or of another stack', async () => {
    let done = false;
    simulator.intercept(async ({ method }, proceed) => {
      const response = await proceed();
      if (method === 'POST' && !done) {
        done = true;
        simulator.account.uptimeTests.create({
          ...LIVE,
          test_type: 'HTTP',
          check_rate: 60,
          tags: ['stack-acme'],
        });
      }
      return response;
    });
    simulator.account.uptimeTests.create({
      ...LIVE,
      name: 'other',
      test_type: 'HTTP',
      check_rate: 60,
      tags: ['stack-acme-2'],
    });
    await declarations.status_cake_stack();
    expect(ids()).toHaveLength(3);
  });

  test('are looked for with one request for each kind with tags, which check mode previews', async () => {
    const options = {
      stacks: Array.from({ length: 40 }, (_, number) => ({
        stack: `stack-with-a-long-name-${number}`,
        tests: [{ ...LIVE, name: `test ${number}` }],
        heartbeats: [{ name: `heartbeat ${number}`, period: 300 }],
      })),
    };
    const run = (check: boolean) => runModule(stackModule, simulator, TOKEN, options, { check });
    const previewed = (await run(true)).api as JsonObject;
    simulator.requests.length = 0;
    expect((await run(false)).api).toMatchObject({ requests: previewed.needed_requests });
    const looks = simulator.requests.filter(({ query }) => query.includes('tags='));
    expect(looks).toHaveLength(2);
    expect((await run(false)).changed).toBe(false);
  });
});
