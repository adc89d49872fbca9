import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Environment } from '../../../src/environment.ts';
import { runAnsible, warningsIn } from './ansible.ts';
import type { Finished } from './command.ts';
import { inTemporaryFolder, ROOT } from './folders.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** Hosts of the group `stacks`, with the variables of each, and those of all. */
export interface Hosts {
  readonly hosts: Readonly<Record<string, Variables>>;
  readonly vars: Variables;
}

export interface HostsRun extends Finished {
  /** All that a user could see. */
  readonly output: string;
  readonly warnings: readonly string[];
  /** What the play has left in the folder where it ran, by the names of files; of those that are not there, nothing. */
  readonly files: Readonly<Record<string, string>>;
}

/** A deployment that does nothing, or fails where a host says `deployment_fails`, or waits for what `deployment_url` names. */
const DEPLOYMENT = [
  {
    name: 'Wait',
    'ansible.builtin.uri': { url: '{{ deployment_url }}' },
    when: 'deployment_url is defined',
  },
  {
    name: 'Deploy',
    'ansible.builtin.fail': { msg: 'the deployment of {{ inventory_hostname }} fails' },
    when: 'deployment_fails | default(false)',
  },
];

/** What drift.yml writes. */
const FILES = ['drift.md', 'drift.json', 'drift.xml'];

interface PlayOptions {
  /** Puts more beside the inventory, and returns what the environment needs for that. */
  readonly prepare?: (folder: string) => Promise<Environment>;
  /** When to press Ctrl-C. */
  readonly interruption?: Promise<unknown>;
}

/**
 * Runs a playbook of the project on hosts that are not in its example inventory, and whose stacks nobody deploys.
 * @param playbook its name, or plays of one's own
 */
export function playOn(
  playbook: string | readonly object[],
  { hosts, vars }: Hosts,
  flags: readonly string[] = [],
  { prepare = async () => ({}), interruption }: PlayOptions = {},
): Promise<HostsRun> {
  return inTemporaryFolder(async (folder) => {
    // JSON is YAML.
    const inventory = join(folder, 'hosts.yml');
    await writeFile(inventory, JSON.stringify({ stacks: { hosts, vars: { ...LOCAL, ...vars } } }));
    const tasks = join(folder, 'roles/example_stack/tasks');
    await mkdir(tasks, { recursive: true });
    await writeFile(join(tasks, 'main.yml'), JSON.stringify(DEPLOYMENT));
    const own = join(folder, 'playbook.yml');
    if (typeof playbook !== 'string') {
      await writeFile(own, JSON.stringify(playbook));
    }
    const finished = await runAnsible(
      'ansible-playbook',
      [typeof playbook === 'string' ? join(ROOT, `playbooks/${playbook}.yml`) : own, ...flags],
      folder,
      {
        ANSIBLE_CONFIG: join(ROOT, 'ansible.cfg'),
        ANSIBLE_INVENTORY: inventory,
        ANSIBLE_ROLES_PATH: [join(folder, 'roles'), join(ROOT, 'roles')].join(delimiter),
        TMPDIR: folder,
        ...(await prepare(folder)),
      },
      interruption,
    );
    const output = finished.stdout + finished.stderr;
    const texts = await Promise.all(
      FILES.map(async (name) => [name, await readFile(join(folder, name), 'utf8').catch(() => '')]),
    );
    return { ...finished, output, warnings: warningsIn(output), files: Object.fromEntries(texts) };
  });
}

const LOCAL = {
  ansible_connection: 'local',
  ansible_python_interpreter: '{{ ansible_playbook_python }}',
  statuscake_stack_base_url: 'https://{{ inventory_hostname }}.example.com',
};
