import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { MODULES } from '../../src/modules/index.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { runAnsible, warningsIn } from './support/ansible.ts';
import { collectionIn, type Installed, install, packInto } from './support/collection.ts';
import { ACME, SHOP } from './support/examples.ts';
import { ROOT } from './support/folders.ts';
import { describeRequest } from './support/requests.ts';
import { TOKEN } from './support/scenarios.ts';

const NAMES = MODULES.map(({ name }) => name);
const COLLECTION = 'stack_ops.statuscake';
/** Of `ansible-test sanity`: those that need nothing installed, and that a collection with modules of another language could fail. */
const SANITY_TESTS = [
  'action-plugin-docs',
  'ignores',
  'line-endings',
  'no-illegal-filenames',
  'shebang',
  'symlinks',
];
/** The token is here alone, so that no module works without the defaults of the group. */
const DEFAULTS = (url: string) => ({
  [`group/${COLLECTION}.statuscake`]: { api_key: TOKEN, api_url: url },
});

describe('the collection, installed from its tarball into an empty folder', () => {
  let simulator: Simulator;
  let tarballs: string;
  let packed: string;
  let installed: Installed;

  beforeAll(async () => {
    simulator = await startSimulator({ token: TOKEN });
    tarballs = await mkdtemp(join(tmpdir(), 'status-cake-'));
    packed = await packInto(join(tarballs, 'first'));
    installed = await install(packed);
    expect(installed.installation.exitCode, installed.installation.stderr).toBe(0);
  });
  afterAll(async () => {
    await rm(tarballs, { recursive: true, force: true });
    await installed.remove();
    await simulator.close();
  });

  /** Runs plays beside the collection, as JSON, which is YAML; a name instead of plays is one of the collection. */
  async function play(
    plays: string | readonly unknown[],
    flags: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ) {
    const { folder } = installed;
    const before = simulator.requests.length;
    if (typeof plays !== 'string') {
      await writeFile(join(folder, 'playbook.yml'), JSON.stringify(plays));
    }
    await writeFile(join(folder, 'ansible.cfg'), '');
    const args = [typeof plays === 'string' ? plays : 'playbook.yml', ...flags];
    const finished = await runAnsible('ansible-playbook', args, folder, {
      ...collectionIn(folder),
      ...environment,
    });
    const writes = simulator.requests.slice(before).map(describeRequest);
    return {
      ...finished,
      output: finished.stdout + finished.stderr,
      writes: writes.filter((request) => !request.startsWith('GET ')),
    };
  }

  const local = (tasks: readonly unknown[], keywords = {}) => ({
    hosts: 'localhost',
    gather_facts: false,
    module_defaults: DEFAULTS(simulator.url),
    ...keywords,
    tasks,
  });

  it('is packed into the same bytes again', async () => {
    const again = await packInto(join(tarballs, 'second'));
    expect(readFileSync(again).equals(readFileSync(packed))).toBe(true);
  });

  it('has what Ansible finds in a collection, and nothing of what made it', () => {
    const path = join(installed.folder, 'collections/ansible_collections/stack_ops/statuscake');
    expect(readdirSync(path).sort()).toEqual([
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'FILES.json',
      'LICENSE',
      'MANIFEST.json',
      'README.md',
      'SECURITY.md',
      'changelogs',
      'docs',
      'meta',
      'playbooks',
      'plugins',
      'roles',
    ]);
    const files = ['LICENSES.txt', 'status_cake_uptime.yml'];
    files.push(...NAMES.flatMap((name) => [`${name}.cjs`, `${name}.yml`]));
    expect(readdirSync(join(path, 'plugins/modules')).sort()).toEqual(files.sort());
    expect(readdirSync(join(path, 'roles/statuscake_stack'))).not.toContain('library');
  });

  it('runs modules by their full names, with the defaults of the group, also under the name of an older one', async () => {
    const test = `${COLLECTION}.status_cake_test`;
    const { exitCode, output, writes } = await play([
      local([
        { [test]: ACME },
        { [`${COLLECTION}.status_cake_uptime`]: ACME, register: 'again' },
        { 'ansible.builtin.assert': { that: ['again is not changed', 'again.action == "unchanged"'] } },
      ]),
    ]);
    expect(exitCode, output).toBe(0);
    expect(warningsIn(output)).toEqual([]);
    expect(writes).toHaveLength(1);
  });

  it('runs old playbooks, whose names are short, where they say where to look', async () => {
    const { exitCode, output, writes } = await play([
      local([{ status_cake_test: SHOP }, { status_cake_uptime: SHOP }], { collections: [COLLECTION] }),
    ]);
    expect(exitCode, output).toBe(0);
    expect(writes).toHaveLength(1);
  });

  it('has roles and the callback plugin, by their full names', async () => {
    const variables = {
      statuscake_stack_name: 'globex',
      statuscake_stack_base_url: 'https://globex.example.com',
      statuscake_stack_api_key: TOKEN,
      statuscake_stack_api_url: simulator.url,
      statuscake_stack_sla: { target: 99.9 },
      statuscake_sla_api_key: TOKEN,
      statuscake_sla_api_url: simulator.url,
      statuscake_sla_store: join(installed.folder, 'sla'),
      statuscake_sla_output: join(installed.folder, 'reports'),
    };
    const stack = { stack: 'initech', tests: [{ ...ACME, name: 'initech liveness' }] };
    const { exitCode, output, writes } = await play(
      [
        local(
          [
            { 'ansible.builtin.import_role': { name: `${COLLECTION}.statuscake_stack` } },
            { 'ansible.builtin.import_role': { name: `${COLLECTION}.statuscake_sla` } },
            { [`${COLLECTION}.status_cake_stack`]: stack, check_mode: true },
          ],
          { vars: variables },
        ),
      ],
      [],
      { ANSIBLE_CALLBACKS_ENABLED: `${COLLECTION}.status_cake_progress` },
    );
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(/^ {2}without check mode: \d+ requests?/m);
    expect(writes).toHaveLength(3);
    expect(readdirSync(join(installed.folder, 'reports'))).toHaveLength(1);
  });

  it('has playbooks, to run by their full names and to import', async () => {
    const { folder } = installed;
    const vars = {
      ansible_connection: 'local',
      ansible_python_interpreter: '{{ ansible_playbook_python }}',
      statuscake_stack_base_url: 'https://{{ inventory_hostname }}.example.com',
      statuscake_stack_api_key: TOKEN,
      statuscake_stack_api_url: simulator.url,
      statuscake_stack_drift_directory: folder,
    };
    const inventory = join(folder, 'hosts.yml');
    await writeFile(inventory, JSON.stringify({ stacks: { hosts: { umbrella: {}, hooli: {} }, vars } }));
    const fleet = await play(`${COLLECTION}.fleet`, ['-i', inventory]);
    expect(fleet.exitCode, fleet.output).toBe(0);
    const drift = await play([{ import_playbook: `${COLLECTION}.drift` }], ['-i', inventory]);
    expect(drift.exitCode, drift.output).toBe(0);
    expect(readFileSync(join(folder, 'drift.md'), 'utf8')).toContain(
      'StatusCake is as declared: 6 checks of 2 stacks',
    );
  });

  it('has a page for every module, the callback plugin and the roles', async () => {
    const { folder } = installed;
    const doc = async (...args: readonly string[]) => {
      const { exitCode, stdout, stderr } = await runAnsible(
        'ansible-doc',
        ['-j', ...args],
        folder,
        collectionIn(folder),
      );
      expect(exitCode, stderr).toBe(0);
      // The newest Ansible warns of a collection within itself.
      expect(stderr).not.toContain('stack_ops');
      return JSON.parse(stdout);
    };
    // A server shows what is listed, and Ansible lists no module that is a link.
    expect(Object.keys(await doc('--list', COLLECTION))).toEqual(
      NAMES.map((name) => `${COLLECTION}.${name}`).sort(),
    );
    const names = [...NAMES, 'status_cake_uptime'].map((name) => `${COLLECTION}.${name}`);
    const modules = await doc(...names);
    expect(Object.keys(modules).sort()).toEqual(names.sort());
    for (const [name, page] of Object.entries<{ doc: unknown; examples: string }>(modules)) {
      const tasks = parse(page.examples) as Record<string, unknown>[];
      const named = tasks.flatMap((task) => Object.keys(task)).filter((key) => key.includes('status_cake'));
      expect(named.filter((key) => !key.startsWith(`${COLLECTION}.`))).toEqual([]);
      expect(JSON.stringify(page.doc), name).not.toContain('M(status_cake');
    }
    const callbacks = await doc('-t', 'callback', `${COLLECTION}.status_cake_progress`);
    expect(Object.keys(callbacks)).toEqual([`${COLLECTION}.status_cake_progress`]);
    const roles = await doc('-t', 'role', `${COLLECTION}.statuscake_stack`, `${COLLECTION}.statuscake_sla`);
    expect(Object.keys(roles)).toHaveLength(2);
  });

  // That of newer versions wants an installation of its own.
  it.runIf(process.env.ANSIBLE_PYTHON === undefined)('passes the sanity tests of ansible-test', async () => {
    const { folder } = installed;
    const path = join(folder, 'collections/ansible_collections/stack_ops/statuscake');
    await cp(join(ROOT, 'tests'), join(path, 'tests'), { recursive: true });
    const args = ['sanity', ...SANITY_TESTS.flatMap((name) => ['--test', name])];
    const { exitCode, stdout, stderr } = await runAnsible('ansible-test', args, path, { HOME: folder });
    expect(exitCode, stdout + stderr).toBe(0);
  });
});

it('installs the collection from a repository as well, whose links lead nowhere out of it', async () => {
  const { folder, installation, remove } = await install(`git+file://${ROOT}`);
  expect(installation.exitCode, installation.stderr).toBe(0);
  const path = join(folder, 'collections/ansible_collections/stack_ops/statuscake');
  const module = realpathSync(join(path, 'plugins/modules/status_cake_test.cjs'));
  expect(module.startsWith(`${realpathSync(path)}/`), module).toBe(true);
  await remove();
});
