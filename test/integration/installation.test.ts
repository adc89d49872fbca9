import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { ACME } from './support/examples.ts';
import { LIBRARY, MODULE_FILE } from './support/folders.ts';
import { runTasks } from './support/playbook.ts';
import { TOKEN } from './support/scenarios.ts';

interface Installation {
  /** What is set, besides where the account is. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly prepare: (folder: string) => Promise<void>;
}

const INSTALLATIONS: Readonly<Record<string, Installation>> = {
  'the file alone, in some folder of modules': {
    environment: { ANSIBLE_LIBRARY: 'modules' },
    async prepare(folder) {
      await mkdir(join(folder, 'modules'));
      await cp(MODULE_FILE, join(folder, 'modules/status_cake_test.cjs'));
    },
  },
  'the file alone, amid packages of ECMAScript modules': {
    environment: { ANSIBLE_LIBRARY: 'modules' },
    async prepare(folder) {
      await mkdir(join(folder, 'modules'));
      await cp(MODULE_FILE, join(folder, 'modules/status_cake_test.cjs'));
      // Ansible's folder for copies of modules is below this one.
      await writeFile(join(folder, 'package.json'), '{"type": "module"}');
      await writeFile(join(folder, 'modules/package.json'), '{"type": "module"}');
    },
  },
  'library/ beside the playbook, with no setting at all': {
    environment: { ANSIBLE_LIBRARY: undefined },
    prepare: (folder) => cp(LIBRARY, join(folder, 'library'), { recursive: true, verbatimSymlinks: true }),
  },
};

describe('the module works as', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ token: TOKEN });
  });
  afterAll(() => simulator.close());

  it.each(Object.entries(INSTALLATIONS))('%s', async (name, { environment, prepare }) => {
    const account = { STATUSCAKE_API_URL: simulator.url, STATUSCAKE_API_TOKEN: TOKEN };
    const { results, output } = await runTasks([{ options: { ...ACME, name } }], {
      environment: { ...account, ...environment },
      prepare,
    });
    expect(results, output).toMatchObject([{ failed: false, changed: true, action: 'created' }]);
    expect(simulator.account.uptimeTests.all().at(-1)).toMatchObject({ ...ACME, name });
  });
});
