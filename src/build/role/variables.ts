import type { ArgumentSpec, Option } from '../../ansible/argument-spec.ts';
import type { Json } from '../../json.ts';
import { connectionOptions } from '../../modules/common/connection-options.ts';
import { idOption, renamedFromOption, replacementOptions } from '../../modules/common/options.ts';
import { contactGroupOptions } from '../../modules/status_cake_contact_group/options.ts';
import { sslOptions } from '../../modules/status_cake_ssl/options.ts';
import { STACK_KINDS } from '../../modules/status_cake_stack/kinds.ts';
import { stackModuleOptions } from '../../modules/status_cake_stack/options.ts';
import { uptimeOptions } from '../../modules/status_cake_test/options.ts';

/** A variable of the role, told as an option of a module is. */
export interface Variable extends Option {
  /** An expression that `defaults/main.yml` has in the place of a default. */
  readonly expression?: string;
}

type Variables = Readonly<Record<string, Variable>>;

/** Variables that belong together: a table of the README. */
export interface Section {
  readonly title: string;
  /** By their names without what all of them begin with. */
  readonly variables: Variables;
}

/** What the names of all variables of the role begin with. */
export const PREFIX = 'statuscake_stack_';

/** The account, and how it is asked; `username` is there for old playbooks only. */
const { username: _, ...ACCOUNT } = connectionOptions;
const { environment: _environment, ...LIST_MAX_AGE } = ACCOUNT.list_max_age;
const WHAT_MAY_BE_DONE = [
  'purge',
  'adopt_by_url',
  'purge_contact_groups',
  'deletion_limit',
  'duplicates',
  'tag_prefix',
  'verify',
] as const;
const OWN_TEST = ['check_rate', 'confirmation', 'trigger_rate', 'timeout', 'find_string'] as const;
/** What says which one is meant of the tests that the role has itself. */
const KNOWN_BY = ['name', 'id', 'renamed_from'] as const;
const OWN_SSL = ['check_rate', 'alert_at'] as const;
const OF_ALL_TESTS = ['contact_groups', 'regions', 'tags'] as const;

/** The variables that are options of the same names: of a task, of a stack in it, of its defaults, of its own tests, of an account. */
export const PASSED_ON = {
  account: Object.keys(ACCOUNT),
  task: [...Object.keys(ACCOUNT), ...WHAT_MAY_BE_DONE],
  stack: ['state', 'renamed_from', 'paused', 'domains', ...STACK_KINDS.slice(1).map(({ option }) => option)],
  defaults: [...OF_ALL_TESTS, 'recreate'],
  test: [...KNOWN_BY, ...OWN_TEST],
  ssl: OWN_SSL,
  contact_group: [...Object.keys(contactGroupOptions), 'id', 'renamed_from'],
} as const;

/**
 * All variables of the role statuscake_stack. What it adds itself is declared here and nowhere else; what it passes on are the
 * options of `status_cake_stack`, and of the modules that keep contact groups and single tests.
 */
export const SECTIONS: readonly Section[] = [
  {
    title: 'The stack:',
    variables: {
      name: {
        type: 'str',
        default: '{{ inventory_hostname }}',
        description: [
          'Name of the stack, with letters, digits, C(.), C(_) and C(-). Its tests carry it in their names and in a tag.',
        ],
      },
      base_url: {
        type: 'str',
        expression: `{{ '' if ${PREFIX}state == 'absent' else undef(hint='${PREFIX}base_url has to say where the stack answers, such as https://acme.example.com') }}`,
        description: [
          'Where the stack answers, such as C(https://acme.example.com). Required, except to remove the tests.',
        ],
      },
      ...pick(stackModuleOptions, 'state', 'renamed_from'),
      // Else a test that somebody has paused by hand would watch over nothing, and nobody would know.
      // Of type raw, since null says nothing of it, and newer versions of Ansible take no null for a boolean.
      paused: { ...stackModuleOptions.paused, type: 'raw', default: false },
    },
  },
  {
    title: 'Its two tests:',
    variables: {
      ...ownTest('liveness', 60, 'Test that the stack answers at all.'),
      ...ownTest('readiness', 300, 'Test that what the stack depends on answers, too.'),
    },
  },
  {
    title: 'Its SSL test, where the base URL begins with `https://`:',
    variables: {
      ssl_enabled: {
        type: 'bool',
        default: true,
        description: [
          'Test the certificate of the stack, where its base URL begins with C(https://). False says nothing of such a test, and leaves it where it is; with an empty list of I(ssl) it goes.',
        ],
      },
      ...prefixed('ssl', pick(sslOptions, ...OWN_SSL)),
    },
  },
  {
    title: 'Further tests:',
    variables: {
      ...pick(stackModuleOptions, ...STACK_KINDS.map(({ option }) => option), 'domains'),
      ...withDefault([], pick(stackModuleOptions, 'tests', 'domains')),
    },
  },
  {
    title: 'All tests of the stack:',
    variables: {
      ...pick(uptimeOptions, ...OF_ALL_TESTS),
      tags: {
        ...uptimeOptions.tags,
        description: ['Tags of uptime and heartbeat tests, besides the one that marks the stack.'],
      },
      ...withDefault({}, pick(stackModuleOptions, 'defaults')),
    },
  },
  {
    title: 'What may be done to get there:',
    variables: {
      ...pick(stackModuleOptions, ...WHAT_MAY_BE_DONE),
      ...withDefault(false, pick(replacementOptions, 'recreate')),
    },
  },
  {
    title: 'The account, and how it is asked:',
    // A deployment is not to wait for minutes on an API that does not answer.
    variables: {
      ...ACCOUNT,
      api_silence: { ...ACCOUNT.api_silence, default: 50 },
      // Hosts side by side would each read the whole account.
      list_max_age: { ...LIST_MAX_AGE, default: 30 },
    },
  },
  {
    title: 'Contact groups, with `tasks_from: contact_groups`:',
    variables: {
      account_contact_groups: {
        type: 'list',
        elements: 'dict',
        default: [],
        options: {
          ...contactGroupOptions,
          ...idOption,
          ...renamedFromOption,
          name: { ...contactGroupOptions.name, required: true },
        },
        description: [
          'Groups to be in the account, each with options of the module M(status_cake_contact_group).',
        ],
      },
    },
  },
  {
    title: 'A maintenance window, with `tasks_from: open_window` and `tasks_from: close_window`:',
    variables: {
      window_duration: {
        type: 'str',
        default: '45m',
        description: [
          'How long it lasts if nothing closes it, such as C(45m) or C(2h); after an interrupted deployment at least half of that. Empty: no window.',
        ],
      },
      window_name: {
        type: 'str',
        default: `deployment of {{ ${PREFIX}name }}`,
        description: ['Its name, by which it is found. It has to be another for every stack.'],
      },
      window_required: {
        type: 'bool',
        default: false,
        description: [
          'Whether to fail where no window can be opened, as on a small plan, with a token that is refused, or while StatusCake does not answer. Else a warning tells it, and the play goes on.',
        ],
      },
      journal: {
        type: 'path',
        default: '',
        description: [
          'Folder on the controller in which C(close_window) leaves when the window was open, as closing deletes it. What is in it is not counted by the role C(statuscake_sla). Empty for no journal.',
        ],
      },
      journal_run: {
        type: 'str',
        default: '{{ ansible_play_name }}',
        description: ['What the journal says of the run, such as the URL of a job of CI.'],
      },
    },
  },
  {
    title: 'Many hosts in one task:',
    variables: {
      hosts: {
        type: 'list',
        elements: 'str',
        default: '{{ ansible_play_hosts_all }}',
        description: [
          'Whose stacks C(tasks_from: mirror) and C(drift) are about, and whose contact groups there are to be. Hosts that are not in the play count as well.',
        ],
      },
      unmanaged: {
        type: 'list',
        elements: 'str',
        default: [],
        version_added: '1.3.0',
        description: [
          'Checks that are known to belong to no stack, by name or by ID; C(*) stands for any text and C(?) for any character. C(tasks_from: drift) says nothing of them.',
        ],
      },
      removal_limit: {
        type: 'int',
        default: 1,
        description: ['With C(tasks_from: remove): more stacks than this are refused in one play.'],
      },
      plan: {
        type: 'str',
        default: '',
        description: [
          'With C(tasks_from: mirror): a C(drift.json), whose plan is carried out only if the account is still as it was.',
        ],
      },
      drift_directory: {
        type: 'str',
        default: '.',
        description: ['With C(tasks_from: drift): folder for C(drift.md), C(drift.json) and C(drift.xml).'],
      },
    },
  },
];

/** All variables, by their names without what all of them begin with. */
export const VARIABLES: Variables = Object.assign({}, ...SECTIONS.map(({ variables }) => variables));

/** One of the two tests that every stack has: at a path of its own, and with what people set most of an uptime test. */
function ownTest(kind: string, rate: number, purpose: string): Variables {
  const variables: Variables = {
    enabled: { type: 'bool', default: true, description: [purpose] },
    path: { type: 'str', default: `/${kind}`, description: ['Path of its URL, below the base URL.'] },
    name: { type: 'str', default: `{{ ${PREFIX}name }} ${kind}`, description: ['Its name.'] },
    id: {
      ...idOption.id,
      description: ['Its ID, to go on with a test that has another name, which then gets this one.'],
    },
    ...renamedFromOption,
    ...pick(uptimeOptions, ...OWN_TEST),
    check_rate: { ...uptimeOptions.check_rate, default: rate },
  };
  return prefixed(kind, variables);
}

function prefixed(prefix: string, variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [`${prefix}_${name}`, variable]),
  );
}

/** Some options of a module, in this order, without those within them: these are in its page, and it looks at them itself. */
function pick(spec: ArgumentSpec, ...names: readonly string[]): Variables {
  return Object.fromEntries(
    names.map((name) => {
      const { options: _, ...option } = spec[name] as Option;
      return [name, option];
    }),
  );
}

/** Variables with a default that the option has not: the role then always says something of it. */
function withDefault(value: Json, variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [name, { ...variable, default: value }]),
  );
}
