import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { execute } from '../../../src/ansible/execute.ts';
import type { JsonObject } from '../../../src/json.ts';
import { module } from '../../../src/modules/status_cake_stack/module.ts';
import { type ApiResponse, emptyResponse } from '../../../src/simulator/api/response.ts';
import { seededRandom } from '../../../src/simulator/faults/random.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runUntilDone, SECRETS } from './until-done.ts';

// Waiting takes no time here: what counts is what is asked in between.
vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

/** `LATE_CREATIONS=200 npm run vitest -- test/contract/faults/late-creations.test.ts` tries more. */
const SEEDS = Array.from({ length: Number(process.env.LATE_CREATIONS ?? 10) }, (_, index) => index + 1);
const OF_EACH_KIND = 4;
const MOST_REQUESTS_LATER = 150;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'late-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const numbers = Array.from({ length: OF_EACH_KIND }, (_, number) => number);
const url = (number: number) => `https://host-${number}.example.com`;

const STACK: JsonObject = {
  stack: 'acme',
  tests: numbers.map((number) => ({
    name: `test ${number}`,
    website_url: url(number),
    // Half of them are made anew.
    ...(number % 2 === 0 && { test_type: 'HEAD', recreate: true }),
    find_string: 'ready',
  })),
  heartbeats: numbers.map((number) => ({ name: `heartbeat ${number}`, period: 300, host: 'Example' })),
  ssl: numbers.map((number) => ({ website_url: url(number) })),
  pagespeed: numbers.map((number) => ({
    name: `acme page ${number}`,
    website_url: url(number),
    check_rate: 300,
    region: 'UK',
  })),
};

/** Answers a share of all creations with an error, and lets half of these take place so many requests later. */
function delayCreations(simulator: Simulator, seed: number): { takePlace(): Promise<void>; stop(): void } {
  const next = seededRandom(seed);
  let late: { requests: number; create: () => Promise<ApiResponse> }[] = [];
  const takePlace = async (due: typeof late) => {
    late = late.filter((creation) => !due.includes(creation));
    for (const { create } of due) {
      await create();
    }
  };
  const stop = simulator.intercept(async ({ method }, proceed) => {
    for (const creation of late) {
      creation.requests -= 1;
    }
    await takePlace(late.filter(({ requests }) => requests <= 0));
    const [chance, isLost, requests] = [next(), next() < 0.3, next() * MOST_REQUESTS_LATER];
    if (method !== 'POST' || chance > 0.4) {
      return proceed();
    }
    if (!isLost) {
      late.push({ requests, create: proceed });
    }
    return { ...emptyResponse(504), ...(next() < 0.5 && { disconnect: 'before response' as const }) };
  });
  return { takePlace: () => takePlace(late), stop };
}

const held = ({ account }: Simulator) =>
  [
    ...account.uptimeTests.all().map(({ name, test_type }) => `${name} ${test_type}`),
    ...account.heartbeats.all().map(({ name }) => name),
    ...account.sslTests.all().map(({ website_url }) => website_url),
    ...account.pagespeedTests.all().map(({ name }) => name),
  ].sort();

test.each(SEEDS)('creations of all kinds take place late or never, seed %i', async (seed) => {
  const simulator = await startSimulator({ token: SECRETS.api_key });
  try {
    for (const number of numbers.filter((candidate) => candidate % 2 === 0)) {
      simulator.account.uptimeTests.create({
        name: `test ${number}`,
        website_url: url(number),
        test_type: 'HTTP',
        check_rate: 300,
        tags: ['stack-acme'],
      });
    }
    const { takePlace, stop } = delayCreations(simulator, seed);
    await runUntilDone(simulator, STACK);
    await takePlace();
    stop();
    await runUntilDone(simulator, STACK);
    expect(held(simulator)).toEqual(
      numbers
        .flatMap((number) => [
          `test ${number} ${number % 2 === 0 ? 'HEAD' : 'HTTP'}`,
          `heartbeat ${number}`,
          url(number),
          `acme page ${number}`,
        ])
        .sort(),
    );
    const given = { api_key: SECRETS.api_key, api_url: simulator.url, ...STACK };
    const last = await execute(module, given, {}, new AbortController().signal, new Promise(() => {}));
    expect(last).toMatchObject({ changed: false });
  } finally {
    await simulator.close();
  }
});
