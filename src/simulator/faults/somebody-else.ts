/** What somebody else does in the account, by hand, while a client reads it. */

import type { Account } from '../account.ts';
import type { Collection } from '../collection.ts';
import type { RecordedRequest } from '../requests.ts';

/** Returns which page of which list is read; nothing for any other request. */
export function pageRead(
  { method, path, query }: RecordedRequest,
  account: Account,
): { collection: Collection; page: number } | undefined {
  const collection = collectionAt(/\/([^/]+)$/.exec(path)?.[1], account);
  return method === 'GET' && collection !== undefined
    ? { collection, page: Number(new URLSearchParams(query).get('page') ?? 1) }
    : undefined;
}

/** Returns whose details are read, of what is there; nothing for any other request. */
export function detailsRead(
  { method, path }: RecordedRequest,
  account: Account,
): { collection: Collection; id: string } | undefined {
  const [, name, id = ''] = /\/([^/]+)\/(\d+)$/.exec(path) ?? [];
  const collection = collectionAt(name, account);
  return method === 'GET' && collection?.get(id) !== undefined ? { collection, id } : undefined;
}

/**
 * Creates one by hand before all others, which the list read shows too, whatever the status and tags it is filtered by.
 * Returns its ID.
 */
export function createByHand(collection: Collection, { query }: RecordedRequest): string {
  const { byHand, listsOverview } = collection.resource;
  const filters = new URLSearchParams(query);
  const tags = filters.get('tags')?.split(',') ?? [];
  return collection.createFirst({
    ...byHand,
    ...(listsOverview && {
      status: filters.get('status') ?? 'up',
      // Parts of tags pass the filter. The whole ones would make it a test of the client's own.
      tags: tags.filter(Boolean).map((tag) => `not-${tag}`),
    }),
  }).id;
}

function collectionAt(path: string | undefined, { collections }: Account): Collection | undefined {
  return collections.find(({ resource }) => resource.path === path);
}
