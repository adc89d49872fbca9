import fc from 'fast-check';
import { test } from 'vitest';
import { withSla } from './fixture.ts';
import { happen } from './sequences/chronicle.ts';
import { sequences } from './sequences/steps.ts';

/** `SLA_SEQUENCES=500 npm run vitest -- test/contract/sla/sequences` tries more. */
const { SLA_SEQUENCES } = process.env;

/** Without a number the same few each time, so that nobody is stopped by what others have to find out. */
const SETTINGS =
  SLA_SEQUENCES === undefined
    ? { numRuns: 10, seed: 1 }
    : { numRuns: Number(SLA_SEQUENCES), endOnFailure: true };

test('whatever happens between runs, and in which order they come, each tells what could be known', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, (steps) => withSla((sla) => happen(sla, steps))),
    SETTINGS,
  );
}, 36_000_000);
