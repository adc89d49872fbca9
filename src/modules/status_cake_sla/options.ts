import type { ArgumentSpec } from '../../ansible/argument-spec.ts';
import { connectionOptions } from '../common/connection-options.ts';
import { tagPrefixOption } from '../common/options.ts';

/** The kinds of file that a report can be. */
export const FORMATS = ['json', 'csv', 'html', 'markdown', 'openmetrics'] as const;

const timeOptions = {
  from: {
    type: 'str',
    required: true,
    description: [
      'When it begins: a time such as C(2026-10-01T08:00), local to I(timezone) unless it has an offset, or a date.',
    ],
  },
  to: {
    type: 'str',
    required: true,
    description: ['When it is over: a time, or the last date of it.'],
  },
} as const satisfies ArgumentSpec;

/** What was promised of a stack, and what its reports say. */
const stackOptions = {
  stack: {
    type: 'str',
    required: true,
    description: ['Name of the stack, by whose tag its uptime tests are found.'],
  },
  renamed_from: {
    type: 'str',
    description: [
      'What the stack was called before. What the I(store) and the I(journal) know under that name is of the new one from then on: the files move, and the lines of the journal say so. Once that is done it has no effect, which a warning says.',
    ],
  },
  target: {
    // Not a float, which Ansible also makes of true.
    type: 'raw',
    required: true,
    description: [
      'Percentage of the time that counts in which the stack has to be up: a number such as C(99.9), from 0 to 100.',
    ],
  },
  counts: {
    type: 'list',
    elements: 'str',
    default: ['*'],
    description: [
      'Which of its tests count, by their names; C(*) stands for any text and C(?) for any character.',
      'Only these are read.',
    ],
  },
  down_when: {
    type: 'str',
    choices: ['any', 'all'],
    default: 'any',
    description: ['Whether the stack is down while any of these tests is, or only while all of them are.'],
  },
  unknown_as: {
    type: 'str',
    choices: ['unknown', 'down'],
    default: 'unknown',
    description: [
      'What time counts as that nobody watched: before a test existed, while it was paused, and gaps.',
      'C(unknown) shows it, and counts it neither as up nor as down.',
    ],
  },
  service_hours: {
    type: 'str',
    description: [
      'Hours that count, by the clock of I(timezone), such as C(Mon-Fri 08:00-20:00, Sat 09:00-13:00). Left out, all of them do.',
    ],
  },
  holidays: {
    type: 'list',
    elements: 'str',
    description: [
      'Dates without service hours, such as C("2026-12-25"), in quotes: ansible-core before 2.19 hands no date of YAML to a module. The role C(statuscake_sla) takes them without as well.',
    ],
  },
  exclude: {
    type: 'list',
    elements: 'dict',
    description: ['Times that do not count, as agreed with the customer. They cannot overlap.'],
    options: {
      ...timeOptions,
      reason: { type: 'str', required: true, description: ['Why, as the report says it.'] },
    },
  },
  notes: {
    type: 'list',
    elements: 'dict',
    description: ['What there is to say of incidents. A note belongs to the incident of its time.'],
    options: {
      at: { type: 'str', required: true, description: ['A time within the incident, as in I(exclude).'] },
      cause: { type: 'str', description: ['What had caused it.'] },
      note: { type: 'str', description: ['What else there is to say.'] },
    },
  },
  title: {
    type: 'str',
    description: ['What the reports call the customer. Left out, the name of the stack.'],
  },
  language: {
    type: 'str',
    choices: ['en', 'fr'],
    default: 'en',
    description: ['Language of its reports.'],
  },
} as const satisfies ArgumentSpec;

/** All options of `status_cake_sla`. */
export const slaOptions = {
  ...connectionOptions,
  stacks: {
    type: 'list',
    elements: 'dict',
    required: true,
    description: ['The stacks to report, each with what was promised.'],
    options: stackOptions,
  },
  period: {
    type: 'raw',
    default: 'previous_month',
    description: [
      'The time to report on: C(previous_month), C(month_to_date), C(last_30_days), a month such as C(2026-10), a quarter such as C(2026-Q3), a year such as C(2026), or a dict of two dates, I(from) and I(to), both included.',
      'One that is not over yet is reported as far as it has come.',
    ],
  },
  timezone: {
    type: 'str',
    default: 'UTC',
    description: [
      'Time zone of the contracts, such as C(Europe/Paris): where days and months begin, and what service hours are of.',
    ],
  },
  store: {
    type: 'path',
    required: true,
    description: [
      'Folder in which what was read is kept, by stack and month, as JSON lines fit to be committed. Made where it is missing.',
      'A month that is over and in it is not read again.',
    ],
  },
  output: {
    type: 'path',
    required: true,
    description: ['Folder of the reports. Made where it is missing; each period gets a folder in it.'],
  },
  formats: {
    type: 'list',
    elements: 'str',
    choices: FORMATS,
    default: ['html', 'json'],
    description: [
      'Which files to write: C(html), a page a stack and an index; C(json), all figures; C(csv), a table of the stacks and one of the incidents; C(markdown), a text a stack; C(openmetrics), gauges for the textfile collector of a node exporter.',
    ],
  },
  journal: {
    type: 'path',
    description: [
      'Folder in which the role C(statuscake_stack) has left the maintenance windows of deployments, which are gone from the account once they are closed.',
      'Where there is no such folder a warning says so.',
    ],
  },
  ...tagPrefixOption,
  response_times: {
    type: 'bool',
    default: false,
    description: [
      'Also collect how long responses took, at about one request for every hundred checks of a test that counts: of a test with a I(check_rate) of 60, 15 requests a day. Collect it with a nightly run.',
      'Under C(--check) it is not collected, and I(api) says what that would cost.',
    ],
  },
  certificates: {
    type: 'bool',
    default: false,
    description: [
      'Also tell until when certificates are valid, at a request for every hundred SSL tests. They are those of the SSL tests that were declared for the stack.',
      'StatusCake tells how they are, not how they were: a report shows what the run that completed the month has seen.',
    ],
  },
  heartbeats: {
    type: 'bool',
    default: false,
    description: [
      'Also tell which heartbeats were missed when a run looked, at a request for every hundred heartbeat tests and one for each that is missed.',
      'StatusCake keeps no record of them, so run it nightly: what no run has seen is not told.',
    ],
  },
  request_limit: {
    type: 'int',
    minimum: 0,
    description: ['Refuse to read where more requests than this would be needed.'],
  },
} as const satisfies ArgumentSpec;
