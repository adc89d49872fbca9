import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { runAnsible } from './support/ansible.ts';
import { inTemporaryFolder, ROOT } from './support/folders.ts';
import { describeRequest, expectKnownFields } from './support/requests.ts';
import { TOKEN } from './support/scenarios.ts';

type Variables = Readonly<Record<string, unknown>>;

const PASSWORD = 'rosebud-password-of-the-robot';

const PLAIN = { statuscake_stack_base_url: 'https://plain.example.com/' };
const TUNED = {
  statuscake_stack_name: 'tuned-1',
  statuscake_stack_base_url: 'https://tuned.example.com',
  statuscake_stack_liveness_path: '/alive',
  statuscake_stack_liveness_check_rate: 30,
  statuscake_stack_liveness_confirmation: 0,
  statuscake_stack_liveness_trigger_rate: 5,
  statuscake_stack_liveness_timeout: 20,
  statuscake_stack_liveness_find_string: 'alive',
  statuscake_stack_readiness_enabled: false,
  statuscake_stack_contact_groups: ['Operations'],
  statuscake_stack_regions: ['london', 'paris'],
  statuscake_stack_tags: ['production'],
  statuscake_stack_defaults: { timeout: 40, user_agent: 'robot' },
  statuscake_stack_tests: [
    {
      name: '{{ statuscake_stack_name }} port',
      website_url: 'tuned.example.com',
      test_type: 'TCP',
      port: 443,
      tags: ['network'],
      basic_username: 'robot',
      basic_password: PASSWORD,
    },
  ],
};

/** Any become fails, which both the play and the inventory ask for; and no host can be reached. */
const INVENTORY_VARIABLES = {
  ansible_become: true,
  ansible_become_user: 'nobody',
  ansible_become_exe: '/nonexistent/sudo',
  ansible_host: '192.0.2.1',
};

describe('the role statuscake_stack, copied alone to where there is no setting', () => {
  let simulator: Simulator;
  let group: string;

  beforeAll(async () => {
    simulator = await startSimulator({ token: TOKEN });
    group = simulator.account.contactGroups.create({ name: 'Operations' }).id;
  });
  afterAll(async () => {
    expectKnownFields(simulator.requests);
    await simulator.close();
  });

  /** Plays the role on hosts with these variables. */
  function play(hosts: Readonly<Record<string, Variables>>, ...flags: readonly string[]) {
    return inTemporaryFolder(async (folder) => {
      const before = simulator.requests.length;
      await cp(join(ROOT, 'roles/statuscake_stack'), join(folder, 'roles/statuscake_stack'), {
        recursive: true,
      });
      await writeFile(join(folder, 'ansible.cfg'), '');
      const inventory = { all: { hosts, vars: INVENTORY_VARIABLES } };
      // JSON is YAML.
      await writeFile(join(folder, 'hosts.yml'), JSON.stringify(inventory));
      const plays = [
        {
          hosts: 'all',
          gather_facts: false,
          become: true,
          roles: [{ role: 'statuscake_stack', vars: { statuscake_stack_api_key: TOKEN } }],
          post_tasks: [
            {
              'ansible.builtin.debug': { msg: '{{ statuscake_stack_result.summary.created }} were created' },
            },
          ],
        },
      ];
      await writeFile(join(folder, 'playbook.yml'), JSON.stringify(plays));
      const args = ['playbook.yml', '-i', 'hosts.yml', ...flags];
      const finished = await runAnsible('ansible-playbook', args, folder, {
        ANSIBLE_LIBRARY: undefined,
        STATUSCAKE_API_URL: simulator.url,
      });
      const requests = simulator.requests.slice(before).map(describeRequest);
      return {
        ...finished,
        output: finished.stdout + finished.stderr,
        requests,
        writes: requests.filter((request) => !request.startsWith('GET ')),
      };
    });
  }

  it('creates what its variables declare, also in a play and an inventory that ask for become', async () => {
    const { exitCode, output, stdout, writes } = await play({ plain: PLAIN, tuned: TUNED }, '-vvv');
    expect(exitCode, output).toBe(0);
    expect([...writes].sort()).toEqual([
      `POST /uptime name=plain liveness&website_url=https://plain.example.com/liveness&test_type=HTTP&check_rate=60&tags[]=stack-plain`,
      `POST /uptime name=plain readiness&website_url=https://plain.example.com/readiness&test_type=HTTP&check_rate=300&tags[]=stack-plain`,
      expect.stringContaining('POST /uptime name=tuned-1 liveness'),
      expect.stringContaining('POST /uptime name=tuned-1 port'),
    ]);
    const tuned = simulator.account.uptimeTests.all().filter(({ name }) => String(name).startsWith('tuned'));
    const shared = { contact_groups: [group], regions: ['london', 'paris'], user_agent: 'robot' };
    expect(tuned.sort((one, other) => (String(one.name) < String(other.name) ? -1 : 1))).toMatchObject([
      {
        ...shared,
        website_url: 'https://tuned.example.com/alive',
        check_rate: 30,
        confirmation: 0,
        trigger_rate: 5,
        timeout: 20,
        find_string: 'alive',
        tags: ['production', 'stack-tuned-1'],
      },
      {
        ...shared,
        website_url: 'tuned.example.com',
        test_type: 'TCP',
        port: 443,
        timeout: 40,
        basic_password: PASSWORD,
        tags: ['network', 'stack-tuned-1'],
      },
    ]);
    expect(stdout.match(/2 were created/g)).toHaveLength(2);
    expect(output).not.toContain(TOKEN);
    expect(output).not.toContain(PASSWORD);
  });

  it('changes nothing the second time, and reads the defaults with one request', async () => {
    const { exitCode, requests, stdout } = await play({ plain: PLAIN });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/plain .*changed=0 /);
    expect(requests).toEqual([expect.stringMatching(/^GET \/uptime\?.*tags=stack-plain/)]);
  });

  it('previews a change', async () => {
    const changed = { ...PLAIN, statuscake_stack_readiness_check_rate: 900 };
    const { exitCode, writes, stdout } = await play({ plain: changed }, '--check', '--diff');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('-check_rate: 300\n+check_rate: 900\n');
    expect(writes).toEqual([]);
  });

  it('refuses wrong variables before it asks StatusCake', async () => {
    const { exitCode, stdout, requests } = await play({
      rate: { ...PLAIN, statuscake_stack_liveness_check_rate: 61 },
      state: { ...PLAIN, statuscake_stack_state: 'gone' },
      type: { ...PLAIN, statuscake_stack_recreate: 'perhaps' },
      url: {},
    });
    expect(exitCode).toBe(2);
    expect(stdout).toContain('value of statuscake_stack_liveness_check_rate must be one of');
    expect(stdout).toContain('value of statuscake_stack_state must be one of: present, absent, got: gone');
    expect(stdout).toMatch(/statuscake_stack_recreate.*unable to convert to bool/);
    expect(stdout).toContain('statuscake_stack_base_url has to say where the stack answers');
    expect(requests).toEqual([]);
  });

  it('removes the tests of a stack that is absent, and needs no URL for that', async () => {
    const { exitCode, writes, output } = await play({ plain: { statuscake_stack_state: 'absent' } });
    expect(exitCode, output).toBe(0);
    expect(writes).toEqual([
      expect.stringMatching(/^DELETE \/uptime\/\d+$/),
      expect.stringMatching(/^DELETE \/uptime\/\d+$/),
    ]);
    const names = simulator.account.uptimeTests.all().map(({ name }) => name);
    expect(names.sort()).toEqual(['tuned-1 liveness', 'tuned-1 port']);
  });
});
