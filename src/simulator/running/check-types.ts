/** What every way to check a target has in common. */

import type { Reach } from './reach.ts';
import type { UptimeTest } from './uptime-test.ts';

export interface Outcome {
  readonly up: boolean;
  /** Of HTTP; 0 where there was no such answer. What StatusCake shows then is not documented. */
  readonly statusCode: number;
}

export interface CheckContext {
  readonly reach: Reach;
  /** Breaks the check off, which then rejects. */
  readonly signal: AbortSignal;
}

/**
 * Tests one target once.
 * @throws {OutOfReach} when it may not be contacted
 * @throws {Error} when it can't be reached
 */
export type Check = (test: UptimeTest, context: CheckContext) => Promise<Outcome>;
