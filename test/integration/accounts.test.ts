import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../src/simulator/account/account.ts';
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
});

function namesOf({ uptimeTests }: Account): string[] {
  return uptimeTests
    .all()
    .map(({ name }) => String(name))
    .sort();
}
