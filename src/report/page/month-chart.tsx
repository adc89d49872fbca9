import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { Fragment } from 'preact';
import { startOfDate } from '../../sla/clock.ts';
import { type Facts, isPartlyWatched } from './facts.ts';
import { fitting, type Label, sideOf } from './month-labels.ts';
import { isKnown, type Known, type MonthSlot, slotsOf } from './month-slots.ts';

/** Pixels of the chart on the narrowest screen, and on the narrowest of those that are not narrow. */
const [NARROW, WIDE] = [212, 560];

/** Pixels of a character at most, of an availability and of what stands below it. */
const [CHARACTER, SMALL_CHARACTER] = [7.5, 6.9];

/** So many names of months have room beside each other in a narrow chart. */
const NAMES_IN_NARROW = 5;

/** Percentages from below the worst of some up to 100, as parts of a height from its top. */
export function heightScale(values: readonly number[]) {
  const worst = Math.min(...values);
  // Some room below, also where all is well.
  const lowest = Math.max(0, worst - Math.max((100 - worst) * 0.25, 0.02));
  return scaleLinear().domain([lowest, 100]).range([100, 0]);
}

/** Returns the months in the order in which they get a label while there is room: the last, the worst, those that missed the target, those that were partly watched, and then the latest. */
function byPrecedence(known: readonly Known[]): Known[] {
  const [last, ...earlier] = known.toReversed();
  const missed = earlier.filter(({ met }) => met === false);
  const worst = missed.toSorted((one, other) => one.availability - other.availability)[0];
  const ordered = [last, worst, ...missed, ...earlier.filter(isPartlyWatched), ...earlier];
  return [...new Set(ordered.filter((month) => month !== undefined))];
}

/** The availability of twelve months beside the target. */
export function MonthChart(facts: Facts) {
  const { report, assessment, phrases, wording } = facts;
  const known = report.months.filter(isKnown);
  if (known.length < 2) {
    return null;
  }
  const slots = slotsOf(report.months);
  const startOf = (month: string) => startOfDate(`${month}-01`, assessment.period.zone);
  const x = scalePoint()
    .domain(slots.map(({ period }) => period))
    .range([0, 100]);
  const y = heightScale([...known.map(({ availability }) => availability), report.target]);
  const step = slots.length > NAMES_IN_NARROW ? 3 : 1;
  const path = line<MonthSlot>()
    .defined((slot) => slot.known !== null)
    .x(({ period }) => x(period) ?? 0)
    .y((slot) => y(slot.known?.availability ?? 0))
    .digits(2)(slots);
  const value = (availability: number) => wording.availability(availability, report.target);
  const watchedOf = (share: number) => phrases.watched(wording.share(share));
  const labelOf = (month: Known): Label & { month: Known } => ({
    month,
    at: (x(month.period) ?? 0) / 100,
    width: Math.max(
      value(month.availability).length * CHARACTER,
      isPartlyWatched(month) ? watchedOf(month.watched).length * SMALL_CHARACTER : 0,
    ),
  });
  const labels = fitting(byPrecedence(known).map(labelOf), WIDE, NARROW);
  const main = fitting(labels, NARROW, NARROW).map(({ month }) => month);
  const label = known.map(
    (month) =>
      `${wording.month(startOf(month.period))} ${value(month.availability)}${isPartlyWatched(month) ? ` (${watchedOf(month.watched)})` : ''}`,
  );
  const grid = y.ticks(4);
  const decimals = Math.max(
    0,
    ...grid.map((each) => String(Number(each.toFixed(6))).split('.')[1]?.length ?? 0),
  );
  return (
    <section>
      <h2>{phrases.months}</h2>
      <div class="chart" role="img" aria-label={phrases.monthsLabel(label.join(', '))}>
        {grid.map((each) => (
          <div key={each} class="grid" style={{ top: `${y(each).toFixed(2)}%` }}>
            <span>{`${wording.number(each, decimals)}\u00a0%`}</span>
          </div>
        ))}
        <div class="aim" style={{ top: `${y(report.target).toFixed(2)}%` }} />
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path class="line" d={path ?? ''} />
        </svg>
        {known.map((month) => {
          const { period, availability, met } = month;
          const placed = labels.find((each) => each.month === month);
          const left = `${(x(period) ?? 0).toFixed(2)}%`;
          const top = `${y(availability).toFixed(2)}%`;
          const isPart = isPartlyWatched(month);
          // There is no room below it above the names of the months.
          const isLow = y(availability) > (isPart ? 75 : 85);
          const isUnder = met === false && !isLow;
          const look = [met === false ? 'missed' : '', isPart ? 'part' : ''];
          return (
            <Fragment key={period}>
              <span class={['dot', ...look].filter(Boolean).join(' ')} style={{ left, top }} />
              {placed ? (
                <span
                  class={[
                    'value',
                    main.includes(month) ? 'main' : '',
                    isUnder ? 'under' : '',
                    sideOf(placed, NARROW),
                    isLow ? 'low' : '',
                  ]
                    .filter(Boolean)
                    .join(' ')}
                  style={{ left, top }}
                >
                  {value(availability)}
                  {isPart ? <small>{watchedOf(month.watched)}</small> : null}
                </span>
              ) : null}
            </Fragment>
          );
        })}
        {slots.map(({ period }, index) => (
          <span
            key={period}
            class={(slots.length - 1 - index) % step === 0 ? 'name' : 'name odd'}
            style={{ left: `${(x(period) ?? 0).toFixed(2)}%` }}
          >
            {wording.month(startOf(period), 'short')}
          </span>
        ))}
      </div>
      <ul class="legend">
        <li>
          <span class="key dot" />
          {phrases.targetMet}
        </li>
        <li>
          <span class="key dot missed" />
          {phrases.targetMissed}
        </li>
        {known.some(isPartlyWatched) ? (
          <li>
            <span class="key dot part" />
            {phrases.partlyWatched}
          </li>
        ) : null}
        <li>
          <span class="key aim" />
          {phrases.labelled(phrases.target, wording.target(report.target))}
        </li>
      </ul>
    </section>
  );
}
