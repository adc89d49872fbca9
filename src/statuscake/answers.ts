import type { AnswerCheck } from './answer-check.ts';
import { type ErrorFacts, StatusCakeError } from './errors.ts';
import { problem } from './generated/answer-checks.js';
import { readRetry } from './pacing/rate-limit.ts';
import type { HttpAnswer } from './transport.ts';

interface Problem {
  readonly message: string;
  readonly errors?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Reads an answer that is to be JSON of a certain form.
 * @param what the request, as the error names it
 * @throws StatusCakeError when it is something else: an HTML page, half a body, a missing field
 */
export function readAnswer<T>(answer: HttpAnswer, check: AnswerCheck, what: string): T {
  const value = parse(answer.text);
  if (value === undefined) throw damaged(answer, what);
  if (!check(value)) {
    const [error] = check.errors ?? [];
    const reason = `${error?.instancePath || 'it'} ${error?.message}`;
    throw new StatusCakeError(`${what}: the answer is not what the API documents: ${reason}`, DAMAGED);
  }
  return value as T;
}

/**
 * Checks an answer that says no more than that a write took place: `204` for PUT and DELETE (API reference).
 * @param what the request, as the error names it
 * @throws StatusCakeError when it has a body that cannot be the API's: then something else has answered
 */
export function readAcknowledgement(answer: HttpAnswer, what: string): void {
  if (answer.text !== '' && parse(answer.text) === undefined) throw damaged(answer, what);
}

/**
 * The error that an answer with a status of 300 or more stands for.
 * @param what the request, as the error names it
 * @param now milliseconds since 1970
 */
export function readProblem(answer: HttpAnswer, what: string, now: number): StatusCakeError {
  const { status } = answer;
  const body = parse(answer.text);
  const { message, errors }: Partial<Problem> = problem(body) ? (body as Problem) : {};
  const details = Object.entries(errors ?? {}).map(([name, reasons]) => `${name}: ${reasons.join(', ')}`);
  const unread = answer.text !== '' && message === undefined ? describeBody(answer) : undefined;
  const text = [`${what}: HTTP ${status}`, message ?? unread, ...details].filter(Boolean).join('; ');
  const retryAfter = status >= 500 ? readRetry(answer.headers, now) : undefined;
  return new StatusCakeError(text, {
    ...(status === 400 && NOTHING_TO_CHANGE.test(message ?? '') ? UNCHANGED : classify(status)),
    ...(errors && { parameters: errors }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

/** How the API refuses a PUT that would change nothing; it documents neither these words nor their status. */
const NOTHING_TO_CHANGE = /\bno changes were requested\b/i;
const UNCHANGED: ErrorFacts = { kind: 'unchanged', transient: false, uncertain: false };

const DAMAGED: ErrorFacts = { kind: 'answer', transient: true, uncertain: true };

function damaged(answer: HttpAnswer, what: string): StatusCakeError {
  return new StatusCakeError(`${what}: the answer is not JSON, but ${describeBody(answer)}`, DAMAGED);
}

/** A body that nobody expected: not quoted, since a page may repeat what it was sent, the token too. */
function describeBody({ text, headers }: HttpAnswer): string {
  const type = String(headers['content-type'] ?? 'an unknown type').replace(/;.*/, '');
  return `${text.length} characters of ${type}`;
}

function classify(status: number): ErrorFacts {
  const refused = { transient: false, uncertain: false };
  if (status < 400) return { kind: 'answer', ...refused };
  if (status === 400) return { kind: 'invalid', ...refused };
  if (status === 401 || status === 403) return { kind: 'credentials', ...refused };
  if (status === 404) return { kind: 'missing', ...refused };
  if (status === 429) return { kind: 'rate-limit', ...refused };
  if (status < 500) return { kind: 'refused', ...refused };
  // The service and the proxies before it answer 5xx also when the write took place (API reference).
  return { kind: 'server', transient: status !== 501, uncertain: true };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
