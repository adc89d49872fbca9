import { expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import type { Collection } from '../../../src/simulator/account/collection.ts';
import { FAULT_KINDS } from '../../../src/simulator/faults/injector.ts';
import type { FaultKind } from '../../../src/simulator/faults/kinds.ts';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { systemClock } from '../skipping-clock.ts';
import { AT_ANY_TIME, faultsOf, runUntilSettled, SECRETS } from './until-done.ts';

// Waiting before a repetition takes no time here: what counts is what is repeated, not when.
vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const SEEDS = Array.from({ length: Number(process.env.FAULT_SEEDS ?? 20) }, (_, index) => index + 1);
/** With these, requests also take longer than a run waits for them. */
const SLOW_SEEDS = [1001, 1002];
const OF_EACH_KIND = 8;
// What somebody else deletes after it was created is tested elsewhere.
const without = (kinds: readonly FaultKind[]) => kinds.filter((kind) => kind !== 'vanishing test');

/** What somebody else creates while lists are read, to shift their rows. */
const BY_HAND = /made.by.hand/;

const numbers = Array.from({ length: OF_EACH_KIND }, (_, number) => number);
const url = (number: number) => `https://host-${number}.example.com`;

/** A stack with checks of all kinds, which `rate` makes different. */
const stack = (rate: number): JsonObject => ({
  stack: 'acme',
  api_timeout: 1,
  tests: numbers.map((number) => ({ name: `test ${number}`, website_url: url(number), check_rate: rate })),
  heartbeats: numbers.map((number) => ({ name: `heartbeat ${number}`, period: rate, host: 'Example' })),
  ssl: numbers.map((number) => ({ website_url: url(number), check_rate: rate })),
  pagespeed: numbers.map((number) => ({
    name: `acme page ${number}`,
    website_url: url(number),
    check_rate: rate,
    region: 'UK',
  })),
});

const CASES = [
  ...SEEDS.map((seed) => [seed, AT_ANY_TIME] as const),
  ...SLOW_SEEDS.map((seed) => [seed, FAULT_KINDS] as const),
];

test.each(CASES)(
  'a fifth of all requests goes wrong for checks of all kinds, seed %i',
  async (seed, kinds) => {
    const simulator = await startSimulator({
      token: SECRETS.api_key,
      now: systemClock.now,
      faults: { ...faultsOf(seed, without(kinds)), delay: 1500 },
    });
    const { uptimeTests, heartbeats, sslTests, pagespeedTests } = simulator.account;
    const ours = (collection: Collection, identity: string, rate: string) =>
      collection
        .all()
        .filter((entry) => !BY_HAND.test(String(entry[identity])))
        .map((entry) => `${entry[identity]} ${entry[rate]}`)
        .sort();
    try {
      sslTests.create({
        website_url: 'https://neighbour.example.com',
        check_rate: 300,
        alert_at: ['1', '7', '30'],
      });
      for (const rate of [300, 1800]) {
        await runUntilSettled(simulator, [stack(rate)]);
        const each = (text: (number: number) => string) => numbers.map((number) => text(number)).sort();
        expect(ours(uptimeTests, 'name', 'check_rate')).toEqual(each((number) => `test ${number} ${rate}`));
        expect(ours(heartbeats, 'name', 'period')).toEqual(each((number) => `heartbeat ${number} ${rate}`));
        expect(ours(pagespeedTests, 'name', 'check_rate')).toEqual(
          each((number) => `acme page ${number} ${rate}`),
        );
        expect(ours(sslTests, 'website_url', 'check_rate')).toEqual(
          [...each((number) => `${url(number)} ${rate}`), 'https://neighbour.example.com 300'].sort(),
        );
      }
      await runUntilSettled(simulator, [{ stack: 'acme', state: 'absent', api_timeout: 1 }]);
      for (const collection of [uptimeTests, heartbeats, pagespeedTests]) {
        expect(ours(collection, 'name', 'check_rate')).toEqual([]);
      }
      expect(ours(sslTests, 'website_url', 'check_rate')).toEqual(['https://neighbour.example.com 300']);
    } finally {
      await simulator.close();
    }
  },
);
