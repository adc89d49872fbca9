import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { packInto } from '../integration/support/collection.ts';
import { ROOT } from '../integration/support/folders.ts';
import { HOME, inDebian, runThere } from './debian.ts';

/** What the tests of ansible-test need, which it would install with pip. */
const PACKAGES = ['pycodestyle', 'pylint', 'python-is-python3', 'python3-voluptuous', 'yamllint'];

it.each([
  ['bookworm', ''],
  // It needs a package there that Debian does not have, antsibull-docs-parser.
  ['trixie', '--skip-test validate-modules'],
])('ansible-test of Debian %s has nothing to say that tests/sanity does not explain', (suite, flags) =>
  inDebian(suite, ['ansible-core', ...PACKAGES], async (root) => {
    const folder = join(HOME, 'collections/ansible_collections/stack_ops/statuscake');
    const tarball = await packInto(join(root, HOME, 'packed'));
    const installation = `ansible-galaxy collection install --offline -p collections packed/${basename(tarball)}`;
    expect(await runThere(root, HOME, installation)).toMatchObject({ exitCode: 0 });
    await cp(join(ROOT, 'tests'), join(root, folder, 'tests'), { recursive: true });
    await cp(join(import.meta.dirname, 'without_pip.py'), join(root, HOME, 'without_pip.py'));
    const { exitCode, stdout, stderr } = await runThere(
      root,
      folder,
      `python3 ${HOME}/without_pip.py sanity ${flags}`,
      { LC_ALL: 'C.UTF-8' },
    );
    expect(exitCode, stdout + stderr).toBe(0);
    expect(stdout).toContain('Running sanity test "pylint"');
  }),
);
