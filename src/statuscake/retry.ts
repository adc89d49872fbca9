import { StatusCakeError } from './errors.ts';

const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;

/**
 * Milliseconds to wait before a request is tried again: doubling from half a second to half a minute, of which a random
 * half is taken off, so that processes that failed together do not come back together.
 * @param failures how often the request has failed so far, from 1
 * @param random a number from 0 up to 1
 */
export function backoff(failures: number, random: number): number {
  return Math.min(FIRST_DELAY * 2 ** (failures - 1), LONGEST_DELAY) * (1 - random / 2);
}

/**
 * Seconds to wait after a 429 that asks for no time of its own: doubling from one second to half a minute.
 * @param refusals how many there were in a row, from 1
 */
export function limitBackoff(refusals: number): number {
  return Math.min(2 ** (refusals - 1), LONGEST_DELAY / 1000);
}

/**
 * Returns whether the same request may be sent again after this error. What may have created something is not simply repeated:
 * the second try would create it twice.
 */
export function mayRepeat(error: unknown, creates: boolean): boolean {
  return error instanceof StatusCakeError && error.facts.transient && !(creates && error.facts.uncertain);
}
