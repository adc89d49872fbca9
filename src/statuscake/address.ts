import { isIP } from 'node:net';

/** Labels of letters, digits, `-` and `_`, at least two of them. */
const HOST_NAME =
  /^(?=.{1,254}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)+\.?$/i;

/** Returns why the API would refuse an address, which has to be a URL, a full host name or an IP address (API definition). */
export function whyNoAddress(address: string): string | undefined {
  const isUrl = /^https?:\/\/\S+$/i.test(address) && URL.canParse(address);
  if (isUrl || isIP(address) !== 0 || HOST_NAME.test(address)) {
    return undefined;
  }
  return `takes a URL that begins with https:// or http://, a full host name or an IP address, got: ${address}`;
}
