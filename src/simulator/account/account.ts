import type { Behaviour } from './behaviour.ts';
import { Collection } from './collection.ts';
import type { Resource } from './resource.ts';
import { contactGroups } from './resources/contact-groups.ts';
import { heartbeats } from './resources/heartbeats.ts';
import { maintenanceWindows } from './resources/maintenance-windows.ts';
import { pagespeedTests } from './resources/pagespeed-tests.ts';
import { sslTests } from './resources/ssl-tests.ts';
import { uptimeTests } from './resources/uptime-tests.ts';
import type { PagespeedResult, UptimeSeries } from './series.ts';
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

  readonly contactGroups = this.#collection(contactGroups);
  readonly heartbeats = this.#collection(heartbeats);
  readonly maintenanceWindows = this.#collection(
    maintenanceWindows(() => this.behaviour.windowOffsets ?? 'utc'),
  );
  readonly pagespeedTests = this.#collection(pagespeedTests);
  readonly sslTests = this.#collection(sslTests);
  readonly uptimeTests = this.#collection(uptimeTests);

  // Weak, so that a deleted test takes its series with it.
  readonly #series = new WeakMap<Entry, UptimeSeries>();
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

  /**
   * Returns what was collected about an uptime test, to be read or added to.
   * @throws {Error} when there is no uptime test of that ID
   */
  seriesOf(testId: string): UptimeSeries {
    const test = this.uptimeTests.get(testId);
    if (test === undefined) {
      throw new Error(`There is no uptime test ${testId}`);
    }
    return keptFor(test, this.#series, () => ({ history: [], periods: [], alerts: [] }));
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

  #collection(resource: Resource): Collection {
    const collection = new Collection(resource, this.#nextId);
    this.#collections.push(collection);
    return collection;
  }
}

function keptFor<Kept>(entry: Entry, all: WeakMap<Entry, Kept>, begin: () => Kept): Kept {
  const kept = all.get(entry) ?? begin();
  all.set(entry, kept);
  return kept;
}
