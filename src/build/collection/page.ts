import { COLLECTION } from './name.ts';

const EXAMPLES = /^EXAMPLES:.*?(?=^RETURN:)/ms;
/** A module as the key of a task, or as the `module` of an old one. */
const OF_TASK = /^(\s+(?:module: )?)(status_cake_\w+:?)$/gm;

/** Returns a page of ansible-doc as the collection has it: what it refers to, and what its examples run, is named in full. */
export function inCollection(page: string): string {
  return page
    .replaceAll('M(status_cake_', `M(${COLLECTION}.status_cake_`)
    .replace(EXAMPLES, (examples) => examples.replace(OF_TASK, `$1${COLLECTION}.$2`));
}
