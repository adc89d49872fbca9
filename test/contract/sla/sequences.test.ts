import fc from 'fast-check';
import { test } from 'vitest';
import { withSla } from './fixture.ts';
import { happen } from './sequences/chronicle.ts';
import { sequences } from './sequences/steps.ts';

/** `SLA_SEQUENCES=500 npm run vitest -- test/contract/sla/sequences` tries more. */
const SEQUENCES = Number(process.env.SLA_SEQUENCES ?? 10);

test('whatever happens between runs, and in which order they come, each tells what could be known', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, (steps) => withSla((sla) => happen(sla, steps))),
    { numRuns: SEQUENCES },
  );
}, 36_000_000);
