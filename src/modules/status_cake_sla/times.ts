import pLimit from 'p-limit';
import { dateAt } from '../../sla/clock.ts';
import type { Period } from '../../sla/periods.ts';
import {
  type Histogram,
  histogramOf,
  type ResponseTimes,
  responseTimesOf,
  sumOf,
} from '../../sla/response-times.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { type ReadRun, readHistory } from '../../statuscake/series.ts';
import type { Month, StoredTest } from './month.ts';
import type { MonthTimes, TestTimes } from './month-times.ts';

/** What has to be collected of a test in a month. */
interface Gap {
  readonly test: StoredTest;
  readonly from: number;
  readonly to: number;
}

/** What has to be collected of a stack in a month, and what was before. */
export interface TimesPlan {
  readonly month: Month;
  readonly known: MonthTimes;
  readonly gaps: readonly Gap[];
}

/** StatusCake checks no more often than that, by its list of rates; 0 stands for constantly. */
const SHORTEST_RATE = 30;
const PAGE_SIZE = 100;
const TESTS_AT_A_TIME = 16;

/** Says what is left to collect of a month: the time since it was last done. */
export function planTimes(month: Month, bounds: Period, known: MonthTimes | undefined): TimesPlan {
  const { stack, month: label, zone } = month;
  const times = known ?? { stack, month: label, zone, tests: new Map() };
  const gaps = month.tests
    // Of one that is gone there is nothing left to collect.
    .filter((test) => test.until >= month.until)
    .map((test) => {
      const from = Math.max(bounds.from, times.tests.get(test.id)?.until ?? bounds.from);
      return { test, from, to: Math.min(bounds.to, test.until) };
    })
    .filter(({ from, to }) => from < to);
  return { month, known: times, gaps };
}

/** Returns the requests that collecting takes, about: one for every hundred checks. */
function requestsToCollect({ gaps }: TimesPlan): number {
  return gaps.reduce((sum, { test, from, to }) => {
    return sum + Math.ceil((to - from) / Math.max(test.checkRate, SHORTEST_RATE) / PAGE_SIZE);
  }, 0);
}

/** Collects what is left of a month. Throws a StatusCakeError. */
async function collectTimes(
  client: StatusCakeClient,
  { month, known, gaps }: TimesPlan,
): Promise<MonthTimes> {
  const side = pLimit(TESTS_AT_A_TIME);
  const collected = await Promise.all(
    gaps.map(({ test, from, to }) =>
      side(async (): Promise<TestTimes> => {
        const { items } = await readHistory(client, test.id, from, to);
        const before = known.tests.get(test.id)?.days ?? new Map<string, Histogram>();
        return { id: test.id, until: to, days: withRuns(before, items, month.zone) };
      }),
    ),
  );
  return { ...known, tests: new Map([...known.tests, ...collected.map((test) => [test.id, test] as const)]) };
}

/** Only what answered as it should has a time that says anything: status codes from 400 on are failures. */
function withRuns(
  known: ReadonlyMap<string, Histogram>,
  runs: readonly ReadRun[],
  zone: string,
): ReadonlyMap<string, Histogram> {
  const byDate = new Map<string, number[]>();
  for (const { at, milliseconds, code } of runs) {
    if (code > 0 && code < 400) {
      const date = dateAt(at, zone);
      const times = byDate.get(date) ?? [];
      times.push(milliseconds);
      byDate.set(date, times);
    }
  }
  const days = new Map(known);
  for (const [date, times] of byDate) {
    days.set(date, sumOf([days.get(date) ?? new Map(), histogramOf(times)]));
  }
  return days;
}

/** What is known of the response times of a stack, and which of it is to be kept. */
export interface StackTimes {
  readonly months: readonly MonthTimes[];
  readonly news: readonly MonthTimes[];
}

/**
 * Collects the response times of stacks that are not in the store yet.
 * @param mayRead told how many requests that takes; whether they may be sent
 * @param failed told what goes wrong with one month; it is then left as it was
 */
export async function gatherTimes(
  client: StatusCakeClient,
  plans: ReadonlyMap<string, readonly TimesPlan[]>,
  mayRead: (requests: number) => boolean,
  failed: (stack: string, error: unknown) => void,
): Promise<ReadonlyMap<string, StackTimes>> {
  const requests = [...plans.values()].flat().reduce((sum, plan) => sum + requestsToCollect(plan), 0);
  const isRead = requests > 0 && mayRead(requests);
  const times = await Promise.all(
    [...plans].map(async ([stack, months]): Promise<readonly [string, StackTimes]> => {
      const news: MonthTimes[] = [];
      for (const plan of isRead ? months.filter(({ gaps }) => gaps.length > 0) : []) {
        try {
          news.push(await collectTimes(client, plan));
        } catch (error) {
          failed(stack, error);
        }
      }
      const known = months.map((plan) => news.find(({ month }) => month === plan.known.month) ?? plan.known);
      return [stack, { months: known, news }];
    }),
  );
  return new Map(times);
}

/** Returns how long the responses of these tests took in some months, within two dates. */
export function timesOf(
  months: readonly MonthTimes[],
  counted: ReadonlySet<string>,
  first: string,
  last: string,
): ResponseTimes | null {
  const days = new Map<string, Histogram[]>();
  for (const { tests } of months) {
    for (const test of [...tests.values()].filter(({ id }) => counted.has(id))) {
      for (const [date, histogram] of test.days) {
        if (first <= date && date <= last) {
          days.set(date, [...(days.get(date) ?? []), histogram]);
        }
      }
    }
  }
  return responseTimesOf(new Map([...days].map(([date, histograms]) => [date, sumOf(histograms)])));
}
