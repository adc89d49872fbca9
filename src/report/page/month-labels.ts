/** A label that wants to be in a chart: where its point is, from 0 to 1, and how wide it is in pixels. */
export interface Label {
  readonly at: number;
  readonly width: number;
}

/** Which edge of a label is at its point. */
export type Side = 'first' | 'last' | 'middle';

/** Pixels between two labels, and by which one at an edge of the chart stands out beyond its point. */
const GAP = 8;

/** Returns how a label stands at its point, so that it leaves a chart of so many pixels at neither edge. */
export function sideOf({ at, width }: Label, whole: number): Side {
  const [left, right] = [at * whole, (1 - at) * whole];
  return right < width / 2 && right <= left ? 'last' : left < width / 2 ? 'first' : 'middle';
}

/**
 * Returns those labels that have room beside each other, wherever their points are in height. The earlier ones have precedence.
 * @param whole the pixels of the chart
 * @param narrowest the pixels that decide on which side of its point each label stands
 */
export function fitting<T extends Label>(labels: readonly T[], whole: number, narrowest: number): T[] {
  const placed: { from: number; to: number }[] = [];
  return labels.filter((label) => {
    const place = label.at * whole;
    const side = sideOf(label, narrowest);
    const from =
      side === 'first' ? place - GAP : side === 'last' ? place + GAP - label.width : place - label.width / 2;
    const to = from + label.width;
    const isFree = placed.every((other) => to + GAP <= other.from || other.to + GAP <= from);
    if (isFree) {
      placed.push({ from, to });
    }
    return isFree;
  });
}
