import type { Window } from './rate-limit.ts';

/**
 * How much room to leave to others on the same account who do not share the ledger. Where a longer window counts refused
 * requests as well, those of one second take away what the minute has left, for all: so who sees others goes slowly.
 * All spacings are milliseconds between two requests; 0 is as fast as the windows allow.
 */

/** By so many times the time that a request has in the window, the spacing begins where others are seen, and how far it goes. */
const FIRST = 8;
const MOST = 25;
const SLOWER = 1.5;
const FASTER = 0.5;

/**
 * The spacing after an answer.
 * @param used requests that the window has counted so far
 * @param own those of them that may be of those who share the ledger
 */
export function spacingAfterAnswer(spacing: number, window: Window, used: number, own: number): number {
  const others = used - own;
  if (others >= window.limit - 1) {
    return slower(spacing, window);
  }
  if (others > 0) {
    return spacing === 0 ? FIRST * room(window) : spacing;
  }
  const next = spacing * FASTER;
  return next < room(window) ? 0 : next;
}

/**
 * The spacing after a refused request.
 * @param isShortest whether this window refused it; else a longer one is used up, which says nothing of haste
 */
export function spacingAfterRefusal(spacing: number, window: Window, isShortest: boolean): number {
  return isShortest ? slower(spacing, window) : Math.max(spacing, FIRST * room(window));
}

/** A spacing that somebody has written down, as far as it can be one. */
export function boundSpacing(spacing: number, window: Window): number {
  return Math.min(Math.max(spacing, 0), MOST * room(window));
}

function slower(spacing: number, window: Window): number {
  return boundSpacing(Math.max(spacing * SLOWER, FIRST * room(window)), window);
}

function room({ limit, seconds }: Window): number {
  return (seconds * 1000) / limit;
}
