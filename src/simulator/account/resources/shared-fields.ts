/** Fields that several resources have, the same in each. */

import type { Account } from '../account.ts';
import type { Collection } from '../collection.ts';
import { boolean, filledText, listOf, single, type TextType } from '../field-types.ts';
import type { Field } from '../resource.ts';

/** The ID of something in the account, which `kind` names in the refusal of any other. */
export function idOf(kind: string, collectionOf: (account: Account) => Collection): TextType<string> {
  return (text, account) =>
    collectionOf(account).get(text) === undefined
      ? { refused: `there is no ${kind} ${text}` }
      : { value: text };
}

/** A field of true or false, false when nothing was written. */
export function flag(name: string): Field {
  return { name, written: single(boolean), initial: false };
}

export const contactGroupIds: Field = {
  name: 'contact_groups',
  written: listOf(idOf('contact group', ({ contactGroups }) => contactGroups)),
  initial: [],
  overview: true,
};

export const paused: Field = { ...flag('paused'), overview: true };

export const status: Field = { name: 'status', initial: 'up', overview: true, filter: ['up', 'down'] };

export const tags: Field = { name: 'tags', written: listOf(filledText), initial: [], overview: true };

/** In per cent. */
export const uptime: Field = { name: 'uptime', initial: 0, overview: true };
