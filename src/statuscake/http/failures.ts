import { type ErrorFacts, StatusCakeError } from '../errors.ts';

/** Codes of Node.js and undici for failures that trying again will not mend, and what they mean. */
const UNRESOLVED = new Set(['ENOTFOUND', 'EAI_NONAME', 'EAI_NODATA', 'EAI_FAIL']);
const UNREACHABLE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES']);
const TLS =
  /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_CERT|HOSTNAME_MISMATCH$|EPROTO$)/;

/** Names of undici for errors that say a response is none of the API, and why. */
const MONSTROUS: Readonly<Record<string, string>> = {
  ResponseExceededMaxSizeError: 'its body is too large',
  HeadersOverflowError: 'its headers are too large',
  HTTPParserError: 'it breaks the rules of HTTP',
};

/** No whole response arrived in time. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** Returns what a code of Node.js says is wrong with an address or what is there; nothing for what may pass by itself. */
export function mistakeOf(code: string): 'unresolved' | 'unreachable' | 'tls' | undefined {
  if (UNRESOLVED.has(code)) {
    return 'unresolved';
  }
  if (UNREACHABLE.has(code)) {
    return 'unreachable';
  }
  return TLS.test(code) ? 'tls' : undefined;
}

/** Where requests go. */
export interface Route {
  readonly url: URL;
  /** The proxy on the way, as a message names it. */
  readonly proxy?: string;
}

/**
 * Turns what undici throws, or a TimeoutError, into one line and a kind. What already is both stays as it is.
 * @param what the request, as the error names it where another may fare better
 * @param timeout milliseconds that the request was allowed to take
 */
export function describeFailure(
  error: unknown,
  what: string,
  { url, proxy }: Route,
  timeout: number,
): StatusCakeError {
  if (error instanceof StatusCakeError) {
    return error;
  }
  const fail = (message: string, facts: ErrorFacts) => new StatusCakeError(message, facts, error);
  const host = proxy === undefined ? url.host : `${url.host} through ${proxy}`;
  const code = codeOf(error);
  const mistake = mistakeOf(code);

  if (error instanceof TimeoutError) {
    const facts = { kind: 'timeout', transient: true, uncertain: true } as const;
    return fail(`${what}: no whole response from ${host} within ${timeout / 1000} s`, facts);
  }
  if (mistake !== undefined) {
    const messages = {
      unresolved: `the name ${url.hostname} does not resolve (${code})`,
      unreachable: `no connection to ${host} (${code})`,
      tls: `no trusted TLS connection to ${host} (${code})`,
    };
    // A mistake in the configuration: nothing was sent, and the next try would end the same way.
    return fail(messages[mistake], { kind: mistake, transient: false, uncertain: false });
  }
  if (code === 'EAI_AGAIN') {
    const facts = { kind: 'unresolved', transient: true, uncertain: false } as const;
    return fail(`the name ${url.hostname} does not resolve, since no name server answers (${code})`, facts);
  }
  const monstrous = MONSTROUS[error instanceof Error ? error.name : ''];
  if (monstrous !== undefined) {
    const facts = { kind: 'response', transient: true, uncertain: true } as const;
    return fail(`${what}: the response of ${host} is none that the API gives: ${monstrous}`, facts);
  }
  return fail(`${what}: the connection to ${host} broke (${code})`, {
    kind: 'connection',
    transient: true,
    uncertain: true,
  });
}

/** Returns the code of Node.js or undici in what was thrown; its message, where it has none. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return error instanceof Error ? error.message : String(error);
}
