import { type ComponentChildren, Fragment } from 'preact';
import { clockOf } from '../../sla/clock.ts';
import type { ExclusionReport, IncidentReport } from '../../sla/report.ts';
import { edgesOf, incidentTests } from '../incident-words.ts';
import type { Facts } from './facts.ts';

/** So many incidents and exclusions are listed; the other files have all of them. */
export const MOST_ROWS = 300;

export interface Column {
  readonly name: string;
  /** `n` is for figures, which stand on the right; `k` for what stays on one line where there is room. */
  readonly look?: 'n' | 'k';
  /** Its part of the table, in percent, where tables below each other are to look alike. */
  readonly share?: number;
}

/**
 * Names beside each other. Each is isolated, as one from right to left would turn round what stands beside it. They are one element, since
 * a card puts each of its elements into a column of its own.
 */
export function Names({ names, separator = ', ' }: { names: readonly string[]; separator?: string }) {
  return names.length === 0 ? null : (
    <span>
      {names.map((name, index) => (
        <Fragment key={name}>
          {index === 0 ? '' : separator}
          <bdi>{name}</bdi>
        </Fragment>
      ))}
    </span>
  );
}

/** The names of the columns of a table. */
export function TableHead({ columns }: { columns: readonly Column[] }) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map(({ name, look, share }) => (
          <th
            key={name}
            role="columnheader"
            scope="col"
            class={look}
            style={share === undefined ? undefined : { width: `${share}%` }}
          >
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** A table that becomes a list of cards where there is no room. The roles are said, since `display: block` takes them away. */
export function Table({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: readonly Column[];
  rows: readonly { readonly key: string; readonly cells: readonly ComponentChildren[] }[];
}) {
  return (
    <table class="cards" role="table" aria-label={label}>
      <TableHead columns={columns} />
      <tbody role="rowgroup">
        {rows.map(({ key, cells }) => (
          <tr key={key} role="row">
            {cells.map((cell, index) => (
              <td
                key={columns[index]?.name}
                role="cell"
                data-label={columns[index]?.name}
                class={columns[index]?.look}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every incident, whether it counts or not. */
export function IncidentTable(facts: Facts) {
  const { report, phrases, wording } = facts;
  const { incidents } = report;
  const columns: Column[] = [
    { name: phrases.start, look: 'k' },
    { name: phrases.duration, look: 'n' },
    { name: phrases.counted, look: 'n' },
    { name: phrases.tests },
    { name: phrases.codes },
    { name: phrases.notCountedBecause },
    { name: phrases.cause },
  ];
  const told = [
    false,
    false,
    false,
    false,
    ...['status_codes', 'excluded', 'cause'].map((key) => isEmptyColumn(incidents, key)),
  ];
  const shown = columns.filter((_, index) => !told[index]);
  return (
    <section>
      <h2>{phrases.incidents}</h2>
      {incidents.length === 0 ? (
        <p>{phrases.noIncidents}</p>
      ) : (
        <Table
          label={phrases.incidents}
          columns={shown}
          rows={incidents.slice(0, MOST_ROWS).map((incident) => ({
            key: incident.start,
            cells: [
              startOf(incident, facts),
              wording.duration(incident.seconds),
              incident.counted_seconds === 0 ? '–' : wording.duration(incident.counted_seconds),
              <Names key="tests" names={incidentTests(incident, phrases, wording)} />,
              incident.status_codes.join(', '),
              <Names
                key="excluded"
                separator="; "
                names={incident.excluded.map(
                  ({ kind, reason, seconds }) =>
                    `${kind === 'service_hours' ? phrases.kinds[kind] : reason} (${wording.duration(seconds)})`,
                )}
              />,
              <Names
                key="cause"
                separator=". "
                names={[incident.cause, incident.note].filter((text) => text !== null)}
              />,
            ].filter((_, index) => !told[index]),
          }))}
        />
      )}
    </section>
  );
}

function isEmptyColumn(incidents: readonly IncidentReport[], key: string): boolean {
  return incidents.every((incident) =>
    key === 'cause'
      ? incident.cause === null && incident.note === null
      : incident[key as 'status_codes' | 'excluded'].length === 0,
  );
}

function startOf(incident: IncidentReport, { phrases, wording }: Facts) {
  const notes = edgesOf(incident, phrases);
  return (
    <span>
      {wording.moment(Date.parse(incident.start) / 1000)}
      {notes.length > 0 ? <span class="quiet"> ({notes.join(', ')})</span> : null}
    </span>
  );
}

/** Whatever does not count, with what there is to prove it. */
export function ExclusionTable(facts: Facts) {
  const { report, phrases, wording } = facts;
  const { exclusions } = report;
  return (
    <section>
      <h2>{phrases.exclusions}</h2>
      {exclusions.length === 0 ? (
        <p>{phrases.noExclusions}</p>
      ) : (
        <Table
          label={phrases.exclusions}
          columns={[
            { name: phrases.kind, look: 'k' },
            { name: phrases.reason },
            { name: phrases.when },
            { name: phrases.duration, look: 'n' },
            { name: phrases.evidence },
          ]}
          rows={exclusions.slice(0, MOST_ROWS).map((exclusion) => ({
            key: exclusion.kind + exclusion.from + exclusion.evidence,
            cells: [
              phrases.kinds[exclusion.kind],
              <bdi key="reason">{reasonOf(exclusion, facts)}</bdi>,
              exclusion.kind === 'service_hours' ? '' : whenOf(exclusion, facts),
              wording.duration(exclusion.seconds),
              exclusion.kind === 'service_hours' || exclusion.evidence === '' ? (
                ''
              ) : (
                <bdi key="evidence">{exclusion.evidence}</bdi>
              ),
            ],
          }))}
        />
      )}
    </section>
  );
}

/** Of service hours the holidays stand with them. */
function reasonOf({ kind, reason, evidence }: ExclusionReport, { phrases, wording }: Facts): string {
  if (kind !== 'service_hours') {
    return reason;
  }
  const hours = wording.serviceHours(reason);
  return evidence === '' ? hours : `${hours} (${phrases.without(evidence)})`;
}

function whenOf(
  { from, to, times }: { readonly from: string; readonly to: string; readonly times: number },
  { phrases, wording, assessment }: Facts,
): string {
  const [start, end] = [from, to].map((time) => Date.parse(time) / 1000) as [number, number];
  if (times > 1) {
    return `${wording.day(start)} – ${wording.day(end)}, ${phrases.times(wording.number(times))}`;
  }
  const { zone } = assessment.period;
  const dayOf = (second: number) => Math.floor(clockOf(second, zone) / 86_400);
  const last = dayOf(start) === dayOf(end) ? wording.time(end) : wording.moment(end);
  return `${wording.moment(start)} – ${last}`;
}
