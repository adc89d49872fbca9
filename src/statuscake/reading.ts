import pLimit from 'p-limit';
import type { StatusCakeClient } from './client.ts';
import { isMissing } from './errors.ts';
import type { Query } from './form.ts';
import { type List, readList } from './paging.ts';
import type { Remote, Resource } from './resource.ts';

/** Reads all resources of a kind that a query selects, as their list shows them. Throws a StatusCakeError. */
export async function readAll(
  client: StatusCakeClient,
  resource: Resource,
  query: Query = {},
): Promise<readonly Remote[]> {
  return (await list(client, resource, query)).rows;
}

/**
 * Reads all resources of a kind to tell what has to be created. Before something counts as missing, it is made sure that the
 * list has not just failed to show it, at as many requests again as the list has pages; nothing, where that is one.
 * @param isComplete whether a list shows everything that is wanted
 */
export async function readForCreation(
  client: StatusCakeClient,
  resource: Resource,
  isComplete: (rows: readonly Remote[]) => boolean,
): Promise<readonly Remote[]> {
  const { rows, settled } = await list(client, resource, {});
  return isComplete(rows) ? rows : settled();
}

function list(client: StatusCakeClient, resource: Resource, query: Query): Promise<List> {
  return readList(client, resource.path, { ...query, ...resource.listQuery }, resource.answers.list);
}

/** Reads one resource in full; `null` when nothing has this ID. Throws a StatusCakeError. */
export async function readDetails(
  client: StatusCakeClient,
  resource: Resource,
  id: string,
): Promise<Remote | null> {
  try {
    const path = `${resource.path}/${id}`;
    const { data } = await client.get<{ data: Remote }>(path, {}, resource.answers.details);
    return data;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

const READS_AT_A_TIME = 16;

/** Reads details of many resources, side by side: a function like `readDetails`, to be called for each. */
export function detailsReader(
  client: StatusCakeClient,
  resource: Resource,
): (id: string) => Promise<Remote | null> {
  const side = pLimit(READS_AT_A_TIME);
  return (id) => side(() => readDetails(client, resource, id));
}
