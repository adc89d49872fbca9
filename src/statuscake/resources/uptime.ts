import { whyNoAddress } from '../address.ts';
import * as checks from '../generated/response-checks.js';
import type { Resource } from '../resource.ts';
import { DEFAULT_STATUS_CODES } from '../status-codes.ts';

/** `/uptime`: tests that request a URL, connect to a port or resolve a name (API reference, "Uptime"). */
export const uptime = {
  name: 'uptime',
  kind: 'uptime test',
  path: '/uptime',
  responses: { list: checks.uptimeList, details: checks.uptimeDetails },
  listQuery: { nouptime: true },
  filters: { tags: true, status: { parameter: 'status', values: ['up', 'down'] } },
  identity: 'name',
  address: ['website_url', 'test_type'],
  tagField: 'tags',
  // As the vendor's Terraform provider requires it; the API itself takes such tests, which then test nothing.
  needs: [
    { where: 'test_type', is: ['TCP', 'SMTP', 'SSH'], field: 'port' },
    { where: 'test_type', is: ['DNS'], field: 'dns_ips' },
  ],
  rivals: [['post_body', 'post_raw']],
  fields: [
    { name: 'name', type: 'string', shown: 'list', required: true },
    { name: 'website_url', type: 'string', shown: 'list', required: true, refuses: whyNoAddress },
    { name: 'test_type', type: 'string', shown: 'list', required: true, fixed: true, initial: 'HTTP' },
    { name: 'check_rate', type: 'integer', shown: 'list', required: true, initial: 300 },
    { name: 'paused', type: 'boolean', shown: 'list' },
    { name: 'tags', type: 'set', shown: 'list' },
    { name: 'contact_groups', type: 'set', shown: 'list' },
    { name: 'basic_username', type: 'string', shown: 'never' },
    { name: 'basic_password', type: 'string', shown: 'never' },
    { name: 'confirmation', type: 'integer', shown: 'details', default: 2 },
    { name: 'custom_header', type: 'json', shown: 'details' },
    { name: 'dns_ips', type: 'set', shown: 'details' },
    { name: 'dns_server', type: 'string', shown: 'details' },
    { name: 'do_not_find', type: 'boolean', shown: 'details' },
    { name: 'enable_ssl_alert', type: 'boolean', shown: 'details' },
    { name: 'final_endpoint', type: 'string', shown: 'details' },
    { name: 'find_string', type: 'string', shown: 'details' },
    { name: 'follow_redirects', type: 'boolean', shown: 'details' },
    { name: 'host', type: 'string', shown: 'details' },
    { name: 'include_header', type: 'boolean', shown: 'details' },
    { name: 'port', type: 'integer', shown: 'details' },
    { name: 'post_body', type: 'json', shown: 'details' },
    { name: 'post_raw', type: 'string', shown: 'details' },
    {
      name: 'regions',
      type: 'set',
      shown: 'details',
      readAs: 'servers',
      readKey: 'region_code',
      locations: '/uptime-locations',
    },
    {
      name: 'status_codes_csv',
      type: 'set',
      shown: 'details',
      readAs: 'status_codes',
      writtenAs: 'csv',
      default: DEFAULT_STATUS_CODES,
      lasting: 'name the codes that mean down, or say default to have the list of a new test back',
    },
    { name: 'timeout', type: 'integer', shown: 'details', default: 15 },
    { name: 'trigger_rate', type: 'integer', shown: 'details' },
    { name: 'use_jar', type: 'boolean', shown: 'details' },
    { name: 'user_agent', type: 'string', shown: 'details' },
  ],
} as const satisfies Resource;

/** The names of the fields that an uptime test is written with. */
export type UptimeField = (typeof uptime.fields)[number]['name'];
