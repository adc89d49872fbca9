import type { Phrases } from '../phrases.ts';
import type { ReportedStack } from '../reported-stack.ts';
import type { Wording } from '../wording.ts';

/** What the parts of a stack's page are made of. */
export interface Facts extends ReportedStack {
  readonly phrases: Phrases;
  readonly wording: Wording;
}

/** Whether nobody watched during some of the time that counts. */
export function isPartlyWatched<T extends { readonly watched: number | null }>(
  of: T,
): of is T & { readonly watched: number } {
  return of.watched !== null && of.watched < 100;
}

/** Which colour tells a verdict. */
export function toneOf(met: boolean | null): 'good' | 'bad' | 'none' {
  return met === null ? 'none' : met ? 'good' : 'bad';
}

/** Returns a share of a whole as CSS has it, to a thousandth. */
export function percentOf(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.round((part / whole) * 100_000) / 1000}%`;
}
