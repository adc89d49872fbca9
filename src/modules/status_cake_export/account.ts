import type { StatusCakeClient } from '../../statuscake/client.ts';
import { isForbidden } from '../../statuscake/errors.ts';
import { complement, readAll } from '../../statuscake/reading.ts';
import type { Remote, Resource } from '../../statuscake/resource.ts';
import { contactGroup } from '../../statuscake/resources/contact-group.ts';
import { type HeldCheck, heldCheck } from '../../takeover/check.ts';
import { STACK_KINDS } from '../status_cake_stack/kinds.ts';

/** All that an account holds of what stacks can declare. */
export interface ReadAccount {
  readonly checks: readonly HeldCheck[];
  readonly groups: readonly Remote[];
  /** The kinds that it has no access to, by the options that declare them. */
  readonly unread: readonly string[];
}

/**
 * Reads every check of an account in full, and its contact groups: a request for every hundred of a kind, and one for each check of
 * which the list shows only a part. What the account has no access to is told by a warning. Throws a StatusCakeError.
 */
export async function readGrownAccount(
  client: StatusCakeClient,
  warn: (message: string) => void,
): Promise<ReadAccount> {
  const unread: string[] = [];
  const read = async (resource: Resource, option: string): Promise<readonly Remote[]> => {
    try {
      return await readWhole(client, resource);
    } catch (error) {
      unread.push(option);
      // Nothing was read, if this is the last of them.
      if (!isForbidden(error) || unread.length > STACK_KINDS.length) {
        throw error;
      }
      warn(`the account has no access to ${resource.kind}s, so they were not read: ${error.message}`);
      return [];
    }
  };
  const kinds = await Promise.all(
    STACK_KINDS.map(async (kind) =>
      (await read(kind.resource, kind.option)).map((remote) => heldCheck(kind, remote)),
    ),
  );
  return { checks: kinds.flat(), groups: await read(contactGroup, 'contact_groups'), unread };
}

async function readWhole(client: StatusCakeClient, resource: Resource): Promise<readonly Remote[]> {
  const list = await readAll(client, resource);
  // Text that is unset is left out of every read, so where only a text is missing, nothing is.
  const needed = resource.fields
    .filter(({ shown, type }) => shown === 'details' || (shown === 'list' && type !== 'string'))
    .map(({ name, readAs }) => readAs ?? name);
  return complement(client, resource, needed, list);
}
