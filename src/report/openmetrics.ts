import type { StackReport } from '../sla/report.ts';
import type { UnreportedStack } from './reported-stack.ts';

/** What a gauge is of a stack; nothing where there is nothing to tell. */
type Sample = readonly [stack: string, value: number | boolean | null];

/** A gauge: its name, what it is, and what it is of a report. */
type Gauge = readonly [name: string, help: string, of: (report: StackReport) => Sample[1]];

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

/**
 * Returns the figures of the stacks of a period as OpenMetrics, which the textfile collector of a node exporter takes. Of a stack
 * that could not be reported they tell just that, so that an alert need not ask for what is not there.
 */
export function gauges(
  period: string,
  reports: readonly StackReport[],
  unreported: readonly UnreportedStack[],
): string {
  const texts = GAUGES.map(([name, help, of]) =>
    gauge(
      period,
      name,
      help,
      reports.map((report) => [report.stack, of(report)]),
    ),
  );
  const reported: Sample[] = [
    ...reports.map(({ stack }) => [stack, true] as const),
    ...unreported.map(({ stack }) => [stack, false] as const),
  ];
  return `${gauge(period, 'reported', 'Whether the stack could be reported.', reported)}${texts.join('')}# EOF\n`;
}

function gauge(period: string, name: string, help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([stack, value]) => {
    const labels = `stack="${escaped(stack)}",period="${escaped(period)}"`;
    return value === null ? '' : `statuscake_sla_${name}{${labels}} ${Number(value)}\n`;
  });
  return `# TYPE statuscake_sla_${name} gauge\n# HELP statuscake_sla_${name} ${help}\n${lines.join('')}`;
}

/** Percent as a share; cut after eight decimals, as percentages are after six. */
function ratio(percent: number | null): number | null {
  return percent === null ? null : Number((percent / 100).toFixed(8));
}

function escaped(text: string): string {
  return text.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}
