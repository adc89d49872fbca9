import { expect } from 'vitest';
import { execute } from '../../../src/ansible/execute.ts';
import type { JsonObject } from '../../../src/json.ts';
import { module } from '../../../src/modules/status_cake_stack/module.ts';
import { FAULT_KINDS } from '../../../src/simulator/faults/injector.ts';
import type { FaultKind } from '../../../src/simulator/faults/kinds.ts';
import type { FaultOptions } from '../../../src/simulator/faults/options.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';

/** What no output may hold. */
export const SECRETS = { api_key: 'token-9f8e7d6c5b4a', basic_password: 'password-1a2b3c4d5e' };

/** Costs the whole timeout of a request, a second at least: for a few seeds only. */
const SLOW: readonly FaultKind[] = ['delay', 'late creation after timeout'];

/** What can go wrong with any request at any time. */
export const AT_ANY_TIME = FAULT_KINDS.filter((kind) => !SLOW.includes(kind));

/** A fifth of all requests goes wrong, by each seed in another way. */
export function faultsOf(seed: number, kinds: readonly FaultKind[]): FaultOptions {
  return {
    seed,
    rate: 0.2,
    kinds,
    reset: 0,
    visibleAfter: { reads: 1 + (seed % 5) },
    // By the clock while a run waits for it, or whenever, also after the run that asked for it.
    ...(seed % 2 === 0 && { late: { requests: seed } }),
  };
}

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
    for (const secret of Object.values(SECRETS)) {
      expect(output).not.toContain(secret);
    }
    if (!result.failed) {
      return;
    }
    expect(result.msg).toMatch(/: (GET|POST|PUT|DELETE) \/|^(GET|POST) \//);
    expect(result.msg).not.toMatch(/bug|undefined/);
    if (run === RUNS_AT_MOST) {
      throw new Error(`not done after ${run} runs: ${result.msg}`);
    }
  }
}

const IS_LATE = /^(late creation|delayed visibility)/;

/**
 * Runs declarations side by side until they are done, and again as long as there was a creation that took place late, or that
 * could not be seen at once: what a run had no way to know of is for the next one.
 */
export async function runUntilSettled(
  simulator: Simulator,
  declarations: readonly JsonObject[],
): Promise<void> {
  let before: number;
  do {
    before = simulator.requests.length;
    await Promise.all(declarations.map((declaration) => runUntilDone(simulator, declaration)));
    catchUp(simulator);
  } while (simulator.requests.slice(before).some(({ fault = '' }) => IS_LATE.test(fault)));
}

/** Lets everything that is late take place and be seen. */
function catchUp(simulator: Simulator): void {
  simulator.createLate();
  const { collections, visibility } = simulator.account;
  for (const entry of collections.flatMap((collection) => collection.all())) {
    while (!visibility.shows(entry)) {}
  }
}
