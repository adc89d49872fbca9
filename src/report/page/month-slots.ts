import { monthAfter } from '../../sla/periods.ts';
import type { PeriodFigures } from '../../sla/report.ts';

/** A month of which an availability is known. */
export type Known = PeriodFigures & { readonly availability: number };

/** A month of a chart; nothing is known of some. */
export interface MonthSlot {
  readonly period: string;
  readonly known: Known | null;
}

/** Returns whether the availability of a month is known. */
export function isKnown(month: PeriodFigures): month is Known {
  return month.availability !== null;
}

/** Returns all months from the first to the last of some, so that a chart has a place for those between of which nothing is known. */
export function slotsOf(months: readonly PeriodFigures[]): MonthSlot[] {
  const [first, last] = [months[0], months.at(-1)];
  const slots: MonthSlot[] = [];
  for (
    let period = first?.period;
    period !== undefined && last && period <= last.period;
    period = monthAfter(period, 1)
  ) {
    const month = months.find((each) => each.period === period);
    slots.push({ period, known: month && isKnown(month) ? month : null });
  }
  return slots;
}
