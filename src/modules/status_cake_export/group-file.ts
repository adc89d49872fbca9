import type { Json } from '../../json.ts';
import { PREFIX } from '../../takeover/role-variables.ts';
import type { Takeover } from '../../takeover/takeover.ts';
import { noteOf } from './notes.ts';
import { type Entry, isOfAccount } from './variables-file.ts';

const GROUPS = `${PREFIX}account_contact_groups`;

/** Variables of a group on which no check of a host depends. */
const APART = [GROUPS, `${PREFIX}unmanaged`];

/** Returns what all hosts are told of the contact groups; nothing where there are none. */
export function contactGroupEntries({ groups }: Takeover): Entry[] {
  const declared = groups.filter(({ values }) => values !== null);
  return declared.length === 0
    ? []
    : [
        {
          name: GROUPS,
          value: declared.map(({ values }) => values as Json),
          comments: ['The contact groups of the account.'],
          itemComments: declared.map(({ group, left }) =>
            left.flatMap((each) => noteOf(each, `contact_group_${group.id}`)),
          ),
        },
      ];
}

/** Returns whether a file of a group, edited or not, tells hosts the same of their checks as a text of this module. */
export function tellsTheSame(before: string | undefined, text: string, account: string): boolean {
  const isOfOther = before !== undefined && !isOfAccount(before, account);
  return !isOfOther && toldIn(before ?? '') === toldIn(text);
}

/** The variables of the role on which checks depend, each with all of its lines, in one order. */
function toldIn(text: string): string {
  const variables: string[] = [];
  for (const line of text.split('\n').filter((each) => !/^\s*(?:#|$)/.test(each))) {
    // What is indented, or an item, goes on with the variable before it.
    const before = /^[\s-]/.test(line) ? variables.pop() : undefined;
    variables.push(before === undefined ? line : `${before}\n${line}`);
  }
  const isApart = (variable: string) => APART.some((name) => variable.startsWith(`${name}:`));
  return variables
    .filter((variable) => variable.includes(PREFIX) && !isApart(variable))
    .sort()
    .join('\n');
}
