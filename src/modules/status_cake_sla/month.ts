import { isoOf } from '../../sla/clock.ts';
import type { Span } from '../../sla/spans.ts';
import { damaged, type Line, numberOfLine, readLines, secondOfLine, writeLines } from './json-lines.ts';
import type { Sightings, StoredCertificate, StoredHeartbeat } from './sightings.ts';

/** A period as it was read: without an end, where it lasted then. */
export interface StoredPeriod {
  readonly status: 'up' | 'down';
  readonly from: number;
  readonly to: number | null;
}

/** What a test has recorded in a month, and what is known of how it was watched. Times are seconds since 1970. */
export interface StoredTest {
  readonly id: string;
  readonly name: string;
  /** What it was called when a reading for other patterns found it again, after all of the month had been read of it. */
  readonly laterNames: readonly string[];
  /** Seconds from one check to the next, as it was last seen. */
  readonly checkRate: number;
  /** Up to where the test is known. */
  readonly until: number;
  /** Whether the alerts were read; where there was no outage there is none to ask for. */
  readonly hasAlerts: boolean;
  readonly periods: readonly StoredPeriod[];
  /** Alerts that it was down. */
  readonly alerts: readonly { readonly at: number; readonly code: number }[];
  /** When it was paused; without an end, where it was so at the last reading. */
  readonly unwatched: readonly { readonly from: number; readonly to: number | null }[];
}

/** A time at which a maintenance window of the account was open. */
export interface StoredWindow extends Span {
  readonly id: string;
  readonly name: string;
  /** How often, and in which zone, such as `1w, Europe/Paris`. */
  readonly repeats: string;
  /** The tests of the stack that it is for, by their IDs; `null` for one that has the tag of the stack. */
  readonly tests: readonly string[] | null;
}

/** What is known of a stack in a month of a zone. */
export interface Month extends Sightings {
  readonly stack: string;
  /** Such as `2026-10`. */
  readonly month: string;
  /** Where it begins. */
  readonly zone: string;
  /** The patterns that chose the tests. */
  readonly counts: readonly string[];
  /** Up to where it is known: its end, for one that is not read again. */
  readonly until: number;
  readonly tests: readonly StoredTest[];
  readonly windows: readonly StoredWindow[];
}

const FILE = 'statuscake-sla';

/** Returns a month with all its lists in order: tests by ID with what they have recorded in order of time, windows, and what was seen. */
export function inOrder(month: Month): Month {
  return {
    ...month,
    tests: month.tests.map(testInOrder).sort((one, other) => byId(one.id, other.id)),
    windows: [...month.windows].sort((one, other) => byId(one.id, other.id) || one.from - other.from),
    certificates: [...month.certificates].sort((one, other) => (one.url < other.url ? -1 : 1)),
    heartbeats: month.heartbeats
      .map((each) => ({ ...each, looks: [...each.looks].sort((one, other) => one.at - other.at) }))
      .sort((one, other) => byId(one.id, other.id)),
  };
}

function testInOrder(test: StoredTest): StoredTest {
  const byTime = <T extends { from: number }>(list: readonly T[]) =>
    [...list].sort((one, other) => one.from - other.from);
  return {
    ...test,
    periods: byTime(test.periods),
    alerts: [...test.alerts].sort((one, other) => one.at - other.at),
    unwatched: byTime(test.unwatched),
  };
}

/** Writes a month as JSON lines, in order. */
export function writeMonth(known: Month): string {
  const { stack, month, zone, counts, until, tests, windows, certificates, heartbeats } = inOrder(known);
  return writeLines(FILE, { stack, month, timezone: zone, until: isoOf(until), counts }, [
    ...tests.flatMap(linesOfTest),
    ...windows.map(({ id, name, repeats, tests: own, from, to }) => ({
      window: id,
      name,
      repeats,
      ...(own !== null && { tests: own }),
      from: isoOf(from),
      to: isoOf(to),
    })),
    ...certificates.map(({ url, validUntil, issuer, at }) => ({
      certificate: url,
      valid_until: isoOrNull(validUntil),
      issuer,
      at: isoOf(at),
    })),
    ...heartbeats.flatMap(({ id, name, looks }) =>
      looks.map(({ at, isMissed, lastTested }) => ({
        heartbeat: id,
        name,
        missed: isMissed,
        at: isoOf(at),
        ...(isMissed && { last_tested: isoOrNull(lastTested) }),
      })),
    ),
  ]);
}

function isoOrNull(second: number | null): string | null {
  return second === null ? null : isoOf(second);
}

function linesOfTest(test: StoredTest): object[] {
  const { id, name, laterNames, checkRate, until, hasAlerts, periods, alerts, unwatched } = test;
  const later = laterNames.length > 0 ? { later_names: laterNames } : {};
  return [
    { test: id, name, ...later, check_rate: checkRate, until: isoOf(until), alerts_read: hasAlerts },
    ...periods.map(({ status, from, to }) => ({ test: id, status, from: isoOf(from), to: isoOrNull(to) })),
    ...alerts.map(({ at, code }) => ({ test: id, alert: code, at: isoOf(at) })),
    ...unwatched.map(({ from, to }) => ({ test: id, paused: true, from: isoOf(from), to: isoOrNull(to) })),
  ];
}

/** IDs are digits; shorter ones are smaller. */
export function byId(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}

/**
 * Reads a month that `writeMonth` has written.
 * @throws StoreError for anything else
 */
export function readMonth(text: string): Month {
  const [head, ...lines] = readLines(FILE, text);
  const tests = new Map<string, StoredTest>();
  const windows: StoredWindow[] = [];
  const certificates: StoredCertificate[] = [];
  const heartbeats = new Map<string, StoredHeartbeat>();
  for (const line of lines) {
    if ('window' in line) {
      const { window: id, name, repeats, tests: own, from, to } = line;
      windows.push({
        id: String(id),
        name: String(name),
        repeats: String(repeats),
        tests: own === undefined ? null : textsOfLine(own),
        from: secondOfLine(from),
        to: secondOfLine(to),
      });
    } else if ('certificate' in line) {
      certificates.push({
        url: String(line.certificate),
        validUntil: secondOrNull(line.valid_until),
        issuer: line.issuer === null ? null : String(line.issuer),
        at: secondOfLine(line.at),
      });
    } else if ('heartbeat' in line) {
      const id = String(line.heartbeat);
      const look = {
        at: secondOfLine(line.at),
        isMissed: line.missed === true,
        lastTested: secondOrNull(line.last_tested ?? null),
      };
      const looks = [...(heartbeats.get(id)?.looks ?? []), look];
      heartbeats.set(id, { id, name: String(line.name), looks });
    } else {
      const id = String(line.test);
      tests.set(id, withLine(tests.get(id), id, line));
    }
  }
  return {
    stack: String(head.stack),
    month: String(head.month),
    zone: String(head.timezone),
    counts: textsOfLine(head.counts),
    until: secondOfLine(head.until),
    tests: [...tests.values()],
    windows,
    certificates,
    heartbeats: [...heartbeats.values()],
  };
}

function textsOfLine(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function secondOrNull(time: unknown): number | null {
  return time === null ? null : secondOfLine(time);
}

function withLine(test: StoredTest | undefined, id: string, line: Line): StoredTest {
  if ('name' in line) {
    const { name, later_names: laterNames, check_rate: checkRate, until, alerts_read: hasAlerts } = line;
    const nothing = { periods: [], alerts: [], unwatched: [] };
    return {
      id,
      name: String(name),
      laterNames: textsOfLine(laterNames),
      checkRate: numberOfLine(checkRate),
      until: secondOfLine(until),
      hasAlerts: hasAlerts === true,
      ...nothing,
    };
  }
  if (test === undefined) {
    throw damaged();
  }
  if ('alert' in line) {
    return {
      ...test,
      alerts: [...test.alerts, { at: secondOfLine(line.at), code: numberOfLine(line.alert) }],
    };
  }
  const span = { from: secondOfLine(line.from), to: secondOrNull(line.to) };
  return 'paused' in line
    ? { ...test, unwatched: [...test.unwatched, span] }
    : { ...test, periods: [...test.periods, { ...span, status: statusOfLine(line.status) }] };
}

function statusOfLine(status: unknown): StoredPeriod['status'] {
  if (status !== 'up' && status !== 'down') {
    throw damaged();
  }
  return status;
}
