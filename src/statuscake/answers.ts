import type { AnswerCheck } from './answer-check.ts';
import { type ErrorFacts, StatusCakeError } from './errors.ts';
import { problem } from './generated/answer-checks.js';
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
export function readAnswer<T>(text: string, check: AnswerCheck, what: string): T {
  const facts = { kind: 'answer', transient: true, uncertain: true } as const;
  const value = parse(text);
  if (value === undefined) {
    throw new StatusCakeError(`${what}: the answer is not JSON but begins ${excerpt(text)}`, facts);
  }
  if (!check(value)) {
    const [error] = check.errors ?? [];
    const reason = `${error?.instancePath || 'it'} ${error?.message}`;
    throw new StatusCakeError(`${what}: the answer is not what the API documents: ${reason}`, facts);
  }
  return value as T;
}

/**
 * The error that an answer with a status of 400 or more stands for.
 * @param what the request, as the error names it
 */
export function readProblem(answer: HttpAnswer, what: string): StatusCakeError {
  const { status } = answer;
  const body = parse(answer.text);
  const { message, errors }: Partial<Problem> = problem(body) ? (body as Problem) : {};
  const details = Object.entries(errors ?? {}).map(([name, reasons]) => `${name}: ${reasons.join(', ')}`);
  const said = [message ?? (answer.text === '' ? '' : excerpt(answer.text)), ...details].filter(Boolean);
  const text = `${what}: ${[`HTTP ${status}`, ...said].join('; ')}`;
  return new StatusCakeError(text, { ...classify(status), ...(errors && { parameters: errors }) });
}

function classify(status: number): ErrorFacts {
  const refused = { transient: false, uncertain: false };
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

/** The beginning of a text that was not expected, on one line. */
function excerpt(text: string): string {
  return JSON.stringify(text.replace(/\s+/g, ' ').trim().slice(0, 60));
}
