import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { module as testModule } from '../../../src/modules/status_cake_test/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';

const TOKEN = 'contract-token';
const TEST = { name: 'acme', website_url: 'https://acme.example.com' };

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(() => simulator.close());

const run = (options: JsonObject) => runModule(testModule, simulator, TOKEN, { ...TEST, ...options });
const codes = () => simulator.account.uptimeTests.all().map((entry) => entry.status_codes_csv as string[]);
const requests = () => simulator.requests.length;

describe('the codes that mean up', () => {
  test('are all that no alert is for, and the second run finds them so', async () => {
    expect(await run({ good_status_codes: [200, '401'] })).toMatchObject({ action: 'created' });
    const [bad = []] = codes();
    expect(bad).toHaveLength(498);
    expect(bad).toEqual(expect.arrayContaining(['100', '201', '302', '400', '404', '503', '599']));
    expect(bad).not.toEqual(expect.arrayContaining(['200']));
    expect(bad).not.toEqual(expect.arrayContaining(['401']));
    expect(await run({ good_status_codes: '401,200' })).toMatchObject({ changed: false });
    expect(await run({ good_status_codes: [200] })).toMatchObject({ changes: ['status_codes_csv'] });
    expect(codes()[0]).toContain('401');
  });

  test.each([
    [[], 'good_status_codes: cannot be empty: name the codes that mean up, or say status_codes=default'],
    [Array.from({ length: 500 }, (_, index) => index + 100), 'good_status_codes: cannot be all there are'],
    [[200, 'OK'], 'good_status_codes: takes codes from 100 to 599, got: OK'],
    [[600], 'good_status_codes: takes codes from 100 to 599, got: 600'],
  ])('are refused before any request: %#', async (good, message) => {
    expect(await run({ good_status_codes: good })).toMatchObject({
      failed: true,
      msg: expect.stringContaining(message),
    });
    expect(requests()).toBe(0);
  });

  test('and those that mean down exclude each other', async () => {
    const both = { good_status_codes: [200], status_codes: [500] };
    const message = 'parameters are mutually exclusive: status_codes_csv|good_status_codes';
    expect(await run(both)).toMatchObject({ failed: true, msg: message });
    for (const options of [{ tests: [{ ...TEST, ...both }] }, { tests: [TEST], defaults: both }]) {
      expect(await runModule(stackModule, simulator, TOKEN, { stack: 'acme', ...options })).toMatchObject({
        failed: true,
        msg: expect.stringContaining(message),
      });
    }
    expect(requests()).toBe(0);
  });
});

describe('the default list', () => {
  test('is what a new test has, and can be had back', async () => {
    await run({});
    const [original] = codes();
    expect(await run({ status_codes: 'default' })).toMatchObject({ changed: false });
    await run({ status_codes: [404] });
    expect(await run({ status_codes: ' default ' })).toMatchObject({ changes: ['status_codes_csv'] });
    expect(codes()[0]?.toSorted()).toEqual(original?.toSorted());
    expect(await run({ status_codes: ['default'] })).toMatchObject({ changed: false });
  });

  test('stands alone, and an empty list is not it', async () => {
    expect(await run({ status_codes: 'default,404' })).toMatchObject({
      failed: true,
      msg: 'status_codes_csv: default is a list of its own and cannot stand beside others, got: default,404',
    });
    expect(await run({ status_codes: '' })).toMatchObject({
      failed: true,
      msg: expect.stringContaining('say default to have the list of a new test back'),
    });
  });
});

describe('in a stack', () => {
  const stack = (options: JsonObject) =>
    runModule(stackModule, simulator, TOKEN, { stack: 'acme', ...options });
  const tests = [
    { ...TEST, name: 'none' },
    { ...TEST, name: 'bad', status_codes: [404] },
    { ...TEST, name: 'good', good_status_codes: [204] },
    { ...TEST, name: 'default', status_codes: 'default' },
  ];

  test.each([
    [{ good_status_codes: [200] }, [499, 1, 499, 38]],
    [{ status_codes: [500, 501] }, [2, 1, 499, 38]],
  ])("a test's own form wins over that of the defaults: %j", async (defaults, counts) => {
    const options = { defaults, tests };
    expect(await stack(options)).toMatchObject({ summary: { created: 4 } });
    expect(codes().map((list) => list.length)).toEqual(counts);
    expect(codes()[2]).not.toContain('204');
    expect(await stack(options)).toMatchObject({ changed: false });
  });

  test('and the defaults of an entry over those of the task', async () => {
    await runModule(stackModule, simulator, TOKEN, {
      defaults: { good_status_codes: [200] },
      stacks: [{ stack: 'acme', defaults: { status_codes: [500] }, tests: [TEST] }],
    });
    expect(codes()).toEqual([['500']]);
  });

  test('mistakes are told with all others', async () => {
    expect(await stack({ tests: [{ ...TEST, good_status_codes: [700] }, { name: 'b' }] })).toMatchObject({
      problems: [
        { check: 'acme', option: 'good_status_codes' },
        { check: 'b', option: 'website_url' },
      ],
    });
  });
});
