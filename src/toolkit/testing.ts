/** What the tests of a module import. */

import type { ArgumentSpec } from '../ansible/argument-spec.ts';
import { execute } from '../ansible/execute.ts';
import type { AnsibleModule } from '../ansible/module.ts';
import type { Environment } from '../environment.ts';
import type { JsonObject } from '../json.ts';

/** How a task is run. */
export interface TaskModes {
  /** Under `--check`. */
  readonly check?: boolean;
  /** Under `--diff`. */
  readonly diff?: boolean;
  /** Environment variables that options are taken from; none of the process. */
  readonly environment?: Environment;
  /** Aborts when the task is to end, as a signal does it. */
  readonly interruption?: AbortSignal;
}

/**
 * Runs a module in this process as a task of a playbook does, and returns the result as Ansible reads it: with options
 * validated, secrets masked, and a failure as `failed` and `msg`. Never throws.
 */
export function runTask<S extends ArgumentSpec>(
  module: AnsibleModule<S>,
  options: JsonObject,
  { check = false, diff = false, environment = {}, interruption }: TaskModes = {},
): Promise<JsonObject> {
  const given = { _ansible_check_mode: check, _ansible_diff: diff, ...options };
  const never = new Promise<never>(() => {});
  return execute(module, given, environment, interruption ?? new AbortController().signal, never);
}
