import { fingerprint } from '../statuscake/fingerprint.ts';
import type { Values } from '../statuscake/resource.ts';
import { uptime } from '../statuscake/resources/uptime.ts';
import { marksIn, SIGN } from './marks.ts';

/**
 * Returns the sign of an SSL test: SSL tests have no tags, so an uptime test of the stack that an SSL test is declared for says so by
 * this one.
 * @param url the normalised URL of the SSL test
 */
export function signOf(url: string): string {
  return `ssl-${fingerprint(url).slice(0, 8)}`;
}

/** Returns the signs that an uptime test carries. */
export function signsIn(test: Values): string[] {
  return marksIn(uptime, test).filter((mark) => SIGN.test(mark));
}
