/** Fields that several resources have, the same in each. */

import { boolean, filledText, listOf, single } from '../field-types.ts';
import type { Field } from '../resource.ts';

/** A field of true or false, false when nothing was written. */
export function flag(name: string): Field {
  return { name, written: single(boolean), initial: false };
}

export const contactGroupIds: Field = {
  name: 'contact_groups',
  written: listOf(filledText),
  refersTo: 'contactGroups',
  initial: [],
  overview: true,
};

export const paused: Field = { ...flag('paused'), overview: true };

export const status: Field = { name: 'status', initial: 'up', overview: true, filter: ['up', 'down'] };

export const tags: Field = { name: 'tags', written: listOf(filledText), initial: [], overview: true };

/** In per cent. */
export const uptime: Field = { name: 'uptime', initial: 0, overview: true };
