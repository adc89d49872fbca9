import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JsonObject } from '../../src/json.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { inTemporaryFolder } from '../integration/support/folders.ts';
import { declareFleet, WITHOUT_DETAILS } from './fleet.ts';
import { median } from './measure.ts';
import { requireDone, runModules } from './module-runs.ts';
import { nodeVersion, searchPath } from './node-versions.ts';
import { spread, type Table } from './report.ts';

const TOKEN = 'benchmark-token';
const SIZES = [1000, 5000, 20_000];
const LARGEST = Math.max(...SIZES);
const ACTIONS = ['created', 'unchanged'];
const TESTS_PER_STACK = 5;
const ROUNDS = 3;
const CURRENT = Number.parseInt(process.versions.node, 10);
const VERSIONS = [20, 22, 24];

/** So many tests on a version of Node.js. */
interface Case {
  readonly size: number;
  readonly major: number;
  readonly rounds: number;
}

/** All sizes on one version; on the others, whose memory differs, the largest. */
const CASES: readonly Case[] = [
  ...SIZES.map((size) => ({ size, major: CURRENT, rounds: ROUNDS })),
  ...VERSIONS.filter((major) => major !== CURRENT).map((major) => ({ size: LARGEST, major, rounds: 1 })),
];

/** What a run took; the CPU times show which of the two processes the other waited for. */
interface Cost {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly moduleCpu: number;
  readonly simulatorCpu: number;
}

/** How time and memory grow with the number of tests, on an account without a limit. */
export async function growth(): Promise<Table> {
  const measured: { readonly action: string; readonly tested: Case; readonly costs: Cost[] }[] = [];
  for (const tested of CASES) {
    const rounds: Cost[][] = [];
    for (let round = 0; round < tested.rounds; round += 1) {
      rounds.push(await createAndKeep(tested));
    }
    for (const [index, action] of ACTIONS.entries()) {
      measured.push({ action, tested, costs: rounds.flatMap((costs) => costs[index] ?? []) });
    }
  }
  return {
    title: `${SIZES.join(', ')} tests in one task, without a limit`,
    header: [
      '',
      'wall time, s',
      'ms a test',
      'times that of the row before',
      'goal',
      'peak memory, MB',
      'goal',
      'kB a further test',
      'CPU of the module, s',
      'CPU of the simulator, s',
    ],
    rows: ACTIONS.flatMap((action) => {
      let before: Summary | undefined;
      return measured
        .filter((entry) => entry.action === action)
        .map(({ tested, costs }) => {
          const own = summarise(costs, tested.size);
          const row = describe(`${tested.size} ${action}, Node.js ${tested.major}`, own, before);
          before = tested.major === CURRENT && tested.size < LARGEST ? own : undefined;
          return row;
        });
    }),
    note:
      `Medians of ${ROUNDS} runs each, with the least and the most, on Node.js ${CURRENT}; once each on the others. The whole ` +
      'process of `status_cake_stack` on the clock of the machine; no latency. ' +
      `Stacks of ${TESTS_PER_STACK} tests, with options that the list shows and no others. Peak memory is the most that the ` +
      'process had resident (`VmHWM` of Linux). Linear is a time for each test that does not grow from row to row. Where the CPU ' +
      'time of the simulator, which runs beside the module, is far below the wall time, it is not what the module waited for.',
  };
}

interface Summary {
  readonly size: number;
  readonly costs: readonly Cost[];
  /** Medians. */
  readonly seconds: number;
  readonly megabytes: number;
}

function summarise(costs: readonly Cost[], size: number): Summary {
  const seconds = median(costs.map((cost) => cost.seconds));
  return { size, costs, seconds, megabytes: median(costs.map(({ peakMegabytes }) => peakMegabytes)) };
}

function describe(label: string, own: Summary, before: Summary | undefined): string[] {
  const perTest = ({ seconds, size }: Summary) => (seconds * 1000) / size;
  const further = (smaller: Summary) =>
    ((own.megabytes - smaller.megabytes) * 1024) / (own.size - smaller.size);
  return [
    label,
    spread(
      own.costs.map(({ seconds }) => seconds),
      2,
    ),
    perTest(own).toFixed(3),
    before ? (perTest(own) / perTest(before)).toFixed(2) : '',
    before ? 'linear: ≤ 1' : '',
    spread(
      own.costs.map(({ peakMegabytes }) => peakMegabytes),
      0,
    ),
    own.size === LARGEST ? '< 200' : '',
    before ? further(before).toFixed(1) : '',
    median(own.costs.map(({ moduleCpu }) => moduleCpu)).toFixed(2),
    median(own.costs.map(({ simulatorCpu }) => simulatorCpu)).toFixed(2),
  ];
}

/** What it takes to create so many tests, and to find them unchanged. */
async function createAndKeep({ size, major }: Case): Promise<Cost[]> {
  const simulator = await startSimulator({ token: TOKEN, record: false });
  try {
    const stacks = declareFleet(size / TESTS_PER_STACK, TESTS_PER_STACK);
    const task = { api_key: TOKEN, api_url: simulator.url, stacks, ...WITHOUT_DETAILS };
    const node = nodeVersion(major);
    const costs: Cost[] = [];
    for (const action of ACTIONS) {
      costs.push(await measure(task, action, size, node));
    }
    return costs;
  } finally {
    await simulator.close();
  }
}

function measure(task: JsonObject, action: string, size: number, node: string): Promise<Cost> {
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, 'usage.json');
    const before = process.cpuUsage();
    const run = await runModules([task], {
      PATH: searchPath(node),
      NODE_OPTIONS: `--require=${resolve('test/bench/record-usage.cjs')}`,
      BENCH_USAGE_FILE: file,
    });
    const { user, system } = process.cpuUsage(before);
    requireDone(run, action, size);
    const { peakMegabytes, cpuSeconds } = JSON.parse(readFileSync(file, 'utf8'));
    return {
      seconds: run.seconds,
      peakMegabytes,
      moduleCpu: cpuSeconds,
      simulatorCpu: (user + system) / 1e6,
    };
  });
}
