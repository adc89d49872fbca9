import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AnsibleModule } from '../ansible/module.ts';

/** What the pages about a module are made of, besides what is written by hand. */
export type DocumentedModule = Pick<AnsibleModule, 'name' | 'argument_spec'>;

/** A value of the results, as an ansible-doc page tells of it. */
export interface ReturnPage {
  readonly description: string | readonly string[];
  readonly returned?: string;
  readonly type: string;
  readonly contains?: Readonly<Record<string, ReturnPage>>;
}

/** What is written by hand about a module: all but its options. */
export interface Prose {
  readonly short_description: string;
  readonly description: readonly string[];
  readonly examples: string;
  readonly return: Readonly<Record<string, ReturnPage>>;
  readonly [key: string]: unknown;
}

/**
 * Reads what is written about a module, with what the pages of all modules say in it. Throws when a file is missing.
 * @param folder that of all modules
 */
export async function readProse(folder: string, module: string): Promise<Prose> {
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
