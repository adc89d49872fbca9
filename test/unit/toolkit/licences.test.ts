import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collectLicences } from '../../../src/toolkit/licences.ts';
import { inTemporaryFolder } from '../../integration/support/folders.ts';

test('the licence of a package is its text, or else what it says of itself', () =>
  inTemporaryFolder(async (folder) => {
    const add = async (name: string, manifest: object, licence?: string) => {
      await mkdir(join(folder, name));
      await writeFile(
        join(folder, name, 'package.json'),
        JSON.stringify({ name, version: '1.0.0', ...manifest }),
      );
      if (licence !== undefined) {
        await writeFile(join(folder, name, 'LICENCE.md'), licence);
      }
      return join(folder, name);
    };
    const packages = [
      await add('one', { license: 'MIT' }, 'Do as you like.\n'),
      await add('two', { license: 'ISC' }),
    ];
    expect(await collectLicences(packages)).toBe(`The modules in this folder contain code of these packages.

one 1.0.0
=========

Do as you like.

two 1.0.0
=========

Licence: ISC
`);
    await expect(collectLicences([await add('three', {})])).rejects.toThrow('three in');
  }));
