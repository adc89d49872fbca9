import { join } from 'node:path';
import { expect } from 'vitest';
import { type Finished, run } from '../integration/support/command.ts';
import { inTemporaryFolder } from '../integration/support/folders.ts';

/** The home of those who work there. */
export const HOME = '/root';

/** Does something with the folder of a Debian that has these packages, what they need, and no more. */
export function inDebian(
  suite: string,
  packages: readonly string[],
  use: (root: string) => Promise<void>,
): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    const root = join(folder, suite);
    const args = ['--mode=root', '--variant=minbase', `--include=${packages}`, suite, root];
    const { exitCode, stderr } = await run('mmdebstrap', args, { environment: process.env, folder });
    expect(exitCode, stderr).toBe(0);
    await use(root);
  });
}

/** Runs commands of a shell there, in a folder of it, with these variables in the environment and no other. */
export function runThere(
  root: string,
  folder: string,
  code: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  return run('chroot', [root, 'sh', '-e', '-c', `cd ${folder}\n${code}`], {
    environment: { PATH, HOME, ...environment },
    folder: root,
  });
}
