import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { leastSeconds } from '../../src/statuscake/pacing/rate-limit.ts';
import { inTemporaryFolder } from '../integration/support/folders.ts';
import { declareFleet, WITH_DETAILS } from './fleet.ts';
import { median } from './measure.ts';
import { requireDone, runModules } from './module-runs.ts';
import { REAL_TIME } from './pace.ts';
import { percent, spread, type Table } from './report.ts';

const TOKEN = 'benchmark-token';
const TESTS = 72;
const LIMITS = [
  { requests: 5, seconds: 1 },
  { requests: 60, seconds: 60 },
];
const NODES = [2, 4, 8];
/**
 * A list with the tag and the whole one, since the account is empty and the names might be there without the tag; and the look
 * for twins after the creations.
 */
const LISTS = 3;
/** Nodes that know nothing of each other meet by chance, so they are measured more than once. */
const ROUNDS = { shared: 1, own: 3 };

/** Runs on several machines at a time, on an account with both limits. */
export async function nodes(): Promise<Table> {
  const rows: string[][] = [];
  for (const count of NODES) {
    // Side by side: they mostly wait.
    rows.push(...(await Promise.all([row(count, true), row(count, false)])));
  }
  return {
    title: `${TESTS} tests created by runs on several nodes at a time, under both limits (5 requests/s and 60 a minute)`,
    header: ['', 'runs', 'wall time, s', 'floor, s', 'wall ÷ floor', 'goal', 'requests', '429s'],
    rows,
    note:
      'Always in real time, with 250 ms latency. Each node is a process of `status_cake_stack` with a stack of its own and its part of the tests. ' +
      'The floor is that from the first to the last of the least requests (three lists for each node, and one for each test) as both limits allow. ' +
      'All begin within the first second of a minute of the simulator, the worst time: what refused requests use up is missing until the next minute. ' +
      'Nodes with a folder each know nothing of each other; those with a shared one name it in `STATUSCAKE_STATE_DIRECTORY`.',
  };
}

async function row(count: number, isShared: boolean): Promise<string[]> {
  const rounds = isShared ? ROUNDS.shared : ROUNDS.own;
  const runs = await Promise.all(Array.from({ length: rounds }, () => measure(count, isShared)));
  const seconds = runs.map((run) => run.seconds);
  const requests = median(runs.map((run) => run.requests));
  const floor = leastSeconds(count * LISTS + TESTS, LIMITS);
  return [
    `${count} nodes, ${isShared ? 'a shared folder' : 'a folder each'}`,
    String(rounds),
    spread(seconds, 2),
    floor.toFixed(2),
    (median(seconds) / floor).toFixed(3),
    isShared ? '≤ 1.08' : '≤ 1.3',
    String(requests),
    percent(median(runs.map((run) => run.refused)) / requests),
  ];
}

interface NodesRun {
  readonly seconds: number;
  readonly requests: number;
  readonly refused: number;
}

async function measure(count: number, isShared: boolean): Promise<NodesRun> {
  const began = Date.now();
  // A minute that begins with the runs.
  const simulator = await startSimulator({
    ...REAL_TIME,
    requestsPerMinute: 60,
    token: TOKEN,
    now: () => 60_000 * 1_000_000 + Date.now() - began,
  });
  try {
    return await inTemporaryFolder(async (folder) => {
      const perNode = TESTS / count;
      const run = await runModules(
        declareFleet(count, perNode).map((stack, index) => {
          const state = join(folder, isShared ? 'shared' : String(index));
          mkdirSync(state, { recursive: true });
          return {
            ...WITH_DETAILS,
            ...stack,
            api_key: TOKEN,
            api_url: simulator.url,
            state_directory: state,
          };
        }),
      );
      requireDone(run, 'created', perNode);
      return {
        seconds: run.seconds,
        requests: simulator.requests.length,
        refused: simulator.requests.filter(({ status }) => status === 429).length,
      };
    });
  } finally {
    await simulator.close();
  }
}
