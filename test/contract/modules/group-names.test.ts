import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AnsibleModule } from '../../../src/ansible/module.ts';
import type { JsonObject } from '../../../src/json.ts';
import { module as groupModule } from '../../../src/modules/status_cake_contact_group/module.ts';
import { module as heartbeatModule } from '../../../src/modules/status_cake_heartbeat/module.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';

const TOKEN = 'contract-token';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
  // Names of contact groups are not unique (vendor).
  for (const name of ['Operations', 'Developers', 'Operations']) {
    simulator.account.contactGroups.create({ name });
  }
});
afterEach(() => simulator.close());

const run = (module: AnsibleModule, options: JsonObject) => runModule(module, simulator, TOKEN, options);

test.each<[string, AnsibleModule, JsonObject]>([
  ['to be kept', groupModule, { name: 'Operations', email_addresses: ['a@example.com'] }],
  ['to be deleted', groupModule, { name: 'Operations', state: 'absent', force: true }],
  ['to be told', heartbeatModule, { name: 'backup', contact_groups: ['Operations'] }],
  [
    'to be told of a stack',
    stackModule,
    { stack: 'acme', heartbeats: [{ name: 'backup' }], defaults: { contact_groups: ['Operations'] } },
  ],
])('several contact groups of the name of one %s are an error with their IDs', async (_, module, options) => {
  const result = await run(module, options);
  expect(result).toMatchObject({ failed: true, msg: expect.stringMatching(/named "Operations".*\b1, 3\b/) });
  expect(simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('one of them is meant by its ID', async () => {
  expect(await run(groupModule, { id: '3', name: 'On call' })).toMatchObject({ action: 'updated', id: '3' });
  expect(await run(heartbeatModule, { name: 'backup', contact_groups: ['1'] })).toMatchObject({
    changed: true,
  });
});
