import type { HttpAnswer } from '../http/transport.ts';

/** So many requests in so many seconds. */
export interface Window {
  readonly limit: number;
  readonly seconds: number;
}

/** What an answer says of the account's limit. */
export interface Limit {
  /** Every window; none where it names none. */
  readonly windows: readonly Window[];
  /** How many requests the shortest window has counted so far, where the answer speaks of that one. */
  readonly used: number | null;
}

/** No wait that the service asks for is longer: against a limit that lasts longer, waiting does not help. */
export const LONGEST_WAIT_SECONDS = 600;
/** No 5xx makes a request wait longer before it is tried again. */
const LONGEST_RETRY_SECONDS = 60;

/**
 * Reads every window from `x-ratelimit-limit`, such as `5, 60;w=60, 5;w=1`: the limit being applied, then each window as
 * `limit;w=seconds` (API reference). Empty when the answer names none. One that nobody would wait for to pass is left out: it
 * would bind all runs for as long, on the word of one answer.
 */
export function readWindows(headers: HttpAnswer['headers']): Window[] {
  const windows = String(headers['x-ratelimit-limit'] ?? '').matchAll(/(\d+)\s*;\s*w=(\d+)/g);
  return [...windows]
    .map(([, limit, seconds]) => ({ limit: Number(limit), seconds: Number(seconds) }))
    .filter(
      ({ limit, seconds }) => limit > 0 && limit < Infinity && seconds > 0 && seconds <= LONGEST_WAIT_SECONDS,
    );
}

/** Reads what an answer says of the limit: the windows, and of the one being applied what is left (API reference). */
export function readLimit(headers: HttpAnswer['headers']): Limit {
  const windows = readWindows(headers);
  const applied = Number.parseInt(String(headers['x-ratelimit-limit']), 10);
  const left = Number.parseInt(String(headers['x-ratelimit-remaining']), 10);
  const isShortest = shortestOf(windows)?.limit === applied && left >= 0 && left <= applied;
  return { windows, used: isShortest ? applied - left : null };
}

/** The shortest window; nothing where there is none. */
export function shortestOf(windows: readonly Window[]): Window | undefined {
  return [...windows].sort((one, other) => one.seconds - other.seconds)[0];
}

/** Whether requests that one window refuses may count in another, so that it does harm to try too often. */
export function punishesHaste(windows: readonly Window[]): boolean {
  return windows.length > 1;
}

/**
 * Seconds that an answer asks us to wait: `x-ratelimit-reset` (API reference), or the standard `Retry-After`, which may also
 * be a date. Nothing where it asks for no time that is one.
 * @param now milliseconds since 1970
 */
export function readReset(headers: HttpAnswer['headers'], now: number): number | undefined {
  const seconds = [readWindowEnd(headers), readRetryAfter(headers, now)].filter(
    (value) => value !== undefined,
  );
  return seconds.length === 0 ? undefined : Math.max(...seconds);
}

/**
 * Seconds to wait at the least after a 5xx: the standard `Retry-After`, and only where no request is left
 * (`x-ratelimit-remaining`, API reference) the end of the window.
 * @param now milliseconds since 1970
 */
export function readRetry(headers: HttpAnswer['headers'], now: number): number | undefined {
  const isUsedUp = String(headers['x-ratelimit-remaining'] ?? '').trim() === '0';
  const seconds = isUsedUp ? readReset(headers, now) : readRetryAfter(headers, now);
  return seconds === undefined ? undefined : Math.min(seconds, LONGEST_RETRY_SECONDS);
}

function readWindowEnd(headers: HttpAnswer['headers']): number | undefined {
  return usable(Number.parseFloat(String(headers['x-ratelimit-reset'])));
}

function readRetryAfter(headers: HttpAnswer['headers'], now: number): number | undefined {
  const text = String(headers['retry-after'] ?? '');
  return usable(/^\d+$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000);
}

function usable(seconds: number): number | undefined {
  return seconds >= 0 && seconds < Infinity ? seconds : undefined;
}

/** The seconds from the first to the last of so many requests, sent as fast as all windows allow. */
export function leastSeconds(requests: number, windows: readonly Window[]): number {
  const starts: number[] = [];
  for (let index = 0; index < requests; index += 1) {
    const earliest = windows.map(({ limit, seconds }) => (starts[index - limit] ?? -seconds) + seconds);
    starts.push(Math.max(0, ...earliest));
  }
  return starts.at(-1) ?? 0;
}
