import { describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { systemClock } from '../skipping-clock.ts';
import { AT_ANY_TIME, faultsOf, runUntilSettled, SECRETS } from './until-done.ts';

// Waiting before a repetition takes no time here: what counts is what is repeated, not when.
vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

/** `FAULT_SEEDS=500 npm run vitest -- test/contract/faults` tries more. */
const SEEDS = Array.from({ length: Number(process.env.FAULT_SEEDS ?? 70) }, (_, index) => index + 1);
const STACKS = 4;
const TESTS = 60;
const NEIGHBOURS = 50;

type Phase = (number: number) => JsonObject;

const PHASES: Record<string, Phase> = {
  present: () => ({ check_rate: 60, confirmation: 1 }),
  changed: (number) => ({
    check_rate: 300,
    confirmation: 1,
    ...(number % 2 === 0 && { find_string: 'ready' }),
  }),
};

/** One stack of the account, with its share of the tests. */
function stackOf(index: number, stacks: number, phase: Phase): JsonObject {
  const numbers = Array.from({ length: TESTS / stacks }, (_, offset) => index * (TESTS / stacks) + offset);
  return {
    stack: `stack-${index}`,
    tests: numbers.map((number) => ({
      name: `test ${number}`,
      website_url: `https://test-${number}.example.com`,
      basic_username: 'someone',
      basic_password: SECRETS.basic_password,
      ...phase(number),
    })),
  };
}

/** What the account holds of ours, in the order of the names. */
function ours({ account }: Simulator): JsonObject[] {
  const tests = account.uptimeTests.all().filter(({ name }) => String(name).startsWith('test '));
  return tests
    .map(
      ({ name, check_rate, confirmation, find_string = null }) =>
        ({ name, check_rate, confirmation, find_string }) as JsonObject,
    )
    .sort((one, other) => String(one.name).localeCompare(String(other.name)));
}

function expected(phase: Phase): JsonObject[] {
  return Array.from({ length: TESTS }, (_, number) => ({
    find_string: null,
    ...phase(number),
    name: `test ${number}`,
  })).sort((one, other) => one.name.localeCompare(other.name));
}

async function lifeOf(seed: number, stacks: number): Promise<void> {
  const simulator = await startSimulator({
    token: SECRETS.api_key,
    now: systemClock.now,
    faults: faultsOf(seed, AT_ANY_TIME),
  });
  try {
    for (let number = 0; number < NEIGHBOURS; number += 1) {
      simulator.account.uptimeTests.create({
        name: `neighbour ${number}`,
        website_url: 'https://example.com',
        test_type: 'HTTP',
        check_rate: 60,
      });
    }
    for (const phase of Object.values(PHASES)) {
      const declarations = Array.from({ length: stacks }, (_, index) => stackOf(index, stacks, phase));
      await runUntilSettled(simulator, declarations);
      expect(ours(simulator)).toEqual(expected(phase));
    }
    const gone = Array.from({ length: stacks }, (_, index) => ({ stack: `stack-${index}`, state: 'absent' }));
    await runUntilSettled(simulator, gone);
    expect(ours(simulator)).toEqual([]);
    const others = simulator.account.uptimeTests.all().map(({ name }) => String(name));
    expect(others.filter((name) => name.startsWith('neighbour '))).toHaveLength(NEIGHBOURS);
    expect(simulator.requests.flatMap(({ unknownFields }) => unknownFields)).toEqual([]);
  } finally {
    await simulator.close();
  }
}

describe('a fifth of all requests goes wrong', () => {
  test.each(SEEDS)('one task at a time, seed %i', (seed) => lifeOf(seed, 1));
  test.each(SEEDS)('four tasks at a time, seed %i', (seed) => lifeOf(seed, STACKS));
});
