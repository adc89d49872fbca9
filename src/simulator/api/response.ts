/** What the simulator sends back, as data, so that a test can look at it or put another in its place. */

import type { Errors, Json } from '../account/values.ts';

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty: a response without body. */
  readonly body: string;
  /**
   * Break the connection instead of completing the response: reset it before the first byte, or close it after
   * `body`, which a larger `content-length` among the headers makes a body cut short.
   */
  readonly disconnect?: 'before response' | 'after body';
  /** Milliseconds by which it is late, on top of the simulator's latency. */
  readonly delay?: number;
}

/** Answers with JSON. */
export function jsonResponse(status: number, body: Json): ApiResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Answers with a status and no body. */
export function emptyResponse(status: number, headers: Readonly<Record<string, string>> = {}): ApiResponse {
  return { status, headers, body: '' };
}

/** Answers 400 with the reasons, in the form of the API reference. */
export function invalidParameters(errors: Errors): ApiResponse {
  const message = 'The provided parameters are invalid. Check the errors output for details.';
  return jsonResponse(400, { message, errors });
}

/** Answers 400: a PUT that would change nothing. The message is the API's, its status is not documented. */
export function noChanges(): ApiResponse {
  return jsonResponse(400, { message: 'Invalid request. No changes were requested.' });
}

/** Answers 404: no resource of that ID. */
export function noResults(): ApiResponse {
  return jsonResponse(404, { message: 'No results found' });
}
