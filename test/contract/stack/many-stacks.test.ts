import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module } from '../../../src/modules/status_cake_stack/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { type Modes, runModule } from './module-run.ts';

const TOKEN = 'many-stacks-token';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(() => simulator.close());

const run = (options: JsonObject, modes?: Modes) => runModule(module, simulator, TOKEN, options, modes);
const stackOf = (stack: string, options: JsonObject = {}) => ({
  stack,
  tests: [{ name: `${stack} liveness`, website_url: `https://${stack}.example.com`, ...options }],
});
const names = () => simulator.account.uptimeTests.all().map(({ name }) => name);
const writes = () => simulator.requests.filter(({ method }) => method !== 'GET');

describe('of many stacks', () => {
  test('one with a mistake stays as it is, and the others are done', async () => {
    await run({ stacks: [stackOf('acme'), stackOf('globex')] });
    const result = await run({
      stacks: [
        stackOf('acme', { contact_groups: ['Nobody'] }),
        stackOf('globex', { check_rate: 30 }),
        stackOf('initech'),
      ],
      purge_unlisted_stacks: true,
    });
    expect(result).toMatchObject({
      failed: true,
      changed: true,
      msg: expect.stringMatching(
        /^nothing was written of 1 stack: acme, acme liveness, contact_groups: there is no contact group "Nobody"/,
      ),
      problems: [{ stack: 'acme', option: 'contact_groups' }],
      stacks: {
        acme: { changed: false, failed: true, msg: expect.stringContaining('"Nobody"') },
        globex: { changed: true, summary: { updated: 1 } },
        initech: { changed: true, summary: { created: 1 } },
      },
    });
    expect((result.stacks as JsonObject).globex).not.toHaveProperty('failed');
    expect(names()).toEqual(['acme liveness', 'globex liveness', 'initech liveness']);
  });

  test('all with a mistake are told together, and nothing is written', async () => {
    const wrong = { contact_groups: ['Nobody'] };
    expect(await run({ stacks: [stackOf('acme', wrong), stackOf('globex', wrong)] })).toMatchObject({
      failed: true,
      msg: expect.stringMatching(/^nothing was written; 2 mistakes: /),
    });
    expect(writes()).toEqual([]);
  });

  test('each has its own error where the API refuses a write', async () => {
    simulator.intercept(({ method, form }, proceed) =>
      method === 'POST' && form.some(([, text]) => text === 'acme liveness')
        ? { status: 400, headers: {}, body: JSON.stringify({ message: 'no', errors: {} }) }
        : proceed(),
    );
    expect(await run({ stacks: [stackOf('acme'), stackOf('globex')] })).toMatchObject({
      failed: true,
      stacks: { acme: { changed: false, failed: true }, globex: { changed: true } },
    });
    expect(names()).toEqual(['globex liveness']);
  });
});

describe('a saved plan', () => {
  const declared = { stacks: [stackOf('acme', { check_rate: 30 })] };

  test('is carried out while the account is as it was, and else nothing is written', async () => {
    await run({ stacks: [stackOf('acme')] });
    const { plan } = await run(declared, { check: true });
    const id = simulator.account.uptimeTests.all()[0]?.id ?? '';
    simulator.account.uptimeTests.update(id, { paused: true });
    simulator.requests.length = 0;
    for (const check of [true, false]) {
      expect(await run({ ...declared, saved_plan: [String(plan)] }, { check })).toMatchObject({
        failed: true,
        msg: expect.stringContaining('the plan is not the one of saved_plan'),
      });
    }
    expect(writes()).toEqual([]);

    simulator.account.uptimeTests.update(id, { paused: false });
    expect(await run({ ...declared, saved_plan: ['of another account', String(plan)] })).toMatchObject({
      changed: true,
    });
  });

  test('is another one for another password', async () => {
    const withPassword = (password: string) =>
      run(
        { stacks: [stackOf('acme', { basic_username: 'robot', basic_password: password })] },
        { check: true },
      );
    const [first, again, second] = [
      await withPassword('a'),
      await withPassword('a'),
      await withPassword('b'),
    ];
    expect(again.plan).toBe(first.plan);
    expect(second.plan).not.toBe(first.plan);
  });
});
