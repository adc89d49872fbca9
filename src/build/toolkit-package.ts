import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Packs src/toolkit, and what it is made of, as an npm package: into the folder named on the command line, or else into this one. */

const ROOT = join(import.meta.dirname, '../..');
const { version, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const { version: esbuild } = JSON.parse(
  readFileSync(join(ROOT, 'node_modules/esbuild/package.json'), 'utf8'),
);

const MANIFEST = {
  name: 'ansible-module-kit',
  version,
  description:
    'Ansible modules in TypeScript: options with types, check mode, diffs, masked secrets, and pages for ansible-doc',
  keywords: ['ansible', 'ansible-module', 'typescript'],
  license,
  type: 'module',
  sideEffects: false,
  // The first to know import.meta.dirname. What is built runs on older ones, too.
  engines: { node: '>=20.11' },
  bin: { 'ansible-module-kit': 'toolkit/command.js' },
  exports: Object.fromEntries(
    [
      ['.', 'index'],
      ['./build', 'build'],
      ['./testing', 'testing'],
    ].map(([path, file]) => [path, { types: `./toolkit/${file}.d.ts`, default: `./toolkit/${file}.js` }]),
  ),
  // Whoever builds with something else needs none.
  peerDependencies: { esbuild: `>=${esbuild}` },
  peerDependenciesMeta: { esbuild: { optional: true } },
};

const [destination = '.'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'ansible-module-kit-'));
try {
  execFileSync('tsc', ['--project', join(ROOT, 'src/toolkit'), '--outDir', folder], { stdio: 'inherit' });
  chmodSync(join(folder, MANIFEST.bin['ansible-module-kit']), 0o755);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(MANIFEST, null, 2)}\n`);
  copyFileSync(join(ROOT, 'docs/toolkit.md'), join(folder, 'README.md'));
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  execFileSync('npm', ['pack', folder, '--pack-destination', destination, '--loglevel=error'], {
    stdio: 'inherit',
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
