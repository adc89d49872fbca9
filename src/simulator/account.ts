import { Collection, type Entry } from './collection.ts';
import { contactGroups } from './resources/contact-groups.ts';
import { uptimeTests } from './resources/uptime-tests.ts';
import type { UptimeSeries } from './series.ts';

/** A StatusCake account in memory, for tests to seed and to look into. */
export class Account {
  #lastId = 0;
  // One sequence for all resources: an ID used for the wrong kind of resource never happens to fit.
  readonly #nextId = (): string => String(++this.#lastId);

  readonly contactGroups = new Collection(contactGroups, this.#nextId);
  readonly uptimeTests = new Collection(uptimeTests, this.#nextId);

  // Weak, so that a deleted test takes its series with it.
  readonly #series = new WeakMap<Entry, UptimeSeries>();

  /**
   * Returns what was collected about an uptime test, to be read or added to.
   * @throws {Error} when there is no uptime test of that ID
   */
  seriesOf(testId: string): UptimeSeries {
    const test = this.uptimeTests.get(testId);
    if (test === undefined) {
      throw new Error(`There is no uptime test ${testId}`);
    }
    const series = this.#series.get(test) ?? { history: [], periods: [], alerts: [] };
    this.#series.set(test, series);
    return series;
  }
}
