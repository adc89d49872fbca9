/**
 * How many responses took how long, by the number of a step of time: each step is 2 % longer than the one before, so that a
 * percentile is known to a percent, and a day of responses is some dozens of numbers.
 */
export type Histogram = ReadonlyMap<number, number>;

const STEP = Math.log(1.02);

/** Puts times into a histogram. @param milliseconds below 1 they count as 1 */
export function histogramOf(milliseconds: Iterable<number>): Histogram {
  const counts = new Map<number, number>();
  for (const time of milliseconds) {
    const step = Math.round(Math.log(Math.max(1, time)) / STEP);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return counts;
}

/** Returns the responses of several histograms in one. */
export function sumOf(histograms: Iterable<Histogram>): Histogram {
  const counts = new Map<number, number>();
  for (const histogram of histograms) {
    for (const [step, count] of histogram) {
      counts.set(step, (counts.get(step) ?? 0) + count);
    }
  }
  return counts;
}

/**
 * Returns the milliseconds that a share of all responses did not exceed, to a percent; `null` where there are none.
 * @param share such as 0.95
 */
export function percentile(histogram: Histogram, share: number): number | null {
  const steps = [...histogram].sort(([one], [other]) => one - other);
  const all = steps.reduce((sum, [, count]) => sum + count, 0);
  let left = Math.ceil(all * share);
  for (const [step, count] of steps) {
    left -= count;
    if (left <= 0) {
      return Math.round(Math.exp(step * STEP));
    }
  }
  return null;
}

/** The median of the times of all responses, and what 95 % of them did not exceed, in milliseconds. */
export type Percentiles = { readonly p50: number | null; readonly p95: number | null };

/** How long responses took in a period, and on each day of it of which there are any. */
export type ResponseTimes = Percentiles & {
  readonly days: readonly (Percentiles & { readonly date: string })[];
};

/** Sums up the days of a period; `null` where there is no response. */
export function responseTimesOf(days: ReadonlyMap<string, Histogram>): ResponseTimes | null {
  const told = [...days]
    .filter(([, histogram]) => histogram.size > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const of = (histogram: Histogram) => ({
    p50: percentile(histogram, 0.5),
    p95: percentile(histogram, 0.95),
  });
  return told.length === 0
    ? null
    : {
        ...of(sumOf(told.map(([, histogram]) => histogram))),
        days: told.map(([date, histogram]) => ({ date, ...of(histogram) })),
      };
}
