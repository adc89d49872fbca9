import { execute } from '../../../src/ansible/execute.ts';
import type { AnsibleModule } from '../../../src/ansible/module.ts';
import type { JsonObject } from '../../../src/json.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';

export interface Modes {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly interruption?: AbortSignal;
}

/** Runs a module on a simulator, in this process and without retries, and returns its result. */
export function runModule(
  module: AnsibleModule,
  simulator: Simulator,
  token: string,
  options: JsonObject,
  { check = false, diff = false, interruption = new AbortController().signal }: Modes = {},
): Promise<JsonObject> {
  const given = {
    api_key: token,
    api_url: simulator.url,
    api_retries: 0,
    _ansible_check_mode: check,
    _ansible_diff: diff,
    ...options,
  };
  return execute(module, given, {}, interruption, new Promise(() => {}));
}
