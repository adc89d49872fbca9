import type { IncidentReport, StackReport } from '../sla/report.ts';
import type { UnreportedStack } from './reported-stack.ts';

type Cell = string | number | boolean | null;

/** The columns of a table: their names, and what each says of a row. New ones come last, as programs may count on the place of a column. */
type Columns<Row> = readonly (readonly [name: string, of: (row: Row) => Cell])[];

/** What is told of a stack that could be reported. */
const FIGURES: Columns<StackReport> = [
  ['title', ({ title }) => title],
  ['period', ({ period }) => period.label],
  ['from', ({ period }) => period.from],
  ['to', ({ period }) => period.to],
  ['target', ({ target }) => target],
  ['met', ({ met }) => met],
  ['availability', ({ availability }) => availability],
  ['up_seconds', (report) => report.up_seconds],
  ['down_seconds', (report) => report.down_seconds],
  ['excluded_seconds', (report) => report.excluded_seconds],
  ['unknown_seconds', (report) => report.unknown_seconds],
  ['allowed_seconds', ({ budget }) => budget.allowed_seconds],
  ['left_seconds', ({ budget }) => budget.left_seconds],
  ['incidents', (report) => report.incident_count],
  ['longest_incident_seconds', (report) => report.longest_incident_seconds],
  ['mean_recovery_seconds', (report) => report.mean_recovery_seconds],
  ['watched', ({ watched }) => watched],
];

const STACK_COLUMNS: Columns<StackReport | UnreportedStack> = [
  ['stack', ({ stack }) => stack],
  ...FIGURES.map(([name, of]): Columns<StackReport | UnreportedStack>[number] => [
    name,
    (row) => ('error' in row ? null : of(row)),
  ]),
  ['error', (row) => ('error' in row ? row.error : null)],
];

const INCIDENT_COLUMNS: Columns<IncidentReport & { readonly stack: string }> = [
  ['stack', ({ stack }) => stack],
  ['start', ({ start }) => start],
  ['end', ({ end }) => end],
  ['ongoing', ({ ongoing }) => ongoing],
  ['seconds', ({ seconds }) => seconds],
  ['counted_seconds', (incident) => incident.counted_seconds],
  ['tests', ({ tests }) => tests.join('; ')],
  ['status_codes', (incident) => incident.status_codes.join('; ')],
  [
    'excluded',
    ({ excluded }) =>
      excluded.map(({ kind, reason, seconds }) => `${kind}: ${reason} (${seconds} s)`).join('; '),
  ],
  ['cause', ({ cause }) => cause],
  ['note', ({ note }) => note],
  ['unwatched_seconds', (incident) => incident.unwatched_seconds],
];

/** One row for each stack, whether it could be reported or not, as CSV (RFC 4180), with the names of the columns above. */
export function stackTable(reports: readonly StackReport[], unreported: readonly UnreportedStack[]): string {
  return toCsv(STACK_COLUMNS, [...reports, ...unreported]);
}

/** One row for each incident of each stack, as CSV. */
export function incidentTable(reports: readonly StackReport[]): string {
  return toCsv(
    INCIDENT_COLUMNS,
    reports.flatMap(({ stack, incidents }) => incidents.map((incident) => ({ stack, ...incident }))),
  );
}

function toCsv<Row>(columns: Columns<Row>, rows: readonly Row[]): string {
  const cells = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, of]) => of(row)))];
  return cells.map((line) => `${line.map(toCell).join(',')}\n`).join('');
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe, which it does not show. */
function toCell(value: Cell): string {
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r]/.test(value);
  const text = `${isFormula ? "'" : ''}${value ?? ''}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
