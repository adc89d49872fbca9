import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExampleInventory } from '../../../src/demo/inventory.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runAnsible, warningsIn } from './ansible.ts';
import type { Finished } from './command.ts';
import { ROOT } from './folders.ts';
import { describeRequest } from './requests.ts';
import { TOKEN } from './scenarios.ts';

/** A run of a playbook, with all that a user could see and what was sent; `writes` is everything but GET. */
export interface Play extends Finished {
  readonly output: string;
  readonly warnings: readonly string[];
  readonly requests: readonly string[];
  readonly writes: readonly string[];
}

/** The playbooks of the project, with a copy of the example inventory and a simulator. */
export interface Project {
  readonly simulator: Simulator;
  /** Everything of it is in this folder. */
  readonly folder: string;
  readonly inventory: ExampleInventory;
  /** Runs a playbook of the project, as users do. */
  play(name: string, ...flags: readonly string[]): Promise<Play>;
  close(): Promise<void>;
}

/** Opens the project with an empty account. The caller closes it. */
export async function openProject(): Promise<Project> {
  const simulator = await startSimulator({ token: TOKEN });
  const folder = await mkdtemp(join(tmpdir(), 'status-cake-'));
  const inventory = await ExampleInventory.copyTo(folder);
  return {
    simulator,
    folder,
    inventory,
    async play(name, ...flags) {
      const before = simulator.requests.length;
      const args = [join(ROOT, `playbooks/${name}.yml`), ...flags];
      const finished = await runAnsible('ansible-playbook', args, folder, {
        ANSIBLE_CONFIG: join(ROOT, 'ansible.cfg'),
        ANSIBLE_INVENTORY: inventory.path,
        EXAMPLE_STACK_OWNER: String(process.pid),
        STATUSCAKE_API_URL: simulator.url,
        STATUSCAKE_API_TOKEN: TOKEN,
      });
      const requests = simulator.requests.slice(before).map(describeRequest);
      const writes = requests.filter((request) => !request.startsWith('GET '));
      const output = finished.stdout + finished.stderr;
      return { ...finished, output, warnings: warningsIn(output), requests, writes };
    },
    async close() {
      await rm(folder, { recursive: true, force: true });
      await simulator.close();
    },
  };
}
