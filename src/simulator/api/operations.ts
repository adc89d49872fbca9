/** What can be asked of the resources of an account, each generic over the resource's table. */

import type { Account } from '../account/account.ts';
import type { Collection } from '../account/collection.ts';
import type { Location } from '../account/locations.ts';
import type { Entry, Json } from '../account/values.ts';
import { isForm } from './form.ts';
import { readForm } from './form-reading.ts';
import { listResponse } from './listing.ts';
import { render } from './rendering.ts';
import type { RecordedRequest } from './requests.ts';
import {
  type ApiResponse,
  emptyResponse,
  invalidParameters,
  jsonResponse,
  noChanges,
  noResults,
} from './response.ts';
import { type SeriesItem, type SeriesSource, seriesResponse } from './series.ts';

export interface ApiRequest {
  readonly account: Account;
  readonly url: URL;
  /** The ID in the path; empty where there is none. */
  readonly id: string;
  readonly contentType: string | undefined;
  readonly hasBody: boolean;
  /** Where the operation notes the fields that it ignored. */
  readonly recorded: RecordedRequest;
}

export type Operation = (request: ApiRequest) => ApiResponse;

/** Lists a collection. */
export function list(collection: Collection): Operation {
  return ({ url, account }) => listResponse(collection, url.searchParams, account);
}

/** Returns one whole resource. */
export function get(collection: Collection): Operation {
  return ({ id, account }) => {
    const entry = visibleEntry(collection, id, account);
    return entry === undefined
      ? noResults()
      : jsonResponse(200, { data: render(entry, collection.resource, 'whole', account.now()) });
  };
}

/** Creates a resource from a form and answers with its ID. */
export function create(collection: Collection): Operation {
  return formOperation(collection, (_id, values, account) => {
    const entry = collection.create(values);
    account.visibility.hide(entry, account.behaviour.visibleAfter ?? {});
    return jsonResponse(201, { data: { new_id: entry.id } });
  });
}

/**
 * Changes the fields that a form names. Whether the API refuses a form of values that are there already, as it does one
 * without any that it knows, is not documented: here it is
 * refused.
 */
export function update(collection: Collection): Operation {
  const change = formOperation(collection, (id, values) => {
    if (!collection.wouldChange(id, values)) {
      return noChanges();
    }
    collection.update(id, values);
    return emptyResponse(204);
  });
  return (request) => (collection.get(request.id) === undefined ? noResults() : change(request));
}

/** Deletes a resource. */
export function remove(collection: Collection): Operation {
  return ({ id }) => (collection.delete(id) ? emptyResponse(204) : noResults());
}

/** Returns a part of a series of a test. */
export function series<Item extends Json>(
  tests: Collection,
  itemsOf: (testId: string) => readonly SeriesItem<Item>[],
  sourceOf: (testId: string) => SeriesSource<Item> = () => ({}),
): Operation {
  return ({ account, id, url }) =>
    visibleEntry(tests, id, account) === undefined
      ? noResults()
      : seriesResponse(itemsOf(id), url, sourceOf(id));
}

/** Lists locations, all or those for which a parameter of the query has the value that `keyOf` returns. */
export function listLocations(
  locations: readonly Location[],
  parameter: string,
  keyOf: (location: Location) => string,
): Operation {
  return ({ url }) => {
    const wanted = url.searchParams.get(parameter);
    return jsonResponse(200, {
      data: locations.filter((location) => wanted === null || keyOf(location) === wanted),
    });
  };
}

/** Refuses a path that the API does not have. */
export const unknownPath: Operation = () => jsonResponse(404, { message: 'Not found' });

/** Refuses a method that the path does not take. */
export function methodNotAllowed(allowed: readonly string[]): Operation {
  return () => {
    const response = jsonResponse(405, { message: 'Method not allowed' });
    return { ...response, headers: { ...response.headers, allow: allowed.join(', ') } };
  };
}

function visibleEntry(collection: Collection, id: string, account: Account): Entry | undefined {
  const entry = collection.get(id);
  return entry !== undefined && account.visibility.shows(entry) ? entry : undefined;
}

function formOperation(
  collection: Collection,
  apply: (id: string, values: ReturnType<typeof readForm>['values'], account: Account) => ApiResponse,
): Operation {
  return ({ account, id, contentType, hasBody, recorded }) => {
    // The API does not understand JSON; what it answers is not documented. 415 says the cause, where a 400 would
    // look like missing fields, and a PUT that ignores the body like success.
    if (hasBody && !isForm(contentType)) {
      return jsonResponse(415, { message: 'Unsupported media type' });
    }
    const { values, errors, unknownFields } = readForm(
      recorded.form,
      collection,
      collection.get(id),
      account,
    );
    recorded.unknownFields = unknownFields;
    return Object.keys(errors).length > 0 ? invalidParameters(errors) : apply(id, values, account);
  };
}
