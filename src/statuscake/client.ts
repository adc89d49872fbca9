import { type ErrorKind, isUncertain, isUnchanged, StatusCakeError } from './errors.ts';
import { created } from './generated/response-checks.js';
import { encodeForm, encodeQuery, type Form, type Query } from './http/form.ts';
import { type HttpRequest, type HttpResponse, nameOf, type Transport } from './http/transport.ts';
import { type Clock, systemClock } from './pacing/clock.ts';
import { memoryLedger } from './pacing/ledger-store.ts';
import { Pacer } from './pacing/pacer.ts';
import {
  LONGEST_WAIT_SECONDS,
  leastSeconds,
  punishesHaste,
  type RateLimit,
  readRateLimitReport,
  readReset,
} from './pacing/rate-limit.ts';
import { sharedLedger } from './pacing/shared-ledger.ts';
import type { ResponseCheck } from './response-check.ts';
import { readAcknowledgement, readProblem, readResponse } from './responses.ts';
import { backoff, limitBackoff, mayRepeat } from './retry.ts';
import { forgetList, type SharedLists, sharedLists } from './shared-lists.ts';
import { Silence } from './silence.ts';
import type { AccountState } from './state/account-state.ts';
import { type CreationRecords, memoryRecords, sharedRecords } from './state/creation-records.ts';
import { type Journal, openJournal } from './state/journal.ts';
import { NO_PREVIEWS, type Previews, sharedPreviews } from './state/previews.ts';
import { reportProgress } from './state/progress.ts';
import { takeTurn } from './state/turn.ts';

export interface ClientOptions {
  readonly transport: Transport;
  /** How often a failed request is tried again. */
  readonly retries: number;
  /** Milliseconds that a request may take. */
  readonly timeout: number;
  /** Where other runs are known of, with which requests are paced together; without it, this one is alone. */
  readonly state?: AccountState;
  /** Milliseconds without any response after which the client stops; without it, each request has its own timeout only. */
  readonly silence?: number;
  /** The part of the account's limit to keep to, above 0 and up to 1; all of it without. */
  readonly share?: number;
  /** Milliseconds for which runs that share the state use lists that one of them has read; without it, each reads its own. */
  readonly listAge?: number;
  readonly clock?: Clock;
  /** A number from 0 up to 1. */
  readonly random?: () => number;
}

/** What the client has cost the account so far. */
export interface Usage {
  /** Requests sent, the repeated ones included. */
  readonly requests: number;
  /** Requests sent again after a failure or a 429. */
  readonly retries: number;
  /** Seconds during which a request waited for the rate limit or before it was tried again. */
  readonly waited_seconds: number;
}

/** Milliseconds that a write under way has to be answered when the client is stopped. */
const GRACE = 5000;

/** Seconds that a run waits longer than it is asked to, at the most. */
const LONGEST_JITTER = 2;

/** The StatusCake API: paced under the account's limit, faults retried, responses checked against their schemas. */
export class StatusCakeClient {
  /** The creations of the last day that nobody knew of whether they took place. */
  readonly creations: CreationRecords;
  /** The latest writes of all runs that share the state. */
  readonly journal: Journal | undefined;
  /** The lists that runs read for each other, where they do. */
  readonly lists: SharedLists | undefined;
  /** What previews of the last hour would have created. */
  readonly previews: Previews;
  readonly #transport: Transport;
  readonly #maximumRetries: number;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #state: AccountState | undefined;
  readonly #pacer: Pacer;
  readonly #silence: Silence | undefined;
  #stopped: StatusCakeError | undefined;
  #interrupt: (reason: StatusCakeError) => void = () => {};
  /** Responses with 429 in a row. */
  #refusals = 0;
  #requests = 0;
  /** What is to be done, once that is known: checks, and the requests that they take. */
  #work = { done: 0, total: 0, requests: 0 };
  #retries = 0;
  /** Milliseconds spent before repetitions; what the pacer held back comes on top. */
  #waited = 0;

  constructor({
    transport,
    retries,
    timeout,
    state,
    silence,
    share = 1,
    listAge = 0,
    clock = systemClock,
    random = Math.random,
  }: ClientOptions) {
    this.creations = state
      ? sharedRecords(state.fileOf('creations'), state.fileOf('announced'), state.fileOf('created'))
      : memoryRecords();
    this.previews = state ? sharedPreviews(state.fileOf('previews')) : NO_PREVIEWS;
    this.#transport = transport;
    this.#maximumRetries = retries;
    this.#random = random;
    const interruption = new Promise<never>((_, reject) => {
      this.#interrupt = reject;
    });
    interruption.catch(() => {});
    this.#clock = {
      now: clock.now,
      sleep: (milliseconds) => Promise.race([clock.sleep(milliseconds), interruption]),
    };
    this.#state = state;
    this.journal = state && openJournal(state, (path) => forgetList(state, path));
    this.lists =
      state && this.journal && listAge > 0
        ? sharedLists(state, this.journal, listAge, (milliseconds) => this.wait(milliseconds))
        : undefined;
    this.#silence =
      silence === undefined
        ? undefined
        : new Silence(silence, () => this.stop(`nothing was heard of the API for ${silence / 1000} s`));
    const ledger = state ? sharedLedger(state.fileOf('ledger'), this.#clock.sleep) : memoryLedger();
    this.#pacer = new Pacer({ clock: this.#clock, ledger, patience: timeout, share, random });
  }

  /**
   * Starts no request any more: those that wait fail with this reason, and so do those that read. What writes has a few seconds
   * to be answered, so that its outcome is known.
   * @param reason a clause, such as `the api_deadline of 5 s was reached`
   */
  stop(reason: string): void {
    this.#end(`not started, since ${reason}`, 'stopped');
    const giveUp = (isMeant: (request: HttpRequest) => boolean) =>
      this.#transport.giveUp((request) => (isMeant(request) ? givenUp(request, reason) : undefined));
    giveUp(({ method }) => method === 'GET');
    setTimeout(() => giveUp(() => true), GRACE).unref();
  }

  get usage(): Usage {
    return {
      requests: this.#requests,
      retries: this.#retries,
      waited_seconds: Math.round(this.#waited + this.#pacer.waited) / 1000,
    };
  }

  /** The account's rate limits, as the responses so far have named them. */
  get rateLimits(): readonly RateLimit[] {
    return this.#pacer.limits;
  }

  /** Reads from a path and checks the response. Throws a StatusCakeError. */
  async get<T>(path: string, query: Query, check: ResponseCheck): Promise<T> {
    return this.#exchange({ method: 'GET', path: path + encodeQuery(query) }, (response, what) =>
      readResponse<T>(response, check, what),
    );
  }

  /**
   * Creates a resource and returns its ID. Not repeated when it may have taken place.
   * @throws StatusCakeError, with `uncertain` in its facts when the resource may exist all the same
   */
  async post(path: string, form: Form): Promise<string> {
    const request = { method: 'POST', path, body: encodeForm(form) } as const;
    const { data } = await this.#exchange(request, (response, what) =>
      readResponse<{ data: { new_id: string } }>(response, created, what),
    );
    return data.new_id;
  }

  /**
   * Changes the fields of a form, and only those. Throws a StatusCakeError; of kind `unchanged` when the API has them already.
   */
  async put(path: string, form: Form): Promise<void> {
    const request = { method: 'PUT', path, body: encodeForm(form) } as const;
    let mayBeDone = false;
    const onFailure = (error: unknown) => {
      mayBeDone ||= isUncertain(error);
    };
    try {
      await this.#exchange(request, readAcknowledgement, onFailure);
    } catch (error) {
      // There is nothing left to change, since a try of which nothing was heard has changed it.
      if (!(mayBeDone && isUnchanged(error))) {
        throw error;
      }
    }
  }

  /** Deletes a resource. Throws a StatusCakeError; of kind `missing` when it is not there. */
  async delete(path: string): Promise<void> {
    await this.#exchange({ method: 'DELETE', path }, readAcknowledgement);
  }

  /** Drops all connections. */
  async close(): Promise<void> {
    await this.#transport.close();
  }

  /**
   * Waits before a repetition, the longer the more failures there were, and at least as long as the service asked for with
   * the last one. Throws a StatusCakeError when the client is stopped.
   */
  async backOff(failures: number, error: unknown): Promise<void> {
    const asked = error instanceof StatusCakeError ? (error.facts.retryAfter ?? 0) : 0;
    await this.wait(Math.max(backoff(failures, this.#random()), asked * 1000));
  }

  /** Waits so many milliseconds before something is asked again. Throws a StatusCakeError when the client is stopped. */
  async wait(milliseconds: number): Promise<void> {
    await this.#clock.sleep(milliseconds);
    this.#waited += milliseconds;
  }

  /**
   * Does work while no other run that shares the state is at work on any of the same things, in the order of coming.
   * @param subjects what the work is to have for itself, in words that mean the same to all; WHOLE_ACCOUNT is all of it
   * @throws what the work throws; a StatusCakeError when the client is stopped before its turn
   */
  async exclusively<T>(subjects: readonly string[], work: () => Promise<T>): Promise<T> {
    if (!this.#state) {
      return work();
    }
    const turn = await takeTurn(this.#state.fileOf('runs'), subjects, (milliseconds) =>
      this.wait(milliseconds),
    );
    try {
      return await work();
    } finally {
      await turn.end();
    }
  }

  /** Tells others how far this run has come, until the function that it returns is called. */
  showProgress(): () => void {
    if (!this.#state) {
      return () => {};
    }
    return reportProgress(this.#state.fileOf(`${process.pid}.progress.json`), () => ({
      done: this.#work.done,
      total: this.#work.total,
      requests: this.#requests,
      seconds_left: leastSeconds(this.#work.requests - this.#requests, this.rateLimits),
    }));
  }

  /** Says what is to be done from now on: so many checks, with so many requests. */
  expect(checks: number, requests: number): void {
    this.#work = { done: 0, total: checks, requests: this.#requests + requests };
  }

  /** Says that one of the expected checks was dealt with. */
  advance(): void {
    this.#work.done += 1;
  }

  /** Leaves a text for people in a file of this user, and returns its path; `null` where nothing is shared with other runs. */
  leave(purpose: string, text: string): string | null {
    try {
      return this.#state?.leave(purpose, text) ?? null;
    } catch {
      // The message has the first of it.
      return null;
    }
  }

  /** How often a failed request may be tried again. */
  get maximumRetries(): number {
    return this.#maximumRetries;
  }

  async #exchange<T>(
    request: HttpRequest,
    read: (response: HttpResponse, what: string) => T,
    onFailure: (error: unknown) => void = () => {},
  ): Promise<T> {
    const what = nameOf(request);
    let limitedSince: number | undefined;
    let last: unknown;
    for (let failures = 0; ; this.#retries += 1) {
      try {
        const response = await this.#send(request);
        const now = this.#clock.now();
        if (response.status !== 429) {
          if (response.status >= 300) {
            throw readProblem(response, what, now);
          }
          return read(response, what);
        }
        limitedSince ??= now;
        last = readProblem(response, what, now);
        if (now - limitedSince > LONGEST_WAIT_SECONDS * 1000) {
          throw last;
        }
      } catch (error) {
        failures += 1;
        onFailure(error);
        if (failures > this.#maximumRetries || !mayRepeat(error, request.method === 'POST')) {
          throw withCause(error, last);
        }
        last = error;
        await this.backOff(failures, error).catch((end) => {
          throw withCause(end, error);
        });
      }
    }
  }

  #send(request: HttpRequest): Promise<HttpResponse> {
    return this.#pacer.run(async (onSent) => {
      if (this.#stopped) {
        throw this.#stopped;
      }
      this.#requests += 1;
      const sentAt = this.#clock.now();
      const ask = () => this.#transport.send(request, onSent);
      const response = await (this.#silence?.listen(ask) ?? ask());
      // Before the next request starts.
      if (response.status === 429) {
        await this.#pause(response, nameOf(request));
      } else {
        await this.#learn(response, sentAt);
      }
      return response;
    });
  }

  /** Holds all requests back for as long as a 429 asks. Throws where that is too long, and ends the run. */
  async #pause(response: HttpResponse, what: string): Promise<void> {
    const now = this.#clock.now();
    this.#refusals += 1;
    const asked = readReset(response.headers, now) ?? 0;
    if (asked > LONGEST_WAIT_SECONDS) {
      const { message } = readProblem(response, what, now);
      throw this.#end(
        `${message}; it asks to wait ${Math.ceil(asked)} s, and a run waits ${LONGEST_WAIT_SECONDS} s at most`,
        'rate-limit',
      );
    }
    const seconds = asked >= 1 ? asked : limitBackoff(this.#refusals);
    const report = readRateLimitReport(response.headers);
    // Others wait for the same moment, and too many of them would use up what it brings.
    const jitter = punishesHaste(report.limits) ? this.#random() * Math.min(seconds / 2, LONGEST_JITTER) : 0;
    await this.#pacer.pause(seconds + jitter, report);
  }

  /** A response without rate limits says that there are none, unless it is an error, which a proxy may have written. */
  async #learn({ status, headers }: HttpResponse, sentAt: number): Promise<void> {
    this.#refusals = 0;
    const report = readRateLimitReport(headers);
    if (report.limits.length > 0 || status < 300) {
      await this.#pacer.learn(report, sentAt);
    }
  }

  /** Lets no other request start: all fail with this error. */
  #end(message: string, kind: ErrorKind): StatusCakeError {
    const error = new StatusCakeError(message, { kind, transient: false, uncertain: false });
    this.#stopped ??= error;
    this.#interrupt(error);
    return error;
  }
}

function givenUp(request: HttpRequest, reason: string): StatusCakeError {
  const facts = { kind: 'stopped', transient: false, uncertain: true } as const;
  return new StatusCakeError(`${nameOf(request)}: given up without a response, since ${reason}`, facts);
}

/** The error of a client that was stopped also names what had made it wait, and that is what has to be mended. */
function withCause(error: unknown, cause: unknown): unknown {
  if (
    !(error instanceof StatusCakeError && error.facts.kind === 'stopped' && cause instanceof StatusCakeError)
  ) {
    return error;
  }
  return new StatusCakeError(`${error.message}; the try before: ${cause.message}`, error.facts, cause);
}
