import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { module as testModule } from '../../../src/modules/status_cake_test/module.ts';
import { emptyResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from './module-run.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const TOKEN = 'contract-token';
const OLD = 250;
/** Three pages, and once more before anything is created. */
const LIST = 6;

let simulator: Simulator;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lists-'));
  simulator = await startSimulator({ token: TOKEN });
  for (let index = 0; index < OLD; index += 1) {
    addTest(`old ${index}`);
  }
});
afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

function addTest(name: string, ...tags: string[]): string {
  return simulator.account.uptimeTests.create({
    name,
    website_url: 'https://old.example.com',
    test_type: 'HTTP',
    check_rate: 300,
    tags,
  }).id;
}

/** Runs a module, and returns its result with what it has sent. */
async function run(module: typeof testModule | typeof stackModule, options: JsonObject) {
  const before = simulator.requests.length;
  const result = await runModule(module as typeof testModule, simulator, TOKEN, {
    state_directory: folder,
    list_max_age: 30,
    ...options,
  });
  const sent = simulator.requests.slice(before);
  const reads = sent.filter(({ method }) => method === 'GET').length;
  return { result, reads, writes: sent.length - reads };
}

const declare = (stack: string, ...checks: string[]): JsonObject => ({
  stack,
  tests: checks.map((check) => ({
    name: `${stack} ${check}`,
    website_url: `https://${stack}.example.com`,
    check_rate: 60,
  })),
});
const single = (name: string): JsonObject => ({ name, website_url: 'https://acme.example.com' });
const count = (name: string) =>
  simulator.account.uptimeTests.all().filter((entry) => entry.name === name).length;

describe('a list that another run has read', () => {
  test('is enough for the stacks that come after it, but for a look after what they have created', async () => {
    expect(await run(stackModule, declare('acme', 'a', 'b'))).toMatchObject({ reads: LIST + 1, writes: 2 });
    expect(await run(stackModule, declare('globex', 'a'))).toMatchObject({ reads: 1, writes: 1 });
    expect(await run(stackModule, declare('hooli'))).toMatchObject({ reads: 0, writes: 0 });
  });

  test('shows what was created, changed and deleted since', async () => {
    await run(stackModule, declare('acme', 'a', 'b'));
    const again = await run(stackModule, declare('acme', 'a', 'b'));
    expect(again).toMatchObject({ reads: 0, writes: 0, result: { changed: false } });
    const { tests } = declare('acme', 'a', 'b');
    const moved = {
      stack: 'acme',
      tests: (tests as JsonObject[]).map((each) => ({ ...each, check_rate: 900 })),
    };
    expect(await run(stackModule, moved)).toMatchObject({ reads: 0, writes: 2 });
    expect(await run(stackModule, moved)).toMatchObject({ reads: 0, writes: 0 });
    expect(await run(stackModule, declare('acme', 'a'))).toMatchObject({ writes: 2 });
    expect(await run(stackModule, declare('acme', 'a'))).toMatchObject({ reads: 0, writes: 0 });
    expect(simulator.account.uptimeTests.all()).toHaveLength(OLD + 1);
  });

  test('is that of its own account and kind only, and is read anew without the option', async () => {
    await run(stackModule, declare('acme', 'a'));
    expect((await run(stackModule, { ...declare('acme', 'a'), list_max_age: 0 })).reads).toBe(1);
    expect((await run(stackModule, { ...declare('acme'), heartbeats: [] })).reads).toBe(1);
  });

  test('is compared with the number of tests before a single one is created', async () => {
    await run(testModule, single('first'));
    expect(await run(testModule, single('second'))).toMatchObject({ reads: 1, writes: 1 });
    addTest('third');
    expect(await run(testModule, single('third'))).toMatchObject({ reads: 1 + LIST, writes: 1 });
    expect(await run(testModule, single('third'))).toMatchObject({ reads: 0, writes: 0 });
    expect(count('third')).toBe(1);
  });

  test('is read anew after a write of which nobody knows whether it took place', async () => {
    await run(testModule, single('first'));
    const stop = simulator.intercept(async (request, proceed) => {
      if (request.method !== 'PUT') {
        return proceed();
      }
      await proceed();
      return { ...emptyResponse(0), disconnect: 'before response' };
    });
    await run(testModule, { ...single('first'), check_rate: 900 });
    stop();
    expect(await run(testModule, { ...single('first'), check_rate: 900 })).toMatchObject({
      reads: LIST,
      writes: 0,
      result: { changed: false },
    });
  });

  test('holds no secret', async () => {
    await run(testModule, { ...single('first'), basic_username: 'robot', basic_password: 'rosebud' });
    expect(readdirSync(folder).some((name) => name.includes('list-uptime'))).toBe(true);
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(texts.join()).not.toContain('rosebud');
  });
});
