import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../../src/environment.ts';
import type { Json, JsonObject } from '../../../src/json.ts';
import { runAnsible } from './ansible.ts';
import type { Finished } from './command.ts';
import { inTemporaryFolder } from './folders.ts';

/** One task of a playbook. */
export interface Task {
  /** Options of the module; `undefined` leaves one out. */
  readonly options: Readonly<Record<string, Json | undefined>>;
  readonly module?: string;
  readonly keywords?: { readonly check_mode?: true; readonly diff?: true };
}

/** What the module said, as Ansible understood it. */
export type TaskResult = {
  readonly changed: boolean;
  readonly failed: boolean;
  readonly msg?: string;
  readonly api?: { readonly requests: number };
  readonly [key: string]: unknown;
};

export interface PlaybookRun extends Finished {
  /** All that a user could see. */
  readonly output: string;
  /** The whole result of each task, in their order. */
  readonly results: readonly TaskResult[];
}

export interface PlaybookOptions {
  readonly flags?: readonly string[];
  readonly environment?: Environment;
  /** Puts something into the folder of the playbook. */
  readonly prepare?: (folder: string) => Promise<void>;
}

const CALLBACK_PLUGINS = join(import.meta.dirname, 'callback_plugins');

/** Runs tasks one after the other with the real ansible-playbook, on whether or not one of them fails. */
export function runTasks(tasks: readonly Task[], options: PlaybookOptions = {}): Promise<PlaybookRun> {
  return runEntries(
    tasks.map(({ module = 'status_cake_test', options, keywords }) => ({
      [module]: options,
      delegate_to: 'localhost',
      ignore_errors: true,
      ...keywords,
    })),
    options,
  );
}

/** Runs the entries of a list of tasks as they stand in a playbook. */
export function runEntries(
  tasks: readonly (JsonObject | Readonly<Record<string, unknown>>)[],
  { flags = [], environment = {}, prepare }: PlaybookOptions = {},
): Promise<PlaybookRun> {
  return inTemporaryFolder(async (folder) => {
    const results = join(folder, 'results');
    await writeFile(results, '');
    // JSON is YAML.
    const plays = [{ hosts: 'localhost', gather_facts: false, tasks }];
    await writeFile(join(folder, 'playbook.yml'), JSON.stringify(plays));
    // Found before any other file of settings, which is then not read.
    await writeFile(join(folder, 'ansible.cfg'), '');
    await prepare?.(folder);
    const finished = await runAnsible('ansible-playbook', ['playbook.yml', ...flags], folder, {
      ANSIBLE_CALLBACK_PLUGINS: CALLBACK_PLUGINS,
      RECORDED_RESULTS: results,
      ...environment,
    });
    const lines = (await readFile(results, 'utf8')).split('\n').filter(Boolean);
    return {
      ...finished,
      output: finished.stdout + finished.stderr,
      results: lines.map((line) => JSON.parse(line)),
    };
  });
}
