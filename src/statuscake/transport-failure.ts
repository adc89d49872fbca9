import { type ErrorFacts, StatusCakeError } from './errors.ts';

/** Codes of Node.js and undici for failures that trying again will not mend, and what they mean. */
const UNRESOLVED = new Set(['ENOTFOUND', 'EAI_NONAME', 'EAI_NODATA', 'EAI_FAIL']);
const UNREACHABLE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES']);
const TLS =
  /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_CERT|HOSTNAME_MISMATCH$|EPROTO$)/;

/** No whole answer arrived in time. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * Turns what undici throws, or a TimeoutError, into one line and a kind.
 * @param what the request, as the error names it where another may fare better
 * @param timeout milliseconds that the request was allowed to take
 */
export function describeFailure(error: unknown, what: string, url: URL, timeout: number): StatusCakeError {
  const fail = (message: string, facts: ErrorFacts) => new StatusCakeError(message, facts);
  const { host } = url;
  const code = codeOf(error);

  if (error instanceof TimeoutError) {
    const facts = { kind: 'timeout', transient: true, uncertain: true } as const;
    return fail(`${what}: no whole answer from ${host} within ${timeout / 1000} s`, facts);
  }
  if (UNRESOLVED.has(code)) {
    return fail(`the name ${url.hostname} does not resolve (${code})`, mistake('unresolved'));
  }
  if (UNREACHABLE.has(code)) {
    return fail(`no connection to ${host} (${code})`, mistake('unreachable'));
  }
  if (TLS.test(code)) {
    return fail(`no trusted TLS connection to ${host} (${code})`, mistake('tls'));
  }
  if (code === 'EAI_AGAIN') {
    const facts = { kind: 'unresolved', transient: true, uncertain: false } as const;
    return fail(`the name ${url.hostname} does not resolve, since no name server answers (${code})`, facts);
  }
  return fail(`${what}: the connection to ${host} broke (${code})`, {
    kind: 'connection',
    transient: true,
    uncertain: true,
  });
}

/** A mistake in the configuration: nothing was sent, and the next try would end the same way. */
function mistake(kind: ErrorFacts['kind']): ErrorFacts {
  return { kind, transient: false, uncertain: false };
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
