import type { Check, Outcome } from './check-types.ts';
import { withDeadline } from './deadline.ts';
import { checkDns } from './dns-check.ts';
import { checkHttp } from './http-check.ts';
import { checkHost, checkPort } from './port-check.ts';
import type { Reach } from './reach.ts';
import { OutOfReach } from './reach.ts';
import type { UptimeTest } from './uptime-test.ts';

const CHECKS: Readonly<Record<UptimeTest['test_type'], Check>> = {
  DNS: checkDns,
  HEAD: checkHttp,
  HTTP: checkHttp,
  PING: checkHost,
  SMTP: checkPort,
  SSH: checkPort,
  TCP: checkPort,
};

/** Seconds. A test may wait for 75, which is too long for whoever watches accelerated tests. */
const LONGEST_TIMEOUT = 10;

/**
 * Tests a target once, as its type demands, for as many real seconds as its timeout says, but 10 at most: the
 * target does not answer any faster because its tests are accelerated.
 * @param stop breaks the check off, which then counts as failed
 * @returns nothing when the target may not be contacted
 */
export async function check(test: UptimeTest, reach: Reach, stop: AbortSignal): Promise<Outcome | undefined> {
  const timeout = Math.min(test.timeout, LONGEST_TIMEOUT) * 1000;
  try {
    return await withDeadline(timeout, stop, (signal) => CHECKS[test.test_type](test, { reach, signal }));
  } catch (error) {
    return error instanceof OutOfReach ? undefined : { up: false, statusCode: 0 };
  }
}
