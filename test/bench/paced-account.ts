import type { JsonObject } from '../../src/json.ts';
import { STACK_KINDS } from '../../src/modules/status_cake_stack/kinds.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { declareFleet, WITH_DETAILS } from './fleet.ts';
import { median } from './measure.ts';
import { requireDone } from './module-runs.ts';
import type { Pace } from './pace.ts';
import { type PacedRun, runPaced } from './paced-run.ts';
import { percent, spread, type Table } from './report.ts';

const TOKEN = 'benchmark-token';
const STACKS = 200;
const TESTS_PER_STACK = 5;
const TESTS = STACKS * TESTS_PER_STACK;
const PAGES = TESTS / 100;

/** A state of the account that is brought about, or found to be there. */
interface Phase {
  readonly label: string;
  readonly options: JsonObject;
  readonly action: string;
  /** The least requests that can do it. */
  readonly least: number;
  readonly rounds: number;
}

/** A stack that is gone loses checks of all kinds, so the lists of the others are read as well. */
const OTHER_LISTS = STACK_KINDS.length - 1;

/** In this order: each finds what the one before has left. */
const PHASES: readonly Phase[] = [
  {
    label: 'create',
    options: { verify: 'digest' },
    action: 'created',
    least: 1 + TESTS,
    rounds: 1,
  },
  {
    label: 'unchanged, verify: details',
    options: { verify: 'details' },
    action: 'unchanged',
    least: PAGES + TESTS,
    rounds: 1,
  },
  {
    label: 'unchanged, verify: digest',
    options: { verify: 'digest' },
    action: 'unchanged',
    least: PAGES,
    rounds: 5,
  },
  {
    label: 'delete',
    options: { state: 'absent', deletion_limit: TESTS },
    action: 'deleted',
    least: PAGES + OTHER_LISTS + TESTS,
    rounds: 1,
  },
];

/** The tests of many stacks in one task, on an account with a limit. */
export async function pacedAccount(pace: Pace): Promise<Table> {
  const { requestsPerSecond } = pace;
  const simulator = await startSimulator({ ...pace, token: TOKEN });
  const stacks = declareFleet(STACKS, TESTS_PER_STACK);
  const rows: string[][] = [];
  try {
    for (const { label, options, action, least, rounds } of PHASES) {
      const runs: PacedRun[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const run = await runPaced(simulator, TOKEN, [{ ...WITH_DETAILS, stacks, ...options }]);
        requireDone(run, action, TESTS);
        runs.push(run);
      }
      const seconds = runs.map((run) => run.seconds);
      const requests = median(runs.map((run) => run.requests));
      const floor = requests / requestsPerSecond;
      rows.push([
        label,
        String(rounds),
        spread(seconds, 2),
        floor.toFixed(2),
        (median(seconds) / floor).toFixed(3),
        '≤ 1.03',
        String(requests),
        (requests / least).toFixed(3),
        '≤ 1',
        percent(median(runs.map((run) => run.refused))),
        '≤ 1 %',
      ]);
    }
  } finally {
    await simulator.close();
  }
  return {
    title: `${TESTS} tests of ${STACKS} stacks in one task, on an account with a limit`,
    header: [
      '',
      'runs',
      'wall time, s',
      'floor, s',
      'wall ÷ floor',
      'goal',
      'requests',
      'requests ÷ least',
      'goal',
      '429s',
      'goal',
    ],
    rows,
    note:
      `${pace.label} Wall time is that of the whole process of \`status_cake_stack\`; the floor is requests ÷ ` +
      `${requestsPerSecond}. Every test declares \`confirmation\`, which only the details show. The least: a request for each ` +
      'page of the list (one where the account is empty; to delete, of the lists of all kinds), and one for each test that ' +
      'is written or read. Beyond that, creating takes one look at what bears the tags of the stacks, since another machine may have created the same. ' +
      `The ratio of \`verify: digest\` says little: its ${PAGES} requests fit into ${PAGES > requestsPerSecond ? 'two windows' : 'one window'}, the ` +
      'first of which costs no waiting, so that its wall time is start, latency, and the end of the process. ' +
      'Each run began with an empty temporary directory and an unused window.',
  };
}
