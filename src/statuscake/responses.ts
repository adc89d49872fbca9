import { type ErrorFacts, StatusCakeError } from './errors.ts';
import { problem } from './generated/response-checks.js';
import type { HttpResponse } from './http/transport.ts';
import { readRetry } from './pacing/rate-limit.ts';
import type { ResponseCheck } from './response-check.ts';
import { quote } from './wording.ts';

interface Problem {
  readonly message: string;
  readonly errors?: Readonly<Record<string, readonly string[]>>;
}

/** Levels of objects and lists that JSON may have; the API's responses have five. */
const DEEPEST = 32;

/**
 * Reads a response that is to be JSON of a certain form.
 * @param what the request, as the error names it
 * @throws StatusCakeError when it is something else: an HTML page, half a body, a missing field
 */
export function readResponse<T>(response: HttpResponse, check: ResponseCheck, what: string): T {
  const value = parse(response);
  if (value === undefined) {
    throw damaged(response, what);
  }
  if (!check(value)) {
    const { instancePath = '', message = 'is something else' } = check.errors?.[0] ?? {};
    const reason = `${instancePath || 'it'} ${message}`;
    throw new StatusCakeError(`${what}: the response is not what the API documents: ${reason}`, DAMAGED);
  }
  return value as T;
}

/**
 * Checks a response that says no more than that a write took place: `204` for PUT and DELETE (API reference).
 * @param what the request, as the error names it
 * @throws StatusCakeError when it is any other, even an empty 200: then something else may have answered
 */
export function readAcknowledgement(response: HttpResponse, what: string): void {
  const { status, text } = response;
  if (status === 204 && text === '') {
    return;
  }
  const reason = `the response is not the 204 that the API documents, but HTTP ${status} with ${describeBody(response)}`;
  throw new StatusCakeError(`${what}: ${reason}`, DAMAGED);
}

/**
 * Returns the error that a response with a status of 300 or more stands for.
 * @param what the request, as the error names it
 * @param now milliseconds since 1970
 */
export function readProblem(response: HttpResponse, what: string, now: number): StatusCakeError {
  const { status } = response;
  const body = parse(response);
  const { message, errors }: Partial<Problem> = problem(body) ? (body as Problem) : {};
  const details = Object.entries(errors ?? {}).map(([name, reasons]) => `${name}: ${reasons.join(', ')}`);
  const unread = response.text !== '' && message === undefined ? describeBody(response) : undefined;
  const told = quote([message, ...details].filter(Boolean).join('; '));
  const text = [`${what}: HTTP ${status}`, unread, told].filter(Boolean).join('; ');
  const retryAfter = status >= 500 ? readRetry(response.headers, now) : undefined;
  return new StatusCakeError(text, {
    ...(status === 400 && NOTHING_TO_CHANGE.test(message ?? '')
      ? UNCHANGED
      : classify(response, message !== undefined)),
    ...(errors && { parameters: errors }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

/** How the API refuses a PUT that would change nothing; it documents neither these words nor their status. */
const NOTHING_TO_CHANGE = /\bno changes were requested\b/i;
const UNCHANGED: ErrorFacts = { kind: 'unchanged', transient: false, uncertain: false };

const DAMAGED: ErrorFacts = { kind: 'response', transient: true, uncertain: true };

function damaged(response: HttpResponse, what: string): StatusCakeError {
  const form = response.garbled ? 'not UTF-8' : 'not JSON';
  return new StatusCakeError(`${what}: the response is ${form}, but ${describeBody(response)}`, DAMAGED);
}

/** Returns a body that nobody expected: not quoted, since a page may repeat what it was sent, the token too. */
function describeBody({ text, headers }: HttpResponse): string {
  if (text === '') {
    return 'an empty body';
  }
  const type = String(headers['content-type'] ?? 'an unknown type').replace(/;.*/, '');
  return `${text.length} characters of ${quote(type)}`;
}

/** @param isApis whether the body is that of an error of the API */
function classify({ status, text, headers }: HttpResponse, isApis: boolean): ErrorFacts {
  const refused = { transient: false, uncertain: false };
  if (status < 400) {
    return { kind: 'response', ...refused };
  }
  // The service and the proxies before it response 5xx also when the write took place (API reference).
  if (status >= 500) {
    return { kind: 'server', transient: status !== 501, uncertain: true };
  }
  if (status === 403 && headers['x-ext-authz'] === 'denied') {
    return { kind: 'credentials', ...refused };
  }
  // Something else has answered. Only a 401 or 403 of the API may be empty (API reference).
  if (!isApis && (text !== '' || status === 404)) {
    return DAMAGED;
  }
  if (status === 400) {
    return { kind: 'invalid', ...refused };
  }
  if (status === 401) {
    return { kind: 'credentials', ...refused };
  }
  // A refused token has no body, what the plan of the account lacks has a message (API reference).
  if (status === 403) {
    return { kind: isApis ? 'forbidden' : 'credentials', ...refused };
  }
  if (status === 404) {
    return { kind: 'missing', ...refused };
  }
  if (status === 429) {
    return { kind: 'rate-limit', ...refused };
  }
  return { kind: 'refused', ...refused };
}

/** Where a number may stand that JavaScript would alter; also finds some within strings, which costs a moment. */
const LONG_INTEGER = /[[:,]\s*-?\d{16}/;
const STRING_OR_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d{16,}(?![\d.eE])/g;

/**
 * Returns the JSON in a body; nothing where it is something else, or so deep that reading it would end the process. Integers that
 * JavaScript would alter become texts: they are IDs.
 */
function parse({ text, garbled }: HttpResponse): unknown {
  if (garbled || isDeeper(text, DEEPEST)) {
    return undefined;
  }
  try {
    return JSON.parse(LONG_INTEGER.test(text) ? text.replace(STRING_OR_INTEGER, kept) : text);
  } catch {
    return undefined;
  }
}

function kept(token: string): string {
  return token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
}

/** Returns whether objects and lists are nested deeper in a JSON text. Before it is parsed, which takes seconds for a million levels. */
function isDeeper(text: string, levels: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') {
      index = endOfString(text, index);
    } else if (character === '[' || character === '{') {
      depth += 1;
    } else if (character === ']' || character === '}') {
      depth -= 1;
    }
    if (depth > levels) {
      return true;
    }
  }
  return false;
}

/** Returns where the string ends that begins here; the end of the text, where it does not. */
function endOfString(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
  } while (isEscaped(text, end));
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, index: number): boolean {
  let first = index;
  while (text[first - 1] === '\\') {
    first -= 1;
  }
  return (index - first) % 2 === 1;
}
