import { heartbeat } from '../statuscake/heartbeat.ts';
import { pagespeed } from '../statuscake/pagespeed.ts';
import type { Resource } from '../statuscake/resource.ts';
import { ssl } from '../statuscake/ssl.ts';
import { uptime } from '../statuscake/uptime.ts';
import { checkSsl } from './ssl-values.ts';
import { reviseUptime } from './uptime-values.ts';
import type { Revision } from './values.ts';

/** A kind of check that a stack can declare. */
interface StackKind {
  /** The option that declares checks of this kind. */
  readonly option: 'tests' | 'heartbeats' | 'ssl' | 'pagespeed';
  readonly resource: Resource;
  readonly revise?: Revision;
}

export const STACK_KINDS: readonly StackKind[] = [
  { option: 'tests', resource: uptime, revise: reviseUptime },
  { option: 'heartbeats', resource: heartbeat },
  { option: 'ssl', resource: ssl, revise: checkSsl },
  { option: 'pagespeed', resource: pagespeed },
];
