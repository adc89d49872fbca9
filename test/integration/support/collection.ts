import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packCollection } from '../../../src/build/collection/tarball.ts';
import { runAnsible } from './ansible.ts';
import type { Finished } from './command.ts';
import { ROOT } from './folders.ts';

/** A folder into which the collection was installed, with nothing else of the project. */
export interface Installed {
  readonly folder: string;
  /** What ansible-galaxy said. */
  readonly installation: Finished;
  remove(): Promise<void>;
}

/** What the environment needs so that Ansible finds the collection, and nothing of `library/`. */
export function collectionIn(folder: string) {
  return { ANSIBLE_LIBRARY: undefined, ANSIBLE_COLLECTIONS_PATH: join(folder, 'collections') };
}

/** Packs the collection into a folder with the Ansible that the tests run on, and returns the path of the tarball. */
export async function packInto(folder: string): Promise<string> {
  await mkdir(folder);
  return packCollection(ROOT, folder, async (...args) => {
    const { exitCode, stdout, stderr } = await runAnsible('ansible-galaxy', args, folder);
    if (exitCode !== 0) {
      throw new Error(stdout + stderr);
    }
  });
}

/** Installs a collection, as `ansible-galaxy` takes it, into a new folder. */
export async function install(collection: string): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'status-cake-'));
  const args = ['collection', 'install', collection, '-p', join(folder, 'collections')];
  const installation = await runAnsible('ansible-galaxy', args, folder, {
    ...collectionIn(folder),
    // Nobody answers there: what is installed has to come without a network.
    ANSIBLE_GALAXY_SERVER: 'http://127.0.0.1:9',
  });
  return { folder, installation, remove: () => rm(folder, { recursive: true, force: true }) };
}
