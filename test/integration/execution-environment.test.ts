import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './support/command.ts';
import { inTemporaryFolder, ROOT } from './support/folders.ts';

/** Debian has no package of it: `pipx install ansible-builder`, 3.1 or newer. */
const IS_INSTALLED = spawnSync('ansible-builder', ['--version']).status === 0;

describe.skipIf(!IS_INSTALLED)('ansible-builder, where it is installed,', () => {
  it('makes of the example an image whose only Node.js is the copied one', () =>
    inTemporaryFolder(async (folder) => {
      await cp(join(ROOT, 'docs/execution-environment'), folder, { recursive: true });
      await build(folder, 'create', '--output-filename', 'Containerfile');
      const read = (path: string) => readFile(join(folder, 'context', path), 'utf8');
      expect(await read('_build/requirements.yml')).toContain('stack-ops/statuscake-ansible-modules.git');
      expect(await read('_build/exclude-bindep.txt')).toBe('nodejs');
      const [, builder = '', final = ''] = (await read('Containerfile')).split(
        /^FROM base as (?:builder|final)$/m,
      );
      expect(builder).toContain('--user-bindep-exclude=exclude-bindep.txt');
      expect(final).toContain(
        'COPY --from=docker.io/library/node:24-bookworm-slim /usr/local/bin/node /usr/local/bin/node',
      );
    }));

  it('reads of the collection that it needs Node.js', () =>
    inTemporaryFolder(async (folder) => {
      const namespace = join(folder, 'ansible_collections/stack_ops');
      await mkdir(namespace, { recursive: true });
      await symlink(ROOT, join(namespace, 'statuscake'));
      const needs = await build(folder, 'introspect', '--sanitize', folder);
      expect(needs).toContain(
        "'nodejs >=20 [platform:rpm platform:dpkg]  # from collection stack_ops.statuscake'",
      );
    }));
});

async function build(folder: string, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await run('ansible-builder', args, {
    environment: process.env,
    folder,
  });
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout;
}
