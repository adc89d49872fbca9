import type { ArgumentSpec } from '../../ansible/argument-spec.ts';
import { connectionOptions } from '../common/connection-options.ts';
import { tagPrefixOption } from '../common/options.ts';
import { STACK_KINDS } from '../status_cake_stack/kinds.ts';

const PATTERN = 'a regular expression as JavaScript has them, which may match anywhere in it';

/** All options of `status_cake_export`. */
export const exportOptions = {
  ...connectionOptions,
  rules: {
    type: 'list',
    elements: 'dict',
    default: [],
    description: [
      'Which check belongs to which stack: the first rule that fits says it. A check that carries the tag of a stack already belongs to that one, whatever the rules say, and so does a page speed test whose name begins with that of a stack.',
      'A rule looks at one thing, I(tag), I(host), I(name) or I(terraform), or names checks one by one.',
    ],
    options: {
      stack: {
        type: 'str',
        description: [
          'Name of the stack. Left out, it is what the group C((?<stack>…)) of the pattern has matched.',
        ],
      },
      tag: { type: 'str', description: [`A tag of the check: ${PATTERN}.`] },
      host: { type: 'str', description: [`The host in the URL of the check: ${PATTERN}.`] },
      name: { type: 'str', description: [`The name of the check: ${PATTERN}. SSL tests have none.`] },
      terraform: {
        type: 'str',
        description: [
          `The address of the resource that is the check, with the option I(terraform): ${PATTERN}.`,
        ],
      },
      names: {
        type: 'list',
        elements: 'str',
        description: ['Names of checks, of SSL tests their URLs, as they stand in the account.'],
      },
      ids: { type: 'list', elements: 'str', description: ['IDs of checks, beside I(names) or alone.'] },
      kind: {
        type: 'str',
        choices: STACK_KINDS.map(({ option }) => option),
        description: ['The only kind of check that the rule is about. Left out, all of them.'],
      },
      lower: {
        type: 'bool',
        default: false,
        description: [
          'Takes capital and small letters for the same, and gives the stack a name in small ones.',
        ],
      },
    },
  },
  ...tagPrefixOption,
  known: {
    type: 'list',
    elements: 'str',
    default: [],
    description: [
      'Checks that are known to belong to no stack, by name or by ID; C(*) stands for any text and C(?) for any character. The report says no more of them than how many they are.',
    ],
  },
  directory: {
    type: 'path',
    description: [
      'Folder of an inventory, in which the variables of the role C(statuscake_stack) are written: C(host_vars/<stack>/statuscake.yml), and C(group_vars/stacks/statuscake.yml) for what all stacks share.',
      'A file that this module did not write, that is of another account, or that was edited since, stays as it is, with a warning. So does one that it wrote for a stack which is none any more.',
      'Where such a file, or another one of a group or at the top of the folder, would have groups say something else of the checks, the file of each host says all of it itself. So does that of a host with such a file beside it. Where Ansible reads that one afterwards, it would count more, so the file of the host stays as it is, with a warning.',
    ],
  },
  host_stacks: {
    type: 'dict',
    default: {},
    description: [
      'Names of stacks, by their hosts, that are not called as these are. Their variables are written for these hosts, and a rule may name the host in the place of the stack.',
    ],
  },
  absent_hosts: {
    type: 'list',
    elements: 'str',
    default: [],
    description: [
      'Hosts whose stacks are to be removed. Nothing is written for them, with a warning, since what is declared would be deleted.',
    ],
  },
  report_directory: {
    type: 'path',
    description: [
      'Folder for the report, as C(takeover.md) and C(takeover.html). Made where it is missing.',
      'A file of that name that this module did not write, or that was edited since, stays as it is, with a warning.',
    ],
  },
  terraform: {
    type: 'path',
    description: [
      'A file with the output of C(terraform show -json). Rules can then go by the addresses of resources, and the result has the commands that make Terraform forget what stacks declare from now on.',
      'Such a file may hold passwords in the clear. None of them is returned or written.',
    ],
  },
} as const satisfies ArgumentSpec;
