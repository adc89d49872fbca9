import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module } from '../../../src/modules/status_cake_maintenance_window/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';

const TOKEN = 'contract-token';
let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
  for (const _ of [1, 2, 3]) {
    simulator.account.maintenanceWindows.create({
      name: 'deployment',
      start_at: '2030-01-01T00:00:00Z',
      end_at: '2030-01-01T01:00:00Z',
      timezone: 'UTC',
      tags: ['stack-acme'],
    });
  }
});
afterEach(() => simulator.close());

const run = (options: JsonObject) => runModule(module, simulator, TOKEN, { name: 'deployment', ...options });
const ids = () => simulator.account.maintenanceWindows.all().map(({ id }) => id);

test('of several windows with one name none is meant, unless duplicates are to go', async () => {
  expect(await run({ state: 'absent' })).toMatchObject({
    failed: true,
    msg: expect.stringContaining('3 maintenance windows are named "deployment" (IDs 1, 2, 3)'),
  });
  const declared = { start_at: '2030-01-01T00:00:00Z', end_at: '1h', stacks: ['acme'] };
  expect(await run({ ...declared, duplicates: 'remove' })).toMatchObject({ changed: true, id: '1' });
  expect(ids()).toEqual(['1']);
  expect(await run({ ...declared, duplicates: 'remove' })).toMatchObject({ changed: false });
});

test('all of them go where there is to be none', async () => {
  expect(await run({ state: 'absent', duplicates: 'remove' })).toMatchObject({ changed: true });
  expect(ids()).toEqual([]);
});
