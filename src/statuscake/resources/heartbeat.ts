import * as checks from '../generated/response-checks.js';
import type { Resource } from '../resource.ts';

/** `/heartbeat`: jobs that have to call a URL at least once in a period (API reference, "Heartbeat"). */
export const heartbeat = {
  name: 'heartbeat',
  kind: 'heartbeat test',
  path: '/heartbeat',
  responses: { list: checks.heartbeatList, details: checks.heartbeatDetails },
  listQuery: { nouptime: true },
  filters: { tags: true, status: { parameter: 'status', values: ['up', 'down'] } },
  identity: 'name',
  tagField: 'tags',
  fields: [
    { name: 'name', type: 'string', shown: 'list', required: true },
    { name: 'period', type: 'integer', shown: 'list', required: true, initial: 1800 },
    { name: 'paused', type: 'boolean', shown: 'list' },
    { name: 'tags', type: 'set', shown: 'list' },
    { name: 'contact_groups', type: 'set', shown: 'list' },
    { name: 'host', type: 'string', shown: 'details' },
  ],
  computed: ['url'],
} as const satisfies Resource;

/** The names of the fields that a heartbeat test is written with. */
export type HeartbeatField = (typeof heartbeat.fields)[number]['name'];
