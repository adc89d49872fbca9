import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AnsibleModule } from '../../../src/ansible/module.ts';
import type { JsonObject } from '../../../src/json.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { module as testModule } from '../../../src/modules/status_cake_test/module.ts';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';

const TOKEN = 'contract-token';
const HTTP = { website_url: 'https://acme.example.com', test_type: 'HTTP', check_rate: 300 };

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(() => simulator.close());

const run = (module: AnsibleModule, options: JsonObject) => runModule(module, simulator, TOKEN, options);
const seed = (...names: string[]) => {
  for (const name of names) {
    simulator.account.uptimeTests.create({ name, ...HTTP });
  }
};
const others = (count: number) => Array.from({ length: count }, (_, index) => `other ${index + 1}`);
const named = (name: string) =>
  simulator.account.uptimeTests.all().filter((entry) => entry.name === name).length;

/** Before page 2 is read the first time, somebody deletes a test of page 1 and creates one: another slips onto page 1. */
function slipOnce(): void {
  let slipped = false;
  simulator.intercept(({ query }, proceed) => {
    if (!slipped && query.includes('page=2&')) {
      slipped = true;
      simulator.account.uptimeTests.delete('1');
      seed('somebody else’s');
    }
    return proceed();
  });
}

describe('a test that slips from one page to another unseen', () => {
  beforeEach(() => {
    seed(...others(100), 'acme', ...others(150));
    slipOnce();
  });

  test('gets no twin from status_cake_test', async () => {
    expect(await run(testModule, { name: 'acme', ...HTTP })).toMatchObject({
      action: 'unchanged',
      id: '101',
    });
    expect(named('acme')).toBe(1);
  });

  test('gets no twin from status_cake_stack', async () => {
    const tests = [{ name: 'acme', website_url: HTTP.website_url }];
    expect(await run(stackModule, { stack: 'acme', tests })).toMatchObject({
      summary: { created: 0, updated: 1 },
    });
    expect(named('acme')).toBe(1);
  });
});

describe('what creating costs', () => {
  test.each([
    [100, 1 + 1],
    [200, 2 + 1 + 1],
    [300, 3 + 3 + 1],
    [1000, 10 + 10 + 1],
  ])('in an account of %i tests %i requests', async (count, requests) => {
    seed(...others(count));
    expect(await run(testModule, { name: 'acme', ...HTTP })).toMatchObject({
      action: 'created',
      api: { requests },
    });
  });

  test('is one more reading for a task, however many tests it creates', async () => {
    seed(...others(300));
    const tests = others(20).map((name) => ({ name: `acme ${name}`, website_url: HTTP.website_url }));
    const stacks = [
      { stack: 'acme', tests },
      { stack: 'globex', tests: [{ name: 'globex', website_url: HTTP.website_url }] },
    ];
    expect(await run(stackModule, { stacks })).toMatchObject({
      summary: { created: 21 },
      // The last looks for what others have created at the same time.
      api: { requests: 3 + 3 + 21 + 1 },
    });
  });

  test('is no more reading where nothing is created', async () => {
    seed(...others(300));
    expect(await run(testModule, { name: 'other 7', ...HTTP })).toMatchObject({
      action: 'unchanged',
      api: { requests: 3 },
    });
    expect(await run(testModule, { name: 'nobody', state: 'absent' })).toMatchObject({
      action: 'unchanged',
      api: { requests: 3 },
    });
  });
});

describe('a list that lacks rows', () => {
  test('is read again', async () => {
    seed(...others(150), 'acme');
    let empty = true;
    simulator.intercept(async ({ query }, proceed) => {
      const response = await proceed();
      if (!empty || !query.includes('page=2&')) {
        return response;
      }
      empty = false;
      return jsonResponse(200, { ...JSON.parse(response.body), data: [] });
    });
    expect(await run(testModule, { name: 'acme', ...HTTP })).toMatchObject({
      action: 'unchanged',
      api: { requests: 4 },
    });
  });
});
