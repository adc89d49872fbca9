import { stacksOf } from '../../reconcile/ownership.ts';
import { type Interval, openTime } from '../../sla/repetition.ts';
import type { Span } from '../../sla/spans.ts';
import { localPart, type Remote } from '../../statuscake/resource.ts';
import { isLocalTime, isTimeZone } from '../../statuscake/time-zone.ts';
import { byId, type Month, type StoredWindow } from './month.ts';
import type { StackTerms } from './terms.ts';

/** Returns the windows of the account that were open for a stack, or for tests of it, in a month. */
export function windowsOf(
  { stack }: StackTerms,
  { tests, windows }: { readonly tests: readonly Remote[]; readonly windows: readonly Remote[] },
  tagPrefix: string,
  bounds: Span,
): StoredWindow[] {
  const own = tests.filter(({ tags }) => stacksOf(tags, tagPrefix).includes(stack));
  return windows.flatMap((window) => {
    const [ids, tags] = [asTexts(window.tests), asTexts(window.tags)];
    const isForAll = tags.includes(tagPrefix + stack);
    const named = own
      .filter((test) => ids.includes(test.id) || tags.some((tag) => asTexts(test.tags).includes(tag)))
      .map((test) => test.id)
      .sort(byId);
    return isForAll || named.length > 0 ? occurrences(window, isForAll ? null : named, bounds) : [];
  });
}

function occurrences(
  { id, name, start_at, end_at, timezone, repeat_interval }: Remote,
  tests: readonly string[] | null,
  bounds: Span,
): StoredWindow[] {
  const zone = String(timezone ?? 'UTC');
  const interval = String(repeat_interval ?? 'never');
  const [start, end] = [start_at, end_at].map((time) => localPart(String(time ?? '').replace(' ', 'T')));
  if (
    !isTimeZone(zone) ||
    !start ||
    !end ||
    !isLocalTime(start) ||
    !isLocalTime(end) ||
    !isInterval(interval)
  ) {
    return [];
  }
  const first = { from: Date.parse(`${start}Z`) / 1000, to: Date.parse(`${end}Z`) / 1000 };
  const repeats = interval === 'never' ? zone : `${interval}, ${zone}`;
  return openTime(bounds, zone, first, interval).map((span) => ({
    ...span,
    id,
    name: String(name),
    repeats,
    tests,
  }));
}

function isInterval(text: string): text is Interval {
  return ['never', '1d', '1w', '2w', '1m'].includes(text);
}

function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/**
 * Returns what is known of windows after a reading: up to the last one they stay as they were seen then, whatever became of them. One that
 * no reading had seen yet is taken as it is.
 */
export function windowsAfter(known: Month | undefined, windows: readonly StoredWindow[]): StoredWindow[] {
  const before = (known?.windows ?? []).map((window) => {
    // A test that came to the stack since is named only now.
    const named = windows.find(({ id }) => id === window.id)?.tests ?? [];
    return { ...window, tests: window.tests && [...new Set([...window.tests, ...named])].sort(byId) };
  });
  const news = windows.flatMap((window) => {
    const isKnown = before.some(({ id }) => id === window.id);
    const from = isKnown ? Math.max(window.from, known?.until ?? window.from) : window.from;
    return from < window.to ? [{ ...window, from }] : [];
  });
  const last = (next: StoredWindow) => before.find((window) => isContinued(window, next));
  return [
    ...before.filter((window) => !news.some((next) => isContinued(window, next))),
    ...news.map((next) => ({ ...next, from: last(next)?.from ?? next.from })),
  ];
}

function isContinued(window: StoredWindow, next: StoredWindow): boolean {
  const aboutOf = ({ id, name, repeats, tests }: StoredWindow) => JSON.stringify([id, name, repeats, tests]);
  return window.to === next.from && aboutOf(window) === aboutOf(next);
}
