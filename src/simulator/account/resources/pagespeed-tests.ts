import { address, filledText, integer, oneOf, single } from '../field-types.ts';
import { pagespeedRegions, serverOf } from '../pagespeed-locations.ts';
import type { Field, Resource } from '../resource.ts';
import { contactGroupIds, paused } from './shared-fields.ts';

const region: Field<string> = {
  name: 'region',
  written: single(oneOf(pagespeedRegions)),
  required: true,
  readName: 'location',
  readShape: serverOf,
};

/** A bound beyond which an alert is sent; at 0 none is. */
function alertBound(name: string): Field {
  return { name, written: single(integer({ minimum: 0 })), initial: 0 };
}

/** `/pagespeed`. Nothing is measured: `latest_stats` is what was seeded, and absent before. */
export const pagespeedTests: Resource = {
  path: 'pagespeed',
  listsOverview: false,
  byHand: {
    name: 'made by hand',
    website_url: 'https://made-by-hand.example.com/',
    check_rate: 3600,
    region: 'UK',
  },
  fields: [
    { name: 'name', written: single(filledText), required: true },
    { name: 'website_url', written: single(address), required: true },
    {
      name: 'check_rate', // seconds
      written: single(oneOf([60, 300, 600, 900, 1800, 3600, 86400])),
      required: true,
    },
    alertBound('alert_bigger'), // kB
    alertBound('alert_slower'), // milliseconds
    alertBound('alert_smaller'), // kB
    contactGroupIds,
    { name: 'latest_stats' },
    region,
    paused,
  ],
};
