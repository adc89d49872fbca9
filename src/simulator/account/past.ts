/**
 * What tests would have left behind, had they run for a long time already. It depends on the seed, the names of tests and the
 * dates, so that a month is the same whenever the simulator is started. Runs are made when they are asked for: those of a
 * thousand tests in a quarter are more than fit into memory.
 */

import { serverOfRun } from './locations.ts';
import type { Alert, HistoryResult, Period, UptimeSeries } from './series.ts';
import type { Entry } from './values.ts';

export interface PastOptions {
  /** How long it is, in seconds. */
  readonly seconds: number;
  readonly seed: number;
}

/** A time at which a test is down, in seconds since 1970, and the status code that it then gets. */
interface Outage {
  readonly from: number;
  readonly to: number;
  readonly code: number;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** The share of days with an outage, with a series of short ones, and of tests that began late. */
const OUTAGES_A_DAY = 0.025;
const FLAPPING_A_DAY = 0.003;
const LATE_BEGINNINGS = 0.12;

const CODES = [503, 503, 502, 500, 504, 598];

/** StatusCake shows no shorter interval; a check_rate of 0 stands for constantly. */
const SHORTEST_INTERVAL = 30;

/** The longest outage; those that began so long before the past does reach into it. */
const LONGEST = 5 * HOUR;

export class Past {
  readonly #options: PastOptions;
  /** Seconds since 1970. */
  readonly #end: number;

  /** @param now when it ends, in milliseconds */
  constructor(options: PastOptions, now: number) {
    this.#options = options;
    this.#end = Math.floor(now / 1000);
  }

  /** Sets what the account shows of a test to what it has come to. */
  applyTo(test: Entry): void {
    const { last, outages } = this.#courseOf(test);
    test.last_tested_at = isoOf(last);
    test.status = outages.some(({ from, to }) => from <= last && last < to) ? 'down' : 'up';
  }

  /** Returns the periods and the alerts of a test, oldest first; its runs come from `runsOf`. */
  seriesOf(test: Entry): UptimeSeries {
    const { first, last, outages } = this.#courseOf(test);
    const delay = Number(test.trigger_rate ?? 0) * MINUTE;
    const periods: Period[] = [];
    const alerts: Alert[] = [];
    const addPeriod = (status: Period['status'], from: number, to: number): void => {
      if (from < to) {
        const end = to <= last ? { ended_at: isoOf(to), duration: (to - from) * 1000 } : {};
        periods.push({ status, created_at: isoOf(from), ...end });
      }
    };
    const addAlert = (status: Alert['status'], status_code: number, at: number): void => {
      if (at <= last) {
        alerts.push({ id: test.id, status, status_code, triggered_at: isoOf(at) });
      }
    };
    let since = first;
    for (const { from, to, code } of outages) {
      addPeriod('up', since, from);
      addPeriod('down', from, to);
      if (from + delay < to) {
        addAlert('down', code, from + delay);
        addAlert('up', 200, to);
      }
      since = to;
    }
    addPeriod('up', since, Number.POSITIVE_INFINITY);
    return { history: [], periods, alerts };
  }

  /** Returns the runs of a test that began before a time in seconds, newest first. */
  *runsOf(test: Entry, before: number): Generator<HistoryResult> {
    const { first, last, interval, outages } = this.#courseOf(test);
    const usual = 80 + 320 * this.#chance(test.name, 'speed');
    let next = outages.length - 1;
    const newest = Math.min(last, first + Math.ceil((before - first) / interval - 1) * interval);
    for (let at = newest; at >= first; at -= interval) {
      while ((outages[next]?.from ?? 0) > at) {
        next -= 1;
      }
      const outage = outages[next];
      const isDown = outage !== undefined && at < outage.to;
      const noise = this.#chance(test.name, 'run', at);
      // Slower by day, and now and then much slower.
      const daily = 1 + 0.3 * Math.sin(((at % DAY) / DAY) * 2 * Math.PI - 2);
      const spike = noise > 0.97 ? 2 + 40 * (noise - 0.97) : 1;
      yield {
        created_at: isoOf(at),
        location: serverOfRun(regionsOf(test), Math.floor(at / interval)),
        performance: Math.round(usual * daily * spike * (0.8 + 0.4 * noise)),
        status_code: isDown ? outage.code : 200,
      };
    }
  }

  /** When a test ran for the first and the last time, how often, and when it was down: from one of its runs to another. */
  #courseOf(test: Entry): { first: number; last: number; interval: number; outages: Outage[] } {
    const interval = Math.max(Number(test.check_rate), SHORTEST_INTERVAL);
    const phase = Math.floor(this.#chance(test.name, 'phase') * interval);
    const runAt = (second: number): number => Math.ceil((second - phase) / interval) * interval + phase;
    const { seconds } = this.#options;
    const isLate = this.#chance(test.name, 'late') < LATE_BEGINNINGS;
    const share = isLate ? 0.3 + 0.4 * this.#chance(test.name, 'beginning') : 0;
    const first = runAt(this.#end - Math.round(seconds * (1 - share)));
    // One that is paused has been so for some days, as far as it has run at all.
    const asleep = test.paused === true ? DAY * (2 + 18 * this.#chance(test.name, 'pause')) : 0;
    const last = Math.max(first, runAt(this.#end - asleep - interval + 1));
    const outages: Outage[] = [];
    for (const { from, to, code } of this.#troubles(test, first - LONGEST, last)) {
      const outage = { from: Math.max(first, runAt(from)), to: runAt(to), code };
      const previous = outages.at(-1);
      // Between two runs nothing is seen, and what begins before another is over is a part of it.
      if (outage.from < outage.to && outage.from <= last && outage.from > (previous?.to ?? 0)) {
        outages.push(outage);
      }
    }
    return { first, last, interval, outages };
  }

  /** What happens to a test between two times, in order: to all whose names begin with the same word, and to itself. */
  #troubles(test: Entry, from: number, to: number): Outage[] {
    const [word] = String(test.name).split(' ');
    const troubles: Outage[] = [];
    for (let day = Math.floor(from / DAY); day * DAY < to; day += 1) {
      troubles.push(
        ...this.#troublesOf(`all of ${word}`, day),
        ...this.#troublesOf(`test ${test.name}`, day),
      );
    }
    return troubles.sort((one, other) => one.from - other.from);
  }

  #troublesOf(whom: string, day: number): Outage[] {
    const chance = (what: string): number => this.#chance(whom, what, day);
    const start = Math.floor(day * DAY + chance('start') * DAY);
    const code = CODES[Math.floor(chance('code') * CODES.length)] ?? 503;
    if (chance('flapping') < FLAPPING_A_DAY) {
      return Array.from({ length: 4 + Math.floor(chance('flaps') * 6) }, (_, index) => {
        const from = start + index * 15 * MINUTE;
        return {
          from,
          to: from + Math.floor((1 + 6 * this.#chance(whom, 'flap', day, index)) * MINUTE),
          code,
        };
      });
    }
    if (chance('outage') >= OUTAGES_A_DAY) {
      return [];
    }
    // Most are over in minutes, few last for hours.
    const kind = chance('kind');
    const [least, most] =
      kind < 0.7 ? [MINUTE, 12 * MINUTE] : kind < 0.95 ? [10 * MINUTE, HOUR] : [HOUR, LONGEST];
    return [{ from: start, to: Math.floor(start + least + (most - least) * chance('length')), code }];
  }

  /** A number from 0 up to 1, always the same for these words and this seed. */
  #chance(...words: readonly unknown[]): number {
    let hash = 0x811c9dc5 ^ this.#options.seed;
    for (const character of words.join('\n')) {
      hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
    return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
  }
}

function regionsOf({ regions }: Entry): readonly string[] {
  return Array.isArray(regions) ? (regions as string[]) : [];
}

function isoOf(second: number): string {
  return new Date(second * 1000).toISOString();
}
