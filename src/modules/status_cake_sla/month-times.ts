import { isoOf } from '../../sla/clock.ts';
import type { Histogram } from '../../sla/response-times.ts';
import { damaged, readLines, secondOfLine, writeLines } from './json-lines.ts';

/** How long the responses of a test took, by the dates of a month. */
export interface TestTimes {
  readonly id: string;
  /** Up to where they were collected, in seconds since 1970. */
  readonly until: number;
  readonly days: ReadonlyMap<string, Histogram>;
}

/** What was collected of a stack in a month. */
export interface MonthTimes {
  readonly stack: string;
  readonly month: string;
  readonly zone: string;
  readonly tests: ReadonlyMap<string, TestTimes>;
}

const FILE = 'statuscake-sla-times';

/** Writes what was collected as JSON lines: each test, then each of its days as pairs of a step of time and a count. */
export function writeMonthTimes({ stack, month, zone, tests }: MonthTimes): string {
  const inOrder = [...tests.values()].sort((one, other) => Number(one.id) - Number(other.id));
  return writeLines(
    FILE,
    { stack, month, timezone: zone },
    inOrder.flatMap(({ id, until, days }) => [
      { test: id, until: isoOf(until) },
      ...[...days]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([date, histogram]) => ({
          test: id,
          date,
          times: [...histogram].sort(([one], [other]) => one - other),
        })),
    ]),
  );
}

/**
 * Reads what `writeMonthTimes` has written.
 * @throws StoreError for anything else
 */
export function readMonthTimes(text: string): MonthTimes {
  const [head, ...lines] = readLines(FILE, text);
  const tests = new Map<string, TestTimes>();
  for (const line of lines) {
    const id = String(line.test);
    if ('until' in line) {
      tests.set(id, { id, until: secondOfLine(line.until), days: new Map() });
      continue;
    }
    const test = tests.get(id);
    if (test === undefined || !Array.isArray(line.times)) {
      throw damaged();
    }
    const histogram = new Map(line.times.map(([step, count]: [number, number]) => [step, count]));
    tests.set(id, { ...test, days: new Map([...test.days, [String(line.date), histogram]]) });
  }
  return { stack: String(head.stack), month: String(head.month), zone: String(head.timezone), tests };
}
