import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as heartbeatModule } from '../../../src/modules/status_cake_heartbeat/module.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { apply } from '../../../src/reconcile/apply.ts';
import { planPresent } from '../../../src/reconcile/plan.ts';
import type { Interceptor } from '../../../src/simulator/api/interception.ts';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { StatusCakeClient } from '../../../src/statuscake/client.ts';
import { openTransport } from '../../../src/statuscake/http/transport.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { manualClock } from '../../unit/statuscake/manual-clock.ts';
import { runModule } from '../stack/module-run.ts';

const TOKEN = 'contract-token';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(() => simulator.close());

const isDetails = (path: string) => /\/heartbeat\/\d+$/.test(path);

/** Answers so many reads of a heartbeat test with something else. */
const insteadOfDetails = (times: number, response: Interceptor): Interceptor => {
  let left = times;
  return (request, proceed) => {
    if (request.method !== 'GET' || !isDetails(request.path) || left === 0) {
      return proceed();
    }
    left -= 1;
    return response(request, proceed);
  };
};
const notThere: Interceptor = () => jsonResponse(404, { message: 'No results found' });
const withoutUrl: Interceptor = async (_, proceed) => {
  const response = await proceed();
  const { url: _url, ...data } = JSON.parse(String(response.body)).data;
  return jsonResponse(200, { data });
};
const refused: Interceptor = () => jsonResponse(403, { message: 'Your current plan has no access' });

describe('the URL of a new heartbeat test', () => {
  /** Creates one by a client whose pauses take no time. */
  async function create() {
    const clock = manualClock();
    const transport = openTransport(new URL(simulator.url), TOKEN, 5000);
    const client = new StatusCakeClient({ transport, retries: 0, timeout: 5000, clock, random: () => 0 });
    const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
    const applied = await apply(client, planPresent(heartbeat, { name: 'backup' }, null, policy));
    await client.close();
    return { applied, usage: client.usage, at: clock.now() };
  }

  test.each([
    ['is not there yet', notThere],
    ['has no URL yet', withoutUrl],
  ])('is asked for again, after growing pauses, while the test %s', async (_, response) => {
    simulator.intercept(insteadOfDetails(3, response));
    const { applied, usage, at } = await create();
    expect(applied).toEqual({ id: '1', computed: { url: simulator.account.heartbeats.get('1')?.url } });
    expect(usage).toEqual({ requests: 5, retries: 0, waited_seconds: 3.5 });
    expect(at).toBe(500 + 1000 + 2000);
  });

  test.each([
    ['is not there', notThere],
    ['has no URL', withoutUrl],
  ])(
    'is given up after some seconds when the test %s, and the test is there all the same',
    async (_, response) => {
      simulator.intercept(insteadOfDetails(Number.POSITIVE_INFINITY, response));
      const { applied, usage, at } = await create();
      expect(applied).toEqual({ id: '1', computed: { url: null } });
      expect(usage.requests).toBe(1 + 5);
      expect(at).toBe(7500);
    },
  );

  test('costs one request when it is there at once', async () => {
    expect((await create()).usage).toEqual({ requests: 2, retries: 0, waited_seconds: 0 });
  });
});

const run = (options: JsonObject) => runModule(heartbeatModule, simulator, TOKEN, options);
const runStack = (options: JsonObject) => runModule(stackModule, simulator, TOKEN, options);
const warning = (...names: string[]) =>
  expect.stringMatching(
    new RegExp(
      `^The url could not be read of the heartbeat test ${names.join(', ')}: .*; run it again to be told$`,
    ),
  );

describe('a creation whose URL could not be read', () => {
  test('is a change with an ID and a warning', async () => {
    simulator.intercept(insteadOfDetails(1, refused));
    expect(await run({ name: 'backup' })).toMatchObject({
      changed: true,
      action: 'created',
      id: '1',
      url: null,
      warnings: [warning('"backup" \\(ID 1\\)')],
    });
    expect(await run({ name: 'backup' })).toMatchObject({
      changed: false,
      url: expect.stringMatching(/^https:/),
    });
  });

  test('is one in a stack, too, where one warning tells of all', async () => {
    simulator.intercept(insteadOfDetails(2, refused));
    const heartbeats = ['a', 'b', 'c'].map((name) => ({ name }));
    const result = await runStack({ stack: 'acme', heartbeats });
    expect(result).toMatchObject({
      changed: true,
      summary: { created: 3, failed: 0 },
      warnings: [warning('"." \\(ID .\\)', '"." \\(ID .\\)')],
    });
    const checks = result.checks as JsonObject[];
    expect(checks.map(({ id }) => id).sort()).toEqual(['1', '2', '3']);
    expect(checks.map(({ url }) => typeof url).sort()).toEqual(['object', 'object', 'string']);
  });

  test('is told of under --check as what is not there', async () => {
    const modes = { check: true };
    expect(await runModule(heartbeatModule, simulator, TOKEN, { name: 'backup' }, modes)).not.toHaveProperty(
      'warnings',
    );
  });
});

test('a heartbeat test that the list shows and the details do not show yet is not created twice', async () => {
  simulator.account.heartbeats.create({ name: 'backup', period: 60, host: 'Example' });
  simulator.intercept(insteadOfDetails(1, notThere));
  const options = { name: 'backup', host: 'Example' };
  expect(await run(options)).toMatchObject({ changed: false, id: '1' });
  simulator.intercept(insteadOfDetails(1, notThere));
  await runStack({ stack: 'acme', heartbeats: [options] });
  expect(simulator.account.heartbeats.all()).toHaveLength(1);
});
