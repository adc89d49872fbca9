import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { inTemporaryFolder, ROOT } from './support/folders.ts';
import { type Hosts, playOn } from './support/hosts.ts';
import { expectKnownFields } from './support/requests.ts';
import { TOKEN } from './support/scenarios.ts';

/** `HOSTS=200 npm run vitest -- test/integration/plays-at-once.test.ts` plays on so many. */
const HOSTS = Number(process.env.HOSTS ?? 8);
/** Milliseconds that two plays on many hosts may take. */
const TIMEOUT = 1_800_000;
const STACKS = Array.from({ length: HOSTS }, (_, number) => `customer-${number}`);
const FORKS = ['--forks', '20'];

/** The role on each host by itself, side by side with those of other hosts. */
const ROLE_PER_HOST = [{ hosts: 'stacks', gather_facts: false, roles: ['statuscake_stack'] }];

const PROVISION = parse(readFileSync(join(ROOT, 'playbooks/provision.yml'), 'utf8'));
const IN_BATCHES = PROVISION.map((play: object) => ({ ...play, serial: Math.ceil(HOSTS / 4) }));

const PLAYS: readonly [string, string | readonly object[]][] = [
  ['the role on each host', ROLE_PER_HOST],
  ['provision.yml in batches', IN_BATCHES],
  ['fleet.yml', 'fleet'],
];

describe.each(PLAYS)('two plays at once of %s', (_, playbook) => {
  let simulator: Simulator;
  let inventory: Hosts;

  beforeEach(async () => {
    simulator = await startSimulator({ token: TOKEN, latency: 20 });
    inventory = {
      hosts: Object.fromEntries(STACKS.map((stack) => [stack, {}])),
      vars: {
        statuscake_stack_api_key: TOKEN,
        statuscake_stack_api_url: simulator.url,
        statuscake_stack_heartbeats: [{ name: '{{ statuscake_stack_name }} backup', period: 90_000 }],
        statuscake_stack_contact_groups: ['Operations'],
      },
    };
    simulator.account.contactGroups.create({ name: 'Operations' });
  });
  afterEach(async () => {
    expectKnownFields(simulator.requests);
    await simulator.close();
  });

  it.each([
    ['one machine', ['state', 'state']],
    ['two machines', ['first', 'second']],
  ])('on %s make each check once, and no host fails', { timeout: TIMEOUT }, async (__, folders) => {
    await inTemporaryFolder(async (folder) => {
      const plays = await Promise.all(
        folders.map((state) =>
          playOn(playbook, inventory, [
            ...FORKS,
            '-e',
            `statuscake_stack_state_directory=${join(folder, state)}`,
          ]),
        ),
      );
      for (const { exitCode, output } of plays) {
        expect(exitCode, output.slice(-3000)).toBe(0);
        expect(output).not.toMatch(/failed=[1-9]/);
      }
      const { uptimeTests, heartbeats, sslTests, maintenanceWindows } = simulator.account;
      const of = (check: string) => STACKS.map((stack) => `${stack} ${check}`);
      const names = (collection: typeof uptimeTests) => collection.all().map(({ name }) => String(name));
      expect(names(uptimeTests).sort()).toEqual([...of('liveness'), ...of('readiness')].sort());
      expect(names(heartbeats).sort()).toEqual(of('backup').sort());
      const urls = sslTests.all().map(({ website_url }) => String(website_url));
      expect(urls.sort()).toEqual(STACKS.map((stack) => `https://${stack}.example.com`).sort());
      expect(maintenanceWindows.all()).toEqual([]);
    });
  });
});
