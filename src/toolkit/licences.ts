import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Returns the licences of the packages whose code is in bundles, as they ask to be passed on: where a package brings no text, what
 * it says of itself.
 * @throws {Error} for a package without any
 */
export async function collectLicences(folders: readonly string[]): Promise<string> {
  const texts = await Promise.all(folders.map(readLicence));
  return `The modules in this folder contain code of these packages.\n\n${texts.join('\n')}`;
}

async function readLicence(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  if (file === undefined && typeof license !== 'string') {
    throw new Error(`${name} in ${folder} has no licence to pass on`);
  }
  const text = file === undefined ? `Licence: ${license}` : await readFile(join(folder, file), 'utf8');
  const title = `${name} ${version}`;
  return `${title}\n${'='.repeat(title.length)}\n\n${text.trim()}\n`;
}
