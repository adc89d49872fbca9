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

/** How options that the list does not show are verified, for all checks of a task. */
export const verifyOption = {
  verify: {
    type: 'str',
    choices: ['details', 'digest'],
    default: 'details',
    description: [
      'How to find out whether options that the list does not show are as declared.',
      'C(details) reads each test that declares such options, at one request a test, and finds what was changed by hand.',
      'C(digest) sums them up in a tag, C(settings-) and eight hexadecimal digits, which it writes together with them. A test that carries the tag of its own declaration is believed and not read, so a change by hand to these options is not found; what the list shows (name, URL, rate, tags, contact groups, pause) is still compared.',
      'C(details) keeps such a tag where it is right, removes it where it is not, and adds none. The tag has no part in comparing I(tags).',
    ],
  },
} as const satisfies ArgumentSpec;
