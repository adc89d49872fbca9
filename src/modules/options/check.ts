import type { ArgumentSpec } from '../../ansible/argument-spec.ts';

/** Options of a declared check that are not fields of it, but say how to find it and what may be done to it. */
export const checkOptions = {
  id: {
    type: 'str',
    description: [
      'ID of the test, for one whose name is to change or is not unique. Without it the test is found by its I(name).',
    ],
  },
  recreate: {
    type: 'bool',
    description: [
      'Lets a different I(test_type) delete the test and create it again, with its other settings but without its history.',
    ],
  },
  update_password: {
    type: 'str',
    choices: ['on_create', 'always'],
    description: [
      'When to write I(basic_username) and I(basic_password), which cannot be read back and so not compared.',
      'C(on_create) writes them to new tests only. C(always) writes them at every run, which then reports a change.',
    ],
  },
} as const satisfies ArgumentSpec;
