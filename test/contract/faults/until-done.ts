import { expect } from 'vitest';
import type { JsonObject } from '../../../src/ansible/argument-spec.ts';
import { execute } from '../../../src/ansible/execute.ts';
import { module } from '../../../src/modules/status_cake_stack/module.ts';
import { FAULT_KINDS } from '../../../src/simulator/faults/injector.ts';
import type { FaultKind } from '../../../src/simulator/faults/kinds.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';

/** What no output may hold. */
export const SECRETS = { api_key: 'token-9f8e7d6c5b4a', basic_password: 'password-1a2b3c4d5e' };

/** Has tests of its own, with a clock that goes on or with what stands still otherwise. */
const TESTED_APART: readonly FaultKind[] = [
  'late creation after error',
  'late creation after reset',
  'late creation after timeout',
  'delayed visibility',
  'rows shifted',
  'row missing',
  'empty page',
];

/** What can go wrong with any request at any time. */
export const AT_ANY_TIME = FAULT_KINDS.filter((kind) => !TESTED_APART.includes(kind));

const RUNS_AT_MOST = 6;
const DELETIONS = 60;

/** Runs a declaration as often as it takes; a run that gives up has to say what it has not done. */
export async function runUntilDone(simulator: Simulator, declaration: JsonObject): Promise<void> {
  for (let run = 1; ; run += 1) {
    const given = {
      api_key: SECRETS.api_key,
      api_url: simulator.url,
      deletion_limit: DELETIONS,
      ...declaration,
    };
    const result = await execute(module, given, {}, new AbortController().signal, new Promise(() => {}));
    const output = JSON.stringify(result);
    for (const secret of Object.values(SECRETS)) expect(output).not.toContain(secret);
    if (!result.failed) return;
    expect(result.msg).toMatch(/: (GET|POST|PUT|DELETE) \/|^(GET|POST) \//);
    expect(result.msg).not.toMatch(/bug|undefined/);
    if (run === RUNS_AT_MOST) throw new Error(`not done after ${run} runs: ${result.msg}`);
  }
}
