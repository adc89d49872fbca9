import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '../../src/json.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { type ModuleRuns, runModules } from './module-runs.ts';

/** Longer than the window of a second lasts. */
const WINDOW = 1100;

/** Runs of a module, and what reached the account. */
export interface PacedRun extends ModuleRuns {
  readonly requests: number;
  /** The share of them that was answered 429. */
  readonly refused: number;
}

/** Runs a module with each of these options at a time, once what was sent before no longer counts. */
export async function runPaced(
  simulator: Simulator,
  token: string,
  tasks: readonly JsonObject[],
  module?: string,
  environment?: NodeJS.ProcessEnv,
): Promise<PacedRun> {
  await delay(WINDOW);
  simulator.requests.length = 0;
  const options = tasks.map((task) => ({ api_key: token, api_url: simulator.url, ...task }));
  const runs = await runModules(options, environment, module);
  const requests = simulator.requests.length;
  const refused = simulator.requests.filter(({ status }) => status === 429).length;
  return { ...runs, requests, refused: refused / requests };
}
