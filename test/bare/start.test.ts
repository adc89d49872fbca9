import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeVersion } from '../bench/node-versions.ts';
import { run } from '../integration/support/command.ts';
import { inTemporaryFolder } from '../integration/support/folders.ts';
import { followStart } from '../integration/support/start.ts';

/** Where a user of a bare system stands, and what is on its PATH. */
const HOME = '/root';
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

it('on Debian 13, its own packages are enough to follow the first page of the documentation', () =>
  inDebian('trixie', followStartIn));

it('on Debian 12, the first task says that Node.js is too old, and with a newer one all goes well', () =>
  inDebian('bookworm', async (root) => {
    await expect(followStartIn(root)).rejects.toThrow(
      'status_cake_stack needs Node.js 20 or newer on the controller, and the node on the PATH is v18.',
    );
    await rm(join(root, HOME, 'here'), { recursive: true });
    await cp(nodeVersion(22), join(root, 'usr/local/bin/node'));
    await followStartIn(root);
  }));

/** Does something with the folder of a Debian that has ansible-core, Node.js, what they need, and no more. */
function inDebian(suite: string, use: (root: string) => Promise<void>): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    const root = join(folder, suite);
    const args = ['--mode=root', '--variant=minbase', '--include=ansible-core,nodejs', suite, root];
    const { exitCode, stderr } = await run('mmdebstrap', args, { environment: process.env, folder });
    expect(exitCode, stderr).toBe(0);
    await use(root);
  });
}

async function followStartIn(root: string): Promise<void> {
  const here = join(HOME, 'here');
  await followStart(join(root, here), (code, environment) =>
    run('chroot', [root, 'sh', '-e', '-c', `cd ${here}\n${code}`], {
      environment: { PATH, HOME, ...environment },
      folder: root,
    }),
  );
}
