import type { Resource } from '../../statuscake/resource.ts';
import { heartbeat } from '../../statuscake/resources/heartbeat.ts';
import { pagespeed } from '../../statuscake/resources/pagespeed.ts';
import { ssl } from '../../statuscake/resources/ssl.ts';
import { uptime } from '../../statuscake/resources/uptime.ts';
import type { Revision } from '../common/values.ts';
import { checkSsl } from '../status_cake_ssl/checks.ts';
import { reviseUptime } from '../status_cake_test/checks.ts';

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
