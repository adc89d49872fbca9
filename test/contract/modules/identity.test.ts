/** Which resource the arguments of a module mean: what they do not say for sure must not be touched. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AnsibleModule } from '../../../src/ansible/module.ts';
import type { JsonObject } from '../../../src/json.ts';
import { module as contactGroup } from '../../../src/modules/status_cake_contact_group/module.ts';
import { module as ssl } from '../../../src/modules/status_cake_ssl/module.ts';
import { module as stack } from '../../../src/modules/status_cake_stack/module.ts';
import { module as uptime } from '../../../src/modules/status_cake_test/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';

const TOKEN = 'contract-token';
const URL = 'https://acme.example.com';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(() => simulator.close());

const run = (module: AnsibleModule, options: JsonObject) => runModule(module, simulator, TOKEN, options);
const seed = (name: string, ...tags: string[]) =>
  simulator.account.uptimeTests.create({ name, website_url: URL, test_type: 'HTTP', check_rate: 300, tags })
    .id;
const names = () => simulator.account.uptimeTests.all().map(({ name }) => name);
const requests = () => simulator.requests.map(({ method, path }) => `${method} ${path}`);

describe('a name that an empty variable has left', () => {
  test.each(['', ' ', '\t\n'])('as %j is an error before any request, whatever the state', async (name) => {
    for (const state of ['absent', 'present']) {
      for (const id of [null, '1']) {
        const result = await run(uptime, { name, id, state, website_url: URL });
        expect(result).toMatchObject({ failed: true, msg: expect.stringMatching(/^name: cannot be empty/) });
      }
      expect(await run(contactGroup, { name, state })).toMatchObject({ failed: true });
      expect(await run(ssl, { website_url: name, state })).toMatchObject({ failed: true });
      const declared = { stack: 'acme', state, tests: [{ name, website_url: URL }] };
      expect(await run(stack, declared)).toMatchObject({
        failed: true,
        msg: expect.stringContaining('name: cannot be'),
      });
    }
    expect(requests().filter((request) => !request.startsWith('GET'))).toEqual([]);
  });

  test('as null does not mean the test that is called "null"', async () => {
    seed('null');
    const msg = expect.stringMatching(/name: is missing, and so is id/);
    expect(await run(uptime, { name: null, state: 'absent' })).toMatchObject({ failed: true, msg });
    expect(await run(stack, { stack: 'acme', state: 'absent', tests: [{ name: null }] })).toMatchObject({
      failed: true,
      msg,
    });
    expect(await run(stack, { stack: 'acme', tests: [{ name: null, website_url: URL }] })).toMatchObject({
      msg,
    });
    expect(names()).toEqual(['null']);
  });
});

describe('a test that is found by its ID', () => {
  test('cannot get the name of another one', async () => {
    seed('a');
    seed('b');
    expect(await run(uptime, { id: '1', name: 'b' })).toMatchObject({
      failed: true,
      msg: 'name: the uptime test 2 is named "b" already, so 1 cannot be: give it another name, or delete 2',
    });
    expect(names()).toEqual(['a', 'b']);
  });

  test('takes one more request where its name changes, and none more where it stays', async () => {
    seed('a');
    await run(uptime, { id: '1', name: 'a', check_rate: 60 });
    expect(requests()).toEqual(['GET /v1/uptime/1', 'PUT /v1/uptime/1']);
    simulator.requests.length = 0;
    expect(await run(uptime, { id: '1', name: 'c' })).toMatchObject({ changed: true, changes: ['name'] });
    expect(requests()).toEqual(['GET /v1/uptime/1', 'GET /v1/uptime', 'PUT /v1/uptime/1']);
  });

  test('may share its URL, where that is what it is known by', async () => {
    const certificate = { check_rate: 300, alert_at: ['1', '7', '30'] };
    for (const website_url of [URL, 'https://other.example.com']) {
      simulator.account.sslTests.create({ ...certificate, website_url });
    }
    expect(await run(ssl, { id: '1', website_url: 'https://other.example.com' })).toMatchObject({
      changed: true,
    });
  });
});

describe('a test of a stack that is found by its ID', () => {
  const declare = (...tests: JsonObject[]) => run(stack, { stack: 'acme', tests, purge: false });

  test('cannot get the name of one that stays, be it of the stack or not', async () => {
    seed('a', 'stack-acme');
    seed('b', 'stack-acme');
    seed('c');
    for (const name of ['b', 'c']) {
      const msg = expect.stringContaining(`is named "${name}" already, so 1 cannot be`);
      expect(await declare({ id: '1', name })).toMatchObject({ failed: true, msg });
    }
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  test('can swap names with another one, or have that of one that goes', async () => {
    seed('a', 'stack-acme');
    seed('b', 'stack-acme');
    expect(await declare({ id: '1', name: 'b' }, { id: '2', name: 'a' })).toMatchObject({ changed: true });
    expect(names()).toEqual(['b', 'a']);
    expect(await run(stack, { stack: 'acme', tests: [{ id: '1', name: 'a' }] })).toMatchObject({
      changed: true,
    });
    expect(names()).toEqual(['a']);
  });
});

test('IDs that differ only beyond the digits of a number are not mixed up', async () => {
  const [lower, higher] = ['9007199254740992', '9007199254740993'];
  const row = (id: string) => ({
    id,
    name: 'twin',
    website_url: URL,
    test_type: 'HTTP',
    check_rate: 300,
    paused: false,
  });
  const data = [higher, lower].map((id) => ({
    ...row(id),
    contact_groups: [],
    tags: ['stack-acme'],
    status: 'up',
  }));
  simulator.intercept(({ method }, proceed) =>
    method === 'GET'
      ? {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ data, metadata: { page: 1, per_page: 100, page_count: 1, total_count: 2 } }),
        }
      : proceed(),
  );
  const result = await run(stack, { stack: 'acme', tests: [{ name: 'twin' }], duplicates: 'remove' });
  expect(result).toMatchObject({
    checks: [
      { id: lower, action: 'unchanged' },
      { id: higher, action: 'deleted' },
    ],
  });
});
