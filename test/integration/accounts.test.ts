import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../src/simulator/account/account.ts';
import { emptyResponse } from '../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Hosts, playOn } from './support/hosts.ts';
import { describeRequest, expectKnownFields } from './support/requests.ts';

const TOKENS = ['token-of-the-first-account', 'token-of-the-second-account'];

/** Hosts of two accounts in one play. */
describe('hosts of two accounts', () => {
  let simulators: Simulator[];
  let inventory: Hosts;

  beforeEach(async () => {
    simulators = await Promise.all(TOKENS.map((token) => startSimulator({ token })));
    const [first, second] = simulators.map(({ url }, index) => ({
      statuscake_stack_api_url: url,
      statuscake_stack_api_key: TOKENS[index],
      statuscake_stack_account_contact_groups: [
        { name: 'Operations', email_addresses: [`operations-${index + 1}@example.com`] },
      ],
    }));
    inventory = {
      hosts: { acme: first ?? {}, globex: second ?? {}, initech: first ?? {} },
      vars: { statuscake_stack_contact_groups: ['Operations'] },
    };
  });
  afterEach(async () => {
    for (const { requests } of simulators) {
      expectKnownFields(requests);
    }
    await Promise.all(simulators.map((simulator) => simulator.close()));
  });

  /** The names of all uptime tests of each account. */
  function tests(): string[][] {
    return simulators.map(({ account }) => namesOf(account));
  }

  const EACH_IN_ITS_OWN = [
    ['acme liveness', 'acme readiness', 'initech liveness', 'initech readiness'],
    ['globex liveness', 'globex readiness'],
  ];

  it('are mirrored each in their own, with the contact groups that they declare', async () => {
    for (const { account } of simulators) {
      account.uptimeTests.create({
        name: 'umbrella liveness',
        website_url: 'https://umbrella.example.com',
        test_type: 'HTTP',
        check_rate: 300,
        tags: ['stack-umbrella'],
      });
    }
    const preview = await playOn('fleet', inventory, ['--check']);
    expect(preview.exitCode, preview.output).toBe(0);
    const { exitCode, output } = await playOn('fleet', inventory, ['-vvv']);
    expect(exitCode, output).toBe(0);
    expect(tests()).toEqual(EACH_IN_ITS_OWN);
    expect(
      simulators.map(({ account }) => account.contactGroups.all().map(({ email_addresses: to }) => to)),
    ).toEqual([[['operations-1@example.com']], [['operations-2@example.com']]]);
    for (const token of TOKENS) {
      expect(output).not.toContain(token);
    }
    const again = await playOn('fleet', inventory);
    expect(again.output).not.toMatch(/changed=[1-9]/);
  });

  it('are provisioned each in their own, with a maintenance window in each', async () => {
    const { exitCode, output } = await playOn('provision', inventory);
    expect(exitCode, output).toBe(0);
    expect(tests()).toEqual(EACH_IN_ITS_OWN);
    const windows = simulators.map(({ requests }) =>
      requests
        .filter(({ method, path }) => method !== 'GET' && path.includes('/maintenance-windows'))
        .map((request) => describeRequest(request).replace(/&start_at.*UTC/, '')),
    );
    expect(windows).toEqual([
      [
        expect.stringMatching(
          /^POST .*name=deployment of acme and 1 more \([0-9a-f]{8}\).*tags\[\]=stack-acme&tags\[\]=stack-initech$/,
        ),
        expect.stringMatching(/^DELETE /),
      ],
      [
        expect.stringMatching(/^POST .*name=deployment of globex&.*tags\[\]=stack-globex$/),
        expect.stringMatching(/^DELETE /),
      ],
    ]);
  });

  it('are compared each with their own, whatever IDs and names both have', async () => {
    await playOn('fleet', inventory);
    const byHand = {
      website_url: 'https://example.com',
      test_type: 'HTTP',
      check_rate: 300,
      name: 'made by hand',
    };
    const ids = simulators.map(({ account }) => account.uptimeTests.create(byHand).id);
    const { exitCode, output, files } = await playOn('drift', inventory);
    expect(exitCode, output).toBe(0);
    const { unmanaged, twins } = JSON.parse(files['drift.json'] ?? '');
    expect(unmanaged.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(twins).toEqual([]);
  });

  it('share one limit of deletions', async () => {
    await playOn('fleet', inventory);
    const renamed = {
      hosts: inventory.hosts,
      vars: {
        ...inventory.vars,
        statuscake_stack_readiness_enabled: false,
        statuscake_stack_ssl_enabled: false,
      },
    };
    const before = tests();
    const least = await playOn('fleet', renamed, ['-e', 'statuscake_stack_deletion_limit=1']);
    expect(least.output).toContain('deletes 2 checks of 2 stacks');
    expect(least.output).toContain('; nothing was done in the next account (hosts globex)');
    expect(tests()).toEqual(before);
    const flags = ['-e', 'statuscake_stack_deletion_limit=2'];
    const preview = await playOn('fleet', renamed, ['--check', ...flags]);
    const message = new RegExp(
      'the plan deletes 1 check of 1 stack \\(1 uptime test\\), and deletion_limit is 0: globex: globex readiness \\(\\d+\\); ' +
        'raise deletion_limit if that is meant; that is what 2 deletions in other accounts have left of the limit of the play',
    );
    expect(preview.output).toMatch(message);
    const { exitCode, output } = await playOn('fleet', renamed, flags);
    expect(exitCode).toBe(2);
    expect(output).toMatch(message);
    expect(tests()).toEqual([
      ['acme liveness', 'initech liveness'],
      ['globex liveness', 'globex readiness'],
    ]);
  });

  const refuseToken = (simulator: Simulator | undefined, paths = '/') =>
    simulator?.intercept(({ path }, proceed) =>
      path.includes(paths) ? emptyResponse(403, { 'x-ext-authz': 'denied' }) : proceed(),
    );

  it.each([
    ['another token', 'statuscake_stack_api_key', 'a-slip-of-the-pen', 2],
    ['an empty one', 'statuscake_stack_api_key', '', 2],
    ['its own token, with the end of a line', 'statuscake_stack_api_key', `${TOKENS[0]}\n`, 0],
    ['its own URL, with a slash', 'statuscake_stack_api_url', '/', 0],
  ])('keep what a host of theirs declares that says %s', async (_, name, value, exitCode) => {
    // Contact groups are made first, and where those of a host cannot be, nothing is deleted anyway.
    const { statuscake_stack_account_contact_groups: _groups, ...acme } = inventory.hosts.acme ?? {};
    const hosts = { acme, initech: acme };
    const vars = {};
    await playOn('fleet', { vars, hosts });
    const before = simulators[0]?.account.uptimeTests.all().map((test) => test.id);
    const slip = { ...acme, [name]: value === '/' ? `${acme.statuscake_stack_api_url}/` : value };
    const fleet = await playOn('fleet', { vars, hosts: { ...hosts, acme: slip } });
    expect(fleet.exitCode, fleet.output).toBe(exitCode);
    expect(simulators[0]?.account.uptimeTests.all().map((test) => test.id)).toEqual(before);
  });

  it('are one where some hosts say of it what the environment says to others', async () => {
    const { acme = {}, initech = {} } = inventory.hosts;
    const { statuscake_stack_api_key: _key, statuscake_stack_api_url: _url, ...silent } = initech;
    const prepare = async () => ({
      STATUSCAKE_API_TOKEN: TOKENS[0],
      STATUSCAKE_API_URL: simulators[0]?.url ?? '',
    });
    const hosts = { acme, initech: silent };
    for (const playbook of ['fleet', 'fleet', 'drift']) {
      const { exitCode, output } = await playOn(playbook, { ...inventory, hosts }, [], { prepare });
      expect(exitCode, output).toBe(0);
    }
    expect(tests()[0]).toEqual(EACH_IN_ITS_OWN[0]);
  });

  it('are named where a token is refused, by failures, warnings and the summary of what differs', async () => {
    const { globex } = inventory.hosts;
    const more = Object.fromEntries(['hooli', 'soylent', 'vandelay'].map((host) => [host, globex ?? {}]));
    inventory = { ...inventory, hosts: { ...inventory.hosts, ...more } };
    refuseToken(simulators[1]);
    const refused = /does not accept the token[^"]* \(hosts globex, hooli, soylent and 1 more\)/g;
    const fleet = await playOn('fleet', inventory);
    expect(fleet.exitCode).toBe(2);
    expect(fleet.stdout).toMatch(refused);

    refuseToken(simulators[0]);
    const drift = await playOn('drift', inventory);
    const reasons = drift.files['drift.md']?.match(/does not accept the token/g);
    expect(reasons, drift.files['drift.md']).toHaveLength(2);
    expect(drift.files['drift.md']).toMatch(/ \(hosts acme, initech\)/);
    expect(drift.files['drift.md']).toMatch(refused);
    // One account has contact groups to be made, so only the other modules run twice.
    const single = Object.entries(inventory.hosts).map(([host, variables]) =>
      host === 'acme'
        ? [host, variables]
        : [host, { ...variables, statuscake_stack_account_contact_groups: [] }],
    );
    const partly = await playOn('drift', { ...inventory, hosts: Object.fromEntries(single) });
    expect(
      partly.files['drift.md']?.match(/does not accept the token/g),
      partly.files['drift.md'],
    ).toHaveLength(2);

    const provision = await playOn('provision', inventory);
    const opening = /no maintenance window could be opened.*? \(hosts ([^)]*)\)/g;
    const opened = [...provision.output.replace(/\s+/g, ' ').matchAll(opening)].map(([, hosts]) => hosts);
    // The newest Ansible takes the warnings of a module before a plugin could add to them.
    const named = ['acme, initech', 'globex, hooli, soylent and 1 more'];
    expect(opened, provision.output).toEqual(process.env.ANSIBLE_SITE && opened.length === 0 ? [] : named);
    expect(provision.output).toContain('no maintenance window could be opened');
    expect(provision.output).not.toContain('could not be closed');
    expect(provision.stdout).toMatch(/fatal: \[acme\].*does not accept the token/);
  });

  it('of which two say different things of one contact group are told apart, before anything is written', async () => {
    const { hosts, vars } = inventory;
    const other = { ...hosts.initech, statuscake_stack_account_contact_groups: [{ name: 'Operations' }] };
    const { exitCode, output } = await playOn('fleet', { hosts: { ...hosts, initech: other }, vars });
    expect(exitCode).toBe(2);
    expect(output).toContain(
      'acme and initech are of one account and say different things of Operations: email_addresses',
    );
    expect(simulators.flatMap(({ requests }) => requests)).toEqual([]);
  });

  it('of which one says two things of one contact group are told which, once', async () => {
    const { hosts, vars } = inventory;
    const groups = [{ name: 'Operations' }, { name: 'Operations', email_addresses: ['a@example.com'] }];
    const acme = { ...hosts.acme, statuscake_stack_account_contact_groups: groups };
    const { exitCode, output } = await playOn('fleet', { hosts: { ...hosts, acme }, vars });
    expect(exitCode).toBe(2);
    expect(output).toContain(
      'acme says two things of Operations: email_addresses; take one of them out, or give each its id',
    );
    expect(simulators.flatMap(({ requests }) => requests)).toEqual([]);
  });

  it('keep contact groups of one name apart by their IDs, as a takeover writes them', async () => {
    const { hosts } = inventory;
    const groups = ['a@example.com', 'b@example.com'].map((address) => {
      const group = { name: 'Operations', email_addresses: [address] };
      return { id: simulators[0]?.account.contactGroups.create(group).id ?? '', ...group };
    });
    const own = {
      statuscake_stack_account_contact_groups: groups,
      statuscake_stack_contact_groups: groups.map(({ id }) => id),
    };
    const declared = {
      acme: { ...hosts.acme, ...own },
      initech: { ...hosts.initech, ...own },
      globex: { ...hosts.globex, statuscake_stack_contact_groups: ['Operations'] },
    };
    const { exitCode, output } = await playOn('fleet', { hosts: declared, vars: {} });
    expect(exitCode, output).toBe(0);
    expect(simulators[0]?.account.contactGroups.all()).toMatchObject(groups);
    expect(simulators[0]?.account.uptimeTests.all()).toMatchObject(
      Array(4).fill({ contact_groups: groups.map(({ id }) => id) }),
    );
    const again = await playOn('fleet', { hosts: declared, vars: {} });
    expect(again.output).not.toMatch(/changed=[1-9]/);

    const other = groups.map((group) => ({ ...group, name: 'Renamed' }));
    const initech = { ...declared.initech, statuscake_stack_account_contact_groups: other };
    const refused = await playOn('fleet', { hosts: { ...declared, initech }, vars: {} });
    expect(refused.output).toContain(
      'acme and initech are of one account and say different things of Renamed: name',
    );
  });
});

function namesOf({ uptimeTests }: Account): string[] {
  return uptimeTests
    .all()
    .map(({ name }) => String(name))
    .sort();
}
