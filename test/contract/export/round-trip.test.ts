import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as exporter } from '../../../src/modules/status_cake_export/module.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import type { Account } from '../../../src/simulator/account/account.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { type Modes, runModule } from '../stack/module-run.ts';
import { fill, LONG_ACCOUNT, type OddAccount, oddAccount } from './odd-account.ts';
import { stacksIn } from './written-inventory.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const TOKEN = 'round-trip-token';

/** ROUND_TRIPS=150 tries as many accounts. */
const TRIPS = Number(process.env.ROUND_TRIPS ?? 12);

/** All that an account holds, but for tags. */
function held({ collections }: Account): unknown {
  return structuredClone(
    collections.map((collection) => collection.all().map(({ tags: _, ...entry }) => entry)),
  );
}

/** Starts a simulator with an account and lets something be done with it. */
async function inAccount(
  odd: OddAccount,
  use: (simulator: Simulator, rules: JsonObject[], directory: string) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ token: TOKEN });
  const directory = mkdtempSync(join(tmpdir(), 'status-cake-'));
  try {
    await use(simulator, fill(simulator.account, odd), directory);
  } finally {
    rmSync(directory, { recursive: true });
    await simulator.close();
  }
}

const run = (simulator: Simulator, options: JsonObject, modes?: Modes) =>
  runModule(exporter, simulator, TOKEN, options, modes);
const feedBack = (simulator: Simulator, { stacks }: JsonObject, modes?: Modes) =>
  runModule(stackModule, simulator, TOKEN, { stacks: stacks ?? null, deletion_limit: 0 }, modes);

const FORMS = [
  { form: 'result', of: (account: JsonObject) => account },
  { form: 'files', of: (_: JsonObject, directory: string) => ({ stacks: stacksIn(directory) }) },
];

const TITLE =
  'of any account the declarations in the $form, fed back, change tags only, and nothing the second time';

test.each(FORMS)(
  TITLE,
  async ({ of }) => {
    await fc.assert(
      fc.asyncProperty(oddAccount, (odd) =>
        inAccount(odd, async (simulator, rules, directory) => {
          const result = await run(simulator, { rules, directory });
          expect(result).not.toHaveProperty('failed');
          const account = of(result, directory);
          expect(simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
          if ((account.stacks as unknown[]).length === 0) {
            return;
          }
          const before = held(simulator.account);
          const preview = await feedBack(simulator, account, { check: true });
          expect(preview.msg).toMatch(/^without check mode/);
          expect(preview).toMatchObject({ summary: { created: 0, deleted: 0, recreated: 0, failed: 0 } });
          const changes = (preview.checks as { changes: string[] }[]).flatMap((check) => check.changes);
          expect(changes.filter((change) => change !== 'tags')).toEqual([]);

          expect(await feedBack(simulator, account)).toMatchObject({ summary: preview.summary });
          expect(held(simulator.account)).toEqual(before);
          expect(await feedBack(simulator, account)).toMatchObject({ changed: false });

          // By then the names are enough.
          const again = await run(simulator, { rules, directory });
          expect(await feedBack(simulator, of(again, directory))).toMatchObject({ changed: false });
        }),
      ),
      { numRuns: TRIPS, endOnFailure: true, examples: [[LONG_ACCOUNT]] },
    );
  },
  300_000,
);
