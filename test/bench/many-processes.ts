import type { JsonObject } from '../../src/json.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { declareFleet, WITH_DETAILS } from './fleet.ts';
import { median } from './measure.ts';
import { type Pace, REAL_TIME } from './pace.ts';
import { type PacedRun, runPaced } from './paced-run.ts';
import { percent, spread, type Table } from './report.ts';

const TOKEN = 'benchmark-token';
const PROCESSES = 20;
const TESTS_PER_PROCESS = 10;

/** What the processes do, in this order: each finds what the one before has left. */
const PHASES: Readonly<Record<string, JsonObject>> = {
  create: {},
  'unchanged, verify: details': {},
  delete: { state: 'absent' },
};

/** Many processes at a time that share the limit of an account. */
export async function manyProcesses(pace: Pace): Promise<Table> {
  const rounds = pace === REAL_TIME ? 1 : 3;
  const simulator = await startSimulator({ ...pace, token: TOKEN });
  const fleet = declareFleet(PROCESSES, TESTS_PER_PROCESS);
  const runs = new Map<string, PacedRun[]>();
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const [label, options] of Object.entries(PHASES)) {
        const tasks = fleet.map((stack) => ({ ...WITH_DETAILS, ...stack, ...options }));
        const run = await runPaced(simulator, TOKEN, tasks);
        for (const message of new Set(failuresOf(run))) {
          console.error(`${label} failed: ${message}`);
        }
        runs.set(label, [...(runs.get(label) ?? []), run]);
      }
    }
  } finally {
    await simulator.close();
  }
  return {
    title: `${PROCESSES} processes at a time on one account, ${TESTS_PER_PROCESS} tests each`,
    header: [
      '',
      'wall time, s',
      'requests',
      'floor, s',
      'wall ÷ floor',
      'goal',
      '429s',
      'goal',
      'failures',
      'goal',
    ],
    rows: [...runs].map(([label, repeated]) => describe(label, repeated, pace)),
    note:
      `${pace.label} ${rounds === 1 ? 'Once each' : `Medians of ${rounds} runs each, with the least and the most`}: from starting the ` +
      `first of ${PROCESSES} processes of \`status_cake_stack\`, each with a stack of its own, to the end of the last. The floor ` +
      `is all requests ÷ ${pace.requestsPerSecond}. Each run began with an empty temporary directory, so that the processes ` +
      'had to find each other and the limit, and with an unused window. All share the cores with the simulator. ' +
      'Failures are processes that did not report success, of all runs.',
  };
}

function describe(label: string, runs: readonly PacedRun[], { requestsPerSecond }: Pace): string[] {
  const ratios = runs.map(({ seconds, requests }) => seconds / (requests / requestsPerSecond));
  const requests = median(runs.map((run) => run.requests));
  const failures = runs.flatMap(failuresOf);
  return [
    label,
    spread(
      runs.map(({ seconds }) => seconds),
      2,
    ),
    String(requests),
    (requests / requestsPerSecond).toFixed(2),
    spread(ratios, 3),
    '≤ 1.08',
    percent(median(runs.map(({ refused }) => refused))),
    '≤ 1 %',
    String(failures.length),
    '0',
  ];
}

/** What the processes that did not report success said. */
function failuresOf({ results }: PacedRun): string[] {
  return results
    .filter(({ changed, failed }) => failed === true || changed === undefined)
    .map(({ msg }) => String(msg ?? 'nothing'));
}
