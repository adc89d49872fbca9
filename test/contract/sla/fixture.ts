import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { type Browser, chromium } from 'playwright-core';
import { test as base, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module } from '../../../src/modules/status_cake_sla/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { type Modes, runModule } from '../stack/module-run.ts';
import { addTest } from './seeding.ts';

export const TOKEN = 'contract-token';

/** The middle of a month, so that the one before it is over. */
export const NOW = '2026-11-15T12:00:00Z';

export const ACME: JsonObject = { stack: 'acme', target: 99.9 };

/** The module with an account, a store and a folder of reports of their own. */
export interface Sla {
  readonly simulator: Simulator;
  readonly folder: string;
  /** Runs the module; the store and the reports are in the folder. */
  run(options?: JsonObject, modes?: Modes): Promise<JsonObject>;
  /** Lets another time be now. */
  setNow(time: string): void;
  /** Paths and texts of the files below the folder. */
  files(): Record<string, string>;
}

export const test = base.extend<{ sla: Sla; browser: Browser }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from this pattern
  sla: async ({}, use) => withSla(use),
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
});

/** Lets something use the module with a simulator of its own, at a time that it may set. */
export async function withSla(use: (sla: Sla) => Promise<void>): Promise<void> {
  vi.useFakeTimers({ now: Date.parse(NOW), toFake: ['Date'] });
  const simulator = await startSimulator({ token: TOKEN });
  const folder = mkdtempSync(join(tmpdir(), 'statuscake-sla-'));
  try {
    await use({
      simulator,
      folder,
      run: (options = {}, modes = {}) =>
        runModule(
          module,
          simulator,
          TOKEN,
          {
            timezone: 'Europe/Paris',
            store: join(folder, 'store'),
            output: join(folder, 'reports'),
            state_directory: join(folder, '.state'),
            stacks: [ACME],
            ...options,
          },
          modes,
        ),
      setNow: (time) => void vi.setSystemTime(Date.parse(time)),
      files: () => filesIn(folder),
    });
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true });
    vi.useRealTimers();
  }
}

function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.state'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  return Object.fromEntries(names.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

/** Adds a test that was paused at a time, and lets a run find it like that a day later. Returns its ID. */
export async function addPausedTest({ simulator, run, setNow }: Sla, at: string): Promise<string> {
  const id = addTest(simulator, 'acme liveness', [], { paused: true, last_tested_at: at });
  setNow(new Date(Date.parse(at) + 86_400_000).toISOString());
  await run({ period: 'month_to_date' });
  return id;
}

/** The only stack in a result. */
export function onlyStack(result: JsonObject): JsonObject {
  const [stack = {}] = result.stacks as JsonObject[];
  return stack;
}

const SCHEMA = JSON.parse(readFileSync('docs/sla.schema.json', 'utf8'));

/** What of the JSON of a report is not as its schema says; `null` where all is. */
export function schemaErrors(json: unknown): unknown {
  const check = new Ajv({ strict: false }).compile(SCHEMA);
  check(json);
  return check.errors;
}

/** What was requested, without the queries. */
export function pathsOf({ requests }: Simulator): string[] {
  return requests.map(({ path }) => path.replace('/v1', ''));
}
