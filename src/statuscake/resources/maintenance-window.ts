import * as checks from '../generated/response-checks.js';
import { localPart, type Resource, type Values } from '../resource.ts';
import { isLocalTime, isTimeZone, withOffset } from '../time-zone.ts';

/** `/maintenance-windows`: when nobody is told about failures (API reference, "Maintenance windows"). */
export const maintenanceWindow = {
  name: 'maintenanceWindow',
  kind: 'maintenance window',
  path: '/maintenance-windows',
  responses: { list: checks.maintenanceWindowList, details: checks.maintenanceWindowDetails },
  filters: { status: { parameter: 'state', values: ['active', 'paused', 'pending'] } },
  identity: 'name',
  tagField: 'tags',
  oneOf: ['tests', 'tags'],
  fields: [
    { name: 'name', type: 'string', shown: 'list', required: true },
    { name: 'start_at', type: 'time', shown: 'list', required: true },
    { name: 'end_at', type: 'time', shown: 'list', required: true },
    { name: 'timezone', type: 'string', shown: 'list', required: true, initial: 'UTC' },
    {
      name: 'repeat_interval',
      type: 'string',
      shown: 'list',
      default: 'never',
      lasting: 'never is what ends a repetition',
    },
    { name: 'tests', type: 'set', shown: 'list' },
    { name: 'tags', type: 'set', shown: 'list' },
  ],
  spell: withTrueOffsets,
} as const satisfies Resource;

/** Times with the offsets that their zone has then: what the API puts there need not be true (API definition). */
function withTrueOffsets(values: Values): Values {
  const zone = String(values.timezone ?? '');
  if (!isTimeZone(zone)) {
    return values;
  }
  const times = ['start_at', 'end_at']
    .map((name) => [name, localPart(String(values[name]))] as const)
    .filter(([, local]) => isLocalTime(local));
  return { ...values, ...Object.fromEntries(times.map(([name, local]) => [name, withOffset(local, zone)])) };
}

/** The names of the fields that a maintenance window is written with. */
export type MaintenanceWindowField = (typeof maintenanceWindow.fields)[number]['name'];
