import type { HttpAnswer } from '../transport.ts';

/** So many requests in so many seconds. */
export interface Window {
  readonly limit: number;
  readonly seconds: number;
}

/**
 * Reads every window from `x-ratelimit-limit`, such as `5, 60;w=60, 5;w=1`: the limit being applied, then each window as
 * `limit;w=seconds` (API reference). Empty when the answer names none.
 */
export function readWindows(headers: HttpAnswer['headers']): Window[] {
  const windows = String(headers['x-ratelimit-limit'] ?? '').matchAll(/(\d+)\s*;\s*w=(\d+)/g);
  return [...windows].map(([, limit, seconds]) => ({ limit: Number(limit), seconds: Number(seconds) }));
}

/**
 * Seconds that an answer asks us to wait: `x-ratelimit-reset` (API reference), or the standard `Retry-After`, which may also
 * be a date.
 * @param now milliseconds since 1970
 */
export function readReset(headers: HttpAnswer['headers'], now: number): number | undefined {
  const retryAfter = String(headers['retry-after'] ?? '');
  const seconds = [
    Number.parseFloat(String(headers['x-ratelimit-reset'])),
    /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - now) / 1000,
  ].filter((value) => value >= 0);
  return seconds.length === 0 ? undefined : Math.max(...seconds);
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
