import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as infoModule } from '../../../src/modules/status_cake_info/module.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';

const TOKEN = 'contract-token';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(() => simulator.close());

const info = (options: JsonObject) => runModule(infoModule, simulator, TOKEN, options);
const stack = (options: JsonObject) => runModule(stackModule, simulator, TOKEN, options);
const names = (entries: unknown) => (entries as JsonObject[]).map(({ name }) => name);

const checks = (name: string) => ({
  stack: name,
  tests: [{ name: `${name} live`, website_url: `https://${name}.example.com` }],
  heartbeats: [{ name: `${name} backup`, period: 60 }],
  ssl: [{ website_url: `https://${name}.example.com` }],
  pagespeed: [{ name: `${name} page`, website_url: `https://${name}.example.com`, region: 'UK' }],
});

/** Whether the checks are paused, in the order of the kinds, and in each in the order of their creation. */
const paused = () => {
  const { uptimeTests, heartbeats, sslTests, pagespeedTests } = simulator.account;
  return [uptimeTests, heartbeats, sslTests, pagespeedTests].flatMap((kind) =>
    kind.all().map((entry) => entry.paused),
  );
};

describe('a whole stack', () => {
  test('is put to sleep and woken, at a request for each check', async () => {
    await stack(checks('acme'));
    expect(await stack({ ...checks('acme'), paused: true })).toMatchObject({
      summary: { updated: 4 },
      api: { requests: 4 + 4 },
    });
    expect(paused()).toEqual([true, true, true, true]);
    expect(await stack({ ...checks('acme'), paused: true })).toMatchObject({ changed: false });
    // Left out, it is not managed.
    expect(await stack(checks('acme'))).toMatchObject({ changed: false });
    expect(await stack({ ...checks('acme'), paused: false })).toMatchObject({ summary: { updated: 4 } });
    expect(paused()).toEqual([false, false, false, false]);
  });

  test('sleeps whatever its checks say, and those that say so sleep on when it is woken', async () => {
    const { tests, ...others } = checks('acme');
    const awake = { name: 'acme awake', website_url: 'https://acme.example.com', paused: false };
    const asleep = { name: 'acme asleep', website_url: 'https://acme.example.com', paused: true };
    const declared = {
      ...others,
      tests: [...tests, awake, asleep],
      defaults: { pagespeed: { paused: true } },
    };
    await stack({ ...declared, paused: true });
    expect(paused()).toEqual([true, true, true, true, true, true]);
    await stack({ ...declared, paused: false });
    expect(paused()).toEqual([false, false, true, false, false, true]);
  });

  test('of a list says for itself what holds for it', async () => {
    const stacks = [{ ...checks('acme'), paused: false }, checks('globex')];
    await stack({ stacks, paused: true });
    expect(paused()).toEqual([false, true, false, true, false, true, false, true]);
  });

  test('keeps what it does not declare as it is, and goes however it sleeps', async () => {
    await stack(checks('acme'));
    const { tests } = checks('acme');
    expect(await stack({ stack: 'acme', tests, paused: true })).toMatchObject({ summary: { updated: 1 } });
    expect(paused()).toEqual([true, false, false, false]);
    expect(await stack({ stack: 'acme', state: 'absent', paused: true })).toMatchObject({
      summary: { deleted: 4 },
    });
  });
});

describe('what is paused keeps its last status, and so', () => {
  beforeEach(() => {
    const { uptimeTests, heartbeats, sslTests, pagespeedTests } = simulator.account;
    const website_url = 'https://acme.example.com';
    for (const status of ['up', 'down']) {
      for (const isPaused of [true, false]) {
        const common = { name: `${status} ${isPaused ? 'paused' : 'running'}`, status, paused: isPaused };
        uptimeTests.create({ ...common, website_url, test_type: 'HTTP', check_rate: 60 });
        heartbeats.create({ ...common, period: 60 });
      }
    }
    sslTests.create({ website_url, check_rate: 3600, alert_at: ['1', '7', '30'], paused: true });
    pagespeedTests.create({ name: 'page', website_url, check_rate: 300, region: 'UK', paused: false });
  });

  test.each([
    ['down', ['down running']],
    ['up', ['up running']],
    ['paused', ['up paused', 'down paused']],
  ])('status=%s finds what it says', async (status, found) => {
    const result = await info({ kinds: ['tests', 'heartbeats'], status });
    expect(names(result.tests)).toEqual(found);
    expect(names(result.heartbeats)).toEqual(found);
    expect(result).toMatchObject({ api: { requests: 2 } });
    // The API knows no such status.
    expect(simulator.requests.filter(({ query }) => query.includes('status=paused'))).toEqual([]);
  });

  test('status=paused is for all tests that can be', async () => {
    const result = await info({ kinds: ['ssl', 'pagespeed'], status: 'paused' });
    expect(result).toMatchObject({ ssl: [{ paused: true }], pagespeed: [] });
    expect(await info({ kinds: ['contact_groups'], status: 'paused' })).toMatchObject({
      failed: true,
      msg: 'status: contact groups are never paused: read them in a task of their own',
    });
  });

  test('what a list leaves out of it is read', async () => {
    simulator.intercept(async (request, proceed) => {
      const response = await proceed();
      if (request.path !== '/v1/uptime') {
        return response;
      }
      const body = JSON.parse(String(response.body));
      return jsonResponse(200, { ...body, data: body.data.map(({ paused: _, ...row }: JsonObject) => row) });
    });
    expect(names((await info({ status: 'down' })).tests)).toEqual(['down running']);
  });
});

test('percentages are shown on demand, without a request for each test', async () => {
  simulator.account.uptimeTests.create({
    name: 'acme',
    website_url: 'https://acme.example.com',
    test_type: 'HTTP',
    check_rate: 60,
  });
  simulator.account.heartbeats.create({ name: 'backup', period: 60 });
  const without = await info({ kinds: ['tests', 'heartbeats'] });
  const kinds = ['tests', 'heartbeats', 'ssl'];
  const shown = await info({ kinds, uptime: true });
  const percentages = (result: JsonObject) => {
    const facts = result.facts as Record<string, Record<string, JsonObject>>;
    return [facts.tests, facts.heartbeats].flatMap((kind) =>
      Object.values(kind ?? {}).map((fact) => fact.uptime),
    );
  };
  expect(percentages(without)).toEqual([undefined, undefined]);
  expect(percentages(shown)).toEqual([expect.any(Number), expect.any(Number)]);
  expect(shown).toMatchObject({ api: { requests: 3 } });
  expect(simulator.requests.map(({ query }) => query.includes('nouptime'))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
