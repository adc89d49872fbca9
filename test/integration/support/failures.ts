import { beforeAll, describe, expect, it } from 'vitest';
import { runModule } from './module.ts';
import type { Task } from './playbook.ts';
import { expectKnownFields } from './requests.ts';
import { type Outcome, type Played, playTogether, type Scenario, TOKEN } from './scenarios.ts';

/** A task that cannot succeed. */
export interface Failure extends Omit<Scenario, 'tasks'> {
  /** What is declared besides the token, the URL of the simulator and, for an uptime test, a password. */
  readonly options: Task['options'];
  readonly module?: string;
  /** What the message has to say for the user to know what to do. */
  readonly says: readonly string[];
  /** How many requests it sends before it fails. */
  readonly sends: number;
}

export const PASSWORD = 'rosebud-password-of-the-robot';
export const WRONG_TOKEN = 'bad1dea-token-of-somebody-else';

const NEVER_SHOWN = [TOKEN, PASSWORD, WRONG_TOKEN];
/** More of a secret than chance would show. */
const PART_OF_SECRET = 10;

/**
 * Plays failures in one run of ansible-playbook with -vvv. Each has to end with one line that says what to do, the file
 * of the module alone with exit code 1 and the same line, and no secret may appear anywhere.
 */
export function describeFailures(title: string, failures: Readonly<Record<string, Failure>>): void {
  describe(title, () => {
    const table = Object.entries(failures).map(([name, failure]) => ({
      name,
      ...failure,
      task: taskOf(failure),
    }));
    let played: readonly Played[] = [];
    beforeAll(async () => {
      const scenarios = table.map(({ task, ...failure }) => ({ ...failure, tasks: [task] }));
      played = await playTogether(scenarios, { flags: ['-vvv'] });
      return async () => {
        for (const { simulator } of played) {
          await simulator.close();
        }
      };
    });

    for (const [index, { name, says, sends }] of table.entries()) {
      it(name, () => {
        const { outcome, simulator } = at(played, index);
        expectAdvice(outcome.msg, says);
        expect(outcome).toMatchObject({ failed: true, changed: false });
        expect(simulator.requests).toHaveLength(sends);
        expectKnownFields(simulator.requests);
      });
    }

    it('each end the file of the module with exit code 1 and the same line, as one JSON object', async () => {
      for (const [index, { name, task }] of table.entries()) {
        const { outcome, simulator } = at(played, index);
        const options = { api_url: simulator.url, ...task.options };
        const { exitCode, stdout, stderr } = await runModule(JSON.stringify(options), {}, task.module);
        expect({ name, exitCode, stderr }).toEqual({ name, exitCode: 1, stderr: '' });
        expect(JSON.parse(stdout)).toMatchObject({ failed: true, msg: outcome.msg });
        expectNoSecret(stdout);
      }
    });

    it('show no secret and no stack trace, even with -vvv', () => {
      const { run } = at(played, 0);
      const shown = run.output + JSON.stringify(run.results);
      expectNoSecret(shown);
      expect(shown.match(/\n {4}at |Traceback|node_modules|MODULE FAILURE/)).toBeNull();
    });
  });
}

function taskOf({ options, module = 'status_cake_test' }: Failure): Task {
  const password = module === 'status_cake_test' && { basic_username: 'robot', basic_password: PASSWORD };
  return { module, options: { api_key: TOKEN, ...password, api_retries: 0, ...options } };
}

function at(played: readonly Played[], index: number): Played & { readonly outcome: Outcome } {
  const failure = played[index];
  const outcome = failure?.outcomes[0];
  if (failure === undefined || outcome === undefined) {
    throw new Error('the task was not played');
  }
  return { ...failure, outcome };
}

/** Requires a message of one line with all these words. */
function expectAdvice(message: string | undefined, words: readonly string[]): void {
  expect(message).toMatch(/^[^\n]+$/);
  expect(
    words.filter((word) => !message?.includes(word)),
    message,
  ).toEqual([]);
}

function expectNoSecret(shown: string): void {
  const parts = NEVER_SHOWN.map((secret) => secret.slice(0, PART_OF_SECRET));
  expect(shown.split('\n').filter((line) => parts.some((part) => line.includes(part)))).toEqual([]);
}
