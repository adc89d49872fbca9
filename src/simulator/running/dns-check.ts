import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Check } from './check-types.ts';
import { assertReachable, type Reach } from './reach.ts';
import { bracketed, hostOf, urlOf } from './uptime-test.ts';

/**
 * Tests that a nameserver, that of the test or those of this machine, knows an address for the name. Where the test
 * lists addresses, one of those has to be among the answers; whether StatusCake wants more is not documented.
 */
export const checkDns: Check = async (test, { reach, signal }) => {
  const resolver = new Resolver();
  const cancel = (): void => resolver.cancel();
  const servers = test.dns_server === undefined ? resolver.getServers() : [test.dns_server];
  resolver.setServers(await Promise.all(servers.map((server) => withAddress(server, reach))));
  signal.throwIfAborted();
  signal.addEventListener('abort', cancel);
  try {
    const name = hostOf(urlOf(test));
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const wanted = test.dns_ips.length === 0 ? found : test.dns_ips;
    return { up: found.some((address) => wanted.includes(address)), statusCode: 0 };
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

/** Looks up a nameserver, which may bear a port: one of a user's own can seldom listen on 53. */
async function withAddress(server: string, reach: Reach): Promise<string> {
  const url = new URL(`dns://${isIP(server) === 0 ? server : bracketed(server)}`);
  const host = hostOf(url);
  assertReachable(host, reach);
  const { address } = await lookup(host);
  return `${bracketed(address)}:${url.port || 53}`;
}
