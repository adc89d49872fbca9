import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module } from '../../../src/modules/status_cake_export/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { type Modes, runModule } from '../stack/module-run.ts';

/** An account, and a folder that is empty at first. */
export interface Workplace {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly token: string;
  /** Takes the account over. */
  run(options: JsonObject, modes?: Modes): Promise<JsonObject>;
  /** Makes an uptime test by hand, and returns its ID. */
  seed(name: string, more?: JsonObject): string;
  /** Returns where the variables of a stack are written. */
  fileOf(stack: string): string;
}

/** Returns a workplace that each test of a file finds as new. */
export function useWorkplace(): Workplace {
  const token = 'export-token';
  let simulator: Simulator;
  let folder: string;
  beforeEach(async () => {
    simulator = await startSimulator({ token });
    folder = mkdtempSync(join(tmpdir(), 'status-cake-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await simulator.close();
  });
  return {
    get simulator() {
      return simulator;
    },
    get folder() {
      return folder;
    },
    token,
    run: (options, modes) => runModule(module, simulator, token, options, modes),
    seed: (name, more = {}) =>
      simulator.account.uptimeTests.create({
        name,
        website_url: 'https://acme.example.com/',
        test_type: 'HTTP',
        check_rate: 300,
        ...more,
      }).id,
    fileOf: (stack) => join(folder, `host_vars/${stack}/statuscake.yml`),
  };
}
