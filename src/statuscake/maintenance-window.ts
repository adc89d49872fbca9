import * as checks from './generated/answer-checks.js';
import type { Resource } from './resource.ts';

/** `/maintenance-windows`: when nobody is told about failures (API reference, "Maintenance windows"). */
export const maintenanceWindow = {
  name: 'maintenanceWindow',
  kind: 'maintenance window',
  path: '/maintenance-windows',
  answers: { list: checks.maintenanceWindowList, details: checks.maintenanceWindowDetails },
  filters: { status: { parameter: 'state', values: ['active', 'paused', 'pending'] } },
  identity: 'name',
  tagField: 'tags',
  oneOf: ['tests', 'tags'],
  fields: [
    { name: 'name', type: 'string', shown: 'list', required: true },
    { name: 'start_at', type: 'instant', shown: 'list', required: true },
    { name: 'end_at', type: 'instant', shown: 'list', required: true },
    { name: 'timezone', type: 'string', shown: 'list', required: true, initial: 'UTC' },
    { name: 'repeat_interval', type: 'string', shown: 'list', lasting: 'never is what ends a repetition' },
    { name: 'tests', type: 'set', shown: 'list' },
    { name: 'tags', type: 'set', shown: 'list' },
  ],
} as const satisfies Resource;

/** The names of the fields that a maintenance window is written with. */
export type MaintenanceWindowField = (typeof maintenanceWindow.fields)[number]['name'];
