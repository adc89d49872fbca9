import type { Resource } from '../resource.ts';

/** `/contact-groups`, which the simulator serves for reading: groups are seeded. */
export const contactGroups: Resource = {
  path: 'contact-groups',
  listsOverview: false,
  fields: [
    { name: 'name', required: true },
    { name: 'email_addresses', initial: [] },
    { name: 'integrations', initial: [] },
    { name: 'mobile_numbers', initial: [] },
    { name: 'ping_url' },
  ],
};
