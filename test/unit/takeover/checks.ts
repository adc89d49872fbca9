import type { Ownership } from '../../../src/reconcile/ownership.ts';
import type { Remote, Resource } from '../../../src/statuscake/resource.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { type HeldCheck, heldCheck, type Kind } from '../../../src/takeover/check.ts';

const kind = (option: string, resource: Resource, ownership: Ownership): Kind => ({
  option,
  resource,
  ownership,
});
const KINDS = {
  tests: kind('tests', uptime, 'tag'),
  heartbeats: kind('heartbeats', heartbeat, 'tag'),
  ssl: kind('ssl', ssl, 'sign'),
  pagespeed: kind('pagespeed', pagespeed, 'name'),
};

let lastId = 0;

/** Returns a check as the account might hold it, with the next ID. */
export function held(
  option: keyof typeof KINDS,
  values: Readonly<Record<string, Remote[string]>>,
): HeldCheck {
  lastId += 1;
  return heldCheck(KINDS[option], { id: String(lastId), ...values });
}
