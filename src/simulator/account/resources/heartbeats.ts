import { randomBytes } from 'node:crypto';
import { filledText, freeText, integer, single } from '../field-types.ts';
import type { Resource } from '../resource.ts';
import { contactGroupIds, paused, status, tags, uptime } from './shared-fields.ts';

/** `/heartbeat`. Nothing listens at the `url` of one: its status is what was seeded. */
export const heartbeats: Resource = {
  path: 'heartbeat',
  listsOverview: true,
  byHand: { name: 'made by hand' },
  fields: [
    { name: 'name', written: single(filledText), required: true, overview: true },
    {
      name: 'url',
      assigned: (id) =>
        `https://push.statuscake.com/?PK=${randomBytes(8).toString('hex')}&TestID=${id}&time=0`,
      overview: true,
    },
    {
      name: 'period', // seconds
      written: single(integer({ minimum: 30, maximum: 172_800 })),
      required: true,
      initial: 1800,
      overview: true,
    },
    contactGroupIds,
    { name: 'host', written: single(freeText) },
    { name: 'last_tested_at' },
    paused,
    status,
    tags,
    uptime,
  ],
};
