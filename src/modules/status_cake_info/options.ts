import type { ArgumentSpec } from '../../ansible/argument-spec.ts';
import { connectionOptions } from '../common/connection-options.ts';
import { tagPrefixOption } from '../common/options.ts';
import { LOCATIONS, READABLE } from './kinds.ts';

/** All options of `status_cake_info`. */
export const infoOptions = {
  ...connectionOptions,
  kinds: {
    type: 'list',
    elements: 'str',
    choices: [...READABLE.keys(), ...LOCATIONS.keys()],
    default: ['tests'],
    description: ['What to read. Each kind becomes a key of the result.'],
  },
  stack: {
    type: 'str',
    description: [
      'Only what belongs to this stack: tests, heartbeats and maintenance windows by its tag, page speed tests by their names, SSL tests by the signs on its uptime tests, or the hosts of these.',
    ],
  },
  ...tagPrefixOption,
  tags: {
    type: 'list',
    elements: 'str',
    description: ['Only tests, heartbeats and maintenance windows that have all of these tags.'],
  },
  name: {
    type: 'str',
    description: [
      'Only what is called this; C(*) stands for any text and C(?) for any character. Of SSL tests it is the URL, of locations the code of the region.',
    ],
  },
  status: {
    type: 'str',
    choices: ['up', 'down', 'active', 'paused', 'pending'],
    description: [
      'Only tests and heartbeats that are C(up) or C(down); only tests of any kind that are C(paused); only maintenance windows that are C(active), C(paused) or C(pending).',
      'StatusCake keeps the last status of a test that is paused. Here it is C(paused), and neither C(up) nor C(down).',
    ],
  },
  uptime: {
    type: 'bool',
    default: false,
    version_added: '1.2.0',
    description: [
      'Show in I(facts), as C(uptime), the uptime of tests and heartbeats in percent, as their lists show it: StatusCake does not say of which period. It costs no more requests, but StatusCake more work.',
    ],
  },
  details: {
    type: 'bool',
    default: false,
    description: [
      'Read also what the lists of tests and heartbeats do not show, at one request for each.',
      'The other lists show everything, by the definition of the API; where one of them leaves out more, a warning says so, and with this option its rows are read one by one as well.',
    ],
  },
} as const satisfies ArgumentSpec;
