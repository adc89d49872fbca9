import type { Account } from '../account/account.ts';
import { withDeadline } from './deadline.ts';
import { exchange } from './http-exchange.ts';
import { assertReachable, type Reach } from './reach.ts';
import { hostOf, type UptimeTest, webUrl } from './uptime-test.ts';

/** Milliseconds that a call may take. */
const TIMEOUT = 10_000;

/** Returns the `ping_url` of each contact group of a test that has one. */
export function pingUrlsOf({ contact_groups }: UptimeTest, { contactGroups }: Account): string[] {
  return contact_groups.map((id) => contactGroups.get(id)?.ping_url).filter((url) => typeof url === 'string');
}

/**
 * Calls a URL with GET, unless it may not be contacted. Nobody is told whether that fails.
 * @param stop breaks the call off
 */
export async function ping(url: string, reach: Reach, stop: AbortSignal): Promise<void> {
  try {
    const target = webUrl(url);
    assertReachable(hostOf(target), reach);
    const request = { url: target, method: 'GET', headers: {}, body: '' };
    await withDeadline(TIMEOUT, stop, (signal) => exchange(request, signal));
  } catch {
    // Whether StatusCake tries again is not documented.
  }
}
