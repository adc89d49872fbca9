/** What a build imports: modules of TypeScript become files that Ansible runs, and pages that ansible-doc shows. */

import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { bundleModule } from './bundle.ts';
import { collectLicences } from './licences.ts';
import { loadModule } from './load.ts';
import { documentModule, writePage } from './page.ts';

export { type Bundle, bundleModule, type Source } from './bundle.ts';
export { collectLicences } from './licences.ts';
export { type Loaded, loadModule } from './load.ts';
export { type DocumentedModule, documentModule, type ModulePage, writePage } from './page.ts';
export type { Place } from './preamble.ts';

/**
 * Builds modules into a folder: of each an executable file and its page, and the licences of the packages that are in them.
 * @param entries files that export `module` and `documentation`
 * @returns the paths of what was written
 * @throws {Error} whatever is wrong with one of them; then nothing is written
 */
export async function buildModules(entries: readonly string[], folder: string): Promise<string[]> {
  const built = await Promise.all(entries.map(buildModule));
  const packages = [...new Set(built.flatMap((module) => module.packages))].sort();
  const licences = await collectLicences(packages);
  makeFolder(folder);
  for (const { name, code, page } of built) {
    const path = join(folder, `${name}.cjs`);
    // A file that is read at this moment stays whole.
    await rm(path, { force: true });
    await writeFile(path, code);
    await chmod(path, 0o755);
    await writeFile(join(folder, `${name}.yml`), page);
  }
  await writeFile(join(folder, 'LICENSES.txt'), licences);
  const files = [...built.flatMap(({ name }) => [`${name}.cjs`, `${name}.yml`]), 'LICENSES.txt'];
  return files.map((file) => join(folder, file));
}

async function buildModule(entry: string) {
  const { module, documentation } = await loadModule(entry);
  const { name } = module;
  const bundle = await bundleModule({ entry, name });
  return { ...bundle, name, page: writePage(documentModule(module, documentation)) };
}
