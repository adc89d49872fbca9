import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Hosts, playOn } from './support/hosts.ts';
import { TOKEN } from './support/scenarios.ts';

const STACKS = ['acme', 'globex', 'initech'];

describe('a decommission', () => {
  let simulator: Simulator;
  let inventory: Hosts;

  beforeEach(async () => {
    simulator = await startSimulator({ token: TOKEN });
    for (const stack of STACKS) {
      for (const check of ['liveness', 'readiness']) {
        simulator.account.uptimeTests.create({
          name: `${stack} ${check}`,
          website_url: `https://${stack}.example.com/${check}`,
          test_type: 'HTTP',
          check_rate: 300,
          tags: [`stack-${stack}`],
        });
      }
    }
    inventory = {
      hosts: Object.fromEntries(STACKS.map((stack) => [stack, {}])),
      vars: { statuscake_stack_api_key: TOKEN, statuscake_stack_api_url: simulator.url },
    };
  });
  afterEach(() => simulator.close());

  const left = () => simulator.account.uptimeTests.all().length;

  it.each([['all'], ['acme:globex']])(
    'of more than one stack, with --limit %s, is refused',
    async (limit) => {
      const { exitCode, output } = await playOn('decommission', inventory, ['--limit', limit]);
      expect(exitCode).toBe(2);
      expect(output).toMatch(
        /The play would remove [23] stacks \(acme, globex.*\), and statuscake_stack_removal_limit is 1/,
      );
      expect(simulator.requests).toEqual([]);
    },
  );

  it('without --limit is refused', async () => {
    const { exitCode } = await playOn('decommission', inventory);
    expect(exitCode).toBe(2);
    expect(simulator.requests).toEqual([]);
  });

  it('of as many as its variable allows removes them in one task', async () => {
    const flags = ['--limit', 'acme:globex', '-e', 'statuscake_stack_removal_limit=2'];
    const { exitCode, output } = await playOn('decommission', inventory, flags);
    expect(exitCode, output).toBe(0);
    expect(left()).toBe(2);
    // One for each of the four lists, where each stack by itself would need them again.
    const lists = simulator.requests.filter(
      ({ method, path }) => method === 'GET' && !path.includes('/maintenance'),
    );
    expect(lists.map(({ path }) => path.replace(/\?.*/, '')).sort()).toEqual([
      '/v1/heartbeat',
      '/v1/pagespeed',
      '/v1/ssl',
      '/v1/uptime',
    ]);
  });

  it('that deletes more tests than its limit, of all stacks together, deletes none', async () => {
    const flags = ['--limit', 'acme:globex', '-e', 'statuscake_stack_removal_limit=2'];
    const { exitCode, output } = await playOn('decommission', inventory, [
      ...flags,
      '-e',
      'statuscake_stack_deletion_limit=3',
    ]);
    expect(exitCode).toBe(2);
    expect(output).toContain(
      'the plan deletes 4 checks of 2 stacks (4 uptime tests), and deletion_limit is 3',
    );
    expect(left()).toBe(6);
  });
});
