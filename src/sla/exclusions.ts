import { common, merged, type Spans, secondsOf, without } from './spans.ts';

/** Time that does not count, and why. */
export interface Exclusion {
  /** Outside the hours of service; declared for the report; a deployment by the journal; a maintenance window of the account. */
  readonly kind: 'service_hours' | 'declared' | 'deployment' | 'window';
  /** What it was for. */
  readonly reason: string;
  /** Where that is written. */
  readonly evidence: string;
  readonly time: Spans;
}

/** An exclusion with the time that none before it in the list had excluded, so that the seconds of all add up. */
export interface OwnExclusion extends Exclusion {
  readonly own: Spans;
}

/** Gives each second that several exclusions exclude to the first of them. */
export function apportion(exclusions: readonly Exclusion[]): OwnExclusion[] {
  let taken: Spans = [];
  return exclusions.map((exclusion) => {
    const own = without(exclusion.time, taken);
    taken = merged([...taken, ...own]);
    return { ...exclusion, own };
  });
}

/** Returns the time that any of these excludes. */
export function excludedTime(exclusions: readonly Exclusion[]): Spans {
  return merged(exclusions.flatMap(({ time }) => time));
}

/** Returns how many seconds of a time each exclusion excludes, of those that exclude any. */
export function sharesOf(
  time: Spans,
  exclusions: readonly OwnExclusion[],
): { readonly exclusion: OwnExclusion; readonly seconds: number }[] {
  return exclusions
    .map((exclusion) => ({ exclusion, seconds: secondsOf(common(time, exclusion.own)) }))
    .filter(({ seconds }) => seconds > 0);
}
