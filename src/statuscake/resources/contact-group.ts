import * as checks from '../generated/response-checks.js';
import type { Resource } from '../resource.ts';

/** `/contact-groups`: who is told about a failure (API reference, "Contact groups"). */
export const contactGroup = {
  name: 'contactGroup',
  kind: 'contact group',
  path: '/contact-groups',
  responses: { list: checks.contactGroupList, details: checks.contactGroupDetails },
  identity: 'name',
  fields: [
    { name: 'name', type: 'string', shown: 'list', required: true },
    { name: 'email_addresses', type: 'set', shown: 'list' },
    { name: 'integrations', type: 'set', shown: 'list' },
    { name: 'mobile_numbers', type: 'set', shown: 'list' },
    { name: 'ping_url', type: 'string', shown: 'list' },
  ],
} as const satisfies Resource;

/** The names of the fields that a contact group is written with. */
export type ContactGroupField = (typeof contactGroup.fields)[number]['name'];
