import type { ArgumentSpec, Option } from '../../ansible/argument-spec.ts';
import type { PagespeedField } from '../../statuscake/resources/pagespeed.ts';
import { contactGroupsOption } from '../common/options.ts';

/** Returns what to say of a rate that the retired API knew, which counted in minutes. */
function inSeconds(minutes: number): string {
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} of the retired API are ${minutes * 60} seconds`;
}

/** Every field of a page speed test as an option, under the API's name and with the names that an older module used. */
export const pagespeedOptions = {
  name: { type: 'str', description: ['Name of the test, by which it is found.'] },
  website_url: {
    type: 'str',
    aliases: ['url'],
    description: ['URL of the page to load.'],
  },
  check_rate: {
    type: 'int',
    choices: [60, 300, 600, 900, 1800, 3600, 86400],
    hints: Object.fromEntries([1, 5, 10, 15, 30, 1440].map((minutes) => [minutes, inSeconds(minutes)])),
    description: [
      'Seconds from one check to the next.',
      'The retired API counted in minutes: what an old playbook says in minutes is an error that gives the seconds.',
    ],
  },
  region: {
    type: 'str',
    choices: ['AU', 'CA', 'DE', 'FR', 'IN', 'JP', 'NL', 'SG', 'UK', 'US', 'USW'],
    aliases: ['location'],
    description: ['Region to load the page from.'],
  },
  alert_bigger: {
    type: 'int',
    minimum: 0,
    description: ['Alert when the page is bigger than so many kB. C(0) turns it off.'],
  },
  alert_slower: {
    type: 'int',
    minimum: 0,
    description: ['Alert when the page takes longer than so many milliseconds. C(0) turns it off.'],
  },
  alert_smaller: {
    type: 'int',
    minimum: 0,
    description: ['Alert when the page is smaller than so many kB. C(0) turns it off.'],
  },
  ...contactGroupsOption,
  paused: { type: 'bool', description: ['Do not run the test.'] },
} as const satisfies ArgumentSpec & Record<PagespeedField, Option>;
