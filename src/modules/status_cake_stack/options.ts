import type { ArgumentSpec } from '../../ansible/argument-spec.ts';
import { connectionOptions } from '../common/connection-options.ts';
import { adoptByUrlOption, tagPrefixOption, verifyOption } from '../common/options.ts';
import { type KindOption, STACK_KINDS, type StackKind } from './kinds.ts';

const [MAIN, ...OTHERS] = STACK_KINDS;

/** Entries for every kind of check, by the option that declares checks of it. */
function forEach<const V>(
  kinds: readonly StackKind[],
  entry: (kind: StackKind) => V,
): { readonly [K in KindOption]: V } {
  return Object.fromEntries(kinds.map((kind) => [kind.option, entry(kind)])) as { [K in KindOption]: V };
}

const since = ({ version_added }: StackKind) => (version_added === undefined ? {} : { version_added });

/** What holds for one check only, and so has no default: what it is known by. */
function defaultsOf({ options, resource: { identity } }: StackKind): ArgumentSpec {
  const known = ['id', 'renamed_from', identity];
  return Object.fromEntries(Object.entries(options).filter(([name]) => !known.includes(name)));
}

/** What a stack declares; its own options where the task is about one, an entry's where it is about many. */
export const stackOptions = {
  stack: {
    type: 'str',
    description: [
      'Name of the stack: letters, digits, C(.), C(_) and C(-). It is part of the tag that marks its tests.',
    ],
  },
  ...forEach(STACK_KINDS, (kind) => ({
    type: 'list',
    elements: 'dict',
    options: kind.options,
    ...kind.relations,
    required_one_of: [[kind.resource.identity, 'id']],
    ...since(kind),
    description: [
      `The ${kind.resource.kind}s of the stack, each with the options of M(${kind.module}).`,
      ...(kind.notes ?? []),
    ],
  })),
  domains: {
    type: 'list',
    elements: 'str',
    version_added: '1.1.0',
    description: [
      'Hosts that belong to the stack alone: an SSL test at one of them belongs to it, whoever made it, and goes when it is not declared.',
    ],
  },
  renamed_from: {
    type: 'str',
    version_added: '1.3.0',
    description: [
      'What the stack was called before. What carries the tag of that name is its own and gets the new tag; tests whose name began with the former name of the stack are found by it, and are renamed. All keep their IDs and their history.',
      'A test without the tag belongs to nobody, whatever its name begins with: only I(renamed_from) or I(id) of the check itself takes it, or I(adopt_by_url).',
      'Maintenance windows with the tag of the former name get the new one; where that is the only stack of a window, it takes the place of the former name in the name of the window, too.',
      "An SSL test is found by the host that began with the former name, where it is no other stack's.",
      'All kinds and the maintenance windows are read for it. Once nothing of the former name is left it has no effect, which a warning says.',
      'While it is renamed, one of its tests has the tag C(renaming-to-) with the new name. Where nothing has that, and something the tag of the new name already, what has the tag of the former name is of another stack, and stays alone, also with I(purge_unlisted_stacks).',
    ],
  },
  paused: {
    type: 'bool',
    version_added: '1.2.0',
    description: [
      'C(true) puts the stack to sleep: every check that it declares is paused, of every kind, whatever the check itself says.',
      'C(false) wakes it: every check that it declares runs, unless the check or I(defaults) say I(paused) themselves.',
      'Left out, nothing is said of it: a stack that was put to sleep sleeps on.',
    ],
  },
  defaults: {
    type: 'dict',
    options: {
      ...defaultsOf(MAIN),
      ...forEach(OTHERS, (kind) => ({
        type: 'dict',
        options: defaultsOf(kind),
        ...since(kind),
        description: [`Options for every ${kind.resource.kind} that does not declare them itself.`],
      })),
    },
    ...MAIN.relations,
    description: [
      `Options for every ${MAIN.resource.kind} that does not declare them itself; for the other kinds in a dict of their own.`,
      'I(contact_groups) and I(tags) hold for all kinds that have them, where the dict of the kind does not say otherwise.',
    ],
  },
} as const;

/** All options of `status_cake_stack`. */
export const stackModuleOptions = {
  ...connectionOptions,
  ...stackOptions,
  state: {
    type: 'str',
    choices: ['present', 'absent'],
    default: 'present',
    description: [
      'Whether the checks of the stack are to be as declared, or the stack is gone, and they with it, of whatever kind.',
      "A check of a declared name that belongs to no stack stays, since it may be somebody else's, and where the stack has none of that name a warning tells its ID; one whose I(id) is declared goes.",
    ],
  },
  stacks: {
    type: 'list',
    elements: 'dict',
    options: {
      ...stackOptions,
      stack: { ...stackOptions.stack, required: true },
      state: {
        type: 'str',
        choices: ['present', 'absent'],
        description: ['As I(state) of the task, which it takes the place of.'],
      },
    },
    description: [
      'Many stacks in one task, instead of I(stack) and what it declares. The account is read once for all of them.',
      'I(defaults) of a stack come before those of the task, and its I(paused) takes the place of that of the task.',
    ],
  },
  purge: {
    type: 'bool',
    default: true,
    description: [
      'Delete checks that belong to a declared stack and are not declared. Of a kind that the stack says nothing of, they stay.',
    ],
  },
  purge_unlisted_stacks: {
    type: 'bool',
    default: false,
    description: [
      'Delete checks that belong to a stack which is not in I(stacks), so that the account mirrors the list exactly.',
      'Refused without I(stacks), or where the list is empty: that is a mistake in a template.',
    ],
  },
  ...tagPrefixOption,
  duplicates: {
    type: 'str',
    choices: ['error', 'remove'],
    default: 'error',
    description: [
      'What to do when the account holds several checks of a declared name.',
      'C(error) lists them. C(remove) keeps the oldest, that with the lowest ID, and deletes the others.',
      'A test that replaces another one, with I(recreate), is no duplicate of it. Those of another stack are never among them. Judged by the checks that were read; of SSL tests by the URL alone, whatever their I(hostname).',
    ],
  },
  ...verifyOption,
  ...adoptByUrlOption,
  purge_contact_groups: {
    type: 'bool',
    default: false,
    version_added: '1.3.0',
    description: [
      'Delete contact groups of stacks that are gone: those whose name begins with the tag of a stack that is C(absent), or with I(purge_unlisted_stacks) not listed, such as C(stack-acme on-call). Others stay, whatever their name, and so do those that a check still tells about failures, of whatever kind.',
      'Needs the lists of all kinds, and that of the contact groups.',
    ],
  },
  other_stacks: {
    type: 'list',
    elements: 'dict',
    version_added: '1.3.0',
    options: {
      stack: { type: 'str', required: true, description: ['Name of the stack.'] },
      state: {
        type: 'str',
        choices: ['present', 'absent'],
        default: 'present',
        description: ['Whether it is there.'],
      },
      renamed_from: { type: 'str', description: ['What the stack was called before.'] },
      ...forEach(STACK_KINDS, ({ resource }) => ({
        type: 'list' as const,
        elements: 'dict' as const,
        description: [`Its ${resource.kind}s. Only what they are known by is looked at.`],
      })),
    },
    description: [
      'Stacks that other tasks keep. Nothing of them is done here. But what one of them declares by now is not deleted here, since it has moved there; and what one of them had, and declares no more, can move here.',
      'The role passes on what the other hosts of the inventory declare, where that matters.',
    ],
  },
  ask_for_other_stacks: {
    type: 'bool',
    default: false,
    version_added: '1.3.0',
    description: [
      'Where it matters what other tasks declare, and I(other_stacks) does not say so, do nothing and return C(needs_other_stacks). That is where something would be deleted, or another stack has what is declared here.',
    ],
  },
  deletion_limit: {
    type: 'int',
    default: 50,
    minimum: 0,
    description: [
      'A plan that deletes more checks than this, of all kinds, fails before anything is written. The message has the first 20 of them and names a file with all.',
    ],
  },
  saved_plan: {
    type: 'list',
    elements: 'str',
    version_added: '1.3.0',
    description: [
      'Carry out only one of these plans, each as C(plan) of a preview; where the account or what is declared has changed since, nothing is written, and a preview says so.',
    ],
  },
} as const satisfies ArgumentSpec;
