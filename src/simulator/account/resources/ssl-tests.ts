import { exactly, freeText, listOf, matching, oneOf, single, type TextType } from '../field-types.ts';
import type { Field, Resource } from '../resource.ts';
import { contactGroupIds, flag, paused } from './shared-fields.ts';

const secureUrl: TextType<string> = (text) =>
  /^https:\/\/\S+$/.test(text) && URL.canParse(text)
    ? { value: text }
    : { refused: 'must be a URL that begins with https://' };

/** In days, read in another order than perhaps written: the reference promises none. */
const alertAt: Field<readonly string[]> = {
  name: 'alert_at',
  written: exactly(3, listOf(matching(/^\d+$/, 'a whole number'))),
  required: true,
  readShape: (days) => days.map(Number).sort((a, b) => a - b),
};

/** `/ssl`. Nothing is tested: what it says about a certificate is what was seeded, and absent before. */
export const sslTests: Resource = {
  path: 'ssl',
  listsOverview: false,
  byHand: {
    website_url: 'https://made-by-hand.example.com/',
    check_rate: 3600,
    alert_at: ['1', '7', '30'],
  },
  fields: [
    { name: 'website_url', written: single(secureUrl), required: true },
    {
      name: 'check_rate', // seconds
      written: single(oneOf([300, 600, 1800, 3600, 86400, 2073600])),
      required: true,
    },
    alertAt,
    flag('alert_broken'),
    flag('alert_expiry'),
    flag('alert_mixed'),
    flag('alert_reminder'),
    { name: 'certificate_score' }, // per cent
    { name: 'certificate_status' },
    { name: 'cipher' },
    { name: 'cipher_score' }, // per cent
    contactGroupIds,
    { name: 'issuer_common_name' },
    { name: 'flags' },
    flag('follow_redirects'),
    { name: 'hostname', written: single(freeText) },
    { name: 'last_reminder' }, // days
    { name: 'mixed_content', initial: [] },
    paused,
    { name: 'updated_at' },
    { name: 'user_agent', written: single(freeText) },
    { name: 'valid_from' },
    { name: 'valid_until' },
  ],
};
