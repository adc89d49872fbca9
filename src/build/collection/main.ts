import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MODULES } from '../../modules/index.ts';
import { bundleOwn } from '../own-bundle.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { packCollection } from './tarball.ts';

/**
 * Makes what a release consists of, in the folder `dist`: the collection, its checksum as `sha256sum --check` reads it, and what is
 * in it of others. It packs what `npm run build` has made.
 */

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'dist');

const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
const file = await packCollection(ROOT, FOLDER);
const digest = createHash('sha256')
  .update(await readFile(file))
  .digest('hex');
await writeFile(`${file}.sha256`, `${digest}  ${basename(file)}\n`);
const modules = await Promise.all(
  MODULES.map(async ({ name }) => ({ name, ...(await bundleOwn(name, ROOT)) })),
);
const bill = file.replace(/\.tar\.gz$/, '.cdx.json');
await writeFile(bill, await billOfMaterials(version, modules, ROOT));
for (const path of [file, `${file}.sha256`, bill]) {
  console.log(path);
}
