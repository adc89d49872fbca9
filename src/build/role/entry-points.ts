import { PASSED_ON, SECTIONS } from './variables.ts';

/** What can be done with the role, and the variables that count there, without what their names begin with. */
export interface EntryPoint {
  readonly short_description: string;
  readonly description: readonly string[];
  readonly variables: readonly string[];
}

const { account: ACCOUNT } = PASSED_ON;
const OF_OTHERS = [
  'account_contact_groups',
  'window_duration',
  'window_name',
  'window_required',
  'journal',
  'journal_run',
  'hosts',
  'unmanaged',
  'removal_limit',
  'plan',
  'drift_directory',
];
const OF_STACK = SECTIONS.flatMap(({ variables }) => Object.keys(variables)).filter(
  (name) => !OF_OTHERS.includes(name),
);
const OF_WINDOW = [
  'name',
  'renamed_from',
  'window_name',
  'window_duration',
  'window_required',
  'journal',
  'journal_run',
  'tag_prefix',
  ...ACCOUNT,
];

/** The entry points of the role statuscake_stack that have options, by their names. */
export const ENTRY_POINTS: Readonly<Record<string, EntryPoint>> = {
  main: {
    short_description: 'Keep the StatusCake tests of one stack as declared, or remove them',
    description: [
      'Makes sure, on the controller and without become, that the account holds the tests of one stack as these variables declare them. There are uptime, heartbeat, SSL and page speed tests; of a kind that they say nothing of, everything stays as it is.',
      'What came of it is in C(statuscake_stack_result).',
    ],
    variables: OF_STACK,
  },
  contact_groups: {
    short_description: 'Make the contact groups of the accounts',
    description: [
      'Makes sure, in one task for all hosts and on the controller, that the groups which each of them declares are in its account. Others stay as they are.',
    ],
    variables: ['account_contact_groups', 'hosts', ...ACCOUNT],
  },
  open_window: {
    short_description: 'Tell nobody about failures of the stack while it is deployed',
    description: [
      'Opens, on the controller, a maintenance window for the uptime tests with the tag of the stack. Under C(--check) there is none.',
    ],
    variables: OF_WINDOW,
  },
  close_window: {
    short_description: 'Tell about failures of the stack again',
    description: ['Removes the maintenance window that C(open_window) has opened, if there is one.'],
    variables: OF_WINDOW,
  },
};
