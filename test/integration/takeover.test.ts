import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { JsonObject } from '../../src/json.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { GROWN_RULES, GROWN_STACKS, growAccount, OF_NOBODY } from '../contract/export/grown-account.ts';
import { fill, LONG_ACCOUNT, oddAccount } from '../contract/export/odd-account.ts';
import { runAnsible } from './support/ansible.ts';
import { inTemporaryFolder, ROOT } from './support/folders.ts';
import { TOKEN } from './support/scenarios.ts';

/** An inventory, a file of rules, and playbooks that run on them. */
interface Newcomer {
  readonly folder: string;
  readonly inventory: string;
  /** Puts these hosts into the inventory, in the place of others. */
  welcome(stacks: readonly string[]): Promise<void>;
  play(playbook: string, ...flags: string[]): Promise<{ exitCode: number | null; output: string }>;
}

/** Milliseconds for a dozen runs of ansible-playbook on a machine that has much else to do. */
const LONG = 400_000;

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(() => simulator.close());

const writes = () => simulator.requests.filter(({ method }) => method !== 'GET');
const ids = () => simulator.account.collections.flatMap((collection) => collection.all().map(({ id }) => id));

/** What the account holds, but for tags. */
const held = () =>
  structuredClone(
    simulator.account.collections.map((collection) => collection.all().map(({ tags: _, ...entry }) => entry)),
  );

function asNewcomer(
  rules: readonly JsonObject[],
  stacks: readonly string[],
  use: (newcomer: Newcomer) => Promise<void>,
): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    const inventory = join(folder, 'inventory');
    await mkdir(inventory);
    const welcome = (names: readonly string[]) => {
      const hosts = Object.fromEntries(names.map((stack) => [stack, {}]));
      const vars = {
        ansible_connection: 'local',
        ansible_python_interpreter: '{{ ansible_playbook_python }}',
      };
      return writeFile(join(inventory, 'hosts.yml'), stringify({ stacks: { hosts, vars } }));
    };
    await welcome(stacks);
    await writeFile(join(folder, 'rules.yml'), stringify({ statuscake_takeover_rules: rules }));
    await use({
      folder,
      inventory,
      welcome,
      async play(playbook, ...flags) {
        const args = [join(ROOT, `playbooks/${playbook}.yml`), ...flags];
        if (playbook === 'takeover') {
          args.push('-e', `statuscake_takeover_rules_file=${join(folder, 'rules.yml')}`);
        }
        const { exitCode, stdout, stderr } = await runAnsible('ansible-playbook', args, folder, {
          ANSIBLE_CONFIG: join(ROOT, 'ansible.cfg'),
          ANSIBLE_INVENTORY: inventory,
          ANSIBLE_ROLES_PATH: [join(ROOT, 'roles')].join(delimiter),
          STATUSCAKE_API_URL: simulator.url,
          STATUSCAKE_API_TOKEN: TOKEN,
          TMPDIR: folder,
          PWD: folder,
        });
        return { exitCode, output: stdout + stderr };
      },
    });
  });
}

/** The options that a playbook would change under `--check --diff`, by the lines of its diffs. */
function changedOptions(output: string): string[] {
  const options: string[] = [];
  let option = '';
  for (const line of output.split('\n')) {
    const [, sign, key] = /^([-+ ])([a-z_]+):/.exec(line) ?? [];
    option = key ?? option;
    if (sign === '+' || sign === '-' || (/^[-+] {2}/.test(line) && !/^(---|\+\+\+)/.test(line))) {
      options.push(option);
    }
  }
  return [...new Set(options)];
}

describe('a newcomer with an account of 60 checks that has grown', () => {
  it(
    'takes it over with five rules, and loses nothing',
    async () => {
      growAccount(simulator.account);
      const [before, all] = [held(), ids()];
      await asNewcomer(GROWN_RULES, GROWN_STACKS, async ({ inventory, folder, play }) => {
        const tried = await play('takeover', '--check');
        expect(tried.exitCode, tried.output).toBe(0);
        expect(tried.output).toContain('58 of 60 checks belong to 12 stacks, 2 to none');
        expect(await readdir(inventory)).toEqual(['hosts.yml']);

        const written = await play('takeover');
        expect(written.exitCode, written.output).toBe(0);
        expect((await readdir(join(inventory, 'host_vars'))).sort()).toEqual(GROWN_STACKS);
        expect(writes()).toEqual([]);
        const page = await readFile(join(folder, 'takeover.html'), 'utf8');
        expect(page).toContain('ACME prod - up');

        const preview = await play('fleet', '--check', '--diff');
        expect(preview.exitCode, preview.output).toBe(0);
        expect(preview.output).not.toContain('(absent)');
        expect(changedOptions(preview.output)).toEqual(['tags']);
        expect(writes()).toEqual([]);

        const first = await play('fleet');
        expect(first.exitCode, first.output).toBe(0);
        expect(held()).toEqual(before);
        expect(ids()).toEqual(all);
        const next = await play('fleet');
        expect(next.exitCode, next.output).toBe(0);
        expect(next.output).not.toMatch(/changed=[1-9]/);

        // By now the names are enough.
        const again = await play('takeover');
        expect(again.exitCode, again.output).toBe(0);
        expect(again.output).toContain('no declaration needs an ID any more');
        const texts = await Promise.all(
          GROWN_STACKS.map((stack) => readFile(join(inventory, `host_vars/${stack}/statuscake.yml`), 'utf8')),
        );
        expect(texts.join('')).not.toMatch(/\bid: |_id: /);
        const last = await play('fleet', '--check');
        expect(last.output).not.toMatch(/changed=[1-9]/);

        const drift = await play('drift');
        expect(drift.exitCode, drift.output).toBe(0);
        expect(await readFile(join(folder, 'drift.md'), 'utf8')).toContain('Managed by nobody');
        const known = JSON.stringify({ statuscake_stack_unmanaged: OF_NOBODY });
        expect((await play('drift', '-e', known)).exitCode).toBe(0);
        const quiet = await readFile(join(folder, 'drift.md'), 'utf8');
        expect(quiet).not.toContain('Managed by nobody');
        expect(quiet).not.toContain('test test');
      });
    },
    LONG,
  );

  it('keeps what was edited, and what somebody else wrote', async () => {
    growAccount(simulator.account);
    await asNewcomer(GROWN_RULES, GROWN_STACKS, async ({ inventory, play }) => {
      await mkdir(join(inventory, 'host_vars'));
      const other = join(inventory, 'host_vars/globex.yml');
      await writeFile(other, 'globex: theirs\n');
      await play('takeover');
      expect(await readdir(join(inventory, 'host_vars'))).not.toContain('globex');
      const edited = join(inventory, 'host_vars/acme/statuscake.yml');
      const text = `${await readFile(edited, 'utf8')}statuscake_stack_paused: false\n`;
      await writeFile(edited, text);
      const { exitCode, output } = await play('takeover');
      expect(exitCode, output).toBe(0);
      expect(await readFile(edited, 'utf8')).toBe(text);
      expect(await readFile(other, 'utf8')).toBe('globex: theirs\n');
      // Ansible breaks lines wherever there is a hyphen.
      expect(output.replace(/\s+/g, '')).toContain('host_vars/acme/statuscake.ymlstaysasitis:itwasedited');
      expect(output.replace(/\s+/g, '')).toMatch(/host_vars\/globex\/statuscake.ymlstaysasitis:thereisafile/);
    });
  });
});

it('a list of hosts is no inventory into which variables could go', async () => {
  await asNewcomer([{ name: '^(?<stack>[a-z]+) ' }], ['acme'], async ({ folder, play }) => {
    const { exitCode, output } = await play('takeover', '-i', 'acme,');
    expect(exitCode, output).not.toBe(0);
    expect(output.replace(/\s+/g, ' ')).toContain('Name an inventory with -i, a folder or a file');
    expect(simulator.requests).toEqual([]);
    const target = join(folder, 'new');
    const named = await play('takeover', '-i', 'acme,', '-e', `statuscake_takeover_inventory=${target}`);
    expect(named.exitCode, named.output).toBe(0);
  });
});

it('variables that the inventory has already count for nothing that was taken over', async () => {
  growAccount(simulator.account);
  const before = held();
  await asNewcomer(GROWN_RULES, GROWN_STACKS, async ({ inventory, play }) => {
    await mkdir(join(inventory, 'group_vars'));
    await writeFile(
      join(inventory, 'group_vars/all.yml'),
      stringify({
        statuscake_stack_contact_groups: ['Nobody'],
        statuscake_stack_paused: true,
        statuscake_stack_defaults: { timeout: 70 },
        statuscake_stack_liveness_path: '/alive',
        statuscake_stack_readiness_confirmation: 3,
        statuscake_stack_ssl_alert_at: [2, 3, 4],
        statuscake_stack_heartbeats: [{ name: 'backup', period: 3600 }],
      }),
    );
    const written = await play('takeover');
    expect(written.exitCode, written.output).toBe(0);
    const first = await play('fleet');
    expect(first.exitCode, first.output).toBe(0);
    expect(held()).toEqual(before);
    const next = await play('fleet');
    expect(next.output).not.toMatch(/changed=[1-9]/);
  });
});

it('stacks that are not called as their hosts, hosts with files of their own, and one that is to go lose nothing', async () => {
  const up = (name: string, url: string, ...tags: string[]) =>
    simulator.account.uptimeTests.create({
      name,
      website_url: url,
      test_type: 'HTTP',
      check_rate: 900,
      tags,
    });
  up('prod-initech liveness', 'https://initech.example.com/liveness', 'sc-prod-initech');
  up('the shop', 'https://shop.initech.example.com');
  up('nina liveness', 'https://nina.example.com/healthz', 'sc-nina');
  up('nina login', 'https://nina.example.com/login', 'sc-nina');
  up('of both', 'https://nina.example.com/both', 'sc-prod-initech', 'sc-nina');
  up('of one that goes', 'https://gone.example.com');
  const before = held();
  const rules = [{ host: '(?<stack>[a-z]+)\\.example\\.com$' }];
  await asNewcomer(rules, [], async ({ inventory, play }) => {
    const vars = {
      ansible_connection: 'local',
      ansible_python_interpreter: '{{ ansible_playbook_python }}',
      statuscake_stack_tag_prefix: 'sc-',
    };
    const hosts = {
      initech: { statuscake_stack_name: 'prod-{{ inventory_hostname }}' },
      nina: {},
      gone: { statuscake_stack_state: 'absent' },
    };
    await writeFile(join(inventory, 'hosts.yml'), stringify({ stacks: { hosts, vars } }));
    const folder = join(inventory, 'host_vars/nina');
    await mkdir(folder, { recursive: true });
    const own = {
      statuscake_stack_base_url: 'https://nina.example.com',
      statuscake_stack_liveness_path: '/healthz',
      statuscake_stack_paused: true,
      statuscake_stack_tests: [{ name: 'nina login', website_url: 'https://nina.example.com/login' }],
    };
    await writeFile(join(folder, 'vars.yml'), stringify(own));

    const refused = await play('takeover');
    expect(refused.exitCode, refused.output).toBe(0);
    expect(refused.output).not.toContain('Not yet among the hosts');
    const told = refused.output.replace(/\s+/g, '');
    expect(told).toMatch(/host_vars\/nina\/statuscake\.ymlstaysasitis:\S*vars\.ymlsaysmoreofthesame/);
    expect(told).toContain('statuscake_stack_stateofgoneisabsent');
    expect((await readdir(join(inventory, 'host_vars'), { recursive: true })).sort()).toEqual([
      'initech',
      'initech/statuscake.yml',
      'nina',
      'nina/vars.yml',
    ]);

    await rename(join(folder, 'vars.yml'), join(folder, 'main.yml'));
    const written = await play('takeover');
    expect(written.exitCode, written.output).toBe(0);
    const preview = await play('fleet', '--check', '--diff');
    expect(preview.exitCode, preview.output).toBe(0);
    expect(preview.output).not.toContain('(absent)');
    expect(changedOptions(preview.output)).toEqual(['tags']);
    const first = await play('fleet');
    expect(first.exitCode, first.output).toBe(0);
    expect(held()).toEqual(before);
    const next = await play('fleet');
    expect(next.output).not.toMatch(/changed=[1-9]/);
  });
});

it(
  'an account such as nobody would make comes through YAML and templates as it is',
  async () => {
    for (const odd of [LONG_ACCOUNT, ...fc.sample(oddAccount, { seed: 7, numRuns: 2 })]) {
      await simulator.close();
      simulator = await startSimulator({ token: TOKEN });
      const rules = fill(simulator.account, odd);
      const before = held();
      const stacks = rules.map(({ stack }) => String(stack));
      if (stacks.length === 0) {
        continue;
      }
      await asNewcomer(rules, stacks, async ({ inventory, welcome, play }) => {
        const written = await play('takeover');
        expect(written.exitCode, written.output).toBe(0);
        // Also those of which only tags tell: checks of a stack that is no host would go.
        await welcome(await readdir(join(inventory, 'host_vars')));
        const preview = await play('fleet', '--check', '--diff');
        expect(preview.exitCode, preview.output).toBe(0);
        const first = await play('fleet');
        expect(first.exitCode, first.output).toBe(0);
        expect(held()).toEqual(before);
        const next = await play('fleet');
        expect(next.exitCode, next.output).toBe(0);
        expect(next.output).not.toMatch(/changed=[1-9]/);
      });
    }
  },
  LONG,
);
