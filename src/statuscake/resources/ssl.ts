import * as checks from '../generated/response-checks.js';
import type { Resource } from '../resource.ts';

/** `/ssl`: whether a certificate is in order and how long it lasts (API reference, "SSL"). */
export const ssl = {
  name: 'ssl',
  kind: 'SSL test',
  path: '/ssl',
  responses: { list: checks.sslList, details: checks.sslDetails },
  identity: 'website_url',
  fields: [
    { name: 'website_url', type: 'url', shown: 'list', required: true },
    { name: 'check_rate', type: 'integer', shown: 'list', required: true, initial: 86400 },
    { name: 'alert_at', type: 'set', shown: 'list', required: true, initial: ['1', '7', '30'] },
    { name: 'alert_broken', type: 'boolean', shown: 'list', initial: true },
    { name: 'alert_expiry', type: 'boolean', shown: 'list', initial: true },
    { name: 'alert_mixed', type: 'boolean', shown: 'list' },
    { name: 'alert_reminder', type: 'boolean', shown: 'list', initial: true },
    { name: 'follow_redirects', type: 'boolean', shown: 'list' },
    { name: 'hostname', type: 'string', shown: 'list' },
    { name: 'paused', type: 'boolean', shown: 'list' },
    { name: 'user_agent', type: 'string', shown: 'list' },
    { name: 'contact_groups', type: 'set', shown: 'list' },
  ],
} as const satisfies Resource;

/** The names of the fields that an SSL test is written with. */
export type SslField = (typeof ssl.fields)[number]['name'];
