import type { ArgumentSpec } from '../../ansible/argument-spec.ts';
import { connectionOptions } from '../common/connection-options.ts';
import { tagPrefixOption, verifyOption } from '../common/options.ts';
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
  return Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'id' && name !== identity));
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
      'Carry out only one of these plans, each as C(plan) of a preview; where the account or what is declared has changed since, nothing is written.',
    ],
  },
} as const satisfies ArgumentSpec;
