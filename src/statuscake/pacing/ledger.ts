import type { ProcessId } from '../state/processes.ts';
import { boundSpacing, spacingAfterRefusal } from './crowd.ts';
import { LONGEST_WAIT_SECONDS, punishesHaste, type RateLimit, shortestOf } from './rate-limit.ts';

/** What all who talk to one account have to know of each other. All times are milliseconds since 1970. */
export interface Ledger {
  /** The account's rate limits; `null` while no response has named them. */
  readonly limits: readonly RateLimit[] | null;
  /** When requests started or will start, in order, as far back as the longest rate limit reaches. */
  readonly starts: readonly number[];
  /** The service has asked for nothing to start before. */
  readonly pausedUntil: number;
  /** Whether one request is to find out how things stand before any other starts. */
  readonly mustAsk: boolean;
  /** Whose request does so, when it starts, and until when all others wait for what it finds. */
  readonly asking: { readonly by: ProcessId; readonly startAt: number; readonly until: number } | null;
  /** Milliseconds between two requests, so that others who do not share the ledger have room; 0 where there are none. */
  readonly spacing: number;
  /** When it was last changed. */
  readonly writtenAt: number;
}

export const EMPTY_LEDGER: Ledger = {
  limits: null,
  starts: [],
  pausedUntil: 0,
  mustAsk: true,
  asking: null,
  spacing: 0,
  writtenAt: 0,
};

/** A turn: when the request may start, and whether it asks for all others; or when to look again, while another asks. */
export type Turn = { readonly startAt: number; readonly asks: boolean } | { readonly lookAt: number };

/** Who reserves a turn, and how. */
export interface Applicant {
  readonly by: ProcessId;
  /** Milliseconds that its request may take. */
  readonly patience: number;
  /** The part of the limit that it keeps to, up to 1. */
  readonly share: number;
}

/**
 * Requests that left evenly arrive less evenly. So many milliseconds more than a rate limit's time keep those that left
 * that time apart from arriving within it.
 */
const MARGIN = 15;
const LONGEST_WAIT = LONGEST_WAIT_SECONDS * 1000;
/** Clocks of machines that share a ledger differ by less; a clock that was set back does so by more, or it does not matter. */
const CLOCK_DIFFERENCE = 250;

/**
 * Returns the ledger, without what cannot be: times that lie ahead because the clock was set back are as far from now as they were
 * when they were written, nothing lies further ahead than waiting could have put it, and the dead do not ask.
 */
export function asOf(ledger: Ledger, now: number, hasEnded: (process: ProcessId) => boolean): Ledger {
  const ahead = ledger.writtenAt - now;
  const shift = ahead > CLOCK_DIFFERENCE ? ahead : 0;
  const limits = ledger.limits ?? [];
  const shortest = shortestOf(limits);
  const span = longest(limits);
  const pausedUntil = ledger.pausedUntil - shift;
  const pauseEnd = pausedUntil > now + LONGEST_WAIT ? 0 : pausedUntil;
  const asking = ledger.asking && {
    ...ledger.asking,
    startAt: ledger.asking.startAt - shift,
    until: ledger.asking.until - shift,
  };
  const isAsking =
    asking && asking.until > now && asking.startAt <= now + LONGEST_WAIT && !hasEnded(asking.by);
  return {
    ...ledger,
    starts: plausible(
      ledger.starts.map((start) => start - shift),
      Math.max(now, pauseEnd),
      span,
    ),
    pausedUntil: pauseEnd,
    // Who was there long ago need not be there now.
    spacing: shortest && ledger.writtenAt - shift > now - span ? boundSpacing(ledger.spacing, shortest) : 0,
    asking: isAsking ? asking : null,
  };
}

/**
 * Enters a request into the ledger, at the earliest time that all rate limits allow.
 * @param random a number from 0 up to 1
 */
export function reserve(
  ledger: Ledger,
  now: number,
  { by, patience, share }: Applicant,
  random: number,
): { ledger: Ledger; turn: Turn } {
  const { starts, pausedUntil, asking } = ledger;
  if (asking) {
    return { ledger, turn: { lookAt: asking.startAt } };
  }
  const limits = ledger.limits ?? [];
  const recent = starts.filter((start) => start > now - longest(limits));
  const free = shareOf(limits, share).map(
    ({ requests, seconds }) => (recent.at(-requests) ?? -Infinity) + seconds * 1000 + MARGIN,
  );
  // Never quite evenly, or those who came at the same time would do so again and again.
  const spacing = ledger.spacing * (0.5 + random);
  const startAt = Math.max(now, pausedUntil, (recent.at(-1) ?? 0) + spacing, ...free);
  // What starts too late to be waited for does not start.
  if (startAt > now + LONGEST_WAIT) {
    return { ledger, turn: { startAt, asks: false } };
  }
  const asks = ledger.mustAsk;
  return {
    ledger: {
      ...ledger,
      starts: [...recent, startAt],
      asking: asks ? { by, startAt, until: startAt + patience } : null,
    },
    turn: { startAt, asks },
  };
}

/** Rate limits that allow a part of what others do: fewer requests, or where that would be none, one in a longer time. */
export function shareOf(limits: readonly RateLimit[], share: number): RateLimit[] {
  return limits.map(({ requests, seconds }) => {
    const part = requests * share;
    return part >= 1 ? { requests: Math.floor(part), seconds } : { requests: 1, seconds: seconds / part };
  });
}

/** Corrects an entry: the request left only now, since its connection had to be made first or the machine was busy. */
export function correctStart(ledger: Ledger, startAt: number, now: number): Ledger {
  const entry = ledger.starts.lastIndexOf(startAt);
  const starts = ledger.starts.map((start, index) => (index === entry ? now : start));
  return { ...ledger, starts: starts.sort((one, other) => one - other) };
}

/** Takes back a turn that nobody will use, so that it counts nowhere. */
export function withdraw(
  ledger: Ledger,
  { startAt, asks }: { readonly startAt: number; readonly asks: boolean },
): Ledger {
  const entry = ledger.starts.lastIndexOf(startAt);
  return {
    ...ledger,
    starts: ledger.starts.filter((_, index) => index !== entry),
    asking: asks ? null : ledger.asking,
  };
}

/** Takes over the rate limits that a response has named. One that names none does not take away those that are known. */
export function learnLimits(ledger: Ledger, named: readonly RateLimit[]): Ledger {
  const limits = named.length > 0 ? named : (ledger.limits ?? []);
  return { ...ledger, limits, mustAsk: false, asking: null };
}

/** Lets the next one ask, after a request that did not find out how things stand. */
export function stopAsking(ledger: Ledger): Ledger {
  return { ...ledger, asking: null };
}

/**
 * Starts nothing until then, since a request was refused. Where refused requests count, all go slower from then on. Unless
 * they do not, one request goes first.
 * @param byShortest whether the shortest limit refused it
 */
export function pause(ledger: Ledger, until: number, byShortest: boolean): Ledger {
  const { limits, spacing } = ledger;
  const shortest = limits && punishesHaste(limits) ? shortestOf(limits) : undefined;
  return {
    ...ledger,
    pausedUntil: Math.max(ledger.pausedUntil, until),
    mustAsk: limits === null || shortest !== undefined,
    spacing: shortest ? spacingAfterRefusal(spacing, shortest, byShortest) : spacing,
  };
}

function longest(limits: readonly RateLimit[]): number {
  return Math.max(0, ...limits.map(({ seconds }) => seconds * 1000 + MARGIN));
}

/** Starts without those that are further ahead than as many requests before them could have put them. */
function plausible(starts: readonly number[], from: number, span: number): number[] {
  let before = 0;
  return starts.filter((start) => {
    if (start <= from) {
      return true;
    }
    before += 1;
    return start <= from + before * span;
  });
}
