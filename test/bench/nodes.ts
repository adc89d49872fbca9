import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { leastSeconds } from '../../src/statuscake/pacing/rate-limit.ts';
import { inTemporaryFolder } from '../integration/support/folders.ts';
import { declareFleet, WITH_DETAILS } from './fleet.ts';
import { requireDone, runModules } from './module-runs.ts';
import { REAL_TIME } from './pace.ts';
import { percent, type Table } from './report.ts';

const TOKEN = 'benchmark-token';
const TESTS = 72;
const WINDOWS = [
  { limit: 5, seconds: 1 },
  { limit: 60, seconds: 60 },
];
const NODES = [2, 4, 8];
/** A list with the tag and the whole one, since the account is empty and the names might be there without the tag. */
const LISTS = 2;

/** Runs on several machines at a time, on an account with both limits. */
export async function nodes(): Promise<Table> {
  const rows: string[][] = [];
  for (const count of NODES) {
    // Side by side: they mostly wait.
    rows.push(...(await Promise.all([measure(count, true), measure(count, false)])));
  }
  return {
    title: `${TESTS} tests created by runs on several nodes at a time, under both limits (5 requests/s and 60 a minute)`,
    header: ['', 'wall time, s', 'floor, s', 'wall ÷ floor', 'goal', 'requests', '429s'],
    rows,
    note:
      'Always in real time, with 250 ms latency, once each. Each node is a process of `status_cake_stack` with a stack of its own and its part of the tests. ' +
      'The floor is that from the first to the last of the least requests (two lists for each node, and one for each test) as both windows allow. ' +
      'All begin within the first second of a minute of the simulator, the worst time: what refused requests use up is missing until the next minute. ' +
      'Nodes with a folder each know nothing of each other; those with a shared one name it in `STATUSCAKE_STATE_DIRECTORY`.',
  };
}

async function measure(count: number, isShared: boolean): Promise<string[]> {
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
      const floor = leastSeconds(count * LISTS + TESTS, WINDOWS);
      const refused = simulator.requests.filter(({ status }) => status === 429).length;
      return [
        `${count} nodes, ${isShared ? 'a shared folder' : 'a folder each'}`,
        run.seconds.toFixed(2),
        floor.toFixed(2),
        (run.seconds / floor).toFixed(3),
        isShared ? '≤ 1.08' : '≤ 1.3',
        String(simulator.requests.length),
        percent(refused / simulator.requests.length),
      ];
    });
  } finally {
    await simulator.close();
  }
}
