import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { runAnsible, warningsIn } from './support/ansible.ts';
import { inTemporaryFolder, ROOT } from './support/folders.ts';
import { playOn } from './support/hosts.ts';
import { describeRequest, expectKnownFields } from './support/requests.ts';
import { TOKEN } from './support/scenarios.ts';

type Variables = Readonly<Record<string, unknown>>;
type Hosts = Readonly<Record<string, Variables>>;

const SHOP = { website_url: 'https://shop.example.com' };
const SHARED = {
  ansible_connection: 'local',
  ansible_python_interpreter: '{{ ansible_playbook_python }}',
  statuscake_stack_base_url: 'https://{{ inventory_hostname }}.example.com',
  statuscake_stack_api_key: TOKEN,
};

/** How stacks are kept: each by a task of its own, in one order or the other; all of a batch; or all of the inventory. */
const WAYS = {
  'host by host': { serial: 1, order: 'inventory' },
  'host by host, the other way round': { serial: 1, order: 'reverse_inventory' },
  'in a batch': { tasks: 'batch' },
  'as a mirror': { tasks: 'mirror' },
} as const;
type Way = keyof typeof WAYS;

describe('with the role', () => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ token: TOKEN });
  });
  afterEach(async () => {
    expectKnownFields(simulator.requests);
    await simulator.close();
  });

  /** Plays the role on hosts. */
  function play(hosts: Hosts, way: Way, ...flags: readonly string[]) {
    const { tasks = 'main', ...keywords }: { tasks?: string; serial?: number; order?: string } = WAYS[way];
    return inTemporaryFolder(async (folder) => {
      const before = simulator.requests.length;
      await mkdir(join(folder, 'roles'));
      await cp(join(ROOT, 'roles/statuscake_stack'), join(folder, 'roles/statuscake_stack'), {
        recursive: true,
      });
      await writeFile(join(folder, 'ansible.cfg'), '');
      // JSON is YAML.
      await writeFile(join(folder, 'hosts.yml'), JSON.stringify({ all: { hosts, vars: SHARED } }));
      const role = { name: 'statuscake_stack', tasks_from: tasks };
      const plays = [
        { hosts: 'all', gather_facts: false, ...keywords, tasks: [{ 'ansible.builtin.import_role': role }] },
      ];
      await writeFile(join(folder, 'playbook.yml'), JSON.stringify(plays));
      const finished = await runAnsible(
        'ansible-playbook',
        ['playbook.yml', '-i', 'hosts.yml', ...flags],
        folder,
        {
          ANSIBLE_LIBRARY: undefined,
          STATUSCAKE_API_URL: simulator.url,
          TMPDIR: folder,
        },
      );
      const output = finished.stdout + finished.stderr;
      expect(finished.exitCode, output).toBe(0);
      const requests = simulator.requests.slice(before).map(describeRequest);
      return {
        output,
        warnings: warningsIn(output),
        requests,
        writes: requests.filter((request) => !request.startsWith('GET ')),
      };
    });
  }

  /** Names and tags of all that there is, by kind and ID; of SSL tests the URL. */
  const held = () =>
    Object.fromEntries(
      simulator.account.collections.flatMap((collection) =>
        collection.all().map((entry) => {
          const tags = ((entry.tags ?? []) as string[]).filter((tag) => !tag.startsWith('ssl-'));
          const text = [entry.name ?? entry.website_url, ...tags].join(', ');
          return [`${collection.resource.path} ${entry.id}`, text];
        }),
      ),
    );

  /** Plays twice what declares something else than before, and returns what there is then: with the same IDs, and for good. */
  async function change(before: Hosts, after: Hosts, way: Way) {
    await play(before, way);
    const ids = Object.keys(held());
    if (way === 'as a mirror') {
      expect((await play(after, way, '--check')).writes).toEqual([]);
    }
    const first = await play(after, way);
    expect(Object.keys(held())).toEqual(ids);
    const second = await play(after, way);
    expect(second.writes).toEqual([]);
    expect(second.output).not.toMatch(/changed=[1-9]/);
    return { first, second, held: Object.values(held()).sort() };
  }

  const ways = Object.keys(WAYS) as Way[];

  /** For whatever has to do with one host alone. */
  const fewWays: Way[] = ['host by host', 'in a batch', 'as a mirror'];

  it.each(fewWays)('a test is renamed, %s', async (way) => {
    const tests = (name: string, more = {}) => ({ statuscake_stack_tests: [{ name, ...SHOP, ...more }] });
    const result = await change(
      { acme: tests('acme store'), globex: {} },
      {
        acme: {
          ...tests('acme shop', { renamed_from: 'acme store' }),
          statuscake_stack_readiness_name: 'ACME is ready',
          statuscake_stack_readiness_renamed_from: 'acme readiness',
        },
        globex: {},
      },
      way,
    );
    expect(result.held).toEqual([
      'ACME is ready, stack-acme',
      'acme liveness, stack-acme',
      'acme shop, stack-acme',
      'globex liveness, stack-globex',
      'globex readiness, stack-globex',
      'https://acme.example.com',
      'https://globex.example.com',
    ]);
    expect(result.second.output.replace(/\s+/g, ' ')).toContain(
      'renamed_from has done its work, so it can be taken out, of the uptime tests: acme: ACME is ready, acme shop',
    );
  });

  it.each(fewWays)('a host gets another name, and its stack with it, %s', async (way) => {
    const own = {
      statuscake_stack_tests: [{ name: '{{ statuscake_stack_name }} shop', ...SHOP }],
      statuscake_stack_heartbeats: [{ name: '{{ statuscake_stack_name }} backup' }],
      statuscake_stack_pagespeed: [
        { name: '{{ statuscake_stack_name }} page', website_url: 'https://shop.example.com', region: 'UK' },
      ],
    };
    const result = await change(
      { acme: own, globex: {} },
      { 'acme-eu': { ...own, statuscake_stack_renamed_from: 'acme' }, globex: {} },
      way,
    );
    expect(result.held).toEqual([
      'acme-eu backup, stack-acme-eu',
      'acme-eu liveness, stack-acme-eu',
      'acme-eu page',
      'acme-eu readiness, stack-acme-eu',
      'acme-eu shop, stack-acme-eu',
      'globex liveness, stack-globex',
      'globex readiness, stack-globex',
      'https://acme-eu.example.com',
      'https://globex.example.com',
    ]);
    expect(result.second.output.replace(/\s+/g, ' ')).toContain(
      'so renamed_from can be taken out once their reports of the SLA, if any, have run with it: acme',
    );
  });

  it.each(ways)('a test moves to another stack, %s', async (way) => {
    const shop = (name: string) => ({ statuscake_stack_tests: [{ name, ...SHOP }] });
    const result = await change(
      { acme: shop('acme shop'), globex: {} },
      { acme: {}, globex: shop('globex shop') },
      way,
    );
    expect(result.held.filter((text) => text.includes('shop'))).toEqual(['globex shop, stack-globex']);
    if (way.startsWith('host by host')) {
      // And back under the same name.
      const back = await play({ acme: shop('globex shop'), globex: {} }, way);
      expect(back.writes).toEqual([expect.stringMatching(/^PUT \/uptime\/.*tags\[\]=stack-acme/)]);
    }
  });

  it.each(ways)('a test moves to another stack while its own gets another name, %s', async (way) => {
    const shop = (name: string) => ({ statuscake_stack_tests: [{ name, ...SHOP }] });
    const result = await change(
      { acme: shop('acme shop'), globex: {} },
      { 'acme-eu': { statuscake_stack_renamed_from: 'acme' }, globex: shop('globex shop') },
      way,
    );
    expect(result.held.filter((text) => text.includes('shop'))).toEqual(['globex shop, stack-globex']);
    expect(result.held).toContain('acme-eu liveness, stack-acme-eu');
  });

  it.each(ways)(
    'a host that is to be removed is not, where another one says that it has become that, %s',
    async (way) => {
      await play({ acme: {}, globex: {} }, way);
      const before = held();
      const hosts = {
        acme: { statuscake_stack_state: 'absent' },
        'acme-eu': { statuscake_stack_renamed_from: 'acme' },
        globex: {},
      };
      const { output } = await play(hosts, way, ...(way.startsWith('host') ? ['--limit', 'acme'] : [])).catch(
        (error: Error) => ({ output: error.message }),
      );
      expect(output.replace(/\s+/g, ' ')).toContain('acme-eu says that it was called acme');
      expect(held()).toEqual(before);
    },
  );

  it('the stack that had a test leaves it to the host of another one, which is not in the play', async () => {
    const shop = (name: string) => ({ statuscake_stack_tests: [{ name, ...SHOP }] });
    await play({ acme: shop('acme shop'), globex: {}, localhost: {} }, 'host by host');
    const before = held();
    const hosts = {
      acme: {},
      globex: shop('globex shop'),
      unsaid: { statuscake_stack_base_url: '{{ no_such }}' },
    };
    await play(hosts, 'host by host', '--limit', 'acme');
    expect(held()).toEqual(before);
    await play(hosts, 'host by host', '--limit', 'globex');
    expect(Object.keys(held())).toEqual(Object.keys(before));
    expect(Object.values(held())).toContain('globex shop, stack-globex');
    // Nobody declares it any more.
    await play({ acme: {}, globex: {} }, 'host by host', '--limit', 'globex');
    expect(Object.values(held())).not.toContain('globex shop, stack-globex');
  });

  it('looks at what other hosts declare only where that matters', async () => {
    // Each reads for itself.
    const alone = { statuscake_stack_list_max_age: 0 };
    const hosts = { acme: alone, globex: alone };
    await play(hosts, 'host by host');
    const { requests } = await play(hosts, 'host by host');
    expect(requests.filter((request) => request.startsWith('GET /uptime')).length).toBe(2);
  });

  it('a test that was made by hand is told of, and adopted with a variable', async () => {
    const { id } = simulator.account.uptimeTests.create({
      name: 'ACME prod - up',
      website_url: 'https://acme.example.com/liveness',
      test_type: 'HTTP',
      check_rate: 300,
    });
    const preview = await play({ acme: {} }, 'host by host', '--check');
    expect(preview.output.replace(/\s+/g, ' ')).toContain(
      `new uptime tests beside others of no stack that test the same: acme: "acme liveness" beside "ACME prod - up" (ID ${id})`,
    );
    await play({ acme: { statuscake_stack_adopt_by_url: true } }, 'host by host');
    expect(held()).toMatchObject({ [`uptime ${id}`]: 'acme liveness, stack-acme' });
  });

  it('its own two tests are those of declared IDs, under their own names', async () => {
    const id = simulator.account.uptimeTests.create({
      name: 'ACME prod - up',
      website_url: 'https://acme.example.com/liveness',
      test_type: 'HTTP',
      check_rate: 300,
    }).id;
    const acme = { statuscake_stack_liveness_id: id, statuscake_stack_liveness_name: 'ACME prod - up' };
    await play({ acme }, 'host by host');
    expect(held()).toMatchObject({ [`uptime ${id}`]: 'ACME prod - up, stack-acme' });
    await play({ acme: { statuscake_stack_liveness_id: Number(id) } }, 'host by host');
    expect(held()).toMatchObject({ [`uptime ${id}`]: 'acme liveness, stack-acme' });
  });

  it('contact groups of customers that have gone go with a mirror', async () => {
    const group = (stack: string) => ({
      name: `stack-${stack} on-call`,
      email_addresses: [`${stack}@example.com`],
    });
    const host = (stack: string) => ({
      statuscake_stack_account_contact_groups: [group(stack)],
      statuscake_stack_contact_groups: [group(stack).name],
      statuscake_stack_purge_contact_groups: true,
    });
    const hosts = { acme: host('acme'), globex: host('globex') };
    const inventory = (which: Hosts) => ({
      hosts: which,
      vars: { ...SHARED, statuscake_stack_api_url: simulator.url },
    });
    const made = await playOn('fleet', inventory(hosts));
    expect(made.exitCode, made.output).toBe(0);
    simulator.account.contactGroups.create({ name: 'Operations' });
    const gone = await playOn('fleet', inventory({ globex: hosts.globex }));
    expect(gone.exitCode, gone.output).toBe(0);
    expect(simulator.account.contactGroups.all().map(({ name }) => name)).toEqual([
      'stack-globex on-call',
      'Operations',
    ]);
  });

  it('nobody is told of failures while a host that got another name is deployed', async () => {
    const inventory = (hosts: Hosts) => ({
      hosts,
      vars: { ...SHARED, statuscake_stack_api_url: simulator.url },
    });
    await playOn('provision', inventory({ acme: {} }));
    simulator.requests.length = 0;
    const { exitCode, output } = await playOn(
      'provision',
      inventory({ 'acme-eu': { statuscake_stack_renamed_from: 'acme' } }),
    );
    expect(exitCode, output).toBe(0);
    const opened = simulator.requests
      .map(describeRequest)
      .find((request) => request.startsWith('POST /maintenance'));
    expect(opened).toContain('tags[]=stack-acme&tags[]=stack-acme-eu');
    expect(simulator.account.maintenanceWindows.all()).toEqual([]);
    expect(Object.values(held()).sort()).toEqual([
      'acme-eu liveness, stack-acme-eu',
      'acme-eu readiness, stack-acme-eu',
      'https://acme-eu.example.com',
    ]);
  });
});
