import type { VisibleAfter } from '../account/visibility.ts';
import type { FaultKind } from './kinds.ts';

export interface FaultOptions {
  /** A whole number below 2³². The same seed and the same requests, one at a time, meet the same faults. */
  readonly seed: number;
  /**
   * The share of requests that meet a fault, from 0 to 1. Each is drawn on its own, so a client that tries `n` times
   * gives up on `rate ** n` of its requests: six times at a rate of 0.2, on about one in 15,000.
   */
  readonly rate: number;
  /** Absent, the default: all of them. A request that none of them can happen to meets no fault. */
  readonly kinds?: readonly FaultKind[];
  /** At most so many requests meet a fault, the first ones drawn. Absent, the default: any number. */
  readonly times?: number;
  /** Milliseconds by which a `delay` and a `late creation after timeout` make a response late; 60,000 by default. */
  readonly delay?: number;
  /** Seconds that the `x-ratelimit-reset` of a `rate limit` names; 1 by default. */
  readonly reset?: number;
  /** When a late creation takes place; after 600 to 5000 milliseconds, as the seed has it, by default. */
  readonly late?: Late;
  /** What `delayed visibility` lasts; two reads by default. */
  readonly visibleAfter?: VisibleAfter;
}

/**
 * When a late creation takes place: as soon as all that is named here is over, before any other request is handled, or
 * when a test says so. Without anything named, only then.
 */
export interface Late {
  /** So many other requests. */
  readonly requests?: number;
  /** By the clock of the simulator. */
  readonly milliseconds?: number;
}
