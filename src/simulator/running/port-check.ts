import { once } from 'node:events';
import { connect } from 'node:net';
import type { Check } from './check-types.ts';
import { assertReachable } from './reach.ts';
import { hostOf, type UptimeTest, urlOf } from './uptime-test.ts';

/** Tests that something accepts connections at the port of the test or, without one, at that of its protocol. */
export const checkPort: Check = async (test, { reach, signal }) => {
  const host = hostOf(urlOf(test));
  assertReachable(host, reach);
  const up = (await attempt(host, portOf(test) ?? 80, signal)) === 'accepted';
  return { up, statusCode: 0 };
};

/**
 * Tests that a host answers. Sending ICMP takes rights that the simulator does not have: instead, it connects to
 * the port of the test or, without one, to those of the web. A refused connection is an answer of the host too.
 */
export const checkHost: Check = async (test, { reach, signal }) => {
  const host = hostOf(urlOf(test));
  assertReachable(host, reach);
  const port = portOf(test);
  const ports = port === undefined ? [80, 443] : [port];
  const attempts = await Promise.all(ports.map((each) => attempt(host, each, signal)));
  return { up: attempts.some((result) => result !== 'no answer'), statusCode: 0 };
};

const USUAL_PORTS: Readonly<Partial<Record<UptimeTest['test_type'], number>>> = { SMTP: 25, SSH: 22 };

/** Port 0, like none, leaves the choice to the URL and then to the protocol. */
function portOf(test: UptimeTest): number | undefined {
  return test.port || Number(urlOf(test).port) || USUAL_PORTS[test.test_type];
}

async function attempt(
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<'accepted' | 'refused' | 'no answer'> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', { signal });
    return 'accepted';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED' ? 'refused' : 'no answer';
  } finally {
    socket.destroy();
  }
}
