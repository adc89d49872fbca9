import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { module as testModule } from '../../../src/modules/status_cake_test/module.ts';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { type Modes, runModule } from '../stack/module-run.ts';

const TOKEN = 'contract-token';
const TEST = {
  name: 'acme',
  website_url: 'https://acme.example.com',
  basic_username: 'monitor',
  basic_password: 'hunter2',
  update_password: 'always',
};

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
  simulator.account.uptimeTests.create({
    name: 'acme',
    website_url: 'https://acme.example.com',
    test_type: 'HTTP',
    check_rate: 300,
    tags: ['stack-acme'],
    basic_username: 'monitor',
    basic_password: 'hunter2',
  });
  // As the API refuses a PUT without a change (vendor's definition); whether by equal values is not documented.
  simulator.intercept((request, proceed) => {
    const entry = simulator.account.uptimeTests.get('1');
    const isChange = request.form.some(([name, value]) => String(entry?.[name]) !== value);
    if (request.method !== 'PUT' || isChange) {
      return proceed();
    }
    return jsonResponse(400, { message: 'Invalid request. No changes were requested', errors: {} });
  });
  // From then on a tag tells which credentials were written.
  await run({});
});
afterEach(() => simulator.close());

const run = (options: JsonObject, modes?: Modes) =>
  runModule(testModule, simulator, TOKEN, { ...TEST, ...options }, modes);

test('the same password again is no change, and no failure', async () => {
  expect(await run({})).toMatchObject({ changed: false, action: 'unchanged', changes: [] });
  const stack = { stack: 'acme', tests: [TEST] };
  expect(await runModule(stackModule, simulator, TOKEN, stack)).toMatchObject({
    changed: false,
    summary: { updated: 0, unchanged: 1, failed: 0 },
    checks: [{ action: 'unchanged', changes: [] }],
  });
});

test('a preview cannot know, and previews a change', async () => {
  expect(await run({}, { check: true })).toMatchObject({ changed: true, action: 'updated' });
});

test('another password is a change, and so is another option', async () => {
  expect(await run({ basic_password: 'another' })).toMatchObject({ changed: true });
  expect(await run({ basic_password: 'another', check_rate: 60 })).toMatchObject({
    changes: ['basic_password', 'basic_username', 'check_rate'],
  });
});

test('what somebody else has changed to the same in the meantime is as declared', async () => {
  simulator.intercept((request, proceed) => {
    if (request.method === 'PUT') {
      simulator.account.uptimeTests.update('1', { check_rate: 60 });
    }
    return proceed();
  });
  expect(await run({ check_rate: 60 })).toMatchObject({ changed: false, action: 'unchanged' });
});

test('a refusal of what is not as declared stays one', async () => {
  simulator.intercept((request, proceed) =>
    request.method === 'PUT'
      ? jsonResponse(400, { message: 'No changes were requested', errors: {} })
      : proceed(),
  );
  expect(await run({ check_rate: 60 })).toMatchObject({
    failed: true,
    msg: expect.stringContaining('No changes were requested; something else may have made the same change'),
  });
});
