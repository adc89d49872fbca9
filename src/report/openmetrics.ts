import type { StackReport } from '../sla/report.ts';

/** A gauge: its name, what it is, and what it is of a stack; nothing where there is nothing to tell. */
type Gauge = readonly [name: string, help: string, of: (report: StackReport) => number | boolean | null];

const GAUGES: readonly Gauge[] = [
  [
    'availability_ratio',
    'Share of the time that counts in which the stack was up.',
    ({ availability }) => ratio(availability),
  ],
  ['target_ratio', 'Share that was promised.', ({ target }) => ratio(target)],
  ['target_met', 'Whether the target was met.', ({ met }) => met],
  ['up_seconds', 'Seconds that count in which the stack was up.', (report) => report.up_seconds],
  ['down_seconds', 'Seconds that count in which the stack was down.', (report) => report.down_seconds],
  ['excluded_seconds', 'Seconds that do not count.', (report) => report.excluded_seconds],
  ['unknown_seconds', 'Seconds that nobody watched.', (report) => report.unknown_seconds],
  ['budget_allowed_seconds', 'Seconds that may be down.', ({ budget }) => budget.allowed_seconds],
  ['budget_left_seconds', 'Seconds that may still be down.', ({ budget }) => budget.left_seconds],
  ['incidents', 'Incidents that count.', (report) => report.incident_count],
];

/** Returns the figures of stacks as OpenMetrics, which the textfile collector of a node exporter takes. */
export function gauges(reports: readonly StackReport[]): string {
  const texts = GAUGES.map(([name, help, of]) => {
    const samples = reports.flatMap((report) => {
      const value = of(report);
      const labels = `stack="${escaped(report.stack)}",period="${escaped(report.period.label)}"`;
      return value === null ? [] : [`statuscake_sla_${name}{${labels}} ${Number(value)}\n`];
    });
    return `# TYPE statuscake_sla_${name} gauge\n# HELP statuscake_sla_${name} ${help}\n${samples.join('')}`;
  });
  return `${texts.join('')}# EOF\n`;
}

/** Percent as a share; cut after eight decimals, as percentages are after six. */
function ratio(percent: number | null): number | null {
  return percent === null ? null : Number((percent / 100).toFixed(8));
}

function escaped(text: string): string {
  return text.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}
