import type { StatusCakeClient } from '../statuscake/client.ts';
import { complement, readAccount, readAllWith, readDetails, readForCreation } from '../statuscake/reading.ts';
import {
  identityOf,
  normaliseIdentity,
  type Remote,
  type Resource,
  tagQuery,
} from '../statuscake/resource.ts';
import { OptionError } from './option-error.ts';
import { byAge, canBeReplaced, markOf, predecessorsOf, successionsIn } from './succession.ts';
import { allSuccessions } from './twins.ts';

/** A resource that is meant, as a list or its details show it. */
export interface Found {
  /** The resource; `null` where there is none. */
  readonly actual: Remote | null;
  /** Resources that it has replaced, and that still exist. */
  readonly replaced: readonly Remote[];
}

/**
 * Returns the resource with exactly this name (an SSL test: URL), or `null`.
 * @throws OptionError when several bear it: which one is meant is for a person to say
 */
export function findByIdentity(resource: Resource, list: readonly Remote[], text: string): Remote | null {
  const found = namesakesOf(resource, list, text);
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ');
    throw new OptionError(
      resource.identity,
      `${found.length} ${resource.kind}s are named "${text}" (IDs ${ids}): say which with id, or delete the others`,
    );
  }
  return found[0] ?? null;
}

/**
 * Returns the resource of this name in the account; of several, the one that its tags call the replacement of the others. Where it
 * is to be present, the list is settled before `null` is returned.
 * @param keepsOldest whether the oldest takes the place of those that are left, where there are several
 * @throws StatusCakeError
 * @throws OptionError when several are left
 */
export async function findInAccount(
  client: StatusCakeClient,
  resource: Resource,
  text: string,
  state: 'present' | 'absent',
  keepsOldest = false,
): Promise<Found> {
  const isThere = (list: readonly Remote[]) => namesakesOf(resource, list, text).length > 0;
  const list =
    state === 'absent'
      ? await readAccount(client, resource)
      : await readForCreation(client, resource, isThere, false);
  const listed = namesakesOf(resource, list, text);
  // Of several, the tags may tell which one replaces which.
  const tags = listed.length > 1 && resource.tagField !== undefined ? [resource.tagField] : [];
  const namesakes = await complement(client, resource, tags, listed);
  const { successions, gone } = await allSuccessions(client, resource, namesakes);
  const isReplaced = ({ id }: Remote) => successions.has(id);
  const left = namesakes.filter((remote) => !isReplaced(remote) && !gone.has(remote.id)).sort(byAge);
  const twins = keepsOldest ? left.splice(1) : [];
  return {
    actual: findByIdentity(resource, left, text),
    replaced: [...namesakes.filter(isReplaced), ...twins],
  };
}

/**
 * Returns the replacement of the resource with this ID, in full, and other resources that it has replaced and that still exist.
 * Takes a request for the list and one for the details; none for kinds that are never replaced.
 * @throws StatusCakeError
 * @throws OptionError when several were
 */
export async function findReplacement(
  client: StatusCakeClient,
  resource: Resource,
  id: string,
): Promise<Found> {
  if (!canBeReplaced(resource)) {
    return { actual: null, replaced: [] };
  }
  const query = tagQuery(resource, [markOf(id)]);
  const tagged = await readAllWith(client, resource, [String(resource.tagField)], query);
  const heirs = tagged.filter((remote) => predecessorsOf(resource, remote).includes(id));
  const successions = successionsIn(resource, heirs);
  const [last, ...others] = heirs.filter((remote) => !successions.has(remote.id));
  if (others.length > 0) {
    const ids = [last, ...others].map((remote) => remote?.id).join(', ');
    throw new OptionError(
      'id',
      `several ${resource.kind}s (IDs ${ids}) replace ${id}: give the ID of one of them`,
    );
  }
  return {
    actual: last ? await readDetails(client, resource, last.id) : null,
    replaced: heirs.filter((remote) => successions.has(remote.id)),
  };
}

function namesakesOf(resource: Resource, list: readonly Remote[], text: string): Remote[] {
  const wanted = normaliseIdentity(resource, text);
  return list.filter((remote) => identityOf(resource, remote) === wanted);
}
