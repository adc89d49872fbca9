import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../../src/environment.ts';
import type { Finished } from './command.ts';
import { run } from './command.ts';
import { inTemporaryFolder, LIBRARY } from './folders.ts';

/** Runs the file of a module as Ansible does: with a file of arguments, whose text is given. */
export function runModule(
  args: string,
  environment: Environment = {},
  module = 'status_cake_test',
): Promise<Finished> {
  return inTemporaryFolder(async (folder) => {
    await writeFile(join(folder, 'args.json'), args);
    const own = { PATH: process.env.PATH, ...environment };
    return run(join(LIBRARY, `${module}.cjs`), ['args.json'], { environment: own, folder });
  });
}
