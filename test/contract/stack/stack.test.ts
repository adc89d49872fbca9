import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { STACK_KINDS } from '../../../src/modules/status_cake_stack/kinds.ts';
import { module } from '../../../src/modules/status_cake_stack/module.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../src/simulator/simulator.ts';
import { type Modes, runModule } from './module-run.ts';

const TOKEN = 'contract-token';
const URL = 'https://acme.example.com';

let simulator: Simulator;

beforeEach(() => start());
afterEach(() => simulator.close());

async function start(options: SimulatorOptions = {}): Promise<void> {
  await simulator?.close();
  simulator = await startSimulator({ token: TOKEN, ...options });
}

const run = (options: JsonObject, modes?: Modes) => runModule(module, simulator, TOKEN, options, modes);

const declared = (...names: string[]) => names.map((name) => ({ name, website_url: URL }));
const seed = (name: string, ...tags: string[]) =>
  simulator.account.uptimeTests.create({ name, website_url: URL, test_type: 'HTTP', check_rate: 300, tags })
    .id;
const names = () => simulator.account.uptimeTests.all().map(({ name }) => name);
const writes = () =>
  simulator.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
const reads = () =>
  simulator.requests.filter(({ method }) => method === 'GET').map(({ path, query }) => `${path}?${query}`);

describe('one stack', () => {
  test('gets its tests, keeps them, and loses what is not declared any more', async () => {
    expect(await run({ stack: 'acme', tests: declared('a', 'b') })).toMatchObject({
      changed: true,
      summary: { created: 2, updated: 0, recreated: 0, deleted: 0, unchanged: 0, failed: 0 },
    });
    expect(await run({ stack: 'acme', tests: declared('a', 'b') })).toMatchObject({
      changed: false,
      checks: [
        { stack: 'acme', kind: 'uptime', name: 'a', action: 'unchanged', changes: [] },
        { stack: 'acme', kind: 'uptime', name: 'b', action: 'unchanged', changes: [] },
      ],
    });
    const result = await run({ stack: 'acme', tests: declared('b', 'c') });
    expect(result).toMatchObject({ summary: { created: 1, deleted: 1, unchanged: 1 } });
    expect(names()).toEqual(['b', 'c']);
  });

  test('unchanged, with options that the list shows, costs one request', async () => {
    for (let number = 0; number < 150; number += 1) {
      seed(`other ${number}`, 'stack-other');
    }
    const tests = declared('a', 'b').map((entry) => ({ ...entry, contact_groups: [], paused: false }));
    await run({ stack: 'acme', tests });
    simulator.requests.length = 0;
    expect(await run({ stack: 'acme', tests })).toMatchObject({ changed: false, api: { requests: 1 } });
    expect(reads()).toEqual(['/v1/uptime?tags=stack-acme&nouptime&page=1&limit=100']);
  });

  test('reads the account only for a name that its tag does not find, and adopts what it finds there', async () => {
    for (let number = 0; number < 150; number += 1) {
      seed(`other ${number}`);
    }
    const id = seed('a', 'mine');
    const result = await run({ stack: 'acme', tests: declared('a') });
    expect(result).toMatchObject({ checks: [{ name: 'a', id, action: 'updated', changes: ['tags'] }] });
    expect(simulator.account.uptimeTests.get(id)?.tags).toEqual(['mine', 'stack-acme']);
    expect(reads()).toHaveLength(1 + 2);
    expect(writes()).toEqual([`PUT /v1/uptime/${id}`]);
  });

  test('reads details for those tests only that declare something the list does not show', async () => {
    await run({ stack: 'acme', tests: [...declared('a', 'b'), { ...declared('c')[0], confirmation: 1 }] });
    simulator.requests.length = 0;
    await run({ stack: 'acme', tests: [...declared('a', 'b'), { ...declared('c')[0], confirmation: 1 }] });
    expect(reads()).toEqual([expect.stringContaining('tags=stack-acme'), '/v1/uptime/3?']);
  });

  test('with verify=digest reads no details once they are written, until the list shows another tag', async () => {
    const tests = declared('a', 'b').map((entry) => ({ ...entry, confirmation: 1, find_string: 'ready' }));
    const options = { stack: 'acme', tests, verify: 'digest' };
    await run(options);
    simulator.requests.length = 0;
    expect(await run(options)).toMatchObject({ changed: false, api: { requests: 1 } });
    const changed = { ...options, tests: tests.map((entry) => ({ ...entry, confirmation: 2 })) };
    expect(await run(changed)).toMatchObject({
      changed: true,
      checks: [{ changes: ['confirmation', 'tags'] }, {}],
    });
    expect(await run(changed)).toMatchObject({ changed: false, api: { requests: 1 } });
    expect(await run({ ...changed, verify: 'details' })).toMatchObject({
      changed: false,
      api: { requests: 3 },
    });
  });

  test('names of contact groups are read once', async () => {
    const [one, two] = ['Operations', 'On call'].map(
      (name) => simulator.account.contactGroups.create({ name }).id,
    );
    const tests = declared('a', 'b').map((entry) => ({ ...entry, contact_groups: ['On call'] }));
    await run({
      stack: 'acme',
      defaults: { contact_groups: ['Operations'] },
      tests: [...tests, ...declared('c')],
    });
    expect(reads().filter((read) => read.includes('contact-groups'))).toHaveLength(1);
    expect(simulator.account.uptimeTests.all().map(({ contact_groups: groups }) => groups)).toEqual([
      [two],
      [two],
      [one],
    ]);
  });

  test('options of a test come before the defaults', async () => {
    await run({
      stack: 'acme',
      defaults: { check_rate: 60, tags: ['production'] },
      tests: [{ ...declared('a')[0], check_rate: 900 }, ...declared('b')],
    });
    expect(simulator.account.uptimeTests.all().map(({ check_rate: rate, tags }) => [rate, tags])).toEqual([
      [900, ['production', 'stack-acme']],
      [60, ['production', 'stack-acme']],
    ]);
  });

  test('that is gone needs no more than the names of its tests', async () => {
    const gone = { ...declared('a')[0], contact_groups: ['Gone'], regions: ['AU1'] };
    expect(await run({ stack: 'acme', state: 'absent', tests: [gone] })).toMatchObject({ changed: false });
    expect(reads().filter((read) => read.includes('contact-groups'))).toEqual([]);
  });

  test('that is gone takes every test with its tag along, and leaves its neighbours alone', async () => {
    seed('a', 'stack-acme');
    seed('whatever it is called', 'stack-acme', 'x');
    seed('neighbour', 'stack-acme-2');
    seed('by hand');
    expect(await run({ stack: 'acme', state: 'absent' })).toMatchObject({ summary: { deleted: 2 } });
    expect(names()).toEqual(['neighbour', 'by hand']);
    expect(await run({ stack: 'acme', state: 'absent' })).toMatchObject({ changed: false });
  });
});

describe('many stacks', () => {
  const stacks = [
    { stack: 'acme', tests: declared('acme live') },
    { stack: 'globex', tests: declared('globex live'), defaults: { check_rate: 60 } },
    { stack: 'initech', state: 'absent' },
  ];

  test('are kept with one reading of each kind that is declared or removed, and a look at what was created', async () => {
    seed('initech live', 'stack-initech');
    seed('hooli live', 'stack-hooli');
    const result = await run({ stacks, defaults: { check_rate: 900 } });
    expect(result).toMatchObject({ summary: { created: 2, deleted: 1 } });
    expect(reads().map((read) => read.replace(/\?.*/, ''))).toEqual(
      expect.arrayContaining(['/v1/uptime', '/v1/heartbeat', '/v1/ssl', '/v1/pagespeed']),
    );
    expect(reads()).toHaveLength(STACK_KINDS.length + 1);
    expect(reads().at(-1)).toBe(
      '/v1/uptime?tags=stack-acme%2Cstack-globex&matchany&nouptime&page=1&limit=100',
    );
    expect(simulator.account.uptimeTests.all().map(({ name, check_rate: rate }) => [name, rate])).toEqual([
      ['hooli live', 300],
      ['acme live', 900],
      ['globex live', 60],
    ]);
  });

  test('that are not listed go on demand', async () => {
    seed('hooli live', 'stack-hooli');
    await run({ stacks, purge_unlisted_stacks: true });
    expect(names()).toEqual(['acme live', 'globex live']);
  });

  test.each([
    [
      { stacks: [], purge_unlisted_stacks: true },
      /^purge_unlisted_stacks would delete .* since stacks is empty/,
    ],
    [{ stack: 'a', tests: [], purge_unlisted_stacks: true }, /since stacks is not given/],
    [{ stacks: [{ stack: 'a' }] }, /^tests is missing for the stack a/],
    [
      {
        stacks: [
          { stack: 'a', tests: [] },
          { stack: 'a', tests: [] },
        ],
      },
      /^stacks has a twice/,
    ],
    [{ stack: 'a,b', tests: [] }, /^stack may have letters, digits, '.', '_' and '-', got: "a,b"/],
    [{ stack: 'a', tests: [], tag_prefix: '' }, /^tag_prefix cannot be empty/],
    [{ stack: 'a', stacks: [] }, /^parameters are mutually exclusive: stack\|stacks/],
    [{ tests: [] }, /^one of the following is required: stack, stacks/],
    [
      { stack: 'a', tests: [{ website_url: URL }] },
      /^one of the following is required: name, id found in tests/,
    ],
    [
      { stack: 'a', tests: [{ name: 'x', confirmation: 5 }] },
      /must be between 0 and 3, got: 5 found in tests/,
    ],
  ])('%j is refused without a request', async (options, message) => {
    expect(await run(options)).toMatchObject({ failed: true, msg: expect.stringMatching(message) });
    expect(simulator.requests).toEqual([]);
  });
});

test('names that no stack can have are told by their places in a list, so that the others can go on without them', async () => {
  const stacks = ['a', 'b c', 'd,e'].map((stack) => ({ stack, tests: [] }));
  const { wrong_entries: wrong } = await run({ stacks });
  expect(wrong).toEqual({
    stacks: { 1: expect.stringContaining('"b c"'), 2: expect.stringContaining('"d,e"') },
  });
  expect(await run({ stack: 'b c', tests: [] })).not.toHaveProperty('wrong_entries');
});

describe('before anything is written', () => {
  test('values out of bounds are told together, each with the test that has it', async () => {
    const tests = [{ name: 'a', confirmation: 5 }, { name: 'b' }, { name: 'c', check_rate: 45 }];
    expect(await run({ stacks: [{ stack: 'acme', tests }] })).toMatchObject({
      failed: true,
      msg:
        'value of confirmation must be between 0 and 3, got: 5 found in stacks -> tests, at stacks[0] (acme) tests[0] (a); ' +
        'value of check_rate must be one of: 0, 30, 60, 300, 900, 1800, 3600, 86400, got: 45 found in stacks -> tests, ' +
        'at stacks[0] (acme) tests[2] (c)',
    });
    expect(simulator.requests).toEqual([]);
  });

  test('all mistakes are told, each with its place', async () => {
    seed('foreign', 'stack-globex');
    const result = await run({
      stack: 'acme',
      tests: [
        ...declared('foreign', 'fine'),
        { name: 'no address' },
        { ...declared('old node')[0], regions: ['AU1'] },
        { ...declared('no group')[0], contact_groups: ['Nobody'] },
      ],
    });
    expect(result).toMatchObject({
      failed: true,
      msg: expect.stringMatching(/^nothing was written; 4 mistakes: /),
    });
    expect(result.problems).toMatchObject([
      { stack: 'acme', check: 'old node', option: 'regions' },
      { stack: 'acme', check: 'no group', option: 'contact_groups' },
      { stack: 'acme', check: 'foreign', option: 'name' },
      { stack: 'acme', check: 'no address', option: 'website_url' },
    ]);
    expect(writes()).toEqual([]);
  });

  test('a plan that deletes too much ends, and lists what it would have deleted', async () => {
    for (let number = 1; number <= 3; number += 1) {
      seed(`old ${number}`, 'stack-acme');
    }
    const result = await run({ stack: 'acme', tests: declared('a'), deletion_limit: 2 });
    expect(result).toMatchObject({
      failed: true,
      msg: expect.stringContaining(
        'deletes 3 checks of 1 stack (3 uptime tests), and deletion_limit is 2: acme: old 1 (1), old 2 (2), old 3 (3)',
      ),
      deletions: [{ name: 'old 1', id: '1' }, { name: 'old 2' }, { name: 'old 3' }],
      deletions_count: 3,
      deletions_file: null,
    });
    expect(writes()).toEqual([]);
    expect(await run({ stack: 'acme', tests: declared('a'), deletion_limit: 3 })).toMatchObject({
      changed: true,
    });
  });

  test('duplicates are listed, and removed on demand', async () => {
    const [first, second] = [seed('a'), seed('a')];
    expect(await run({ stack: 'acme', tests: declared('a') })).toMatchObject({
      msg: expect.stringContaining(`2 uptime tests are named "a" (IDs ${first}, ${second})`),
    });
    expect(await run({ stack: 'acme', tests: declared('a'), duplicates: 'remove' })).toMatchObject({
      checks: [
        { name: 'a', id: first, action: 'updated' },
        { name: 'a', id: second, action: 'deleted' },
      ],
    });
  });
});

describe('check mode', () => {
  test('says what the real run then does and costs', async () => {
    await start({ requestsPerSecond: 1000 });
    seed('old', 'stack-acme');
    const options = {
      stack: 'acme',
      tests: [...declared('a', 'b'), { ...declared('old')[0], confirmation: 1 }],
    };
    const preview = await run(options, { check: true, diff: true });
    expect(writes()).toEqual([]);
    const real = await run(options, { diff: true });
    expect(preview.summary).toEqual(real.summary);
    expect(preview.diff).toEqual(real.diff);
    expect(preview.api).toMatchObject({
      needed_requests: (real.api as JsonObject).requests,
      needed_seconds: 0,
    });
    expect(real.diff).toHaveLength(3);
  });
});

describe('while applying', () => {
  test('one that fails does not stop the others, and the next run finishes the rest', async () => {
    const restore = simulator.intercept(({ method, form }, proceed) =>
      method === 'POST' && form.some(([, text]) => text === 'b')
        ? { status: 503, headers: {}, body: '{"message":"busy"}' }
        : proceed(),
    );
    const tests = declared('a', 'b', 'c');
    expect(await run({ stack: 'acme', tests })).toMatchObject({
      failed: true,
      changed: true,
      msg: expect.stringMatching(/^1 of 3 checks are not as declared: b: POST \/uptime: HTTP 503; busy/),
      summary: { created: 2, failed: 1 },
      checks: [
        { action: 'created' },
        { name: 'b', action: 'failed', error: expect.any(String) },
        { action: 'created' },
      ],
    });
    restore();
    expect(await run({ stack: 'acme', tests })).toMatchObject({
      summary: { created: 1, unchanged: 2, failed: 0 },
    });
  });

  test('an interruption starts nothing new, and the result says what was done', async () => {
    const interruption = new AbortController();
    simulator.intercept(async ({ method }, proceed) => {
      if (method === 'POST') {
        interruption.abort('status_cake_stack was stopped by SIGTERM');
      }
      return proceed();
    });
    const tests = declared(...Array.from({ length: 50 }, (_, index) => `test ${index}`));
    const result = await run({ stack: 'acme', tests }, { interruption: interruption.signal });
    const done = simulator.account.uptimeTests.all().length;
    expect(done).toBeLessThan(50);
    expect(result).toMatchObject({
      failed: true,
      changed: true,
      msg: expect.stringContaining('not started, since status_cake_stack was stopped by SIGTERM'),
      summary: { created: done, failed: 50 - done },
    });
  });

  // Where mutants are tried, nothing waits, and so no deadline comes.
  test.skipIf(process.env.MUTATE)('a deadline does the same', async () => {
    await start({ requestsPerSecond: 2 });
    const tests = declared(...Array.from({ length: 50 }, (_, index) => `test ${index}`));
    const result = await run({ stack: 'acme', tests, api_deadline: 4 });
    const done = simulator.account.uptimeTests.all().length;
    expect(done).toBeLessThan(50);
    expect(result).toMatchObject({
      failed: true,
      msg: expect.stringContaining('not started, since the api_deadline of 4 s was reached'),
      summary: { created: done, failed: 50 - done },
    });
  });

  test('what the plan lacks is not asked for again and again, and the rest is done', async () => {
    const message = 'Your current plan has no access to this feature';
    simulator.intercept(({ method, path }, proceed) =>
      method === 'POST' && path.endsWith('/ssl')
        ? { status: 403, headers: {}, body: JSON.stringify({ message }) }
        : proceed(),
    );
    const ssl = Array.from({ length: 100 }, (_, index) => ({
      website_url: `https://${index}.acme.example.com`,
    }));
    expect(await run({ stack: 'acme', tests: declared('one', 'two'), ssl })).toMatchObject({
      failed: true,
      changed: true,
      msg: expect.stringContaining(`HTTP 403; ${message}`),
      summary: { created: 2, failed: 100 },
    });
    expect(writes().filter((write) => write.includes('/ssl')).length).toBeLessThanOrEqual(16);
  });

  test('a token that is revoked ends it', async () => {
    simulator.intercept(({ method }, proceed) =>
      method === 'GET' ? proceed() : { status: 403, headers: { 'x-ext-authz': 'denied' }, body: '' },
    );
    const tests = declared(...Array.from({ length: 100 }, (_, index) => `test ${index}`));
    expect(await run({ stack: 'acme', tests })).toMatchObject({
      failed: true,
      changed: false,
      summary: { failed: 100 },
    });
    expect(writes().length).toBeLessThanOrEqual(16);
  });
});
