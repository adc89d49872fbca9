/**
 * What runs leave in the account. Times are real, even where tests are accelerated: they agree with the clocks of
 * clients, which ask for a time until now and compare with what they did themselves. Percentages are the same anyway.
 */

import type { Account } from '../account/account.ts';
import { serverOfRun } from '../account/locations.ts';
import { isInMaintenance } from '../account/maintenance.ts';
import type { Period, UptimeSeries } from '../account/series.ts';
import type { Outcome } from './check-types.ts';
import type { Status, UptimeTest } from './uptime-test.ts';

/** One check of a test, as it went. */
export interface Run extends Outcome {
  readonly startedAt: Date;
  /** Milliseconds. */
  readonly performance: number;
}

/** Items of each series that are kept per test, the newest. */
const KEPT = 1000;

/** Writes down runs of an account's tests. */
export class Recorder {
  readonly #account: Account;
  readonly #speed: number;
  #runs = 0;

  /** @param speed how many times faster than real time tests run, by which delays of alerts shorten */
  constructor(account: Account, speed: number) {
    this.#account = account;
    this.#speed = speed;
  }

  /** Adds a run to the history of a test, done by the next server of those that run it. */
  addRun(test: UptimeTest, { startedAt, performance, statusCode }: Run): void {
    const created_at = startedAt.toISOString();
    addNewest(this.#account.seriesOf(test.id).history, {
      created_at,
      location: serverOfRun(test.regions, this.#runs++),
      performance: Math.round(performance),
      status_code: statusCode,
    });
    this.#account.uptimeTests.update(test.id, { last_tested_at: created_at });
  }

  /**
   * Sets what runs have found a test to be, the last of which is given, and alerts if that is due: during a maintenance
   * window it is put off. Tells whether it did alert.
   */
  setStatus(test: UptimeTest, { up, statusCode }: Run): boolean {
    const now = new Date();
    const status = up ? 'up' : 'down';
    const series = this.#account.seriesOf(test.id);
    continuePeriod(series.periods, status, now);
    this.#account.uptimeTests.update(test.id, { status, uptime: uptimeOf(series.periods, now) });
    const isDue = isAlertDue(series, status, now, (test.trigger_rate * 60_000) / this.#speed);
    const alerts =
      isDue && !isInMaintenance(test, this.#account.maintenanceWindows.all(), this.#account.now());
    if (alerts) {
      // Groups to alert are not looked for: whether a test without any has alerts is not documented.
      addNewest(series.alerts, {
        id: test.id,
        status,
        status_code: statusCode,
        triggered_at: now.toISOString(),
      });
    }
    return alerts;
  }
}

function addNewest<Item>(items: Item[], item: Item): void {
  items.push(item);
  if (items.length > KEPT) {
    items.shift();
  }
}

/** A pause does not end a period: a test keeps its status while it is paused. */
function continuePeriod(periods: Period[], status: Status, now: Date): void {
  const last = periods.at(-1);
  if (last?.status === status) {
    return;
  }
  const created_at = now.toISOString();
  if (last !== undefined) {
    periods[periods.length - 1] = { ...last, ended_at: created_at, duration: durationOf(last, now) };
  }
  addNewest(periods, { status, created_at });
}

/** Returns the share of the time in `periods` that was up, in per cent with two decimals. */
function uptimeOf(periods: readonly Period[], now: Date): number {
  const sum = (some: readonly Period[]): number =>
    some.reduce((total, period) => total + (period.duration ?? durationOf(period, now)), 0);
  const up = periods.filter(({ status }) => status === 'up');
  const total = sum(periods);
  const share = total > 0 ? sum(up) / total : up.length / periods.length;
  return Math.round(share * 10_000) / 100;
}

function durationOf({ created_at }: Period, now: Date): number {
  return now.getTime() - Date.parse(created_at);
}

/** An alert tells once that a test has been down for `delay` milliseconds, and once that it is up again after that. */
function isAlertDue({ periods, alerts }: UptimeSeries, status: Status, now: Date, delay: number): boolean {
  const alertedDown = alerts.at(-1)?.status === 'down';
  if (status === 'up') {
    return alertedDown;
  }
  const period = periods.at(-1);
  return !alertedDown && period !== undefined && durationOf(period, now) >= delay;
}
