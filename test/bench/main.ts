import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { toMarkdown } from './report.ts';
import { startUp } from './start-up.ts';

/** `npm run bench`: measures everything in one run, prints it and writes it to docs/benchmarks.md. */

const intro = `# Benchmarks

Made by \`npm run bench\` in one run, against the simulator, on ${cpus().length} cores (${cpus()[0]?.model.trim()}).
What counts are the ratios: both sides of each were measured in the same run.
`;
const tables = [await startUp()];
const report = [intro, ...tables.map(toMarkdown)].join('\n');
console.log(report);
writeFileSync('docs/benchmarks.md', report);
