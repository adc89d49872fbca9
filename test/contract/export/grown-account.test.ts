import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as exporter } from '../../../src/modules/status_cake_export/module.ts';
import { module as stacks } from '../../../src/modules/status_cake_stack/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { type Modes, runModule } from '../stack/module-run.ts';
import { GROWN_RULES, GROWN_STACKS, growAccount, OF_NOBODY } from './grown-account.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const TOKEN = 'export-token';

let simulator: Simulator;
let folder: string;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
  folder = mkdtempSync(join(tmpdir(), 'status-cake-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await simulator.close();
});

const run = (options: JsonObject, modes?: Modes) =>
  runModule(exporter, simulator, TOKEN, { rules: GROWN_RULES, ...options }, modes);
const feedBack = (account: JsonObject, modes?: Modes) =>
  runModule(stacks, simulator, TOKEN, { stacks: account.stacks ?? null }, modes);
const names = (rows: unknown) => (rows as { name: string }[]).map(({ name }) => name).sort();

describe('a grown account of 60 checks', () => {
  beforeEach(() => {
    expect(growAccount(simulator.account)).toBe(60);
  });

  test('is told apart with five rules, and nothing is written to it', async () => {
    const account = await run({});
    expect(account).toMatchObject({
      changed: false,
      counts: { checks: 60, stacks: 12, unassigned: 2, twins: 1 },
    });
    expect((account.stacks as JsonObject[]).map(({ stack }) => stack)).toEqual(GROWN_STACKS);
    expect(names(account.unassigned)).toEqual(OF_NOBODY);
    expect(simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('changes in its tags only, and in nothing the second time', async () => {
    const account = await run({});
    const preview = await feedBack(account, { check: true });
    expect(preview).toMatchObject({ summary: { created: 0, deleted: 0, recreated: 0, failed: 0 } });
    for (const { changes } of preview.checks as { changes: string[] }[]) {
      expect(changes.filter((change) => change !== 'tags')).toEqual([]);
    }
    expect(await feedBack(account)).toMatchObject({ changed: true, summary: preview.summary });
    expect(await feedBack(account)).toMatchObject({ changed: false });
    // Once the tags are there, names are enough.
    const again = await run({});
    expect(again).toMatchObject({ counts: { ids: 0 } });
    expect(await feedBack(again)).toMatchObject({ changed: false });
  });
});

test('manual', async () => {
  growAccount(simulator.account);
  const account = await run({ directory: join(folder, 'inventory'), report_directory: folder });
  console.log(account.report);
  console.log(JSON.stringify((account.stacks as JsonObject[]).slice(0, 2), null, 1));
  for (const file of (account.files as string[]).slice(0, 4)) {
    console.log(readFileSync(file, 'utf8'));
  }
});
