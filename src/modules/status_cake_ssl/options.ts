import type { ArgumentSpec, Option } from '../../ansible/argument-spec.ts';
import type { SslField } from '../../statuscake/resources/ssl.ts';
import { contactGroupsOption } from '../common/options.ts';

/** Every field of an SSL test as an option, under the API's name and with the names that an older module used. */
export const sslOptions = {
  website_url: {
    type: 'str',
    aliases: ['domain', 'url'],
    description: ['URL whose certificate to test, by which the test is found. It begins with C(https://).'],
  },
  check_rate: {
    type: 'int',
    choices: [300, 600, 1800, 3600, 86400, 2073600],
    description: ['Seconds from one check to the next.'],
  },
  alert_at: {
    type: 'list',
    elements: 'int',
    description: ['Three numbers of days before the certificate expires at which to remind, in any order.'],
  },
  alert_broken: {
    type: 'bool',
    description: ['Alert when the certificate is not in order.'],
  },
  alert_expiry: {
    type: 'bool',
    description: ['Alert when the certificate is soon to expire.'],
  },
  alert_mixed: { type: 'bool', description: ['Alert when the page loads parts without encryption.'] },
  alert_reminder: {
    type: 'bool',
    description: ['Remind on the days of I(alert_at).'],
  },
  ...contactGroupsOption,
  follow_redirects: { type: 'bool', description: ['Follow redirects.'] },
  hostname: { type: 'str', description: ['Name of the server to ask for (SNI), where the URL has another.'] },
  paused: { type: 'bool', description: ['Do not run the test.'] },
  user_agent: { type: 'str', description: ['User agent that the checks announce.'] },
} as const satisfies ArgumentSpec & Record<SslField, Option>;

/** The ID of an SSL test, which is otherwise found by its URL. */
export const sslIdOption = {
  id: {
    type: 'str',
    description: [
      'The ID, for a test whose URL is to change or is not unique. Without it the one of that I(website_url) is meant.',
    ],
  },
} as const satisfies ArgumentSpec;
