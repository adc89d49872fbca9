import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/json.ts';
import { inTemporaryFolder } from '../integration/support/folders.ts';
import { moduleFile } from './library.ts';
import { searchPath } from './node-versions.ts';

/** Processes of a module that ran side by side. */
export interface ModuleRuns {
  /** From starting the first to the end of the last, on the clock of the machine. */
  readonly seconds: number;
  /** What each of them reported; `{}` when it reported nothing. */
  readonly results: readonly JsonObject[];
}

/**
 * Runs a module as Ansible does, `status_cake_stack` unless another is named, with each of these options, all at a time. They
 * share a new temporary directory, so that they know nothing of the account yet.
 */
export function runModules(
  tasks: readonly JsonObject[],
  environment: NodeJS.ProcessEnv = {},
  module = 'status_cake_stack',
): Promise<ModuleRuns> {
  return inTemporaryFolder(async (folder) => {
    const env = { ...process.env, PATH: searchPath(process.execPath), TMPDIR: folder, ...environment };
    const runs = tasks.map((task, index) => {
      const args = join(folder, `${index}.json`);
      const output = join(folder, `${index}.out`);
      writeFileSync(args, JSON.stringify(task));
      return { args, output, file: openSync(output, 'w') };
    });
    const start = performance.now();
    const ends = runs.map(({ args, file }) =>
      once(
        spawn('/bin/sh', [moduleFile(module), args], {
          env,
          stdio: ['ignore', file, 'inherit'],
        }),
        'exit',
      ),
    );
    await Promise.all(ends);
    const seconds = (performance.now() - start) / 1000;
    return { seconds, results: runs.map(({ output }) => JSON.parse(readFileSync(output, 'utf8') || '{}')) };
  });
}

/** Makes sure that a run did what is being measured, to so many tests. */
export function requireDone({ results }: ModuleRuns, action: string, tests: number): void {
  for (const { summary, msg } of results) {
    const done = (summary as JsonObject | undefined)?.[action];
    if (done !== tests) {
      throw new Error(`${action} ${done} tests instead of ${tests}: ${msg ?? 'no message'}`);
    }
  }
}
