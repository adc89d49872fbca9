import type { HttpResponse } from '../http/transport.ts';

/** So many requests in so many seconds. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

/** What a response says of the account's rate limits. */
export interface RateLimitReport {
  /** All of them; none where it names none. */
  readonly limits: readonly RateLimit[];
  /** How many requests the shortest one has counted so far, where the response speaks of that one. */
  readonly used: number | null;
}

/** No wait that the service asks for is longer: against a limit that lasts longer, waiting does not help. */
export const LONGEST_WAIT_SECONDS = 600;
/** No 5xx makes a request wait longer before it is tried again. */
const LONGEST_RETRY_SECONDS = 60;

/**
 * Reads all rate limits from `x-ratelimit-limit`, such as `5, 60;w=60, 5;w=1`: the limit being applied, then each as
 * `limit;w=seconds` (API reference). Empty when the response names none. One that nobody would wait for is left out: it
 * would bind all runs for as long, on the word of one response.
 */
export function readRateLimits(headers: HttpResponse['headers']): RateLimit[] {
  const limits = String(headers['x-ratelimit-limit'] ?? '').matchAll(/(\d+)\s*;\s*w=(\d+)/g);
  return [...limits]
    .map(([, requests, seconds]) => ({ requests: Number(requests), seconds: Number(seconds) }))
    .filter(
      ({ requests, seconds }) =>
        requests > 0 && requests < Infinity && seconds > 0 && seconds <= LONGEST_WAIT_SECONDS,
    );
}

/** Reads what a response says of the rate limits: which there are, and of the one being applied what is left (API reference). */
export function readRateLimitReport(headers: HttpResponse['headers']): RateLimitReport {
  const limits = readRateLimits(headers);
  const applied = Number.parseInt(String(headers['x-ratelimit-limit']), 10);
  const left = Number.parseInt(String(headers['x-ratelimit-remaining']), 10);
  const isShortest = shortestOf(limits)?.requests === applied && left >= 0 && left <= applied;
  return { limits, used: isShortest ? applied - left : null };
}

/** Returns the shortest limit; nothing where there is none. */
export function shortestOf(limits: readonly RateLimit[]): RateLimit | undefined {
  return [...limits].sort((one, other) => one.seconds - other.seconds)[0];
}

/** Returns whether requests that one limit refuses may count in another, so that it does harm to try too often. */
export function punishesHaste(limits: readonly RateLimit[]): boolean {
  return limits.length > 1;
}

/**
 * Seconds that a response asks us to wait: `x-ratelimit-reset` (API reference), or the standard `Retry-After`, which may also
 * be a date. Nothing where it asks for no time that is one.
 * @param now milliseconds since 1970
 */
export function readReset(headers: HttpResponse['headers'], now: number): number | undefined {
  const seconds = [readWindowEnd(headers), readRetryAfter(headers, now)].filter(
    (value) => value !== undefined,
  );
  return seconds.length === 0 ? undefined : Math.max(...seconds);
}

/**
 * Seconds to wait at the least after a 5xx: the standard `Retry-After`, and only where no request is left
 * (`x-ratelimit-remaining`, API reference) the end of the limit.
 * @param now milliseconds since 1970
 */
export function readRetry(headers: HttpResponse['headers'], now: number): number | undefined {
  const isUsedUp = String(headers['x-ratelimit-remaining'] ?? '').trim() === '0';
  const seconds = isUsedUp ? readReset(headers, now) : readRetryAfter(headers, now);
  return seconds === undefined ? undefined : Math.min(seconds, LONGEST_RETRY_SECONDS);
}

function readWindowEnd(headers: HttpResponse['headers']): number | undefined {
  return usable(Number.parseFloat(String(headers['x-ratelimit-reset'])));
}

function readRetryAfter(headers: HttpResponse['headers'], now: number): number | undefined {
  const text = String(headers['retry-after'] ?? '');
  return usable(/^\d+$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000);
}

function usable(seconds: number): number | undefined {
  return seconds >= 0 && seconds < Infinity ? seconds : undefined;
}

/** Returns the seconds from the first to the last of so many requests, sent as fast as all rate limits allow. */
export function leastSeconds(count: number, limits: readonly RateLimit[]): number {
  const starts: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const earliest = limits.map(({ requests, seconds }) => (starts[index - requests] ?? -seconds) + seconds);
    starts.push(Math.max(0, ...earliest));
  }
  return starts.at(-1) ?? 0;
}
