import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module } from '../../../src/modules/status_cake_stack/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from './module-run.ts';

const TOKEN = 'contract-token';
let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN, requestsPerSecond: 5 });
});
afterEach(() => simulator.close());

const preview = (options: JsonObject) => runModule(module, simulator, TOKEN, options, { check: true });
const testsOf = (stack: string, count: number): JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `${stack} ${index}`,
    website_url: `https://${stack}.example.com/${index}`,
  }));

test('a preview warns of a long run, and of no other', async () => {
  expect(await preview({ stack: 'acme', tests: testsOf('acme', 320) })).toMatchObject({
    warnings: ['without check mode: 326 requests, about 65 s at 5/s'],
  });
  const short = await preview({ stack: 'acme', tests: testsOf('acme', 3) });
  expect(short).toMatchObject({ msg: 'without check mode: 6 requests, about 1 s at 5/s' });
  expect(short.warnings).toBeUndefined();
});

test('a preview says first what is wrong with a stack, and what the others cost all the same', async () => {
  const stacks = [
    { stack: 'acme', tests: testsOf('acme', 1) },
    { stack: 'globex', tests: testsOf('globex', 1), defaults: { contact_groups: ['Nobody'] } },
  ];
  expect(await preview({ stacks })).toMatchObject({
    failed: true,
    msg: expect.stringMatching(/^nothing was written of 1 stack: .*there is no contact group "Nobody"/),
    api: { needed_requests: expect.any(Number) },
  });
});
