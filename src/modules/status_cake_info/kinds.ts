import type { Ownership } from '../../reconcile/ownership.ts';
import type { Resource } from '../../statuscake/resource.ts';
import { contactGroup } from '../../statuscake/resources/contact-group.ts';
import { maintenanceWindow } from '../../statuscake/resources/maintenance-window.ts';
import { STACK_KINDS } from '../status_cake_stack/kinds.ts';

/** A kind of resource that can be read. */
export interface Readable {
  readonly resource: Resource;
  /** How one is told to belong to a stack; not there for what all stacks share. */
  readonly ownership?: Ownership;
}

/** The kinds of resource, by the key of the result that they become. */
export const READABLE: ReadonlyMap<string, Readable> = new Map<string, Readable>([
  ...STACK_KINDS.map((kind): [string, Readable] => [kind.option, kind]),
  ['contact_groups', { resource: contactGroup }],
  ['maintenance_windows', { resource: maintenanceWindow, ownership: 'tag' }],
]);

/** The paths of the lists of locations, by the key of the result that they become. */
export const LOCATIONS: ReadonlyMap<string, string> = new Map([
  ['uptime_locations', '/uptime-locations'],
  ['pagespeed_locations', '/pagespeed-locations'],
]);
