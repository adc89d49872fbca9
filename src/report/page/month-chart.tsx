import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { Fragment } from 'preact';
import { startOfDate } from '../../sla/clock.ts';
import type { PeriodFigures } from '../../sla/report.ts';
import { type Facts, isPartlyWatched } from './facts.ts';

/** A label of a narrow chart is as wide as so many months. */
const LABEL_WIDTH = 4;

/** So many names of months have room beside each other in a narrow chart. */
const NAMES_IN_NARROW = 5;

/** A month of which an availability is known. */
type Known = PeriodFigures & { readonly availability: number };

export function isKnown(month: PeriodFigures): month is Known {
  return month.availability !== null;
}

/** Percentages from below the worst of some up to 100, as parts of a height from its top. */
export function heightScale(values: readonly number[]) {
  const worst = Math.min(...values);
  // Some room below, also where all is well.
  const lowest = Math.max(0, worst - Math.max((100 - worst) * 0.25, 0.02));
  return scaleLinear().domain([lowest, 100]).range([100, 0]);
}

/** The availability of twelve months beside the target. */
export function MonthChart(facts: Facts) {
  const { report, assessment, phrases, wording } = facts;
  const known = report.months.filter(isKnown);
  if (known.length < 2) {
    return null;
  }
  const startOf = (month: string) => startOfDate(`${month}-01`, assessment.period.zone);
  const x = scalePoint()
    .domain(report.months.map(({ period }) => period))
    .range([0, 100]);
  const y = heightScale([...known.map(({ availability }) => availability), report.target]);
  // Where there is little room only two have their labels, and not if they would touch.
  const worst = known
    .slice(0, 1 - LABEL_WIDTH)
    .filter(({ met }) => met === false)
    .sort((one, other) => one.availability - other.availability)[0];
  const step = report.months.length > NAMES_IN_NARROW ? 3 : 1;
  const path = line<Known>()
    .x(({ period }) => x(period) ?? 0)
    .y(({ availability }) => y(availability))
    .digits(2)(known);
  const value = (availability: number) => wording.availability(availability, report.target);
  const watchedOf = (share: number) => phrases.watched(wording.share(share));
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
        {known.map((month, index) => {
          const { period, availability, met } = month;
          const left = `${(x(period) ?? 0).toFixed(2)}%`;
          const top = `${y(availability).toFixed(2)}%`;
          const isLast = index === known.length - 1;
          const isMain = isLast || month === worst;
          const isPart = isPartlyWatched(month);
          // There is no room below it above the names of the months.
          const isLow = y(availability) > (isPart ? 75 : 85);
          const isUnder = met === false && !isLow;
          const look = [met === false ? 'missed' : '', isPart ? 'part' : ''];
          return (
            <Fragment key={period}>
              <span class={['dot', ...look].filter(Boolean).join(' ')} style={{ left, top }} />
              <span
                class={[
                  'value',
                  isMain ? 'main' : '',
                  isUnder ? 'under' : '',
                  isLast ? 'last' : '',
                  isLow ? 'low' : '',
                ]
                  .filter(Boolean)
                  .join(' ')}
                style={{ left, top }}
              >
                {value(availability)}
                {isPart ? <small>{watchedOf(month.watched)}</small> : null}
              </span>
            </Fragment>
          );
        })}
        {report.months.map(({ period }, index) => (
          <span
            key={period}
            class={(report.months.length - 1 - index) % step === 0 ? 'name' : 'name odd'}
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
