import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { alternate, summarise, time } from './measure.ts';
import { nodeVersion } from './node-versions.ts';
import type { Table } from './report.ts';

const ROUNDS = 40;
const TOKEN = 'benchmark-token';
const GOALS: Record<number, number> = { 20: 2, 22: 1.5, 24: 1.5 };

/** A complete run of a module with one request, against the smallest program that makes the same request. */
export async function startUp(): Promise<Table> {
  const simulator = await startSimulator({ token: TOKEN });
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const args = join(folder, 'args.json');
    const task = { api_key: TOKEN, api_url: simulator.url, name: 'not there', state: 'absent' };
    writeFileSync(args, JSON.stringify(task));
    const rows: string[][] = [];
    for (const [major, goal] of Object.entries(GOALS)) {
      const node = nodeVersion(Number(major));
      const [module = [], smallest = []] = await alternate(ROUNDS, [
        () => time(node, ['library/status_cake_test.cjs', args]),
        () => time(node, ['test/bench/smallest-request.cjs', simulator.url, TOKEN]),
      ]);
      const [ours, least] = [summarise(module), summarise(smallest)];
      const ratio = ours.median / least.median;
      const milliseconds = ({ median, low, high }: typeof ours) =>
        `${median.toFixed(0)} (${low.toFixed(0)} to ${high.toFixed(0)})`;
      rows.push([
        `Node.js ${major}`,
        milliseconds(ours),
        milliseconds(least),
        ratio.toFixed(2),
        `≤ ${goal.toFixed(1)}`,
      ]);
    }
    return {
      title: 'Start-up: a complete run of status_cake_test with one request (absent, and not there)',
      header: ['', 'module, ms', 'smallest script with node:http, ms', 'ratio', 'goal'],
      rows,
      note: `Medians of ${ROUNDS} runs each, in turn, with quartiles.`,
    };
  } finally {
    rmSync(folder, { recursive: true });
    await simulator.close();
  }
}
