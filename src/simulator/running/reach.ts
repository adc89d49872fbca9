import { BlockList, isIP } from 'node:net';

/** Which addresses the tests may contact: only those of this machine, or any. */
export type Reach = 'loopback' | 'any';

/** The test needs an address that it may not contact. Of whether that is up or down, this says nothing. */
export class OutOfReach extends Error {}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Checks that a name or address may be contacted. Of names only `localhost` is a loopback address: to look up
 * another one would be to contact a nameserver already.
 * @throws {OutOfReach} when it may not
 */
export function assertReachable(host: string, reach: Reach): void {
  if (reach === 'loopback' && host !== 'localhost' && !isLoopback(host)) {
    throw new OutOfReach(`${host} is not an address of this machine`);
  }
}

function isLoopback(host: string): boolean {
  const version = isIP(host);
  return version !== 0 && LOOPBACK.check(host, version === 6 ? 'ipv6' : 'ipv4');
}
