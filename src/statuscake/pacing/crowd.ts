import type { RateLimit } from './rate-limit.ts';

/**
 * How much room to leave to others on the same account who do not share the ledger. Where a longer rate limit counts refused
 * requests as well, those of one second take away what the minute has left, for all: so who sees others goes slowly.
 * All spacings are milliseconds between two requests; 0 is as fast as the rate limits allow.
 */

/** By so many times the time that the limit leaves for a request, the spacing begins where others are seen, and how far it goes. */
const FIRST = 8;
const MOST = 25;
const SLOWER = 1.5;
const FASTER = 0.5;

/**
 * Returns the spacing after a response.
 * @param used requests that the limit has counted so far
 * @param own those of them that may be of those who share the ledger
 */
export function spacingAfterResponse(spacing: number, limit: RateLimit, used: number, own: number): number {
  const others = used - own;
  if (others >= limit.requests - 1) {
    return slower(spacing, limit);
  }
  if (others > 0) {
    return spacing === 0 ? FIRST * room(limit) : spacing;
  }
  const next = spacing * FASTER;
  return next < room(limit) ? 0 : next;
}

/**
 * Returns the spacing after a refused request.
 * @param isShortest whether this limit refused it; else a longer one is used up, which says nothing of haste
 */
export function spacingAfterRefusal(spacing: number, limit: RateLimit, isShortest: boolean): number {
  return isShortest ? slower(spacing, limit) : Math.max(spacing, FIRST * room(limit));
}

/** Returns a spacing that somebody has written down, as far as it can be one. */
export function boundSpacing(spacing: number, limit: RateLimit): number {
  return Math.min(Math.max(spacing, 0), MOST * room(limit));
}

function slower(spacing: number, limit: RateLimit): number {
  return boundSpacing(Math.max(spacing * SLOWER, FIRST * room(limit)), limit);
}

function room({ requests, seconds }: RateLimit): number {
  return (seconds * 1000) / requests;
}
