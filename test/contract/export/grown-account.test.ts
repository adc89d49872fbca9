import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as exporter } from '../../../src/modules/status_cake_export/module.ts';
import { module as stacks } from '../../../src/modules/status_cake_stack/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { type Modes, runModule } from '../stack/module-run.ts';
import { GROWN_RULES, GROWN_STACKS, growAccount, OF_NOBODY } from './grown-account.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const TOKEN = 'export-token';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(() => simulator.close());

const run = (options: JsonObject, modes?: Modes) =>
  runModule(exporter, simulator, TOKEN, { rules: GROWN_RULES, ...options }, modes);
const feedBack = (account: JsonObject, modes?: Modes) =>
  runModule(stacks, simulator, TOKEN, { stacks: account.stacks ?? null }, modes);
const names = (rows: unknown) => (rows as { name: string }[]).map(({ name }) => name).sort();

describe('a grown account of 60 checks', () => {
  beforeEach(() => {
    expect(growAccount(simulator.account)).toBe(60);
  });

  test('is told apart with five rules, and nothing is written to it', async () => {
    const account = await run({});
    expect(account).toMatchObject({
      changed: false,
      counts: { checks: 60, stacks: 12, unassigned: 2, twins: 1 },
    });
    expect((account.stacks as JsonObject[]).map(({ stack }) => stack)).toEqual(GROWN_STACKS);
    expect(names(account.unassigned)).toEqual(OF_NOBODY);
    expect(simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('changes in its tags only, and in nothing the second time', async () => {
    const account = await run({});
    const preview = await feedBack(account, { check: true });
    expect(preview).toMatchObject({ summary: { created: 0, deleted: 0, recreated: 0, failed: 0 } });
    for (const { changes } of preview.checks as { changes: string[] }[]) {
      expect(changes.filter((change) => change !== 'tags')).toEqual([]);
    }
    expect(await feedBack(account)).toMatchObject({ changed: true, summary: preview.summary });
    expect(await feedBack(account)).toMatchObject({ changed: false });
    // Once the tags are there, names are enough.
    const again = await run({});
    expect(again).toMatchObject({ counts: { ids: 0 } });
    expect(await feedBack(again)).toMatchObject({ changed: false });
  });

  test('says all that a new check would not have anyway', async () => {
    const { stacks: entries } = await run({});
    const old = simulator;
    simulator = await startSimulator({ token: TOKEN });
    for (const { id: _, ...group } of old.account.contactGroups.all()) {
      simulator.account.contactGroups.create(group);
    }
    const kinds = ['tests', 'heartbeats', 'ssl', 'pagespeed'];
    const withoutIds = (entries as Record<string, JsonObject[]>[]).map((entry) => ({
      ...entry,
      ...Object.fromEntries(
        kinds.flatMap((kind) =>
          entry[kind] ? [[kind, entry[kind].map(({ id: _, ...check }) => check)]] : [],
        ),
      ),
    }));
    expect(await feedBack({ stacks: withoutIds as JsonObject[] })).toMatchObject({ changed: true });
    const contents = ({ account }: Simulator) =>
      account.collections
        .flatMap((collection) => collection.all())
        // Nobody knows the passwords, and each heartbeat test has a URL of its own to call.
        .map(({ id: _, tags: _t, basic_username: _u, basic_password: _p, ...check }) =>
          'period' in check ? { ...check, url: '' } : check,
        )
        .filter(({ name }) => !OF_NOBODY.includes(String(name)))
        .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
    expect(contents(simulator)).toEqual(contents(old));
    await old.close();
  });
});

test('1000 tests cost little more than a request each', async () => {
  for (let index = 0; index < 1000; index += 1) {
    const stack = `customer-${index % 200}`;
    simulator.account.uptimeTests.create({
      name: `${stack} check ${index}`,
      website_url: `https://${stack}.example.com/${index}`,
      test_type: 'HTTP',
      check_rate: 300,
    });
  }
  const account = await run({ rules: [{ name: '^(?<stack>customer-\\d+) ' }] });
  expect(account).toMatchObject({ counts: { checks: 1000, stacks: 200, unassigned: 0 } });
  // Ten pages, the details, and a list of each other kind and of the contact groups.
  expect(simulator.requests).toHaveLength(10 + 1000 + 3 + 1);
});
