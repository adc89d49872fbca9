import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment, Finished } from './command.ts';
import { run } from './command.ts';
import { inTemporaryFolder, MODULE_FILE } from './folders.ts';

/** Runs the file of the module as Ansible does: with a file of arguments, whose text is given. */
export function runModule(args: string, environment: Environment = {}): Promise<Finished> {
  return inTemporaryFolder(async (folder) => {
    await writeFile(join(folder, 'args.json'), args);
    const own = { PATH: process.env.PATH, ...environment };
    return run(MODULE_FILE, ['args.json'], { environment: own, folder });
  });
}
