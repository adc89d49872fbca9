import type { Resource } from './resource.ts';

/** `/contact-groups`: who is told about a failure (API reference, "Contact groups"). */
export const contactGroup = {
  name: 'contactGroup',
  kind: 'contact group',
  path: '/contact-groups',
  identity: 'name',
  fields: [{ name: 'name', type: 'string', shown: 'list', required: true }],
} as const satisfies Resource;
