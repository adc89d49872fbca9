import type { StatusCakeClient } from '../statuscake/client.ts';
import { complement, readAccount, readAllWith, readDetails, readForCreation } from '../statuscake/reading.ts';
import {
  identityOf,
  normaliseIdentity,
  type Remote,
  type Resource,
  tagQuery,
} from '../statuscake/resource.ts';
import { bothError } from './identity-errors.ts';
import { OptionError } from './option-error.ts';
import { byAge, canBeReplaced, markOf, predecessorsOf, successionsIn } from './succession.ts';
import { allSuccessions } from './twins.ts';

/** A resource that is meant, as a list or its details show it. */
export interface Found {
  /** The resource; `null` where there is none. */
  readonly actual: Remote | null;
  /** Resources that it has replaced, and that still exist. */
  readonly replaced: readonly Remote[];
  /** All resources of the kind, where they were read. */
  readonly account?: readonly Remote[];
}

/** What a resource is called, and what it was called before. */
export interface Naming {
  readonly name: string;
  readonly formerName: string | null;
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
 * Returns the resource of this name in the account, or else of its former name; of several, the one that its tags call the replacement of
 * the others. Where it is to be present, the list is settled before `null` is returned.
 * @param keepsOldest whether the oldest takes the place of those that are left, where there are several
 * @throws StatusCakeError
 * @throws OptionError when several are left, or both names are there
 */
export async function findInAccount(
  client: StatusCakeClient,
  resource: Resource,
  { name, formerName }: Naming,
  state: 'present' | 'absent',
  keepsOldest = false,
): Promise<Found> {
  const isThere = (list: readonly Remote[]) => namesakesOf(resource, list, name).length > 0;
  const account =
    state === 'absent'
      ? await readAccount(client, resource)
      : await readForCreation(client, resource, isThere, false);
  const found = await findNamed(client, resource, account, name, keepsOldest);
  if (formerName === null || normaliseIdentity(resource, formerName) === normaliseIdentity(resource, name)) {
    return { ...found, account };
  }
  const former = await findNamed(client, resource, account, formerName, keepsOldest);
  if (found.actual === null) {
    return { ...former, account };
  }
  if (former.actual === null) {
    return { ...found, account };
  }
  // An interrupted run may have made the new one already, to take the place of the old one.
  const tags = resource.tagField === undefined ? [] : [resource.tagField];
  const [whole = found.actual] = await complement(client, resource, tags, [found.actual]);
  if (predecessorsOf(resource, whole).includes(former.actual.id)) {
    return { ...found, replaced: [former.actual, ...found.replaced, ...former.replaced], account };
  }
  if (state === 'present') {
    throw bothError(resource, formerName, former.actual, name, found.actual);
  }
  return { ...found, account };
}

async function findNamed(
  client: StatusCakeClient,
  resource: Resource,
  account: readonly Remote[],
  text: string,
  keepsOldest: boolean,
): Promise<Found> {
  const listed = namesakesOf(resource, account, text);
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
  const standing = heirs.filter((remote) => !successions.has(remote.id));
  if (standing.length > 1) {
    const ids = standing.map((remote) => remote.id).join(', ');
    throw new OptionError(
      'id',
      `several ${resource.kind}s (IDs ${ids}) replace ${id}: give the ID of one of them`,
    );
  }
  const [last] = standing;
  return {
    actual: last ? await readDetails(client, resource, last.id) : null,
    replaced: heirs.filter((remote) => successions.has(remote.id)),
  };
}

function namesakesOf(resource: Resource, list: readonly Remote[], text: string): Remote[] {
  const wanted = normaliseIdentity(resource, text);
  return list.filter((remote) => identityOf(resource, remote) === wanted);
}
