/** A stretch of time, from its first second up to, and without, its end; seconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Spans in their order, none of them empty, none touching another. */
export type Spans = readonly Span[];

/** Puts spans in order and makes one of those that overlap or touch; empty ones go. */
export function merged(spans: Iterable<Span>): Spans {
  const result: Span[] = [];
  for (const span of [...spans].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && span.from <= last.to) {
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else {
      result.push(span);
    }
  }
  return result;
}

/** Returns the time that is in both of two merged lists. */
export function common(one: Spans, other: Spans): Spans {
  const result: Span[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [a, b] = [one[i], other[j]];
    if (a === undefined || b === undefined) {
      return result;
    }
    const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
    if (from < to) {
      result.push({ from, to });
    }
    if (a.to < b.to) {
      i += 1;
    } else {
      j += 1;
    }
  }
}

/** Returns the time of one merged list that is not in the other. */
export function without(one: Spans, other: Spans): Spans {
  return common(one, complement(other));
}

/** Returns all time that is not in a merged list. */
function complement(spans: Spans): Spans {
  const starts = [Number.NEGATIVE_INFINITY, ...spans.map(({ to }) => to)];
  const ends = [...spans.map(({ from }) => from), Number.POSITIVE_INFINITY];
  return starts
    .map((from, index) => ({ from, to: ends[index] ?? Number.POSITIVE_INFINITY }))
    .filter(({ from, to }) => from < to);
}

/** Returns the time that is in all of these merged lists; of no list at all there is none. */
export function commonToAll(lists: readonly Spans[]): Spans {
  return lists.length === 0 ? [] : lists.reduce(common);
}

/** Returns the seconds in a merged list. */
export function secondsOf(spans: Spans): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Returns whether two spans share a second. */
export function overlap(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to;
}
