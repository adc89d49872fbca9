import { EventEmitter, once, setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Account } from '../account/account.ts';
import { check } from './check.ts';
import { ping, pingUrlsOf } from './ping.ts';
import type { Reach } from './reach.ts';
import { Recorder, type Run } from './recording.ts';
import { type Status, type UptimeTest, uptimeTestsOf } from './uptime-test.ts';

export interface RunOptions {
  /** How many times as fast as StatusCake tests run: with 60, a `check_rate` of 60 seconds is one real second. */
  readonly speed: number;
  /**
   * `loopback`, the default: a test of any other address is not checked, nothing is recorded about it, and no contact
   * group is called at one.
   */
  readonly reach?: Reach;
}

/** Checks under way at a time, whatever the number of tests. */
const MOST_CHECKS = 16;

/** Calls of contact groups under way at a time. */
const MOST_PINGS = 16;

/** Milliseconds between two looks at which tests are due. */
const SCAN_INTERVAL = 20;

/** Milliseconds between two checks of a test at the least; a `check_rate` of 0, for constantly, means these. */
const SHORTEST_INTERVAL = 100;

/** Runs the uptime tests of an account for real, and records in the account what it finds. */
export class Runner {
  readonly #account: Account;
  readonly #speed: number;
  readonly #reach: Reach;
  readonly #recorder: Recorder;
  readonly #limit = pLimit(MOST_CHECKS);
  readonly #pingLimit = pLimit(MOST_PINGS);
  readonly #underWay = new Set<UptimeTest>();
  /** When the last check began, in milliseconds of a clock that is never set. */
  readonly #lastStart = new WeakMap<UptimeTest, number>();
  readonly #events = new EventEmitter<{ scanned: [] }>();
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  /** @throws {RangeError} when the speed is not above 0 */
  constructor(account: Account, { speed, reach = 'loopback' }: RunOptions) {
    if (!(speed > 0)) {
      throw new RangeError(`The speed of tests must be above 0, not ${speed}`);
    }
    this.#account = account;
    this.#speed = speed;
    this.#reach = reach;
    this.#recorder = new Recorder(account, speed);
    // Every check under way and everyone who waits listens: many are no leak.
    setMaxListeners(0, this.#events, this.#stopping.signal);
  }

  /** Begins to run tests: each soon after its creation, then at its `check_rate`. */
  start(): void {
    this.#timer = setInterval(() => this.#scan(), SCAN_INTERVAL);
  }

  /** Breaks off every check and call at once; none is recorded or begun any more. */
  stop(): void {
    clearInterval(this.#timer);
    this.#limit.clearQueue();
    this.#pingLimit.clearQueue();
    this.#stopping.abort();
  }

  /**
   * Resolves once a test was found up or down, at once when that is what was found last.
   * @throws {Error} when there is no such test (any more), and when the runner is stopped
   */
  async waitForStatus(testId: string, status: Status): Promise<void> {
    while (this.#account.seriesOf(testId).periods.at(-1)?.status !== status) {
      await once(this.#events, 'scanned', { signal: this.#stopping.signal });
    }
  }

  /** Looking at all tests, again and again, needs no notice of what was created, changed, paused or deleted. */
  #scan(): void {
    for (const test of uptimeTestsOf(this.#account)) {
      if (this.#isDue(test)) {
        this.#underWay.add(test);
        void this.#limit(() => this.#run(test)).then(() => this.#underWay.delete(test));
      }
    }
    this.#events.emit('scanned');
  }

  #isDue(test: UptimeTest): boolean {
    const interval = Math.max((test.check_rate * 1000) / this.#speed, SHORTEST_INTERVAL);
    const lastStart = this.#lastStart.get(test) ?? Number.NEGATIVE_INFINITY;
    return !test.paused && !this.#underWay.has(test) && performance.now() - lastStart >= interval;
  }

  /**
   * Checks a test and, when it fails, has it confirmed at once, as other servers of StatusCake would. One that is down
   * needs no confirmation, and one success is enough to be up.
   */
  async #run(test: UptimeTest): Promise<void> {
    this.#lastStart.set(test, performance.now());
    let run = await this.#check(test);
    for (
      let confirmed = 0;
      isFailure(run) && test.status === 'up' && confirmed < test.confirmation;
      confirmed++
    ) {
      run = await this.#check(test);
    }
    if (run !== undefined && this.#isWanted(test) && this.#recorder.setStatus(test, run)) {
      this.#ping(test);
    }
  }

  /** Tells the contact groups of a test; no check waits for that. */
  #ping(test: UptimeTest): void {
    for (const url of pingUrlsOf(test, this.#account)) {
      void this.#pingLimit(() => ping(url, this.#reach, this.#stopping.signal));
    }
  }

  /** Checks a test once. Returns nothing when it is unwanted, before or after the check, or out of reach. */
  async #check(test: UptimeTest): Promise<Run | undefined> {
    if (!this.#isWanted(test)) {
      return undefined;
    }
    const startedAt = new Date();
    const start = performance.now();
    const outcome = await check(test, this.#reach, this.#stopping.signal);
    if (outcome === undefined || !this.#isWanted(test)) {
      return undefined;
    }
    const run = { ...outcome, startedAt, performance: performance.now() - start };
    this.#recorder.addRun(test, run);
    return run;
  }

  /** Tells whether a test may still run, and a run still count: it may be deleted or paused meanwhile. */
  #isWanted(test: UptimeTest): boolean {
    const isInAccount = this.#account.uptimeTests.get(test.id) === test;
    return isInAccount && !test.paused && !this.#stopping.signal.aborted;
  }
}

function isFailure(run: Run | undefined): boolean {
  return run?.up === false;
}
