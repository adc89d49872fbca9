import type { AnswerCheck } from './answer-check.ts';
import { readAcknowledgement, readAnswer, readProblem } from './answers.ts';
import { type Clock, systemClock } from './clock.ts';
import { encodeForm, encodeQuery, type Form, type Query } from './form.ts';
import { created } from './generated/answer-checks.js';
import { Pacer } from './pacing.ts';
import { readReset, readWindows, type Window } from './rate-limit.ts';
import { backoff, mayRepeat } from './retry.ts';
import type { HttpAnswer, HttpRequest, Transport } from './transport.ts';

export interface ClientOptions {
  readonly transport: Transport;
  /** How often a failed request is tried again. */
  readonly retries: number;
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

/** Without a word from the service on how long its limit lasts. */
const DEFAULT_RESET_SECONDS = 1;
/** A limit that lasts longer than this is not one that waiting helps against. */
const LONGEST_LIMIT_SECONDS = 600;

/** The StatusCake API: paced under the account's limit, faults retried, answers checked against their schemas. */
export class StatusCakeClient {
  readonly #options: Required<ClientOptions>;
  readonly #pacer: Pacer;
  #requests = 0;
  #retries = 0;
  /** Milliseconds spent before repetitions; what the pacer held back comes on top. */
  #waited = 0;

  constructor(options: ClientOptions) {
    this.#options = { clock: systemClock, random: Math.random, ...options };
    this.#pacer = new Pacer(this.#options.clock);
  }

  get usage(): Usage {
    return {
      requests: this.#requests,
      retries: this.#retries,
      waited_seconds: Math.round(this.#waited + this.#pacer.waited) / 1000,
    };
  }

  /** The windows of the account's limit, as the answers so far have named them. */
  get windows(): readonly Window[] {
    return this.#pacer.windows;
  }

  /** Reads from a path and checks the answer. Throws a StatusCakeError. */
  async get<T>(path: string, query: Query, check: AnswerCheck): Promise<T> {
    return this.#exchange({ method: 'GET', path: path + encodeQuery(query) }, (answer, what) =>
      readAnswer<T>(answer, check, what),
    );
  }

  /**
   * Creates a resource and returns its ID. Not repeated when it may have taken place.
   * @throws StatusCakeError, with `uncertain` in its facts when the resource may exist all the same
   */
  async post(path: string, form: Form): Promise<string> {
    const request = { method: 'POST', path, body: encodeForm(form) } as const;
    const { data } = await this.#exchange(request, (answer, what) =>
      readAnswer<{ data: { new_id: string } }>(answer, created, what),
    );
    return data.new_id;
  }

  /** Changes the fields of a form, and only those. Throws a StatusCakeError. */
  async put(path: string, form: Form): Promise<void> {
    await this.#exchange({ method: 'PUT', path, body: encodeForm(form) }, readAcknowledgement);
  }

  /** Deletes a resource. Throws a StatusCakeError; of kind `missing` when it is not there. */
  async delete(path: string): Promise<void> {
    await this.#exchange({ method: 'DELETE', path }, readAcknowledgement);
  }

  /** Drops all connections. */
  async close(): Promise<void> {
    await this.#options.transport.close();
  }

  async #exchange<T>(request: HttpRequest, read: (answer: HttpAnswer, what: string) => T): Promise<T> {
    const { clock, random, retries } = this.#options;
    const what = `${request.method} ${request.path.replace(/\?.*/, '')}`;
    let limitedSince: number | undefined;
    for (let failures = 0; ; this.#retries += 1) {
      try {
        const answer = await this.#send(request);
        if (answer.status !== 429) {
          if (answer.status >= 300) throw readProblem(answer, what);
          return read(answer, what);
        }
        limitedSince ??= clock.now();
        if (clock.now() - limitedSince > LONGEST_LIMIT_SECONDS * 1000) throw readProblem(answer, what);
        this.#pacer.pause(readReset(answer.headers) ?? DEFAULT_RESET_SECONDS);
      } catch (error) {
        failures += 1;
        if (failures > retries || !mayRepeat(error, request.method === 'POST')) throw error;
        await this.#wait(backoff(failures, random()));
      }
    }
  }

  #send(request: HttpRequest): Promise<HttpAnswer> {
    return this.#pacer.run(async () => {
      this.#requests += 1;
      const answer = await this.#options.transport.send(request);
      this.#pacer.learn(readWindows(answer.headers));
      return answer;
    });
  }

  async #wait(milliseconds: number): Promise<void> {
    this.#waited += milliseconds;
    await this.#options.clock.sleep(milliseconds);
  }
}
