import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { startOfDate } from '../../sla/clock.ts';
import type { Percentiles } from '../../sla/response-times.ts';
import type { Facts } from './facts.ts';

/** How long responses took, day by day: the median, and what 95 % of them did not exceed. */
export function TimeChart({ report, assessment, phrases, wording }: Facts) {
  const times = report.response_times;
  if (times === null || times.days.length < 2) {
    return null;
  }
  const { from, end, zone } = assessment.period;
  const x = scaleLinear().domain([from, end]).range([0, 100]);
  const most = Math.max(...times.days.map(({ p95 }) => p95 ?? 0));
  const y = scaleLinear().domain([0, most]).nice(4).range([100, 0]);
  const pathOf = (of: keyof Percentiles) =>
    line<(typeof times.days)[number]>()
      // In the middle of its day.
      .x(({ date }) => x(startOfDate(date, zone) + 43_200))
      .y((day) => y(day[of] ?? 0))
      .digits(2)(times.days) ?? '';
  const milliseconds = (value: number | null) => (value === null ? '–' : `${wording.number(value)}\u00a0ms`);
  const text = phrases.timesOf(milliseconds(times.p50), milliseconds(times.p95));
  return (
    <section>
      <h2>{phrases.responseTimes}</h2>
      <p>{text}</p>
      <div class="chart" role="img" aria-label={text}>
        {y.ticks(4).map((each) => (
          <div key={each} class="grid" style={{ top: `${y(each).toFixed(2)}%` }}>
            <span>{milliseconds(each)}</span>
          </div>
        ))}
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path class="line p95" d={pathOf('p95')} />
          <path class="line p50" d={pathOf('p50')} />
        </svg>
        {[times.days[0], times.days.at(-1)].map((day) =>
          day ? (
            <span
              key={day.date}
              class="name"
              style={{ left: `${x(startOfDate(day.date, zone) + 43_200).toFixed(2)}%` }}
            >
              {wording.day(startOfDate(day.date, zone))}
            </span>
          ) : null,
        )}
      </div>
      <ul class="legend">
        <li>
          <span class="key p50" />
          {phrases.median}
        </li>
        <li>
          <span class="key p95" />
          {phrases.nearlyAll}
        </li>
      </ul>
    </section>
  );
}
