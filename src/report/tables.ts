import type { StackReport } from '../sla/report.ts';

type Cell = string | number | boolean | null;

/** One row for each stack, as CSV (RFC 4180), with the names of the columns above. */
export function stackTable(reports: readonly StackReport[]): string {
  return toCsv(
    [
      'stack',
      'title',
      'period',
      'from',
      'to',
      'target',
      'met',
      'availability',
      'up_seconds',
      'down_seconds',
      'excluded_seconds',
      'unknown_seconds',
      'allowed_seconds',
      'left_seconds',
      'incidents',
      'longest_incident_seconds',
      'mean_recovery_seconds',
    ],
    reports.map((report) => [
      report.stack,
      report.title,
      report.period.label,
      report.period.from,
      report.period.to,
      report.target,
      report.met,
      report.availability,
      report.up_seconds,
      report.down_seconds,
      report.excluded_seconds,
      report.unknown_seconds,
      report.budget.allowed_seconds,
      report.budget.left_seconds,
      report.incident_count,
      report.longest_incident_seconds,
      report.mean_recovery_seconds,
    ]),
  );
}

/** One row for each incident of each stack, as CSV. */
export function incidentTable(reports: readonly StackReport[]): string {
  return toCsv(
    [
      'stack',
      'start',
      'end',
      'ongoing',
      'seconds',
      'counted_seconds',
      'tests',
      'status_codes',
      'excluded',
      'cause',
      'note',
    ],
    reports.flatMap(({ stack, incidents }) =>
      incidents.map((incident) => [
        stack,
        incident.start,
        incident.end,
        incident.ongoing,
        incident.seconds,
        incident.counted_seconds,
        incident.tests.join('; '),
        incident.status_codes.join('; '),
        incident.excluded.map(({ kind, reason, seconds }) => `${kind}: ${reason} (${seconds} s)`).join('; '),
        incident.cause,
        incident.note,
      ]),
    ),
  );
}

function toCsv(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [names, ...rows].map((row) => `${row.map(toCell).join(',')}\n`).join('');
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe, which it does not show. */
function toCell(value: Cell): string {
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r]/.test(value);
  const text = `${isFormula ? "'" : ''}${value ?? ''}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
