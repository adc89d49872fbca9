import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeVersion } from '../bench/node-versions.ts';
import { followStart } from '../integration/support/start.ts';
import { HOME, inDebian, runThere } from './debian.ts';

const PACKAGES = ['ansible-core', 'nodejs'];
/** Where a reader of the page stands. */
const HERE = join(HOME, 'here');

it('on Debian 13, its own packages are enough to follow the first page of the documentation', () =>
  inDebian('trixie', PACKAGES, followStartIn));

it('on Debian 12, the first task says that Node.js is too old, and with a newer one all goes well', () =>
  inDebian('bookworm', PACKAGES, async (root) => {
    await expect(followStartIn(root)).rejects.toThrow(
      'status_cake_stack needs Node.js 20 or newer on the controller, and the node on the PATH is v18.',
    );
    await rm(join(root, HERE), { recursive: true });
    await cp(nodeVersion(22), join(root, 'usr/local/bin/node'));
    await followStartIn(root);
  }));

function followStartIn(root: string): Promise<void> {
  return followStart(join(root, HERE), (code, environment) => runThere(root, HERE, code, environment));
}
