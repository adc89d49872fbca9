import { expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/ansible/argument-spec.ts';
import type { Collection } from '../../../src/simulator/account/collection.ts';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { AT_ANY_TIME, runUntilDone, SECRETS } from './until-done.ts';

// Waiting before a repetition takes no time here: what counts is what is repeated, not when.
vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const OF_EACH_KIND = 8;
// What takes time, and what somebody else deletes after it was created, is tested elsewhere.
const KINDS = AT_ANY_TIME.filter((kind) => kind !== 'delay' && kind !== 'vanishing test');

const numbers = Array.from({ length: OF_EACH_KIND }, (_, number) => number);
const url = (number: number) => `https://host-${number}.example.com`;

/** A stack with checks of all kinds, which `rate` makes different. */
const stack = (rate: number): JsonObject => ({
  stack: 'acme',
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

test.each(SEEDS)('a fifth of all requests goes wrong for checks of all kinds, seed %i', async (seed) => {
  const simulator = await startSimulator({
    token: SECRETS.api_key,
    faults: { seed, rate: 0.2, kinds: KINDS, reset: 0 },
  });
  const { uptimeTests, heartbeats, sslTests, pagespeedTests } = simulator.account;
  const ours = (collection: Collection, identity: string, rate: string) =>
    collection
      .all()
      .map((entry) => `${entry[identity]} ${entry[rate]}`)
      .sort();
  try {
    sslTests.create({
      website_url: 'https://neighbour.example.com',
      check_rate: 300,
      alert_at: ['1', '7', '30'],
    });
    for (const rate of [300, 1800]) {
      await runUntilDone(simulator, stack(rate));
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
    await runUntilDone(simulator, { stack: 'acme', state: 'absent' });
    expect([uptimeTests, heartbeats, pagespeedTests].flatMap((collection) => collection.all())).toEqual([]);
    expect(sslTests.all()).toMatchObject([{ website_url: 'https://neighbour.example.com' }]);
  } finally {
    await simulator.close();
  }
});
