import type { Window } from './rate-limit.ts';

/** What all who talk to one account have to know of each other. All times are milliseconds since 1970. */
export interface Ledger {
  /** The windows of the account's limit; `null` while no answer has named them. */
  readonly windows: readonly Window[] | null;
  /** When requests started or will start, in order, as far back as the longest window reaches. */
  readonly starts: readonly number[];
  /** The service has asked for nothing to start before. */
  readonly pausedUntil: number;
  /** Until then somebody is finding out about the windows, and all others wait. */
  readonly askingUntil: number;
}

export const EMPTY_LEDGER: Ledger = { windows: null, starts: [], pausedUntil: 0, askingUntil: 0 };

/** A turn: when the request may start; or, while somebody else asks for the windows, when to look again. */
export type Turn = { readonly startAt: number } | { readonly lookAt: number };

/**
 * Requests that left evenly arrive less evenly. So many milliseconds more than a window lasts keep those that left one
 * window apart from arriving within one.
 */
const MARGIN = 15;
/** How long to wait before looking again for the first answer, in milliseconds. */
const POLL = 20;
/** So many windows ahead requests may have been entered, by as many processes. */
const FARTHEST = 100;

/**
 * Enters a request into the ledger, at the earliest time that all windows allow.
 * @param patience milliseconds that the first request may take to find out about the windows
 */
export function reserve(ledger: Ledger, now: number, patience: number): { ledger: Ledger; turn: Turn } {
  const { windows, starts, pausedUntil, askingUntil } = ledger;
  if (windows === null) {
    if (askingUntil > now) return { ledger, turn: { lookAt: Math.min(askingUntil, now + POLL) } };
    const startAt = Math.max(now, pausedUntil);
    const asking = { ...ledger, starts: [...starts, startAt], askingUntil: startAt + patience };
    return { ledger: asking, turn: { startAt } };
  }
  const longest = Math.max(0, ...windows.map(({ seconds }) => seconds * 1000 + MARGIN));
  // What lies further ahead than it can was written before the clock was set back.
  const recent = starts.filter((start) => start > now - longest && start < now + FARTHEST * longest);
  const free = windows.map(
    ({ limit, seconds }) => (recent.at(-limit) ?? -Infinity) + seconds * 1000 + MARGIN,
  );
  const startAt = Math.max(now, pausedUntil, recent.at(-1) ?? 0, ...free);
  return { ledger: { ...ledger, starts: [...recent, startAt] }, turn: { startAt } };
}

/** Corrects an entry: the request left only now, since its connection had to be made first or the machine was busy. */
export function correctStart(ledger: Ledger, startAt: number, now: number): Ledger {
  const entry = ledger.starts.lastIndexOf(startAt);
  const starts = ledger.starts.map((start, index) => (index === entry ? now : start));
  return { ...ledger, starts: starts.sort((one, other) => one - other) };
}

/** Takes over the windows that an answer has named. */
export function learnWindows(ledger: Ledger, windows: readonly Window[]): Ledger {
  return { ...ledger, windows, askingUntil: 0 };
}

/** Lets the next one ask for the windows, after a request that did not find out about them. */
export function stopAsking(ledger: Ledger): Ledger {
  return { ...ledger, askingUntil: 0 };
}

/** Starts nothing until then. */
export function pause(ledger: Ledger, until: number): Ledger {
  return { ...ledger, pausedUntil: Math.max(ledger.pausedUntil, until) };
}
