import { beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../../src/simulator/account/account.ts';
import type { Interceptor } from '../../../src/simulator/api/interception.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { type PlaybookOptions, type PlaybookRun, runTasks, type Task, type TaskResult } from './playbook.ts';
import { describeRequest, expectKnownFields } from './requests.ts';

/** Tasks on an account of their own. */
export interface Scenario {
  /** What the account holds before. */
  readonly seed?: (account: Account) => void;
  readonly intercept?: Interceptor;
  readonly tasks: readonly Task[];
}

/** What a task said and what it sent; of what it sent, `writes` is everything but GET. */
export type Outcome = TaskResult & {
  readonly requests: readonly string[];
  readonly writes: readonly string[];
};

export interface Played {
  readonly outcomes: readonly Outcome[];
  readonly simulator: Simulator;
  /** The run of ansible-playbook in which the scenarios were played, this one among them. */
  readonly run: PlaybookRun;
}

export interface VerifiedScenario extends Scenario {
  readonly verify: (played: Played) => void;
}

export const TOKEN = 'c0ffee-token-of-the-account';

/** Plays scenarios in one run of ansible-playbook, since starting it takes long, and verifies each as a test. */
export function describeScenarios(
  title: string,
  scenarios: Readonly<Record<string, VerifiedScenario>>,
): void {
  describe(title, () => {
    const table = Object.entries(scenarios);
    let played: readonly Played[] = [];
    beforeAll(async () => {
      played = await playTogether(
        table.map(([, scenario]) => scenario),
        { environment: { STATUSCAKE_API_TOKEN: TOKEN } },
      );
      return async () => {
        for (const { simulator } of played) {
          await simulator.close();
        }
      };
    });
    for (const [index, [name, { tasks, verify }]] of table.entries()) {
      it(name, () => {
        const scenario = played[index];
        if (scenario === undefined) {
          throw new Error('the scenario was not played');
        }
        expectHarmless(scenario, tasks);
        verify(scenario);
      });
    }
  });
}

/** Plays scenarios in one run of ansible-playbook, each with a simulator, which the caller closes. */
export async function playTogether(
  scenarios: readonly Scenario[],
  options: PlaybookOptions,
): Promise<readonly Played[]> {
  const simulators = await Promise.all(scenarios.map(open));
  const urls = simulators.map(({ url }) => url);
  const tasks = scenarios.flatMap((scenario, index) =>
    scenario.tasks.map((task) => ({ ...task, options: { api_url: urls[index], ...task.options } })),
  );
  const run = await runTasks(tasks, options);
  expect(run.results, run.output).toHaveLength(tasks.length);

  const results = [...run.results];
  return simulators.map((simulator, index) => ({
    outcomes: outcomesOf(results.splice(0, scenarios[index]?.tasks.length), simulator),
    simulator,
    run,
  }));
}

async function open({ seed, intercept }: Scenario): Promise<Simulator> {
  const simulator = await startSimulator({ token: TOKEN });
  seed?.(simulator.account);
  if (intercept) {
    simulator.intercept(intercept);
  }
  return simulator;
}

/** Gives each task the requests that it says it sent, which together have to be those that arrived. */
function outcomesOf(results: readonly TaskResult[], { requests }: Simulator): Outcome[] {
  const arrived = requests.map(describeRequest);
  const outcomes = results.map((result) => {
    const own = arrived.splice(0, result.api?.requests ?? 0);
    return { ...result, requests: own, writes: own.filter((request) => !request.startsWith('GET ')) };
  });
  expect(arrived, 'requests that no task told of').toEqual([]);
  return outcomes;
}

/** What has to hold of every task: it sends no field that the API does not know, no write under check mode, and tells no token. */
function expectHarmless({ outcomes, simulator, run }: Played, tasks: readonly Task[]): void {
  expectKnownFields(simulator.requests);
  expect(run.output + JSON.stringify(outcomes)).not.toContain(TOKEN);
  const checks = outcomes.filter((_, index) => tasks[index]?.keywords?.check_mode);
  expect(checks.flatMap(({ writes }) => writes)).toEqual([]);
}
