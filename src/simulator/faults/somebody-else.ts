/** What somebody else does in the account, by hand, while a client reads it. */

import type { Account } from '../account/account.ts';
import type { Collection } from '../account/collection.ts';
import type { RecordedRequest } from '../api/requests.ts';

/** Returns the collection that a path stands for, if it stands for a whole one. */
export function collectionOf({ path }: { readonly path: string }, account: Account): Collection | undefined {
  return collectionAt(/\/([^/]+)\/?$/.exec(path)?.[1], account);
}

/** Returns which page, of how many rows at most, of which list is read; nothing for any other request. */
export function pageRead(
  { method, path, query }: RecordedRequest,
  account: Account,
): { collection: Collection; page: number; limit: number } | undefined {
  const collection = collectionOf({ path }, account);
  const parameters = new URLSearchParams(query);
  return method === 'GET' && collection !== undefined
    ? { collection, page: Number(parameters.get('page') ?? 1), limit: Number(parameters.get('limit') ?? 25) }
    : undefined;
}

/** Returns whose details are read, of what is there; nothing for any other request. */
export function detailsRead(
  { method, path }: RecordedRequest,
  account: Account,
): { collection: Collection; id: string } | undefined {
  const [, name, id = ''] = /\/([^/]+)\/(\d+)\/?$/.exec(path) ?? [];
  const collection = collectionAt(name, account);
  return method === 'GET' && collection?.get(id) !== undefined ? { collection, id } : undefined;
}

/**
 * Creates one by hand before or after all others, which the list read shows too, whatever the status and tags it is
 * filtered by. Returns its ID.
 */
export function createByHand(
  collection: Collection,
  { query }: RecordedRequest,
  place: 'first' | 'last',
): string {
  const { byHand, listsOverview } = collection.resource;
  const filters = new URLSearchParams(query);
  const tags = filters.get('tags')?.split(',') ?? [];
  const values = {
    ...byHand,
    ...(listsOverview && {
      status: filters.get('status') ?? 'up',
      // Parts of tags pass the filter. The whole ones would make it a test of the client's own.
      tags: tags.filter(Boolean).map((tag) => `not-${tag}`),
    }),
  };
  return (place === 'first' ? collection.createFirst(values) : collection.create(values)).id;
}

function collectionAt(path: string | undefined, { collections }: Account): Collection | undefined {
  return collections.find(({ resource }) => resource.path === path);
}
