import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AnsibleModule } from '../../../src/ansible/module.ts';
import type { JsonObject } from '../../../src/json.ts';
import { module as groupModule } from '../../../src/modules/status_cake_contact_group/module.ts';
import { module as heartbeatModule } from '../../../src/modules/status_cake_heartbeat/module.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

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

describe('what runs on two machines create at the same moment', () => {
  const names = () => simulator.account.contactGroups.all().map(({ id, name }) => [id, name]);
  const ofName = (wanted: string) => names().filter(([, name]) => name === wanted);
  const create = (name: string) => simulator.account.contactGroups.create({ name });

  test('is the older one of both, and the run that made the other deletes it', async () => {
    simulator.intercept((request, proceed) => {
      if (request.method === 'POST') {
        create('On call');
      }
      return proceed();
    });
    expect(await run(groupModule, { name: 'On call' })).toMatchObject({ changed: true, id: '4' });
    expect(ofName('On call')).toEqual([['4', 'On call']]);
  });

  test('is not read on while the other run has yet to delete its own', async () => {
    let looks = 0;
    simulator.intercept(async (request, proceed) => {
      const response = await proceed();
      const [own] = ofName('On call');
      if (request.method === 'POST') {
        create('On call');
      } else if (own) {
        looks += 1;
        if (looks === 3) {
          simulator.account.contactGroups.delete('5');
        }
      }
      return response;
    });
    expect(await run(groupModule, { name: 'On call' })).toMatchObject({ changed: true, id: '4' });
    expect(looks).toBe(4);
    expect(ofName('On call')).toEqual([['4', 'On call']]);
  });
});
