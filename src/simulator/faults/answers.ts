/** What a client receives in place of the API's own answer. */

import { STATUS_CODES } from 'node:http';
import { type Answer, emptyAnswer, jsonAnswer } from '../api/answer.ts';

/** The connection is reset instead of an answer. */
export const reset: Answer = { ...emptyAnswer(0), disconnect: 'before answer' };

/** The service's own errors come as JSON, those of the proxies before it as HTML. */
export const errors: readonly Answer[] = [500, 502, 503, 504].flatMap((status) => {
  const reason = STATUS_CODES[status] ?? '';
  return [jsonAnswer(status, { message: reason }), htmlAnswer(status, reason)];
});

/** What a proxy answers that has waited for the API long enough. */
export const gatewayTimeout = htmlAnswer(504, STATUS_CODES[504] ?? '');

/** What stands between client and API asks for a login, with a status that says nothing is wrong. */
export const loginPage = htmlAnswer(200, 'Log in');

/** Refuses a request for its rate. `seconds` is how long that is said to last. */
export function tooManyRequests(seconds: number): Answer {
  const answer = jsonAnswer(429, { message: 'Too many requests' });
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(seconds) };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** Cuts an answer off in the middle of its body. */
export function truncated(answer: Answer): Answer {
  const { headers, body } = answer;
  // One byte more than there is, so that even an empty body is cut short.
  const promised = Buffer.byteLength(body) + 1;
  return {
    ...answer,
    headers: { ...headers, 'content-length': String(promised) },
    body: body.slice(0, body.length / 2),
    disconnect: 'after body',
  };
}

function htmlAnswer(status: number, title: string): Answer {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}
