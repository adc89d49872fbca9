/** What went wrong between us and the API, in the terms of who can mend it. */
export type ErrorKind =
  /** 401, or 403 without a body: no token, or one that the API does not accept. */
  | 'credentials'
  /** 403 with a message: the token is right, but the account has no access to this, such as on a small plan. */
  | 'forbidden'
  /** 400: parameters that the API does not accept. */
  | 'invalid'
  /** 400: the API finds nothing in the request that it does not have already. */
  | 'unchanged'
  /** 404: nothing has this ID. */
  | 'missing'
  /** Any other 4xx. */
  | 'refused'
  /** 429, for longer than anyone should wait. */
  | 'rate-limit'
  /** 5xx. */
  | 'server'
  /** A response that is not what the API documents: HTML, half a body, a missing field. */
  | 'response'
  /** A list that lacks rows, or that changes faster than it can be read. */
  | 'list'
  /** No whole response within the timeout. */
  | 'timeout'
  /** The connection broke. */
  | 'connection'
  /** The host's name does not resolve. */
  | 'unresolved'
  /** Nothing listens at the address. */
  | 'unreachable'
  /** The proxy on the way to the API cannot be used, or opens no tunnel. */
  | 'proxy'
  /** The server's certificate or its TLS is not acceptable. */
  | 'tls'
  /** It was not sent: the client had been stopped. */
  | 'stopped';

export interface ErrorFacts {
  readonly kind: ErrorKind;
  /** The same request may succeed a moment later. */
  readonly transient: boolean;
  /** Had the request been a write, it may have taken place all the same. */
  readonly uncertain: boolean;
  /** Seconds after which the service asked to be asked again. */
  readonly retryAfter?: number;
  /** What the API found wrong with single parameters: the `errors` object of its response. */
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
}

/** A failed request, with a message of one line. */
export class StatusCakeError extends Error {
  override readonly name = 'StatusCakeError';
  readonly facts: ErrorFacts;

  /** @param cause what was thrown, where something was */
  constructor(message: string, facts: ErrorFacts, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.facts = facts;
  }
}

/** Returns whether an error says that the resource does not exist (404 for an unknown ID, by the API reference). */
export function isMissing(error: unknown): boolean {
  return error instanceof StatusCakeError && error.facts.kind === 'missing';
}

/** Returns whether the API refused a change since there was nothing to change. */
export function isUnchanged(error: unknown): boolean {
  return error instanceof StatusCakeError && error.facts.kind === 'unchanged';
}

/** Returns whether an error says that the account has no access to something, whatever its token (API reference). */
export function isForbidden(error: unknown): error is StatusCakeError {
  return error instanceof StatusCakeError && error.facts.kind === 'forbidden';
}

/** Returns whether a failed write may have taken place all the same, so that it has to be looked up before it is repeated. */
export function isUncertain(error: unknown): boolean {
  return error instanceof StatusCakeError && error.facts.uncertain;
}
