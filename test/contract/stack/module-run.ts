import type { AnsibleModule } from '../../../src/ansible/module.ts';
import type { JsonObject } from '../../../src/json.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { type TaskModes as Modes, runTask } from '../../../src/toolkit/testing.ts';

export type { Modes };

/** Runs a module on a simulator, in this process and without retries, and returns its result. */
export function runModule(
  module: AnsibleModule,
  simulator: Simulator,
  token: string,
  options: JsonObject,
  modes?: Modes,
): Promise<JsonObject> {
  const given = { api_key: token, api_url: simulator.url, api_retries: 0, ...options };
  return runTask(module, given, modes);
}
