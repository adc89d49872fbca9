import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { Period } from '../../sla/periods.ts';
import type { StackReport } from '../../sla/report.ts';
import { PHRASES, type Phrases } from '../phrases.ts';
import type { Language, ReportedStack, UnreportedStack } from '../reported-stack.ts';
import { type Wording, wordingOf } from '../wording.ts';
import { toHtml } from './document.tsx';
import { isPartlyWatched, toneOf } from './facts.ts';
import { heightScale } from './month-chart.tsx';
import { isKnown, type MonthSlot, slotsOf } from './month-slots.ts';
import { type Column, TableHead } from './tables.tsx';

/** A budget of which less than this share is left is told of. */
const LOW = 0.25;

/**
 * The page of all stacks, the worst first, as the text of its file.
 * @param language that of all stacks, or English where they have several
 */
export function fleetPage(
  period: Period,
  stacks: readonly ReportedStack[],
  failed: readonly UnreportedStack[],
  language: Language,
): string {
  const phrases = PHRASES[language];
  const wording = wordingOf(language, period.zone);
  const reports = stacks.map(({ report }) => report).sort(worstFirst);
  const met = reports.filter((report) => report.met === true).length;
  // One that could not be reported has met nothing that anybody knows of.
  const all = reports.length + failed.length;
  const name = wording.period(period);
  return toHtml({
    language,
    title: `${phrases.fleet}, ${name}`,
    children: (
      <>
        <header>
          <p class="quiet">{phrases.report}</p>
          <h1>{phrases.allStacks}</h1>
          <p>
            {name}
            <span class="quiet">
              {' '}
              · {phrases.clocks(period.zone)}
              {period.to === period.end ? '' : ` ${phrases.soFar(wording.momentOfYear(period.to))}.`}
            </span>
          </p>
        </header>
        <div class={`verdict ${met === all ? 'good' : 'bad'}`}>
          <strong>
            {wording.number(met)} / {wording.number(all)}
          </strong>
          <p>{phrases.fleetSummary(wording.number(met), wording.number(all))}</p>
        </div>
        <Alerts reports={reports} phrases={phrases} wording={wording} />
        {failed.length === 0 ? null : (
          <section>
            <h2>{phrases.notReported}</h2>
            <ul>
              {failed.map(({ stack, error }) => (
                <li key={stack}>
                  <strong>{stack}</strong>: <bdi>{error}</bdi>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <table class="cards fleet" role="table" aria-label={phrases.allStacks}>
            <TableHead columns={columnsOf(phrases)} />
            <tbody role="rowgroup">
              {reports.map((report) => (
                <Row key={report.stack} report={report} phrases={phrases} wording={wording} />
              ))}
            </tbody>
          </table>
          {reports.some(({ months }) => months.filter(isKnown).some(isPartlyWatched)) ? (
            <ul class="legend">
              <li>
                <span class="key dot part" />
                {phrases.partlyWatched}
              </li>
            </ul>
          ) : null}
        </section>
      </>
    ),
  });
}

function columnsOf(phrases: Phrases): Column[] {
  return [
    { name: phrases.stack },
    { name: phrases.verdict },
    { name: phrases.availability, look: 'n' },
    { name: phrases.change, look: 'n' },
    { name: phrases.budgetLeft },
    { name: phrases.downtime, look: 'n' },
    { name: phrases.unknown, look: 'n' },
    { name: phrases.trend },
  ];
}

/** Missed targets first, by how much more than allowed was used; then those with the smallest part of their budget left. */
function worstFirst(one: StackReport, other: StackReport): number {
  const rank = ({ met }: StackReport) => (met === false ? 0 : met === true ? 1 : 2);
  return (
    rank(one) - rank(other) ||
    (one.met === false
      ? one.budget.left_seconds - other.budget.left_seconds
      : shareLeft(one) - shareLeft(other)) ||
    one.stack.localeCompare(other.stack, 'en')
  );
}

/** The part of the budget that is left, from 0 to 1. */
function shareLeft({ budget }: StackReport): number {
  const { allowed_seconds: allowed, left_seconds: left } = budget;
  return allowed === 0 ? Number(left >= 0) : Math.max(0, left / allowed);
}

interface Shown {
  readonly phrases: Phrases;
  readonly wording: Wording;
}

function Alerts({ reports, phrases, wording }: Shown & { reports: readonly StackReport[] }) {
  const missed = reports.filter(({ met }) => met === false).length;
  const low = reports.filter((report) => report.met === true && shareLeft(report) < LOW).length;
  const unwatched = reports.filter(isPartlyWatched).length;
  const alerts: [string, string][] = [
    ...(missed > 0 ? [['bad', phrases.fleetMissed(missed, wording.number(missed))] as [string, string]] : []),
    ...(low > 0 ? [['', phrases.fleetLow(low, wording.number(low))] as [string, string]] : []),
    ...(unwatched > 0
      ? [['', phrases.fleetUnwatched(unwatched, wording.number(unwatched))] as [string, string]]
      : []),
  ];
  return alerts.length === 0 ? null : (
    <ul class="alerts">
      {alerts.map(([tone, text]) => (
        <li key={text} class={tone || undefined}>
          {text}
        </li>
      ))}
    </ul>
  );
}

function Row({ report, phrases, wording }: Shown & { report: StackReport }) {
  const { stack, title, availability, target, met, budget, previous } = report;
  const share = Math.round(shareLeft(report) * 100);
  const verdict = met === null ? phrases.verdicts.none : met ? phrases.verdicts.met : phrases.verdicts.missed;
  const before = previous?.availability ?? null;
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <a href={`${stack}.html`}>
          <bdi>{title}</bdi>
        </a>
      </th>
      <td role="cell" class={`k ${toneOf(met)}`} data-label={phrases.verdict}>
        <span>
          {wording.target(target)} <span class="tag">{verdict}</span>
          {isPartlyWatched(report) ? (
            <span class="note">{phrases.watched(wording.share(report.watched))}</span>
          ) : null}
        </span>
      </td>
      <td role="cell" class="n" data-label={phrases.availability}>
        {wording.availability(availability, target)}
      </td>
      <td role="cell" class="n" data-label={phrases.change}>
        {availability === null || before === null ? (
          ''
        ) : (
          <span>
            {wording.difference(before, availability, target)}
            {previous && isPartlyWatched(previous) ? (
              <span class="note">{phrases.watchedBefore(wording.share(previous.watched))}</span>
            ) : null}
          </span>
        )}
      </td>
      <td role="cell" class="k" data-label={phrases.budgetLeft}>
        {availability === null ? (
          ''
        ) : (
          <span>
            <span class="mini">
              <i style={{ width: `${share}%` }} />
            </span>
            {budget.left_seconds < 0 ? '−' : ''}
            {wording.duration(Math.abs(budget.left_seconds))}
          </span>
        )}
      </td>
      <td role="cell" class="n" data-label={phrases.downtime}>
        {report.down_seconds === 0 ? '–' : wording.duration(report.down_seconds)}
      </td>
      <td role="cell" class="n" data-label={phrases.unknown}>
        {report.unknown_seconds === 0 ? '' : wording.duration(report.unknown_seconds)}
      </td>
      <td role="cell" data-label={phrases.trend}>
        <Sparkline report={report} phrases={phrases} wording={wording} />
      </td>
    </tr>
  );
}

/** The availability of twelve months as a line, with the target beneath it, and a ring around those that were partly watched only. */
function Sparkline({ report, phrases, wording }: Shown & { report: StackReport }) {
  const known = report.months.filter(isKnown);
  const values = known.map(({ availability }) => availability);
  const [first, last] = [values[0], values.at(-1)];
  if (values.length < 2 || first === undefined || last === undefined) {
    return null;
  }
  const slots = slotsOf(report.months);
  const x = scaleLinear()
    .domain([0, slots.length - 1])
    .range([0, 100]);
  const y = heightScale([...values, report.target]);
  const path = line<MonthSlot>()
    .defined((slot) => slot.known !== null)
    .x((_, index) => x(index))
    .y((slot) => y(slot.known?.availability ?? 0))
    .digits(1)(slots);
  const target = y(report.target).toFixed(1);
  const part = known.filter(isPartlyWatched).length;
  const rings = slots
    .map(({ known: month }, index) =>
      month && isPartlyWatched(month) ? `M${x(index).toFixed(1)},${y(month.availability).toFixed(1)}h0` : '',
    )
    .join('');
  const value = (availability: number) => wording.availability(availability, report.target);
  return (
    <svg
      class="spark"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      role="img"
      aria-label={[
        phrases.trendOf(value(first), value(last)),
        ...(part > 0 ? [phrases.partlyWatchedMonths(part, wording.number(part))] : []),
      ].join(', ')}
    >
      <path class="aim" d={`M0,${target}H100`} />
      <path class="line" d={path ?? ''} />
      {part > 0 ? <path class="ring" d={rings} /> : null}
      {part > 0 ? <path class="hole" d={rings} /> : null}
    </svg>
  );
}
