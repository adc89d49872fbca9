import { whyNoAddress } from '../address.ts';
import * as checks from '../generated/response-checks.js';
import type { Resource } from '../resource.ts';

/** `/pagespeed`: how fast and how big a page is (API reference, "Pagespeed"). */
export const pagespeed = {
  name: 'pagespeed',
  kind: 'page speed test',
  path: '/pagespeed',
  responses: { list: checks.pagespeedList, details: checks.pagespeedDetails },
  identity: 'name',
  address: ['website_url', 'region'],
  fields: [
    { name: 'name', type: 'string', shown: 'list', required: true },
    { name: 'website_url', type: 'string', shown: 'list', required: true, refuses: whyNoAddress },
    { name: 'check_rate', type: 'integer', shown: 'list', required: true, initial: 1800 },
    {
      name: 'region',
      type: 'string',
      shown: 'list',
      required: true,
      // The location names one server of the region: `PAGESPD-UK5`.
      readAs: 'location',
      readPattern: /^(?:PAGESPD-)?([A-Z]+)\d*$/,
    },
    { name: 'alert_bigger', type: 'integer', shown: 'list' },
    { name: 'alert_slower', type: 'integer', shown: 'list' },
    { name: 'alert_smaller', type: 'integer', shown: 'list' },
    { name: 'paused', type: 'boolean', shown: 'list' },
    { name: 'contact_groups', type: 'set', shown: 'list' },
  ],
} as const satisfies Resource;

/** The names of the fields that a page speed test is written with. */
export type PagespeedField = (typeof pagespeed.fields)[number]['name'];
