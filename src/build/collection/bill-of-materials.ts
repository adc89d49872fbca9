import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { COLLECTION } from './name.ts';

/** A module, the text of its bundle, and the folders of the packages whose code is in it. */
export interface BundledModule {
  readonly name: string;
  readonly code: string;
  readonly packages: readonly string[];
}

/**
 * Returns what the modules of the collection are made of, as a CycloneDX 1.6 document. It tells no time and no random number, so
 * that the same source makes the same document.
 */
export async function billOfMaterials(
  version: string,
  modules: readonly BundledModule[],
  root: string,
): Promise<string> {
  const { packages: locked } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const folders = [...new Set(modules.flatMap(({ packages }) => packages))].sort();
  const packages = await Promise.all(
    folders.map(async (folder) => describePackage(await readPackage(folder), locked[relative(root, folder)])),
  );
  const reference = new Map(folders.map((folder, index) => [folder, packages[index]?.['bom-ref'] ?? '']));
  const collection = { type: 'application', 'bom-ref': COLLECTION, name: COLLECTION, version };
  const bundles = modules.map(({ name, code }) => ({
    type: 'file',
    'bom-ref': `plugins/modules/${name}.cjs`,
    name: `plugins/modules/${name}.cjs`,
    hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(code).digest('hex') }],
  }));
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { ...collection, licenses: [{ license: { id: 'MIT' } }] } },
    components: [...bundles, ...packages],
    dependencies: [
      { ref: COLLECTION, dependsOn: bundles.map((bundle) => bundle['bom-ref']) },
      ...modules.map(({ packages: own }, index) => ({
        ref: bundles[index]?.['bom-ref'],
        dependsOn: own.map((folder) => reference.get(folder)),
      })),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

async function readPackage(folder: string): Promise<Package> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

/** @param locked what the lock file says of it */
function describePackage({ name, version, license }: Package, locked: { integrity: string }) {
  const url = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const [, digest = ''] = locked.integrity.split('sha512-');
  return {
    type: 'library',
    'bom-ref': url,
    name,
    version,
    purl: url,
    licenses: [{ license: { id: license } }],
    hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }],
  };
}
