import { scaleLinear, scaleUtc } from 'd3-scale';
import { type ComponentChildren, Fragment } from 'preact';
import { clockOf, DAY, startOfDate } from '../../sla/clock.ts';
import { common, merged, type Span, type Spans, secondsOf } from '../../sla/spans.ts';
import { downTimeOf, unknownTimeOf } from '../../sla/timeline.ts';
import type { Facts } from './facts.ts';

/** So many tests get a row of their own; those that were down the longest. */
const MOST_ROWS = 8;

/** When each test was down, beside maintenance, over the whole period. */
export function IncidentTimeline(facts: Facts) {
  const { assessment, phrases } = facts;
  const { period, timeline, exclusions, incidents } = assessment;
  if (incidents.length === 0) {
    return null;
  }
  const span: Span = { from: period.from, to: period.end };
  const place = scaleLinear().domain([span.from, span.to]).range([0, 100]);
  const rows = assessment.tests
    .map((test) => ({
      id: test.id,
      name: test.name,
      down: downTimeOf(test, [timeline.span]),
      unknown: unknownTimeOf(test, [timeline.span]),
    }))
    .filter(({ down }) => down.length > 0)
    .sort((one, other) => secondsOf(other.down) - secondsOf(one.down))
    .slice(0, MOST_ROWS);
  const works = common(
    merged(exclusions.filter(({ kind }) => kind !== 'service_hours').flatMap(({ time }) => time)),
    [span],
  );
  const ticks = ticksOf(facts);
  const bars = (time: Spans, look: string) =>
    time.map(({ from, to }) => (
      <i
        key={from}
        class={look}
        style={{ left: `${place(from).toFixed(2)}%`, width: `${(place(to) - place(from)).toFixed(2)}%` }}
      />
    ));
  const lane = (key: string, name: string, time: ComponentChildren) => (
    <Fragment key={key}>
      <span>
        <bdi>{name}</bdi>
      </span>
      <div class="lane">
        {ticks.map(({ at }) => (
          <em key={at} style={{ left: `${place(at).toFixed(2)}%` }} />
        ))}
        {time}
      </div>
    </Fragment>
  );
  return (
    <section aria-hidden="true">
      <h2>{phrases.timeline}</h2>
      <div class="lanes">
        {rows.map(({ id, name, down, unknown }) =>
          lane(
            id,
            name,
            <>
              {bars(unknown, 'u')}
              <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <path d={marksOf(down, place)} />
              </svg>
            </>,
          ),
        )}
        {works.length > 0 ? lane('works', phrases.maintenance, bars(works, 'w')) : null}
        <span />
        <div class="axis">
          {ticks.map(({ at, text }, index) => (
            <span key={at} class={edgeOf(place(at), index)} style={{ left: `${place(at).toFixed(2)}%` }}>
              {text}
            </span>
          ))}
        </div>
      </div>
    </section>
  );
}

/** Outages as long as they were: however many there are, they do not grow together. */
function marksOf(time: Spans, place: (second: number) => number): string {
  return time
    .map(({ from, to }) => {
      const width = (place(to) - place(from)).toFixed(3);
      return `M${place(from).toFixed(3)},0h${width}v1h-${width}z`;
    })
    .join('');
}

/** At the edges a date stands beside its line; where there is little room, only every other one is shown. */
function edgeOf(place: number, index: number): string {
  const edge = place < 3 ? 'first' : place > 97 ? 'last' : '';
  return [edge, index % 2 === 1 ? 'odd' : ''].filter(Boolean).join(' ');
}

/** About eight round moments of a period, by clocks of its zone. */
function ticksOf({ assessment, wording }: Facts): { at: number; text: string }[] {
  const { from, end, zone } = assessment.period;
  // The scale knows UTC only, so it is given what clocks show.
  const shown = [from, end].map((second) => new Date(clockOf(second, zone) * 1000));
  return scaleUtc()
    .domain(shown)
    .ticks(8)
    .map((tick) => startOfDate(tick.toISOString().slice(0, 10), zone) + ((tick.getTime() / 1000) % DAY))
    .filter((at) => at < end)
    .map((at) => ({ at, text: wording.day(at) }));
}
