import { listFirst } from '../../reconcile/listing.ts';
import { OptionError } from '../../reconcile/option-error.ts';
import type { Step } from '../../reconcile/plan.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { readAllWith } from '../../statuscake/reading.ts';
import { identityOf, type Resource } from '../../statuscake/resource.ts';
import { CHECKS } from '../../statuscake/resources/all.ts';

/** So many tests are told in a message. */
const TESTS_IN_MESSAGE = 10;

/**
 * Makes sure that no test tells a contact group about failures that is to be deleted.
 * @throws OptionError that lists the tests which do
 */
export async function refuseWhileUsed(client: StatusCakeClient, { id, before }: Step): Promise<void> {
  const lists = await Promise.all(CHECKS.map((resource) => usersOf(client, resource, String(id))));
  const users = lists.flat();
  if (users.length === 0) {
    return;
  }
  throw new OptionError(
    'state',
    `the contact group ${JSON.stringify(before?.name)} (ID ${id}) is still told about failures by ${listFirst(users, TESTS_IN_MESSAGE)}: ` +
      'take it off them first, or set force to true',
  );
}

async function usersOf(client: StatusCakeClient, resource: Resource, id: string): Promise<string[]> {
  const list = await readAllWith(client, resource, ['contact_groups']);
  return list
    .filter(({ contact_groups: groups }) => Array.isArray(groups) && groups.map(String).includes(id))
    .map(
      (remote) => `the ${resource.kind} ${JSON.stringify(identityOf(resource, remote))} (ID ${remote.id})`,
    );
}
