import type { ArgumentSpec, Option } from '../../ansible/argument-spec.ts';
import type { ContactGroupField } from '../../statuscake/resources/contact-group.ts';

/** Every field of a contact group as an option, under the API's name. */
export const contactGroupOptions = {
  name: { type: 'str', description: ['Name of the group, by which it is found.'] },
  email_addresses: { type: 'list', elements: 'str', description: ['Who gets an email.'] },
  mobile_numbers: {
    type: 'list',
    elements: 'str',
    description: ['Who gets a text message: numbers in the international format, such as C(+447712345678).'],
  },
  integrations: {
    type: 'list',
    elements: 'str',
    description: [
      'IDs of integrations (Slack, PagerDuty and others), which are set up in the web application.',
    ],
  },
  ping_url: {
    type: 'str',
    description: [
      'URL that is called with GET at every event.',
      'Everybody with access to the account can read it, and so it is no secret in results and diffs.',
    ],
  },
} as const satisfies ArgumentSpec & Record<ContactGroupField, Option>;
