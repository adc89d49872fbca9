import { filledText, listOf, oneOf, single } from '../field-types.ts';
import { type MaintenanceWindow, stateOf } from '../maintenance.ts';
import type { Field, Resource } from '../resource.ts';
import { asIfUtc, localTime, timezone, type WindowOffsets, withOffset } from '../time-types.ts';
import type { Value } from '../values.ts';
import { tags } from './shared-fields.ts';

/**
 * `/maintenance-windows`. A deleted test stays among `tests`: what StatusCake does then is not documented.
 * @param offsets how reads spell the offsets of its times
 */
export const maintenanceWindows = (offsets: () => WindowOffsets): Resource => ({
  path: 'maintenance-windows',
  listsOverview: false,
  byHand: {
    name: 'made by hand',
    start_at: '2000-01-01T00:00:00Z',
    end_at: '2000-01-01T01:00:00Z',
    timezone: 'UTC',
    tags: ['made-by-hand'],
  },
  fields: [
    { name: 'name', written: single(filledText), required: true },
    time('end_at', offsets),
    {
      name: 'repeat_interval',
      written: single(oneOf(['never', '1d', '1w', '2w', '1m'])),
      initial: 'never',
    },
    time('start_at', offsets),
    {
      name: 'state',
      computed: (window, now) => stateOf(window as MaintenanceWindow, now),
      filter: ['active', 'paused', 'pending'],
    },
    tags,
    { name: 'tests', written: listOf(filledText), refersTo: 'uptimeTests', initial: [] },
    { name: 'timezone', written: single(timezone), required: true },
  ],
  refusals({ start_at, end_at, tests, tags }) {
    const endsFirst = asIfUtc(String(end_at)) <= asIfUtc(String(start_at));
    const without = ['must not be empty when tests and tags both are'];
    return {
      ...(endsFirst && { end_at: ['must be after start_at'] }),
      ...(isEmpty(tests) && isEmpty(tags) && { tests: without, tags: without }),
    };
  },
});

function time(name: string, offsets: () => WindowOffsets): Field<string> {
  return {
    name,
    written: single(localTime),
    required: true,
    readShape: (local, { timezone }) => withOffset(local, offsets(), String(timezone)),
  };
}

function isEmpty(list: Value | undefined): boolean {
  return list === undefined || (Array.isArray(list) && list.length === 0);
}
