import type { ArgumentSpec } from '../../ansible/argument-spec.ts';

/** Options that say which one is meant, for what is known by its name. */
export const idOption = {
  id: {
    type: 'str',
    description: [
      'The ID, for one whose name is to change or is not unique. Without it the one of that I(name) is meant.',
    ],
  },
} as const satisfies ArgumentSpec;

/** What one was called before. */
export const renamedFromOption = {
  renamed_from: {
    type: 'str',
    version_added: '1.3.0',
    description: [
      'What it was called before it got the name that it is declared with (of an SSL test: its URL). The one of that name gets the new one, and keeps its ID and its history.',
      "Once that is done it has no effect, which a warning says. It is an error where something of both names is there, or the former name is declared as well; and in a stack, where something else of the stack is to be deleted while nothing bears the former name, or what bears it is no stack's or tests something else.",
    ],
  },
} as const satisfies ArgumentSpec;

/** Whether to take what is there already, made by hand, for what is declared. */
export const adoptByUrlOption = {
  adopt_by_url: {
    type: 'bool',
    default: false,
    version_added: '1.3.0',
    description: [
      'Where nothing bears a declared name, take the test that no stack has and that tests the same: it gets the name, and keeps its ID and its history. Of uptime tests that means the same I(website_url) and I(test_type), of page speed tests the same I(website_url) and I(region).',
      'Without it a new test is made beside the old one, and a warning names both. Where there are several, where one of the stack itself that tests the same is to go, or where a port tells tests apart, which lists do not show, none is taken, and the warning tells them.',
    ],
  },
} as const satisfies ArgumentSpec;

/** Whether something is to be there. */
export const stateOption = {
  state: {
    type: 'str',
    choices: ['present', 'absent'],
    default: 'present',
    description: ['Whether it is to be as declared, or not to be there.'],
  },
} as const satisfies ArgumentSpec;

/** How the tag of a stack is made of its name. */
export const tagPrefixOption = {
  tag_prefix: {
    type: 'str',
    default: 'stack-',
    description: [
      'What the tag that marks the checks of a stack begins with; the name of the stack follows.',
    ],
  },
} as const satisfies ArgumentSpec;

/** Who is told about failures, for every kind of check. */
export const contactGroupsOption = {
  contact_groups: {
    type: 'list',
    elements: 'str',
    aliases: ['contact'],
    description: [
      'Who is told about failures: contact groups by name or by ID.',
      'A name costs one more request, which reads the names of the account.',
    ],
  },
} as const satisfies ArgumentSpec;

/** Options of a declared uptime test that are not fields of it, but say what may be done to it. */
export const replacementOptions = {
  recreate: {
    type: 'bool',
    description: [
      'Lets a different I(test_type) delete the test and create it again, with its other settings but without its history.',
      'The new test carries a tag, C(replaces-) and the ID of the old one, by which the next run finishes what was interrupted, and finds the test by its old I(id). The tag has no part in comparing I(tags). Maintenance windows that name the old test get the new one.',
    ],
  },
  update_password: {
    type: 'str',
    choices: ['on_create', 'on_change', 'always'],
    description: [
      'When to write I(basic_username) and I(basic_password), which cannot be read back and so not compared.',
      'C(on_change) writes them to new tests, with a tag C(credentials-) and twelve hexadecimal digits, and to tests whose tag says that others were written last. Without the token of the API the digits are no help in guessing a password. Where no tag tells (the test was made by hand or by an older version, the tag was taken off, or another token wrote it), what is there stays, since it could not be brought back, and a warning says so: C(always) once writes the credentials and the tag.',
      'C(on_create) writes them to new tests only, without a tag. C(always) writes them at every run, which then reports a change, unless the API says that it has them already: only it can know, so C(--check) shows a change.',
      'The tag has no part in comparing I(tags) and is not shown. A change of the credentials by hand is not found.',
      'Before version 1.3.0 the default was C(on_create).',
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
