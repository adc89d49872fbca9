import type { KindAccount } from '../../../src/reconcile/stack-renames.ts';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { remote } from './declared.ts';
import { stackOf } from './stack-declarations.ts';

/** A stack that was called acme. */
export const renamed = { ...stackOf('acme-eu'), formerName: 'acme' };

/** What an account has. */
export interface Held {
  readonly tests?: readonly Remote[];
  readonly heartbeats?: readonly Remote[];
  readonly pages?: readonly Remote[];
}
/** Returns all kinds of an account. */
export const accountsOf = ({ tests = [], heartbeats = [], pages = [] }: Held): KindAccount[] => [
  { resource: uptime, ownership: 'tag', account: tests },
  { resource: heartbeat, ownership: 'tag', account: heartbeats },
  { resource: pagespeed, ownership: 'name', account: pages },
  { resource: ssl, ownership: 'sign', account: [{ id: '1', website_url: 'https://acme.example.com' }] },
];
/** A test that has the new name of the stack. */
export const own = (id: string, ...tags: string[]) => remote(id, `own ${id}`, 'stack-acme-eu', ...tags);

/** A test that has the former one still. */
export const former = (id: string, ...tags: string[]) => remote(id, `acme ${id}`, 'stack-acme', ...tags);
