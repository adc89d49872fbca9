import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { JsonObject } from '../ansible/argument-spec.ts';

/** What is written by hand about a module: all but its options. */
export interface Prose {
  readonly short_description: string;
  readonly description: readonly string[];
  readonly examples: string;
  readonly return: JsonObject;
  readonly [key: string]: unknown;
}

/** Reads what is written about a module, with what the pages of all modules say in it. Throws when a file is missing. */
export async function readProse(folder: string, module: string): Promise<Prose> {
  const read = async (name: string) => parse(await readFile(join(folder, `${name}.yml`), 'utf8'));
  const shared = await read('shared');
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
