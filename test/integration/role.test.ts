import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonResponse } from '../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { runAnsible, warningsIn } from './support/ansible.ts';
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
  statuscake_stack_ssl_check_rate: 3600,
  statuscake_stack_ssl_alert_at: [60, 21, 7],
  statuscake_stack_contact_groups: ['Operations'],
  statuscake_stack_regions: ['london', 'paris'],
  statuscake_stack_tags: ['production'],
  statuscake_stack_defaults: {
    timeout: 40,
    user_agent: 'robot',
    heartbeats: { period: 90_000 },
    ssl: { follow_redirects: true },
    pagespeed: { region: 'UK' },
  },
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
  statuscake_stack_heartbeats: [{ name: '{{ statuscake_stack_name }} backup', tags: ['nightly'] }],
  statuscake_stack_ssl: [{ website_url: 'https://shop.tuned.example.com' }],
  statuscake_stack_pagespeed: [
    { name: '{{ statuscake_stack_name }} shop', website_url: 'https://shop.tuned.example.com/' },
  ],
  statuscake_stack_domains: ['old.tuned.example.com'],
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
    const created = { msg: '{{ statuscake_stack_result.summary.created }} were created' };
    return playTasks(hosts, [importing('main'), { 'ansible.builtin.debug': created }], ...flags);
  }

  /** Plays tasks with the role beside them. */
  function playTasks(
    hosts: Readonly<Record<string, Variables>>,
    tasks: readonly Variables[],
    ...flags: readonly string[]
  ) {
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
          // The tests change the account themselves, which a list of a moment ago does not show.
          vars: { statuscake_stack_api_key: TOKEN, statuscake_stack_list_max_age: 0 },
          tasks,
        },
      ];
      await writeFile(join(folder, 'playbook.yml'), JSON.stringify(plays));
      const args = ['playbook.yml', '-i', 'hosts.yml', ...flags];
      const finished = await runAnsible('ansible-playbook', args, folder, {
        ANSIBLE_LIBRARY: undefined,
        STATUSCAKE_API_URL: simulator.url,
      });
      const requests = simulator.requests.slice(before).map(describeRequest);
      const output = finished.stdout + finished.stderr;
      return {
        ...finished,
        output,
        warnings: warningsIn(output),
        requests,
        writes: requests.filter((request) => !request.startsWith('GET ')),
      };
    });
  }

  it('creates what its variables declare, also in a play and an inventory that ask for become', async () => {
    const { exitCode, output, stdout, warnings, writes } = await play({ plain: PLAIN, tuned: TUNED }, '-vvv');
    expect(exitCode, output).toBe(0);
    expect(warnings).toEqual([]);
    const own = writes.filter((write) => !write.includes('tuned')).sort();
    const SIGN = expect.stringMatching(/^ssl-[0-9a-f]{8}$/);
    // Which SSL tests were declared besides, the liveness test tells.
    expect(own.map((write) => write.replace(/tags\[\]=ssl-[0-9a-f]{8}&/, ''))).toEqual([
      'POST /ssl website_url=https://plain.example.com&check_rate=86400&alert_at[]=1&alert_at[]=7&alert_at[]=30&alert_broken=true&alert_expiry=true&alert_reminder=true&paused=false',
      'POST /uptime name=plain liveness&website_url=https://plain.example.com/liveness&test_type=HTTP&check_rate=60&paused=false&tags[]=stack-plain',
      'POST /uptime name=plain readiness&website_url=https://plain.example.com/readiness&test_type=HTTP&check_rate=300&paused=false&tags[]=stack-plain',
    ]);
    expect(writes).toHaveLength(3 + 6);
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
        tags: ['production', SIGN, SIGN, 'stack-tuned-1'],
      },
      {
        ...shared,
        website_url: 'tuned.example.com',
        test_type: 'TCP',
        port: 443,
        timeout: 40,
        basic_password: PASSWORD,
        tags: [expect.stringMatching(/^credentials-[0-9a-f-]{13}$/), 'network', 'stack-tuned-1'],
      },
    ]);
    const { heartbeats, pagespeedTests } = simulator.account;
    expect(heartbeats.all()).toMatchObject([
      {
        name: 'tuned-1 backup',
        period: 90_000,
        tags: ['nightly', 'stack-tuned-1'],
        contact_groups: [group],
      },
    ]);
    const ssl = { contact_groups: [group], follow_redirects: true };
    expect(sslTestsAt('tuned')).toMatchObject([
      { ...ssl, website_url: 'https://shop.tuned.example.com', check_rate: 86_400 },
      {
        ...ssl,
        website_url: 'https://tuned.example.com',
        check_rate: 3600,
        alert_at: expect.arrayContaining(['60', '21', '7']),
      },
    ]);
    expect(pagespeedTests.all()).toMatchObject([
      {
        name: 'tuned-1 shop',
        website_url: 'https://shop.tuned.example.com/',
        region: 'UK',
        contact_groups: [group],
      },
    ]);
    expect(stdout.match(/[36] were created/g)).toHaveLength(2);
    expect(output).not.toContain(TOKEN);
    expect(output).not.toContain(PASSWORD);
  });

  it('changes nothing the second time, and reads the defaults with a request for each kind', async () => {
    const { exitCode, requests, stdout } = await play({ plain: PLAIN });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/plain .*changed=0 /);
    expect(requests.sort()).toEqual([
      expect.stringMatching(/^GET \/ssl\?/),
      expect.stringMatching(/^GET \/uptime\?.*tags=stack-plain/),
    ]);
  });

  it('puts a stack to sleep, and wakes it unless nothing is said of it', async () => {
    const asleep = () =>
      [...simulator.account.uptimeTests.all(), ...sslTestsAt('plain')].filter(
        ({ paused, website_url: url }) => paused === true && String(url).includes('plain'),
      ).length;
    const counts: number[] = [];
    for (const variables of [{ statuscake_stack_paused: 'yes' }, { statuscake_stack_paused: null }, {}]) {
      const { exitCode, output } = await play({ plain: { ...PLAIN, ...variables } });
      expect(exitCode, output).toBe(0);
      counts.push(asleep());
    }
    expect(counts).toEqual([3, 3, 0]);
  });

  it('previews a change', async () => {
    const changed = { ...PLAIN, statuscake_stack_readiness_check_rate: 900 };
    const { exitCode, writes, stdout } = await play({ plain: changed }, '--check', '--diff');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('-check_rate: 300\n+check_rate: 900\n');
    expect(writes).toEqual([]);
  });

  it('tests no certificate where that is disabled, and none of a stack on http', async () => {
    const { exitCode, output, requests } = await play(
      {
        disabled: {
          statuscake_stack_base_url: 'https://disabled.example.com',
          statuscake_stack_ssl_enabled: false,
        },
        open: { statuscake_stack_base_url: 'http://open.example.com' },
      },
      '--check',
    );
    expect(exitCode, output).toBe(0);
    expect(output.match(/2 were created/g)).toHaveLength(2);
    expect(requests.filter((request) => !request.startsWith('GET /uptime?'))).toEqual([]);
  });

  it('deletes what a stack does not declare, but nothing of a kind that its variables say nothing of', async () => {
    const { account } = simulator;
    const byHand = { check_rate: 3600, alert_at: ['1', '7', '30'] };
    account.sslTests.create({ ...byHand, website_url: 'https://old.tuned.example.com' });
    account.sslTests.create({ ...byHand, website_url: 'https://disabled.example.com' });
    account.heartbeats.create({ name: 'disabled job', tags: ['stack-disabled'] });
    account.heartbeats.create({ name: 'tuned job', tags: ['stack-tuned-1'] });
    const { exitCode, output, writes } = await play({
      tuned: { ...TUNED, statuscake_stack_pagespeed: [] },
      disabled: {
        statuscake_stack_base_url: 'https://disabled.example.com',
        statuscake_stack_ssl_enabled: false,
        statuscake_stack_readiness_enabled: false,
      },
    });
    expect(exitCode, output).toBe(0);
    expect(writes.map((write) => write.replace(/\d+$/, 'ID')).sort()).toEqual([
      'DELETE /heartbeat/ID',
      'DELETE /pagespeed/ID',
      'DELETE /ssl/ID',
      expect.stringContaining('POST /uptime name=disabled liveness'),
    ]);
    expect(account.heartbeats.all().map(({ name }) => name)).toEqual(['tuned-1 backup', 'disabled job']);
    expect(sslTestsAt('old.tuned')).toEqual([]);
  });

  it('makes contact groups once for all hosts, and finds them by their names', async () => {
    const groups = {
      statuscake_stack_account_contact_groups: [
        {
          name: 'Operations',
          email_addresses: ['operations@example.com'],
          mobile_numbers: ['+447700900123'],
          integrations: ['17'],
          ping_url: 'https://chat.example.com/hook',
        },
        { name: 'Customers', email_addresses: [] },
      ],
    };
    const { exitCode, output, requests, warnings, writes } = await playTasks({ one: groups, other: groups }, [
      importing('contact_groups'),
    ]);
    expect(exitCode, output).toBe(0);
    expect(warnings).toEqual([]);
    // No list shows a text that is not set, so that of the first group is looked for in its details; the new one is looked for once.
    expect(requests).toHaveLength(6);
    expect(writes).toEqual([
      `PUT /contact-groups/${group} email_addresses[]=operations@example.com&integrations[]=17&mobile_numbers[]=+447700900123&ping_url=https://chat.example.com/hook`,
      'POST /contact-groups name=Customers',
    ]);
  });

  it('refuses a contact group without a name, or with an option that there is not', async () => {
    const groups = (entry: Variables) => ({ statuscake_stack_account_contact_groups: [entry] });
    const { exitCode, stdout, requests } = await playTasks(
      { nameless: groups({ email_addresses: [] }), mistyped: groups({ name: 'Operations', emails: [] }) },
      [importing('contact_groups')],
    );
    expect(exitCode).toBe(2);
    expect(stdout).toContain('missing required arguments: name');
    expect(stdout).toContain('statuscake_stack_account_contact_groups.emails. Supported parameters include');
    expect(requests).toEqual([]);
  });

  it('opens a maintenance window for the tag of the stack, and closes it', async () => {
    const variables = {
      statuscake_stack_tag_prefix: 'customer-',
      statuscake_stack_window_name: 'release of {{ statuscake_stack_name }}',
      statuscake_stack_window_duration: '2h',
    };
    const { account } = simulator;
    const opened = await playTasks({ plain: variables }, [importing('open_window')]);
    expect(opened.exitCode, opened.output).toBe(0);
    const [window, ...others] = account.maintenanceWindows.all();
    expect(window).toMatchObject({ name: 'release of plain', tags: ['customer-plain'], tests: [] });
    expect(others).toEqual([]);
    expect(Date.parse(String(window?.end_at)) - Date.parse(String(window?.start_at))).toBe(7_200_000);

    const closed = await playTasks({ plain: variables }, [importing('close_window')]);
    expect(closed.exitCode, closed.output).toBe(0);
    expect(account.maintenanceWindows.all()).toEqual([]);
    for (const { stdout, warnings } of [opened, closed]) {
      expect(stdout).toMatch(/plain .*changed=0 /);
      expect(warnings).toEqual([]);
    }
  });

  it('warns once where the plan has no maintenance windows, and fails where they are required', async () => {
    const stop = simulator.intercept(({ path }, proceed) =>
      path.includes('/maintenance-windows')
        ? jsonResponse(403, { message: 'Your current plan has no access to this feature' })
        : proceed(),
    );
    const tasks = [importing('open_window'), importing('close_window')];
    const { exitCode, output, requests } = await playTasks({ one: {}, other: {} }, tasks);
    const required = await playTasks({ one: { statuscake_stack_window_required: true } }, tasks);
    stop();
    expect(exitCode, output).toBe(0);
    expect(output.replace(/\s+/g, ' ').match(/WARNING|the account has no maintenance windows/g)).toHaveLength(
      2,
    );
    expect(output).not.toMatch(/fatal:|failed=1|ignored=1/);
    // One for each host: what could not be opened need not be closed.
    expect(requests).toHaveLength(2);
    expect(required.exitCode).toBe(2);
    expect(required.stdout).toMatch(/HTTP 403; Your current plan has no access .*the token is right/);
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

  it('removes the tests of a stack that is absent, of all kinds, and needs no URL for that', async () => {
    const { account } = simulator;
    account.pagespeedTests.create({
      name: 'plain front page',
      website_url: 'https://plain.example.com/',
      check_rate: 3600,
      region: 'UK',
    });
    account.heartbeats.create({ name: 'plain backup', tags: ['stack-plain'] });
    const untouched = JSON.stringify(checksWithout('plain'));
    const { exitCode, writes, warnings, output } = await play({
      plain: { statuscake_stack_state: 'absent' },
    });
    expect(exitCode, output).toBe(0);
    expect(warnings).toEqual([]);
    expect(writes.map((write) => write.replace(/\d+$/, 'ID')).sort()).toEqual([
      'DELETE /heartbeat/ID',
      'DELETE /pagespeed/ID',
      'DELETE /ssl/ID',
      'DELETE /uptime/ID',
      'DELETE /uptime/ID',
    ]);
    expect(JSON.stringify(account.collections.map((collection) => collection.all()))).not.toContain('plain');
    expect(JSON.stringify(checksWithout('plain'))).toBe(untouched);
  });

  /** All that the account holds and that does not bear a word. */
  function checksWithout(word: string) {
    return simulator.account.collections
      .flatMap((collection) => collection.all())
      .filter((entry) => !JSON.stringify(entry).includes(word));
  }

  /** SSL tests whose URLs contain a part of a host, sorted. */
  function sslTestsAt(part: string) {
    return simulator.account.sslTests
      .all()
      .filter((test) => String(test.website_url).includes(part))
      .sort((one, other) => (String(one.website_url) < String(other.website_url) ? -1 : 1));
  }
});

/** A task that imports an entry point of the role. */
function importing(entryPoint: string): Variables {
  return { 'ansible.builtin.import_role': { name: 'statuscake_stack', tasks_from: entryPoint } };
}
