import type { Behaviour } from './behaviour.ts';
import { Collection } from './collection.ts';
import { Past, type PastOptions } from './past.ts';
import type { Resource } from './resource.ts';
import { contactGroups } from './resources/contact-groups.ts';
import { heartbeats } from './resources/heartbeats.ts';
import { maintenanceWindows } from './resources/maintenance-windows.ts';
import { pagespeedTests } from './resources/pagespeed-tests.ts';
import { sslTests } from './resources/ssl-tests.ts';
import { uptimeTests } from './resources/uptime-tests.ts';
import type { HistoryResult, PagespeedResult, UptimeSeries } from './series.ts';
import type { Entry } from './values.ts';
import { Visibility } from './visibility.ts';

/** A StatusCake account in memory, for tests to seed and to look into. */
export class Account {
  /** The clock of maintenance windows and of what is not visible yet, in milliseconds. */
  readonly now: () => number;
  readonly behaviour: Behaviour;
  readonly visibility: Visibility;
  #lastId = 0;
  // One sequence for all resources: an ID used for the wrong kind of resource never happens to fit.
  readonly #nextId = (): string => String(++this.#lastId);
  readonly #collections: Collection[] = [];
  #past: Past | undefined;

  readonly contactGroups = this.#collection(contactGroups);
  readonly heartbeats = this.#collection(heartbeats);
  readonly maintenanceWindows = this.#collection(
    maintenanceWindows(() => this.behaviour.windowOffsets ?? 'utc'),
  );
  readonly pagespeedTests = this.#collection(pagespeedTests);
  readonly sslTests = this.#collection(sslTests);
  readonly uptimeTests = this.#collection(uptimeTests, (test) => this.#past?.applyTo(test));

  // Weak, so that a deleted test takes its series with it.
  #series = new WeakMap<Entry, UptimeSeries>();
  readonly #pagespeedHistory = new WeakMap<Entry, PagespeedResult[]>();

  constructor(now: () => number = Date.now, behaviour: Behaviour = {}) {
    this.now = now;
    this.behaviour = behaviour;
    this.visibility = new Visibility(now);
  }

  /** Every collection of the account. */
  get collections(): readonly Collection[] {
    return this.#collections;
  }

  /** Lets uptime tests have run for a long time: those that there are, whatever was collected about them, and those to come. */
  imagine(past: PastOptions): void {
    this.#past = new Past(past, this.now());
    this.#series = new WeakMap();
    for (const test of this.uptimeTests.all()) {
      this.#past.applyTo(test);
    }
  }

  /**
   * Returns what was collected about an uptime test, to be read or added to. The runs of an imagined past are not among it.
   * @throws {Error} when there is no uptime test of that ID
   */
  seriesOf(testId: string): UptimeSeries {
    const test = this.#uptimeTest(testId);
    return keptFor(
      test,
      this.#series,
      () => this.#past?.seriesOf(test) ?? { history: [], periods: [], alerts: [] },
    );
  }

  /**
   * Returns the runs of an imagined past that began before a time in seconds, newest first.
   * @throws {Error} when there is no uptime test of that ID
   */
  pastRunsOf(testId: string, before: number): Iterable<HistoryResult> {
    return this.#past?.runsOf(this.#uptimeTest(testId), before) ?? [];
  }

  /**
   * Returns the results of a page speed test, in any order, to be read or added to.
   * @throws {Error} when there is no page speed test of that ID
   */
  pagespeedHistoryOf(testId: string): PagespeedResult[] {
    const test = this.pagespeedTests.get(testId);
    if (test === undefined) {
      throw new Error(`There is no page speed test ${testId}`);
    }
    return keptFor(test, this.#pagespeedHistory, () => []);
  }

  #uptimeTest(id: string): Entry {
    const test = this.uptimeTests.get(id);
    if (test === undefined) {
      throw new Error(`There is no uptime test ${id}`);
    }
    return test;
  }

  #collection(resource: Resource, onCreate?: (entry: Entry) => void): Collection {
    const collection = new Collection(resource, this.#nextId, onCreate);
    this.#collections.push(collection);
    return collection;
  }
}

function keptFor<Kept>(entry: Entry, all: WeakMap<Entry, Kept>, begin: () => Kept): Kept {
  const kept = all.get(entry) ?? begin();
  all.set(entry, kept);
  return kept;
}
