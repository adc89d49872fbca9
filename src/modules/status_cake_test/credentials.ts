import { hiddenIn, openSeal } from '../../reconcile/credentials-tag.ts';
import { listFirst } from '../../reconcile/listing.ts';
import type { Policy, Step } from '../../reconcile/plan.ts';
import type { Values } from '../../statuscake/resource.ts';
import { uptime } from '../../statuscake/resources/uptime.ts';

/** What to warn of where a test is made anew without credentials. */
export const LOST_CREDENTIALS =
  'The API does not show basic_username and basic_password: a test that had them loses them with recreate';

/**
 * Returns what makes the tags of declared credentials.
 * @param token that of the API, as the option gives it; without one, the run ends before anything is written
 * @param declarations the declared values of the tests
 */
export async function sealFor(
  token: string | null,
  declarations: readonly Values[],
): Promise<Pick<Policy, 'seal'>> {
  const isNeeded = declarations.some((values) => hiddenIn(uptime, values).length > 0);
  return isNeeded && token !== null ? { seal: await openSeal(token.trim()) } : {};
}

/** So many names are told in a warning. */
const NAMES_IN_WARNING = 10;

/** Returns a warning for tests of whose credentials nothing tells whether they are as declared. */
export function unverifiedCredentials(tests: readonly { name: string; step: Step }[]): string[] {
  const names = tests.flatMap(({ name, step }) => (step.unverified.length > 0 ? [name] : []));
  if (names.length === 0) {
    return [];
  }
  const list = listFirst(names, NAMES_IN_WARNING);
  return [
    `No tag of this token tells whether basic_username and basic_password are as declared, so they stay as they are: run it once with update_password=always to write them, or say on_create to leave them alone: ${list}`,
  ];
}
