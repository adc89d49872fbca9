import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Documentation } from '../toolkit/page.ts';

/**
 * Reads what is written about a module, with what the pages of all modules say in it. Throws when a file is missing.
 * @param folder that of all modules
 */
export async function readProse(folder: string, module: string): Promise<Documentation> {
  const read = async (room: string) => parse(await readFile(join(folder, room, 'page.yml'), 'utf8'));
  const shared = await read('common');
  const { shared_return: names = [], notes = [], attributes, return: returned, ...own } = await read(module);
  const common = names.map((name: string) => [name, shared.return[name]]);
  return {
    ...own,
    requirements: shared.requirements,
    notes: [...shared.notes, ...notes],
    attributes: { ...shared.attributes, ...attributes },
    return: { ...Object.fromEntries(common), ...returned },
  };
}
