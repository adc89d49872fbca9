import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as groupModule } from '../../../src/modules/status_cake_contact_group/module.ts';
import { module as infoModule } from '../../../src/modules/status_cake_info/module.ts';
import { module as windowModule } from '../../../src/modules/status_cake_maintenance_window/module.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import type { Interceptor } from '../../../src/simulator/api/interception.ts';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';

const TOKEN = 'contract-token';
const OPERATIONS = {
  name: 'Operations',
  email_addresses: ['operations@example.com'],
  mobile_numbers: ['+447700900123'],
  ping_url: 'https://chat.example.com/hooks',
};

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(() => simulator.close());

/** Lists of a kind leave out keys, by a guide of the vendor those of contact groups really. */
const leaveOut =
  (path: string, ...keys: string[]): Interceptor =>
  async (request, proceed) => {
    const response = await proceed();
    if (request.method !== 'GET' || request.path !== `/v1${path}`) {
      return response;
    }
    const body = JSON.parse(String(response.body));
    const data = body.data.map((row: JsonObject) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key))),
    );
    return jsonResponse(200, { ...body, data });
  };
const leaveOutAddresses = () =>
  simulator.intercept(
    leaveOut('/contact-groups', 'email_addresses', 'mobile_numbers', 'integrations', 'ping_url'),
  );

const group = (options: JsonObject) => runModule(groupModule, simulator, TOKEN, options);
const info = (options: JsonObject) => runModule(infoModule, simulator, TOKEN, options);
const stack = (options: JsonObject) => runModule(stackModule, simulator, TOKEN, options);
const paths = () => simulator.requests.splice(0).map(({ method, path }) => `${method} ${path.slice(3)}`);
const writes = () => paths().filter((path) => !path.startsWith('GET '));

describe('contact groups whose list leaves out addresses, numbers and URLs', () => {
  beforeEach(() => {
    simulator.account.contactGroups.create(OPERATIONS);
    leaveOutAddresses();
  });

  test('are unchanged as declared, and written to where they differ', async () => {
    expect(await group(OPERATIONS)).toMatchObject({ changed: false, changes: [] });
    expect(paths()).toEqual(['GET /contact-groups', 'GET /contact-groups/1']);
    expect(await group({ ...OPERATIONS, mobile_numbers: [] })).toMatchObject({ changes: ['mobile_numbers'] });
    expect(simulator.account.contactGroups.get('1')).toMatchObject({ ...OPERATIONS, mobile_numbers: [] });
  });

  test('cost nothing more where nothing of that is declared', async () => {
    expect(await group({ name: 'Operations' })).toMatchObject({ changed: false, api: { requests: 1 } });
  });

  test('are told of with a warning of what is missing, and in full with details', async () => {
    expect(await info({ kinds: ['contact_groups'] })).toMatchObject({
      contact_groups: [{ id: '1', name: 'Operations' }],
      warnings: [
        'The list of contact groups leaves out email_addresses, integrations, mobile_numbers, ping_url: ' +
          'set details to true to read them.',
      ],
    });
    const whole = await info({ kinds: ['contact_groups'], details: true });
    expect(whole).toMatchObject({ contact_groups: [OPERATIONS] });
    expect(whole).not.toHaveProperty('warnings');
  });
});

test('contact groups whose list shows everything are read with details at no more cost, and without a warning', async () => {
  simulator.account.contactGroups.create({ name: 'Nobody' });
  for (const details of [false, true]) {
    const result = await info({ kinds: ['contact_groups'], details });
    expect(result).toMatchObject({ api: { requests: 1 } });
    expect(result).not.toHaveProperty('warnings');
  }
  expect(await group({ name: 'Nobody', email_addresses: [] })).toMatchObject({
    changed: false,
    api: { requests: 1 },
  });
});

test('what is unset, and so in no read, is not written again and again', async () => {
  simulator.account.contactGroups.create({ name: 'Nobody' });
  expect(await group({ name: 'Nobody', ping_url: '' })).toMatchObject({ changed: false });
  expect(writes()).toEqual([]);
});

test('a group that tests use is not deleted though their list does not show it', async () => {
  const { id } = simulator.account.contactGroups.create(OPERATIONS);
  simulator.account.heartbeats.create({ name: 'backup', period: 60, contact_groups: [id] });
  simulator.intercept(leaveOut('/heartbeat', 'contact_groups'));
  expect(await group({ name: 'Operations', state: 'absent' })).toMatchObject({
    failed: true,
    msg: expect.stringContaining('the heartbeat test "backup"'),
  });
});

test('a window is closed at the same time though its list does not show when it opened', async () => {
  const window = { name: 'night', start_at: '2099-01-01T22:00:00Z', end_at: '2h', tags: ['a'] };
  const run = (options: JsonObject) => runModule(windowModule, simulator, TOKEN, options);
  await run(window);
  simulator.intercept(leaveOut('/maintenance-windows', 'start_at'));
  expect(await run(window)).toMatchObject({ changed: false });
  expect(await run({ name: 'night', end_at: '2h' })).toMatchObject({ changed: false });
  expect(await run({ name: 'night', end_at: '3h' })).toMatchObject({ changes: ['end_at'] });
});

describe('a stack whose lists do not show tags', () => {
  const tests = [{ name: 'a', website_url: 'https://acme.example.com', tags: ['production'] }];
  const heartbeats = [{ name: 'backup', period: 60 }];

  beforeEach(async () => {
    await stack({ stack: 'acme', tests, heartbeats });
    simulator.intercept(leaveOut('/uptime', 'tags', 'contact_groups'));
    simulator.intercept(leaveOut('/heartbeat', 'tags', 'url'));
    simulator.requests.length = 0;
  });

  test('is unchanged as declared', async () => {
    const result = await stack({ stack: 'acme', tests, heartbeats });
    expect(result).toMatchObject({ changed: false, summary: { unchanged: 2 } });
    expect(result.checks).toContainEqual(
      expect.objectContaining({ name: 'backup', url: expect.stringMatching(/^https:/) }),
    );
  });

  test('keeps the tags of what it adopts, and takes nothing of another stack', async () => {
    const { id } = simulator.account.heartbeats.create({ name: 'report', period: 60, tags: ['mine'] });
    await stack({ stack: 'acme', heartbeats: [...heartbeats, { name: 'report' }] });
    expect(simulator.account.heartbeats.get(id)?.tags).toEqual(['mine', 'stack-acme']);
    expect(await stack({ stack: 'globex', heartbeats: [{ name: 'backup' }] })).toMatchObject({
      failed: true,
      msg: expect.stringContaining('carries the tag of the stack acme'),
    });
  });

  test('loses what it has when it goes, and is found by what reads', async () => {
    const found = await info({ kinds: ['tests', 'heartbeats'], stack: 'acme' });
    expect(found).toMatchObject({ tests: [{ name: 'a' }], heartbeats: [{ name: 'backup' }] });
    expect(await stack({ stack: 'acme', state: 'absent' })).toMatchObject({ summary: { deleted: 2 } });
  });
});
