import type { ArgumentSpec } from '../../ansible/argument-spec.ts';
import { checkOptions, verifyOption } from './check.ts';
import { connectionOptions } from './connection.ts';
import { uptimeOptions } from './uptime.ts';

/** A test that a stack declares. */
export const testOptions = { ...uptimeOptions, ...checkOptions } as const;
export const { name: _name, id: _id, ...defaultOptions } = testOptions;

/** What a stack declares; its own options where the task is about one, an entry's where it is about many. */
export const stackOptions = {
  stack: {
    type: 'str',
    description: [
      'Name of the stack: letters, digits, C(.), C(_) and C(-). It is part of the tag that marks its tests.',
    ],
  },
  tests: {
    type: 'list',
    elements: 'dict',
    options: testOptions,
    required_one_of: [['name', 'id']],
    description: ['The uptime tests of the stack, each with the options of M(status_cake_test).'],
  },
  defaults: {
    type: 'dict',
    options: defaultOptions,
    description: ['Options for every test that does not declare them itself.'],
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
      'Whether the tests of the stack are to be as declared, or the stack is gone, and they with it.',
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
      'Many stacks in one task, instead of I(stack) and I(tests). The account is read once for all of them.',
      'I(defaults) of a stack come before those of the task.',
    ],
  },
  purge: {
    type: 'bool',
    default: true,
    description: ['Delete tests that carry the tag of a declared stack and are not declared.'],
  },
  purge_unlisted_stacks: {
    type: 'bool',
    default: false,
    description: [
      'Delete tests that carry the tag of a stack that is not in I(stacks), so that the account mirrors the list exactly.',
      'Refused without I(stacks), or where the list is empty: that is a mistake in a template.',
    ],
  },
  tag_prefix: {
    type: 'str',
    default: 'stack-',
    description: ['What the tag that marks the tests of a stack begins with; the name of the stack follows.'],
  },
  duplicates: {
    type: 'str',
    choices: ['error', 'remove'],
    default: 'error',
    description: [
      'What to do when the account holds several tests of a declared name.',
      'C(error) lists them. C(remove) keeps the oldest, that with the lowest ID, and deletes the others.',
      'Tests with the tag of another stack are never among them. Judged by the tests that were read.',
    ],
  },
  ...verifyOption,
  deletion_limit: {
    type: 'int',
    default: 50,
    minimum: 0,
    description: [
      'A plan that deletes more tests than this fails before anything is written, and lists them.',
    ],
  },
} as const satisfies ArgumentSpec;
