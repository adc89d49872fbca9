import { StatusCakeError } from '../errors.ts';
import { hasEnded, thisProcess } from '../state/processes.ts';
import type { Clock } from './clock.ts';
import { spacingAfterResponse } from './crowd.ts';
import {
  type Applicant,
  asOf,
  correctStart,
  type Ledger,
  learnLimits,
  pause,
  reserve,
  shareOf,
  stopAsking,
  withdraw,
} from './ledger.ts';
import type { LedgerStore } from './ledger-store.ts';
import {
  LONGEST_WAIT_SECONDS,
  punishesHaste,
  type RateLimit,
  type RateLimitReport,
  shortestOf,
} from './rate-limit.ts';

/** A request that leaves so many milliseconds after its time is entered again. */
const LATE = 3;
/** How long to wait before looking again for what another request finds out, in milliseconds, and at random so much more. */
const LOOK = 20;
const LOOK_SPREAD = 30;

/** A request may take so many milliseconds longer than others to arrive, and so be counted after the limit has begun anew. */
const LATE_ARRIVAL = 1000;

/** What a pacer paces by. */
export interface PacerOptions {
  readonly clock: Clock;
  readonly ledger: LedgerStore;
  /** Milliseconds that a request may take. */
  readonly patience: number;
  /** The part of the account's limit to keep to, above 0 and up to 1. */
  readonly share: number;
  /** A number from 0 up to 1. */
  readonly random: () => number;
}

interface Admission {
  readonly startAt: number;
  /** Whether all others wait for what this request finds out. */
  readonly asks: boolean;
}

/**
 * Lets requests start as fast as the account's rate limits allow and not faster, together with all others that keep the same
 * ledger. The rate limits are those that the first response names; until it is there, and after a pause, one request is under way at a time.
 */
export class Pacer {
  readonly #clock: Clock;
  readonly #ledger: LedgerStore;
  readonly #applicant: Applicant;
  readonly #random: () => number;
  #limits: readonly RateLimit[] | null = null;
  #pausedUntil = 0;
  #asks = false;
  #queue: Promise<void> = Promise.resolve();
  #waited = 0;

  constructor({ clock, ledger, patience, share, random }: PacerOptions) {
    this.#clock = clock;
    this.#ledger = ledger;
    this.#applicant = { by: thisProcess(), patience, share };
    this.#random = random;
  }

  /** What may be used of the account's rate limits, as far as they are known. */
  get limits(): readonly RateLimit[] {
    return shareOf(this.#limits ?? [], this.#applicant.share);
  }

  /** Milliseconds that requests have been held back so far. */
  get waited(): number {
    return this.#waited;
  }

  /**
   * Waits for its turn, then runs a request, which calls `onSent` when it leaves.
   * @throws StatusCakeError of kind `rate-limit` when its turn would come too late
   */
  async run<T>(request: (onSent: () => void) => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => this.#admit());
    const running = turn.then(({ startAt }) => request(() => this.#correct(startAt)));
    this.#queue = turn
      .then(({ asks }) => (asks ? running.then(ignore, ignore).then(() => this.#release()) : undefined))
      .catch(ignore);
    return running;
  }

  /**
   * Takes over what a response says of the rate limits.
   * @param sentAt when its request left
   */
  async learn({ limits, used }: RateLimitReport, sentAt: number): Promise<void> {
    // As text: what compares deeply takes milliseconds to load.
    const isKnown =
      limits.length === 0 ? this.#limits !== null : JSON.stringify(this.#limits) === JSON.stringify(limits);
    const spacingOf = this.#spacingAfter(limits, used, sentAt);
    if (isKnown && !this.#asks) {
      const current = this.#ledger.read();
      if (spacingOf(current) === current.spacing) {
        return;
      }
    }
    this.#asks = false;
    this.#limits = await this.#update((ledger) => {
      const learnt = learnLimits(ledger, limits);
      return [{ ...learnt, spacing: spacingOf(ledger) }, learnt.limits];
    });
  }

  /**
   * Starts nothing for so many seconds, after a refusal, and takes over what it says of the limit. Where it would do harm that
   * all come back at once, one request goes first.
   */
  async pause(seconds: number, { limits, used }: RateLimitReport): Promise<void> {
    const until = this.#clock.now() + seconds * 1000;
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
    this.#limits = await this.#update((ledger) => {
      const known = limits.length > 0 ? limits : ledger.limits;
      return [pause({ ...ledger, limits: known }, until, used !== null), known];
    });
  }

  /** The spacing that follows on that of a ledger, by how many of the requests that the service has counted are not ours. */
  #spacingAfter(
    limits: readonly RateLimit[],
    used: number | null,
    sentAt: number,
  ): (ledger: Ledger) => number {
    const limit = shortestOf(limits);
    if (!limit || used === null || !punishesHaste(limits)) {
      return ({ spacing }) => spacing;
    }
    const since = sentAt - limit.seconds * 1000 - LATE_ARRIVAL;
    const now = this.#clock.now();
    return ({ starts, spacing }) => {
      const own = starts.filter((start) => start > since && start <= now).length;
      return spacingAfterResponse(spacing, limit, used, own);
    };
  }

  async #admit(): Promise<Admission> {
    for (;;) {
      const now = this.#clock.now();
      // Without a limit there is nothing to keep, and so nothing to write down.
      if (this.#limits?.length === 0 && this.#pausedUntil <= now) {
        return { startAt: now, asks: false };
      }
      const turn = await this.#update((ledger) => {
        const reserved = reserve(ledger, this.#clock.now(), this.#applicant, this.#random());
        this.#limits ??= ledger.limits;
        return [reserved.ledger, reserved.turn];
      });
      if ('lookAt' in turn) {
        await this.#sleepUntil(turn.lookAt);
        while (this.#read().asking) {
          await this.#sleep(LOOK + this.#random() * LOOK_SPREAD);
        }
      } else {
        this.#refuse(turn.startAt);
        this.#asks = turn.asks;
        if (await this.#stands(turn.startAt)) {
          return turn;
        }
        this.#asks = false;
        await this.#change((ledger) => withdraw(ledger, turn));
      }
    }
  }

  /** Waits for a turn. Whether it still stands then: the service may have asked for a pause in the meantime. */
  async #stands(startAt: number): Promise<boolean> {
    const seconds = Math.ceil((startAt - this.#clock.now()) / 1000);
    const waited = await this.#sleepUntil(startAt).catch((error) => {
      throw explain(error, seconds);
    });
    return !waited || this.#read().pausedUntil <= this.#clock.now();
  }

  #refuse(startAt: number): void {
    const seconds = Math.ceil((startAt - this.#clock.now()) / 1000);
    if (seconds <= LONGEST_WAIT_SECONDS) {
      return;
    }
    const limits = this.limits
      .map(({ requests, seconds: length }) => `${requests} in ${length} s`)
      .join(', ');
    throw new StatusCakeError(
      `no request may start for another ${seconds} s under the limit of the account (${limits}), and a run waits ${LONGEST_WAIT_SECONDS} s at most`,
      { kind: 'rate-limit', transient: false, uncertain: false },
    );
  }

  #correct(startAt: number): void {
    const now = this.#clock.now();
    if (now - startAt < LATE || this.#limits?.length === 0) {
      return;
    }
    void this.#change((ledger) => correctStart(ledger, startAt, now));
  }

  /** Whether there was anything to wait for. */
  async #sleepUntil(time: number): Promise<boolean> {
    const wait = time - this.#clock.now();
    if (wait <= 0) {
      return false;
    }
    await this.#sleep(wait);
    return true;
  }

  async #sleep(milliseconds: number): Promise<void> {
    await this.#clock.sleep(milliseconds);
    this.#waited += milliseconds;
  }

  /** Lets others ask where this request has not found out how things stand. */
  async #release(): Promise<void> {
    if (!this.#asks) {
      return;
    }
    this.#asks = false;
    await this.#change(stopAsking);
  }

  #read(): Ledger {
    return asOf(this.#ledger.read(), this.#clock.now(), hasEnded);
  }

  #change(change: (ledger: Ledger) => Ledger): Promise<void> {
    return this.#update((ledger) => [change(ledger), undefined]);
  }

  #update<T>(change: (ledger: Ledger) => readonly [Ledger, T]): Promise<T> {
    return this.#ledger.update((ledger) => {
      const now = this.#clock.now();
      const [next, result] = change(asOf(ledger, now, hasEnded));
      return [{ ...next, writtenAt: now }, result];
    });
  }
}

/** Returns the error that ended a wait; one of more than a second also says what for. */
function explain(error: unknown, seconds: number): unknown {
  if (!(error instanceof StatusCakeError) || seconds <= 1) {
    return error;
  }
  const reason = `while it waited ${seconds} s for the rate limit of the account`;
  return new StatusCakeError(`${error.message}, ${reason}`, error.facts);
}

function ignore(): void {}
