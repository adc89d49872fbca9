import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JsonObject } from '../../src/json.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { inTemporaryFolder } from '../integration/support/folders.ts';
import { declareFleet, seedFleet } from './fleet.ts';
import type { Pace } from './pace.ts';
import { type PacedRun, runPaced } from './paced-run.ts';
import { percent, type Table } from './report.ts';

const TOKEN = 'benchmark-token';
const STACKS = 200;
const TESTS_PER_STACK = 5;
const TESTS = STACKS * TESTS_PER_STACK;
const PAGES = TESTS / 100;
const HISTORY = { seconds: 90 * 86_400, seed: 7 };
/** The list of maintenance windows. */
const WINDOWS = 1;

interface Measured extends PacedRun {
  readonly megabytes: number;
  /** Tests that had an outage in the month, whose alerts are read. */
  readonly failed: number;
}

/** The reports of a month of many stacks: read at the account's limit, without a limit, and made again from the store. */
export async function slaReports(pace: Pace): Promise<Table> {
  const { requestsPerSecond } = pace;
  const paced = await inFleet(pace, (simulator) => inTemporaryFolder((folder) => report(simulator, folder)));
  const [fresh, again] = await inFleet({}, (simulator) =>
    inTemporaryFolder(
      async (folder) => [await report(simulator, folder), await report(simulator, folder)] as const,
    ),
  );
  const floor = paced.requests / requestsPerSecond;
  const least = PAGES + WINDOWS + TESTS;
  const row = (label: string, run: Measured, goal: string, requests: string): string[] => [
    label,
    run.seconds.toFixed(2),
    goal,
    String(run.requests),
    requests,
    run.megabytes.toFixed(0),
    '< 300',
    percent(run.requests === 0 ? 0 : run.refused),
  ];
  return {
    title: `A month's reports of ${STACKS} stacks with ${TESTS} tests`,
    header: ['', 'wall time, s', 'goal', 'requests', 'least', 'peak memory, MB', 'goal', '429s'],
    rows: [
      row(
        `at ${requestsPerSecond}/s: ${(paced.seconds / floor).toFixed(3)} × floor`,
        paced,
        `≤ 1.03 × ${floor.toFixed(2)}`,
        String(least + paced.failed),
      ),
      row('without a limit', fresh, '≤ 6', String(least + fresh.failed)),
      row('again, from the store', again, '≤ 2', '0'),
    ],
    note:
      `${pace.label} Once each. The whole process of \`status_cake_sla\`, which writes a page a stack, an index and the JSON. The simulator ` +
      'has imagined 90 days. The least: a request for each page of the list, one for the windows, one for each test, and one for ' +
      'the alerts of each test that was down in the month.',
  };
}

async function inFleet<T>(limits: Partial<Pace>, work: (simulator: Simulator) => Promise<T>): Promise<T> {
  const simulator = await startSimulator({ ...limits, token: TOKEN, history: HISTORY });
  try {
    seedFleet(simulator.account, declareFleet(STACKS, TESTS_PER_STACK));
    return await work(simulator);
  } finally {
    await simulator.close();
  }
}

async function report(simulator: Simulator, folder: string): Promise<Measured> {
  const task: JsonObject = {
    timezone: 'Europe/Paris',
    store: join(folder, 'store'),
    output: join(folder, 'reports'),
    stacks: declareFleet(STACKS, TESTS_PER_STACK).map(({ stack }) => ({ stack, target: 99.9 })),
  };
  const usage = join(folder, '.usage.json');
  const run = await runPaced(simulator, TOKEN, [task], 'status_cake_sla', {
    NODE_OPTIONS: `--require=${resolve('test/bench/record-usage.cjs')}`,
    BENCH_USAGE_FILE: usage,
  });
  const [{ stacks, msg } = {}] = run.results;
  if (!Array.isArray(stacks) || stacks.length !== STACKS || msg !== undefined) {
    throw new Error(`not all stacks were reported: ${msg ?? 'no message'}`);
  }
  const failed = new Set(
    (stacks as { incidents: { tests: string[] }[] }[]).flatMap(({ incidents }) =>
      incidents.flatMap(({ tests }) => tests),
    ),
  ).size;
  return { ...run, failed, megabytes: JSON.parse(readFileSync(usage, 'utf8')).peakMegabytes };
}
