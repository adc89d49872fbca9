import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { runAnsible } from './support/ansible.ts';
import { type Hosts, playOn } from './support/hosts.ts';
import { expectKnownFields } from './support/requests.ts';
import { TOKEN } from './support/scenarios.ts';

const PASSWORD = 'rosebud-password-of-the-robot';
const VAULT_PASSWORD = 'password-of-the-vault';
const SECRETS = { statuscake_stack_api_key: TOKEN, vaulted_password: PASSWORD };
/** They need another package, which is not in the folder of an unpacked ansible-core. */
const HAS_VAULTS = process.env.ANSIBLE_SITE === undefined;

/** What one task for all hosts has to know of each. */
/** What tells which credentials were written. */
const CREDENTIALS = expect.stringMatching(/^credentials-[0-9a-f-]{13}$/);

describe('the variables of a host', () => {
  let simulator: Simulator;
  let inventory: Hosts;

  beforeEach(async () => {
    simulator = await startSimulator({ token: TOKEN });
    inventory = {
      hosts: {
        acme: { customer: 'ACME' },
        globex: { customer: 'Globex', statuscake_stack_name: 'globex-2' },
      },
      vars: {
        statuscake_stack_api_url: simulator.url,
        statuscake_stack_ssl_enabled: false,
        statuscake_stack_readiness_enabled: "{{ customer == 'ACME' }}",
        statuscake_stack_tests: [
          {
            name: '{{ statuscake_stack_name }} front page',
            website_url: '{{ statuscake_stack_base_url }}/{{ groups.stacks.index(inventory_hostname) }}',
            find_string: 'Welcome to {{ customer }}',
            timeout: '{{ undefined_timeout | default(omit) }}',
            basic_username: 'robot',
            basic_password: '{{ vaulted_password }}',
          },
        ],
        never_used: "{{ lookup('ansible.builtin.file', '/nonexistent') }}",
      },
    };
  });
  afterEach(async () => {
    expectKnownFields(simulator.requests);
    await simulator.close();
  });

  /** Encrypts two of the variables of the group, as people keep them in git. */
  async function encrypt(folder: string) {
    if (!HAS_VAULTS) {
      await mkdir(join(folder, 'group_vars'));
      await writeFile(join(folder, 'group_vars/stacks.yml'), JSON.stringify(SECRETS));
      return {};
    }
    const passwords = join(folder, 'vault-password');
    await writeFile(passwords, VAULT_PASSWORD);
    await mkdir(join(folder, 'group_vars'));
    const texts = Object.entries(SECRETS).map(async ([name, secret]) => {
      const args = ['encrypt_string', '--vault-password-file', passwords, '--name', name, secret];
      const { stdout } = await runAnsible('ansible-vault', args, folder);
      return stdout;
    });
    await writeFile(join(folder, 'group_vars/stacks.yml'), (await Promise.all(texts)).join('\n'));
    return { ANSIBLE_VAULT_PASSWORD_FILE: passwords };
  }

  it.each([['fleet'], ['provision']])(
    'count for %s, with templates and vaults, and no secret is shown',
    async (playbook) => {
      const { exitCode, output } = await playOn(playbook, inventory, ['-vvv', '--diff'], {
        prepare: encrypt,
      });
      expect(exitCode, output).toBe(0);
      const tests = simulator.account.uptimeTests.all();
      expect(tests.map(({ name }) => name).sort()).toEqual([
        'acme front page',
        'acme liveness',
        'acme readiness',
        'globex-2 front page',
        'globex-2 liveness',
      ]);
      expect(tests.filter(({ name }) => String(name).endsWith('front page'))).toMatchObject([
        {
          website_url: 'https://acme.example.com/0',
          find_string: 'Welcome to ACME',
          basic_password: PASSWORD,
          tags: [CREDENTIALS, 'stack-acme'],
        },
        {
          website_url: 'https://globex.example.com/1',
          find_string: 'Welcome to Globex',
          basic_password: PASSWORD,
          tags: [CREDENTIALS, 'stack-globex-2'],
        },
      ]);
      expect(output).not.toContain(TOKEN);
      expect(output).not.toContain(PASSWORD);
      expect(output).not.toContain(VAULT_PASSWORD);
    },
  );

  it('that cannot be told end a mirror before anything is asked, with the host and the variable', async () => {
    const vars = { ...inventory.vars, statuscake_stack_api_key: TOKEN, statuscake_stack_tests: [] };
    const acme = { customer: 'ACME', statuscake_stack_base_url: '{{ no_such_variable }}' };
    const { exitCode, output } = await playOn('fleet', { hosts: { ...inventory.hosts, acme }, vars });
    expect(exitCode).toBe(2);
    expect(output).toMatch(/nothing was done; acme: statuscake_stack_base_url: .*no_such_variable/);
    expect(output).toContain("'no_such_variable' is undefined\"");
    expect(output).not.toMatch(/is undefined.*is undefined/);
    expect(simulator.requests).toEqual([]);
  });
});
