import type { Account } from '../account/account.ts';
import type { Collection } from '../account/collection.ts';
import { integer, oneOf, type TextType } from '../account/field-types.ts';
import type { Entry } from '../account/values.ts';
import { queryReader } from './query.ts';
import { fieldValue, render } from './rendering.ts';
import { type ApiResponse, invalidParameters, jsonResponse } from './response.ts';

/** Tags separated by commas; none at all is no filter. */
const tagFilter: TextType<readonly string[]> = (text) => {
  const tags = text.toLowerCase().split(',').filter(Boolean);
  return { value: tags.length === 0 ? undefined : tags };
};

/** Answers a list request: one page of what the filters leave, oldest first, with the metadata of the whole. */
export function listResponse(collection: Collection, query: URLSearchParams, account: Account): ApiResponse {
  const { resource } = collection;
  const { read, errors } = queryReader(query);
  const page = read('page', integer({ minimum: 1 })) ?? 1;
  const limit = read('limit', integer({ minimum: 1, maximum: 100 })) ?? 25;
  const filters = resource.fields.flatMap((field) =>
    field.filter === undefined ? [] : { field, wanted: read(field.name, oneOf(field.filter)) },
  );
  const tags = resource.listsOverview ? read('tags', tagFilter) : undefined;
  if (Object.keys(errors).length > 0) {
    return invalidParameters(errors);
  }

  const now = account.now();
  const found = collection
    .all()
    .filter((entry) =>
      filters.every(({ field, wanted }) => wanted === undefined || fieldValue(entry, field, now) === wanted),
    )
    .filter((entry) => tags === undefined || hasTags(entry, tags, query.has('matchany')))
    .filter((entry) => account.visibility.shows(entry));
  const omitted = [
    ...(query.has('nouptime') ? ['uptime'] : []),
    ...(account.behaviour.listsLeaveOut?.[resource.path] ?? []),
  ];
  const extent = resource.listsOverview ? 'overview' : 'whole';
  return jsonResponse(200, {
    data: found
      .slice((page - 1) * limit, page * limit)
      .map((entry) => render(entry, resource, extent, now, omitted)),
    metadata: {
      page,
      per_page: limit,
      page_count: Math.ceil(found.length / limit),
      total_count: found.length,
    },
  });
}

/**
 * Whether the API compares whole tags is not documented. Here a part of a tag is enough, in either case of
 * letters, so that a client which takes the response for exact deletes `stack-ab` along with `stack-a` here first.
 */
function hasTags({ tags }: Entry, wanted: readonly string[], any: boolean): boolean {
  // In one text, with what no tag holds between them: an account of thousands is searched for each page.
  const held = Array.isArray(tags) ? tags.join('\n').toLowerCase() : '';
  return any ? wanted.some((text) => held.includes(text)) : wanted.every((text) => held.includes(text));
}
