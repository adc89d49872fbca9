/** What a client receives in place of the API's own response. */

import { STATUS_CODES } from 'node:http';
import { type ApiResponse, emptyResponse, jsonResponse } from '../api/response.ts';

/** The connection is reset instead of a response. */
export const reset: ApiResponse = { ...emptyResponse(0), disconnect: 'before response' };

/** The service's own errors come as JSON, those of the proxies before it as HTML. */
export const errors: readonly ApiResponse[] = [500, 502, 503, 504].flatMap((status) => {
  const reason = STATUS_CODES[status] ?? '';
  return [jsonResponse(status, { message: reason }), htmlResponse(status, reason)];
});

/** What a proxy answers that has waited for the API long enough. */
export const gatewayTimeout = htmlResponse(504, STATUS_CODES[504] ?? '');

/** What stands between client and API asks for a login, with a status that says nothing is wrong. */
export const loginPage = htmlResponse(200, 'Log in');

/** Refuses a request for its rate. `seconds` is how long that is said to last. */
export function tooManyRequests(seconds: number): ApiResponse {
  const response = jsonResponse(429, { message: 'Too many requests' });
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(seconds) };
  return { ...response, headers: { ...response.headers, ...headers } };
}

/** Cuts a response off in the middle of its body. */
export function truncated(response: ApiResponse): ApiResponse {
  const { headers, body } = response;
  // One byte more than there is, so that even an empty body is cut short.
  const promised = Buffer.byteLength(body) + 1;
  return {
    ...response,
    headers: { ...headers, 'content-length': String(promised) },
    body: body.slice(0, body.length / 2),
    disconnect: 'after body',
  };
}

function htmlResponse(status: number, title: string): ApiResponse {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}
