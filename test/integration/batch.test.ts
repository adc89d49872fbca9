import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/simulator/account/values.ts';
import { emptyResponse, jsonResponse } from '../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { inTemporaryFolder } from './support/folders.ts';
import { type Hosts, playOn } from './support/hosts.ts';
import { describeRequest, expectKnownFields } from './support/requests.ts';
import { TOKEN } from './support/scenarios.ts';

const STACKS = ['acme', 'globex', 'initech', 'umbrella'];

const windowOfHost = (what: string) => ({
  'ansible.builtin.import_role': { name: 'statuscake_stack', tasks_from: `${what}_window` },
});

describe('a batch of deployments', () => {
  let simulator: Simulator;
  let inventory: Hosts;

  beforeEach(async () => {
    simulator = await startSimulator({ token: TOKEN });
    simulator.account.contactGroups.create({ name: 'Operations' });
    inventory = {
      hosts: Object.fromEntries(STACKS.map((stack) => [stack, {}])),
      vars: {
        statuscake_stack_api_key: TOKEN,
        statuscake_stack_api_url: simulator.url,
        statuscake_stack_contact_groups: ['Operations'],
      },
    };
  });
  afterEach(async () => {
    expectKnownFields(simulator.requests);
    await simulator.close();
  });

  const with_ = (variables: Hosts['hosts']): Hosts => ({
    ...inventory,
    hosts: { ...inventory.hosts, ...variables },
  });
  const requestsFor = (path: string) =>
    simulator.requests.map(describeRequest).filter((request) => request.includes(path));
  const testsOf = (stack: string): Entry[] =>
    simulator.account.uptimeTests.all().filter(({ tags }) => String(tags).includes(`stack-${stack}`));

  it('has one window, and one reading of the account, and each host tells its own change', async () => {
    const first = await playOn('provision', inventory);
    expect(first.exitCode, first.output).toBe(0);
    expect(first.stdout.match(/changed=1 /g)).toHaveLength(STACKS.length);
    expect(requestsFor('/maintenance-windows').map((request) => request.split(' ')[0])).toEqual([
      'GET',
      'POST',
      'GET',
      'DELETE',
    ]);
    simulator.requests.length = 0;
    const changed = with_({ globex: { statuscake_stack_liveness_check_rate: 30 } });
    const { exitCode, output, stdout } = await playOn('provision', changed, ['--diff']);
    expect(exitCode, output).toBe(0);
    expect(stdout).toMatch(/globex .*changed=1 /);
    expect(stdout.match(/changed=0 /g)).toHaveLength(STACKS.length - 1);
    expect(stdout.match(/-check_rate: 60\n\+check_rate: 30\n/g)).toHaveLength(1);
    expect(requestsFor('PUT ')).toHaveLength(1);
    expect(requestsFor('GET /uptime')).toHaveLength(1);
  });

  it('leaves the checks of a host that failed as they are, and each host tells its own error', async () => {
    await playOn('provision', inventory);
    const rate = { statuscake_stack_liveness_check_rate: 30 };
    const { exitCode, stdout, output } = await playOn(
      'provision',
      with_({
        acme: { ...rate, deployment_fails: true },
        globex: { ...rate, statuscake_stack_contact_groups: ['Nobody'] },
        initech: { ...rate, statuscake_stack_base_url: '{{ no_such_variable }}' },
        umbrella: rate,
        hooli: { statuscake_stack_tests: [{ name: 'hooli search', check_rate: 61 }] },
      }),
    );
    expect(exitCode, output).toBe(2);
    expect(stdout).toMatch(/fatal: \[acme.*the deployment of acme fails/);
    expect(stdout).toMatch(/fatal: \[globex.*there is no contact group \\"Nobody\\"/);
    expect(stdout).toMatch(/fatal: \[initech.*statuscake_stack_base_url.*no_such_variable/);
    expect(stdout).toMatch(/fatal: \[hooli.*value of check_rate must be one of.*got: 61.*hooli search/);
    expect(stdout).toMatch(/umbrella .*changed=1 .*failed=0/);
    for (const stack of STACKS) {
      const liveness = testsOf(stack).find(({ name }) => name === `${stack} liveness`);
      expect(liveness?.check_rate, stack).toBe(stack === 'umbrella' ? 30 : 60);
    }
    expect(simulator.account.maintenanceWindows.all()).toEqual([]);
  });

  it('goes on where the name of a stack is a mistake', async () => {
    const hosts = with_({
      globex: { statuscake_stack_name: 'Globex AG' },
      initech: { statuscake_stack_renamed_from: 'Initech SA' },
    });
    const { exitCode, stdout, output } = await playOn('provision', hosts);
    expect(exitCode, output).toBe(2);
    expect(stdout).toMatch(/fatal: \[globex\].*Globex AG/);
    expect(stdout).toMatch(/fatal: \[initech\].*takes the name of a stack.*Initech SA/);
    const held = ['acme', 'globex', 'initech', 'umbrella'].map((stack) => testsOf(stack).length);
    expect(held).toEqual([2, 0, 0, 2]);
    expect(simulator.account.maintenanceWindows.all()).toEqual([]);
  });

  it('keeps a stack of several hosts once, and names those that say different things of one', async () => {
    const second = { statuscake_stack_name: 'acme', statuscake_stack_base_url: 'https://acme.example.com' };
    const other = { statuscake_stack_name: 'globex', statuscake_stack_base_url: 'https://other.example.com' };
    const hosts = with_({ 'acme-2': second, 'globex-2': other });
    const { exitCode, stdout, output } = await playOn('provision', hosts);
    expect(exitCode, output).toBe(2);
    for (const host of ['globex', 'globex-2']) {
      expect(stdout).toMatch(
        new RegExp(
          `fatal: \\[${host}\\].*globex and globex-2 are hosts of the stack globex and say different things of it: ssl, tests; set that once`,
        ),
      );
    }
    expect([testsOf('acme').length, testsOf('globex').length, testsOf('initech').length]).toEqual([2, 0, 2]);
    const fleet = await playOn('fleet', hosts);
    expect(fleet.output).toContain('nothing was done; globex and globex-2 are hosts of the stack globex');
  });

  it('fails on the hosts of which one of two contact groups could not be made', async () => {
    let creations = 0;
    simulator.intercept(({ method, path }, proceed) => {
      creations += Number(method === 'POST' && path.includes('/contact-groups'));
      return creations === 1 && method === 'POST' && path.includes('/contact-groups')
        ? jsonResponse(400, { message: 'no such address' })
        : proceed();
    });
    const groups = { statuscake_stack_account_contact_groups: [{ name: 'On call' }, { name: 'Sales' }] };
    const { exitCode, output, stdout } = await playOn('provision', with_({ acme: groups }));
    expect(exitCode, output).toBe(2);
    expect(stdout).toMatch(/fatal: \[acme\].*no such address/);
    expect(simulator.account.contactGroups.all().map(({ name }) => name)).toEqual(['Operations', 'Sales']);
    const messages = ['refused 1', 'refused 2'];
    simulator.intercept(({ method, path }, proceed) =>
      method === 'POST' && path.includes('/contact-groups')
        ? jsonResponse(400, { message: messages.shift() ?? 'asked too often' })
        : proceed(),
    );
    const both = { statuscake_stack_account_contact_groups: [{ name: 'Night' }, { name: 'Day' }] };
    const refused = await playOn('provision', with_({ acme: both }), ['--limit', 'acme']);
    expect(refused.stdout).toMatch(/fatal: \[acme\].*refused 1.*; .*refused 2/);
  });

  it('of which all fail closes its window', async () => {
    const failing = { deployment_fails: true };
    const hosts = Object.fromEntries(STACKS.map((stack) => [stack, failing]));
    const { exitCode } = await playOn('provision', { ...inventory, hosts });
    expect(exitCode).toBe(2);
    expect(requestsFor('/maintenance-windows').map((request) => request.split(' ')[0])).toEqual([
      'GET',
      'POST',
      'GET',
      'DELETE',
    ]);
  });

  it('finds the window that an interrupted run has left, and closes it', async () => {
    const stop = simulator.intercept(({ method }, proceed) =>
      method === 'DELETE' ? jsonResponse(500, { message: 'out of order' }) : proceed(),
    );
    const { exitCode, output } = await playOn('provision', inventory, [
      '-e',
      'statuscake_stack_api_retries=0',
    ]);
    stop();
    expect(exitCode, output).toBe(0);
    const left = simulator.account.maintenanceWindows.all();
    expect(left).toHaveLength(1);
    simulator.requests.length = 0;
    await playOn('provision', inventory);
    expect(requestsFor('POST /maintenance-windows')).toEqual([]);
    expect(simulator.account.maintenanceWindows.all()).toEqual([]);
  });

  it.each([['the same machine'], ['another machine']])(
    'that Ctrl-C has ended leaves its window to the next run, on %s, which closes it and does the rest',
    async (where) => {
      await inTemporaryFolder(async (folder) => {
        const state = (path: string) => ['-e', `statuscake_stack_state_directory=${join(folder, path)}`];
        const reached = new Promise<void>((resolve) => {
          // The deployment asks for something that never comes.
          simulator.intercept(({ path }, proceed) => {
            if (!path.includes('/deployment')) {
              return proceed();
            }
            resolve();
            return new Promise(() => {});
          });
        });
        const waiting = { acme: { deployment_url: `${simulator.url}/deployment` } };
        const { exitCode, output } = await playOn('provision', with_(waiting), state('first'), {
          interruption: reached,
        });
        expect(exitCode, output).not.toBe(0);
        expect(output).toContain('User interrupted execution');
        expect(simulator.account.maintenanceWindows.all()).toHaveLength(1);
        expect(testsOf('acme')).toEqual([]);

        simulator.requests.length = 0;
        const next = await playOn(
          'provision',
          inventory,
          state(where === 'the same machine' ? 'first' : 'next'),
        );
        expect(next.exitCode, next.output).toBe(0);
        expect(requestsFor('POST /maintenance-windows')).toEqual([]);
        expect(simulator.account.maintenanceWindows.all()).toEqual([]);
        expect(testsOf('acme')).toHaveLength(2);
      });
    },
  );

  it.each([
    ['refuses the token', () => emptyResponse(403, { 'x-ext-authz': 'denied' })],
    ['is out of order', () => jsonResponse(503, { message: 'out of order' })],
  ])('is deployed without a window, with a warning, where StatusCake %s', async (_, answer) => {
    simulator.intercept(({ path }, proceed) =>
      path.includes('/maintenance-windows') ? answer() : proceed(),
    );
    const quick = ['-e', 'statuscake_stack_api_retries=0'];
    const { exitCode, output } = await playOn('provision', inventory, quick);
    expect(exitCode, output).toBe(0);
    expect(output.replace(/\s+/g, ' ')).toContain(
      'no maintenance window could be opened, so failures are told: GET /maintenance-windows: HTTP',
    );
    expect(output).not.toContain('could not be closed');
    expect(requestsFor('/maintenance-windows')).toHaveLength(1);
    expect(testsOf('acme')).toHaveLength(2);
    const required = ['-e', 'statuscake_stack_window_required=true'];
    expect((await playOn('provision', inventory, [...quick, ...required])).exitCode).toBe(2);
  });

  describe.each([
    ['of a batch', 'provision'],
    ['of a host', [{ hosts: 'stacks', gather_facts: false, tasks: ['open', 'close'].map(windowOfHost) }]],
  ])('with a window %s that could not be opened', (_, playbook) => {
    const one = ['-e', 'statuscake_stack_api_retries=0', '--limit', 'acme'];

    it('closes none where nothing was written', async () => {
      simulator.intercept(({ method, path }, proceed) =>
        method === 'POST' && path.includes('/maintenance-windows')
          ? jsonResponse(400, { message: 'no' })
          : proceed(),
      );
      const { exitCode, output } = await playOn(playbook, inventory, one);
      expect(exitCode, output).toBe(0);
      expect(output).toContain('no maintenance window could be opened');
      expect(requestsFor('/maintenance-windows').map((request) => request.split(' ')[0])).toEqual([
        'GET',
        'POST',
      ]);
    });

    it('closes it where it may be there all the same', async () => {
      let outage: 'to come' | 'now' | 'over' = 'to come';
      simulator.intercept(async ({ method, path }, proceed) => {
        const response = await proceed();
        if (!path.includes('/maintenance-windows') || (method === 'GET' && outage !== 'now')) {
          return response;
        }
        // The look for what was created fails as well.
        outage = method === 'POST' ? 'now' : 'over';
        return method === 'DELETE' ? response : jsonResponse(502, { message: 'out of order' });
      });
      const { exitCode, output } = await playOn(playbook, inventory, one);
      expect(exitCode, output).toBe(0);
      expect(output).toContain('no maintenance window could be opened');
      expect(requestsFor('DELETE /maintenance-windows')).toHaveLength(1);
      expect(simulator.account.maintenanceWindows.all()).toEqual([]);
    });
  });

  it('ends when nothing is heard of StatusCake, and says so, after it was deployed', async () => {
    simulator.intercept(() => new Promise(() => {}));
    const { exitCode, output, stdout } = await playOn('provision', inventory, [
      '-e',
      'statuscake_stack_api_silence=1',
    ]);
    expect(exitCode).toBe(2);
    const heard = 'given up without a response, since nothing was heard of the API for 1 s';
    expect(output.replace(/\s+/g, ' ')).toContain(
      `no maintenance window could be opened, so failures are told: GET /maintenance-windows: ${heard}`,
    );
    expect(stdout).toMatch(new RegExp(`fatal: \\[acme.*GET /\\S+: ${heard}`));
  });

  it('wakes tests that somebody has paused, unless nothing is said of that', async () => {
    await playOn('provision', inventory);
    const { uptimeTests } = simulator.account;
    const [test] = testsOf('acme');
    uptimeTests.update(String(test?.id), { paused: true });
    await playOn('provision', inventory, ['-e', '{"statuscake_stack_paused": null}']);
    expect(testsOf('acme').filter(({ paused }) => paused === true)).toHaveLength(1);
    const preview = await playOn('fleet', inventory, ['--check', '--diff']);
    expect(preview.stdout).toContain('-paused: true\n+paused: false\n');
    await playOn('provision', inventory);
    expect(testsOf('acme').filter(({ paused }) => paused === true)).toEqual([]);
  });
});
