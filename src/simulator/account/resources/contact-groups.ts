import { address, clearable, filledText, listOf, matching, single } from '../field-types.ts';
import type { Resource } from '../resource.ts';

const emailAddress = matching(/^\S+@\S+$/, 'an email address');
// Integrations are set up in the web application, which is not simulated: any ID may be one.
const integrationId = matching(/^\d+$/, 'an ID');
const mobileNumber = matching(/^\+?[1-9]\d{6,14}$/, 'a number in international format');

/**
 * `/contact-groups`. By the vendor, names are not unique; that a second one is refused all the same is an option. Whether
 * one that is in use can be deleted is not documented: here it can, and tests keep its ID.
 */
export const contactGroups: Resource = {
  path: 'contact-groups',
  listsOverview: false,
  byHand: { name: 'made by hand' },
  fields: [
    { name: 'name', written: single(filledText), required: true },
    { name: 'email_addresses', written: listOf(emailAddress), initial: [] },
    { name: 'integrations', written: listOf(integrationId), initial: [] },
    { name: 'mobile_numbers', written: listOf(mobileNumber), initial: [] },
    { name: 'ping_url', written: single(clearable(address)) },
  ],
  refusals({ name }, before, { behaviour, existing }) {
    const isTaken =
      behaviour.uniqueGroupNames && name !== before?.name && existing.some((group) => group.name === name);
    return isTaken ? { name: ['is already taken'] } : {};
  },
};
