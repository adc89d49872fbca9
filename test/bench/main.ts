import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { ansibleTask } from './ansible-task.ts';
import { growth } from './growth.ts';
import { manyProcesses } from './many-processes.ts';
import { minuteLimit } from './minute-limit.ts';
import { nodes } from './nodes.ts';
import { REAL_TIME, SCALED } from './pace.ts';
import { pacedAccount } from './paced-account.ts';
import { playbooks } from './playbooks.ts';
import { toMarkdown } from './report.ts';
import { slaReports } from './sla-reports.ts';
import { startUp } from './start-up.ts';

/**
 * `npm run bench`: measures everything in one run, prints it and writes it to docs/benchmarks.md. With `-- --real-time`
 * the limit and the latency are those of the service; with `-- --part playbooks` only that part is measured, and printed.
 */

const isRealTime = process.argv.includes('--real-time');
const pace = isRealTime ? REAL_TIME : SCALED;
const intro = `# Benchmarks

Made by \`npm run bench${isRealTime ? ' -- --real-time' : ''}\`, each table in one run, against the simulator, on ${cpus().length} cores (${cpus()[0]?.model.trim()}) with
Node.js ${process.versions.node} where no other is named. The simulator runs in the process of the benchmark, which otherwise
only waits for the processes that it measures; all share the cores.
What counts are the ratios: both sides of each were measured in the same run, or one side follows from the limit.
`;
const report = [intro];
// What needs the cores comes first, what mostly waits for the limit last: a machine is rarely quiet for long.
const parts = {
  startUp,
  ansibleTask,
  growth,
  playbooks,
  slaReports,
  pacedAccount,
  minuteLimit,
  nodes,
  manyProcesses,
};
const part = process.argv[process.argv.indexOf('--part') + 1];
const isWhole = !process.argv.includes('--part');
for (const [name, measure] of Object.entries(parts)) {
  if (isWhole || name === part) {
    const table = toMarkdown(await measure(pace));
    console.log(table);
    report.push(table);
  }
}
if (isWhole) {
  writeFileSync('docs/benchmarks.md', report.join('\n'));
}
