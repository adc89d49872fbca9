import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import type { Account } from '../../src/simulator/account/account.ts';
import { seededRandom } from '../../src/simulator/faults/random.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { inTemporaryFolder, LIBRARY } from './support/folders.ts';

const TOKEN = 'c0ffee-token-of-the-account';
/** `INTERRUPTIONS=200 npm run vitest -- test/integration/interruptions.test.ts` tries so many moments for each signal. */
const TRIALS = Number(process.env.INTERRUPTIONS ?? 4);
/** A run of the largest declaration sends fewer requests. */
const REQUESTS = 24;

const URL = 'https://acme.example.com';
const WINDOW = {
  name: 'nightly',
  start_at: '2030-01-01T00:00:00Z',
  end_at: '2030-01-01T01:00:00Z',
  timezone: 'UTC',
};

interface Life {
  readonly module: string;
  readonly options: JsonObject;
  /** Puts the account into the state that the declaration changes. */
  readonly seed: (account: Account) => void;
  /** What is to be there in the end. */
  readonly expected: readonly string[];
}

const old = (account: Account, name: string, type = 'HTTP') =>
  account.uptimeTests.create({
    name,
    website_url: URL,
    test_type: type,
    check_rate: 300,
    tags: ['stack-acme'],
  }).id;

/** A window over tests of which one is made anew. */
function seedWindow(account: Account, ...tests: string[]): void {
  account.maintenanceWindows.create({ ...WINDOW, tests });
}

const anew = { website_url: URL, test_type: 'HEAD', recreate: true };

const LIVES: readonly Life[] = [
  {
    module: 'status_cake_test',
    options: { name: 'a', ...anew },
    seed: (account) => seedWindow(account, old(account, 'a'), old(account, 'other')),
    expected: ['a HEAD 300', 'other HTTP 300'],
  },
  {
    module: 'status_cake_test',
    options: { id: '1', name: 'renamed', check_rate: 60, ...anew },
    seed: (account) => seedWindow(account, old(account, 'a')),
    expected: ['renamed HEAD 60'],
  },
  {
    module: 'status_cake_stack',
    options: {
      stack: 'acme',
      tests: [
        ...['a', 'b', 'c'].map((name) => ({ name, ...anew })),
        ...['d', 'e'].map((name) => ({ name, website_url: URL, check_rate: 60 })),
        { name: 'new', website_url: URL, confirmation: 1 },
      ],
    },
    seed(account) {
      const [a = '', , , d = ''] = ['a', 'b', 'c', 'd', 'e', 'gone'].map((name) => old(account, name));
      seedWindow(account, a, d);
    },
    expected: ['a HEAD 300', 'b HEAD 300', 'c HEAD 300', 'd HTTP 60', 'e HTTP 60', 'new HTTP 300'],
  },
  {
    module: 'status_cake_stack',
    options: {
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [
        ...['a', 'b', 'c'].map((name) => ({ name: `acme-eu ${name}`, website_url: URL })),
        { name: 'shop', renamed_from: 'store', website_url: URL },
        { name: 'acme-eu port', ...anew },
      ],
    },
    seed(account) {
      for (const name of ['acme a', 'acme b', 'acme c', 'store', 'acme port']) {
        old(account, name);
      }
      account.maintenanceWindows.create({ ...WINDOW, tags: ['stack-acme'] });
    },
    expected: [
      'acme-eu a HTTP 300',
      'acme-eu b HTTP 300',
      'acme-eu c HTTP 300',
      'acme-eu port HEAD 300',
      'shop HTTP 300',
    ],
  },
  {
    module: 'status_cake_stack',
    options: { stack: 'acme', state: 'absent' },
    seed: (account) => void ['a', 'b', 'c'].map((name) => old(account, name)),
    expected: [],
  },
];

/** Runs a module to its end, whatever ends it; what it printed is one JSON object, or nothing when it was killed. */
async function run(
  folder: string,
  { module, options }: Life,
  simulator: Simulator,
  onStart: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<JsonObject | undefined> {
  const path = join(folder, 'args.json');
  const given = { api_key: TOKEN, api_url: simulator.url, api_timeout: 2, ...options };
  await writeFile(path, JSON.stringify(given));
  const child = spawn(join(LIBRARY, `${module}.cjs`), [path], {
    env: { PATH: process.env.PATH, TMPDIR: folder },
  });
  onStart((signal) => child.kill(signal));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  expect(stderr).toBe('');
  return stdout === '' ? undefined : JSON.parse(stdout);
}

const held = ({ account }: Simulator) =>
  account.uptimeTests
    .all()
    .map(({ name, test_type, check_rate }) => `${name} ${test_type} ${check_rate}`)
    .sort();

async function interrupt(signal: NodeJS.Signals, seed: number): Promise<void> {
  const next = seededRandom(seed);
  const life = LIVES[Math.floor(next() * LIVES.length)] as Life;
  const moment = 1 + Math.floor(next() * REQUESTS * next());
  const isHandled = next() < 0.7;
  const simulator = await startSimulator({ token: TOKEN });
  life.seed(simulator.account);
  try {
    await inTemporaryFolder(async (folder) => {
      let kill: (signal: NodeJS.Signals) => void = () => {};
      const release = simulator.intercept((_request, proceed) => {
        if (simulator.requests.length !== moment) {
          return proceed();
        }
        kill(signal);
        // On its way to the API, or lost with the process.
        return isHandled || signal !== 'SIGKILL'
          ? proceed()
          : { status: 0, headers: {}, body: '', disconnect: 'before response' };
      });
      const first = await run(folder, life, simulator, (end) => {
        kill = end;
      });
      release();
      const writes = simulator.requests.filter(
        ({ method, status = 500 }) => method !== 'GET' && status < 300,
      );
      if (signal !== 'SIGKILL') {
        expect(first?.changed === true, JSON.stringify(first)).toBe(writes.length > 0);
      }
      const second = await run(folder, life, simulator);
      expect(second).not.toHaveProperty('failed');
      expect(held(simulator)).toEqual(life.expected);
      const known = new Set(simulator.account.uptimeTests.all().map(({ id }) => id));
      const named = simulator.account.maintenanceWindows.all().flatMap(({ tests }) => tests as string[]);
      expect(named.filter((id) => !known.has(id))).toEqual([]);
      // A process more for each trial would take long.
      if (seed % 4 === 0) {
        expect(await run(folder, life, simulator)).toMatchObject({ changed: false });
      }
    });
  } finally {
    await simulator.close();
  }
}

const seeds = Array.from({ length: TRIALS }, (_, index) => index + 1);

describe.each(['SIGKILL', 'SIGTERM'] as const)(
  'after a %s at any moment the next run does the rest',
  (signal) => {
    test.concurrent.each(seeds)('seed %i', (seed) => interrupt(signal, seed));
  },
);
