import type { JsonObject } from '../../src/json.ts';
import { STACK_KINDS } from '../../src/modules/status_cake_stack/kinds.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { leastSeconds } from '../../src/statuscake/pacing/rate-limit.ts';
import { declareFleet, seedFleet, WITH_DETAILS } from './fleet.ts';
import { requireDone } from './module-runs.ts';
import { REAL_TIME } from './pace.ts';
import { runPaced } from './paced-run.ts';
import { percent, type Table } from './report.ts';

const TOKEN = 'benchmark-token';
const STACKS = 18;
const TESTS_PER_STACK = 5;
const TESTS = STACKS * TESTS_PER_STACK;
const LIMITS = [
  { requests: 5, seconds: 1 },
  { requests: 60, seconds: 60 },
];

/** A state that is brought about, or found to be there, with the options that do it. */
interface Phase {
  readonly label: string;
  readonly options: JsonObject;
  readonly action: string;
  /** Lists to read at the least. */
  readonly lists: number;
}

const PHASES: readonly Phase[] = [
  { label: 'create', options: {}, action: 'created', lists: 1 },
  { label: 'unchanged, verify: details', options: {}, action: 'unchanged', lists: 1 },
  {
    label: 'delete',
    options: { state: 'absent', deletion_limit: TESTS },
    action: 'deleted',
    lists: STACK_KINDS.length,
  },
];

/** An account with a limit for the second and one for the minute. Each phase has its own, so that they run side by side. */
export async function minuteLimit(): Promise<Table> {
  return {
    title: `${TESTS} tests, on an account with both limits (5 requests/s and 60 a minute)`,
    header: [
      '',
      'wall time, s',
      'least time, s',
      'wall ÷ least',
      'goal',
      'requests',
      'requests ÷ least',
      '429s',
    ],
    rows: await Promise.all(PHASES.map(measure)),
    note:
      'Always in real time, with 250 ms latency, once each: the client counts the minute on the clock of the machine, as the ' +
      'answers name it, so a faster clock of the simulator would not shorten it. The least time is that from the first to the last request as both limits allow, with ' +
      `the least requests (one for each list and ${TESTS}); to delete, the lists of all kinds of check are read, and to create, what bears the tag is looked at once more. Wall time is that of the whole process of \`status_cake_stack\`, ` +
      'starting it and the last response included. The three ran side by side, each on an account, a limit and an empty ' +
      'temporary directory of its own.',
  };
}

async function measure({ label, options, action, lists }: Phase): Promise<string[]> {
  const simulator = await startSimulator({ ...REAL_TIME, requestsPerMinute: 60, token: TOKEN });
  try {
    const stacks = declareFleet(STACKS, TESTS_PER_STACK);
    if (action !== 'created') {
      seedFleet(simulator.account, stacks);
    }
    const run = await runPaced(simulator, TOKEN, [{ ...WITH_DETAILS, stacks, ...options }]);
    requireDone(run, action, TESTS);
    const least = leastSeconds(lists + TESTS, LIMITS);
    return [
      label,
      run.seconds.toFixed(2),
      least.toFixed(2),
      (run.seconds / least).toFixed(3),
      '≤ 1.03',
      String(run.requests),
      (run.requests / (lists + TESTS)).toFixed(3),
      percent(run.refused),
    ];
  } finally {
    await simulator.close();
  }
}
