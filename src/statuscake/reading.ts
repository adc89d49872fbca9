import pLimit from 'p-limit';
import type { StatusCakeClient } from './client.ts';
import { isMissing, StatusCakeError } from './errors.ts';
import type { Query } from './http/form.ts';
import { type List, readList } from './paging.ts';
import type { Remote, Resource } from './resource.ts';
import type { Page } from './settling.ts';
import type { SharedList, SharedLists } from './shared-lists.ts';

/** Reads all resources of a kind that a query selects, as their list shows them. Throws a StatusCakeError. */
export async function readAll(
  client: StatusCakeClient,
  resource: Resource,
  query: Query = {},
): Promise<readonly Remote[]> {
  return (await list(client, resource, query)).rows;
}

/**
 * Reads all resources of a kind, or takes what another run has read of late, where runs do so, with all that our runs have written
 * since. Throws a StatusCakeError.
 */
export async function readAccount(client: StatusCakeClient, resource: Resource): Promise<readonly Remote[]> {
  return client.lists ? (await readShared(client, client.lists, resource)).rows : readAll(client, resource);
}

/**
 * Reads all resources of a kind to tell what has to be created. Before something counts as missing, the list is settled: at as
 * many requests again as it has pages; none, where that is one. A list that another run has read is first compared with the
 * number of resources that there are now. Throws a StatusCakeError.
 * @param isComplete whether a list shows everything that is wanted
 * @param looksAfter whether twins are looked for after the creation, so that the number need not be compared
 */
export async function readForCreation(
  client: StatusCakeClient,
  resource: Resource,
  isComplete: (rows: readonly Remote[]) => boolean,
  looksAfter: boolean,
): Promise<readonly Remote[]> {
  if (client.lists === undefined) {
    const { rows, settled } = await list(client, resource, {});
    return isComplete(rows) ? rows : settled();
  }
  const { rows, isNew, pending } = await readShared(client, client.lists, resource);
  if (isNew || isComplete(rows) || looksAfter) {
    return rows;
  }
  const there = await countAll(client, resource);
  const isCurrent = there >= rows.length && there <= rows.length + pending;
  return isCurrent ? rows : client.lists.renew(resource, () => settledList(client, resource));
}

function readShared(client: StatusCakeClient, lists: SharedLists, resource: Resource): Promise<SharedList> {
  return lists.read(resource, () => settledList(client, resource));
}

async function settledList(client: StatusCakeClient, resource: Resource): Promise<readonly Remote[]> {
  return (await list(client, resource, {})).settled();
}

/** Returns how many resources of a kind the account has. One request. */
async function countAll(client: StatusCakeClient, { path, listQuery, responses }: Resource): Promise<number> {
  const query = { ...listQuery, page: 1, limit: 1 };
  const { metadata } = await client.get<Page>(path, query, responses.list);
  return metadata.total_count;
}

function list(client: StatusCakeClient, resource: Resource, query: Query): Promise<List> {
  return readList(
    client,
    resource.path,
    { ...query, ...resource.listQuery, ...query },
    resource.responses.list,
  );
}

/** Reads one resource in full; `null` when nothing has this ID. Throws a StatusCakeError. */
export async function readDetails(
  client: StatusCakeClient,
  resource: Resource,
  id: string,
): Promise<Remote | null> {
  try {
    const path = `${resource.path}/${id}`;
    const { data } = await client.get<{ data: Remote }>(path, {}, resource.responses.details);
    if (data.id !== id.replace(/^0+(?=\d)/, '')) {
      throw strayed(path, data.id);
    }
    return data;
  } catch (error) {
    if (isMissing(error)) {
      return null;
    }
    throw error;
  }
}

/** Something on the way has answered with what it keeps of another request. */
function strayed(path: string, id: string): StatusCakeError {
  const facts = { kind: 'response', transient: true, uncertain: false } as const;
  return new StatusCakeError(`GET ${path}: the response is about another one, with the ID ${id}`, facts);
}

/** So often what has to be there is asked for, with pauses of up to 0.5, 1, 2 and 4 seconds. */
const LOOKS = 5;

/**
 * Reads what has to be there, and for some seconds again while it is not: the API may not show for a moment what is new.
 * @param isThere whether what was read is all that was wanted
 * @returns what the last look showed
 * @throws what `read` throws; a StatusCakeError when the client is stopped
 */
export async function readUntil<T>(
  client: StatusCakeClient,
  read: () => Promise<T>,
  isThere: (found: T) => boolean,
): Promise<T> {
  for (let look = 1; ; look += 1) {
    const found = await read();
    if (look === LOOKS || isThere(found)) {
      return found;
    }
    await client.backOff(look, undefined);
  }
}

/**
 * Reads one resource in full that has to be there, since it was just created or a list shows it. Throws a StatusCakeError.
 * @param isWhole whether what was read is all that was wanted
 * @returns what the last look showed; `null` when it was nothing
 */
export async function readExisting(
  client: StatusCakeClient,
  resource: Resource,
  id: string,
  isWhole: (remote: Remote) => boolean = () => true,
): Promise<Remote | null> {
  return readUntil(
    client,
    () => readDetails(client, resource, id),
    (remote) => remote !== null && isWhole(remote),
  );
}

const READS_AT_A_TIME = 16;

/** Reads details of many resources that a list shows, side by side: a function to be called for each. */
export function detailsReader(
  client: StatusCakeClient,
  resource: Resource,
): (id: string) => Promise<Remote | null> {
  const side = pLimit(READS_AT_A_TIME);
  return (id) => side(() => readExisting(client, resource, id));
}

/**
 * Reads a list like `readAll`, and in full those of its rows that lack one of these fields as a key. Throws a StatusCakeError.
 */
export async function readAllWith(
  client: StatusCakeClient,
  resource: Resource,
  fields: readonly string[],
  query: Query = {},
): Promise<Remote[]> {
  return complement(client, resource, fields, await readAll(client, resource, query));
}

/**
 * Reads in full those rows of a list that lack one of these fields as a key: lists may leave out what the definition of the API
 * shows in them. Throws a StatusCakeError.
 */
export async function complement(
  client: StatusCakeClient,
  resource: Resource,
  fields: readonly string[],
  list: readonly Remote[],
): Promise<Remote[]> {
  const read = detailsReader(client, resource);
  const rows = await Promise.all(
    list.map((row) => (fields.every((name) => name in row) ? row : read(row.id))),
  );
  // What was deleted since the list was read is not there any more.
  return rows.filter((row) => row !== null);
}
