import { type Spans, secondsOf } from './spans.ts';
import { allowedSeconds } from './target.ts';

/** The time that may be down without missing the target, in seconds. */
export interface Budget {
  readonly allowed: number;
  readonly used: number;
  /** Below 0 where more was used than allowed. */
  readonly left: number;
  /** When it was used up, or will be at the pace of the period so far, in seconds since 1970; `null` where neither. */
  readonly usedUpAt: number | null;
}

/**
 * Returns the error budget of a period: of all of it, also where it is not over.
 * @param toCome time of the period that is still to come and will count
 */
export function budgetOf(up: Spans, down: Spans, toCome: Spans, target: number): Budget {
  const used = secondsOf(down);
  const counted = secondsOf(up) + used;
  const allowed = allowedSeconds(counted + secondsOf(toCome), target);
  const left = allowed - used;
  const usedUpAt =
    left < 0
      ? secondAfter(down, allowed)
      : used > 0
        ? secondAfter(toCome, Math.ceil((left * counted) / used))
        : null;
  return { allowed, used, left, usedUpAt };
}

/** Returns the second that comes after so many of a time; `null` where it has no more. */
function secondAfter(time: Spans, count: number): number | null {
  let left = count;
  for (const { from, to } of time) {
    if (left < to - from) {
      return from + left;
    }
    left -= to - from;
  }
  return null;
}
