import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExampleInventory } from '../../src/demo/inventory.ts';
import { signOf } from '../../src/reconcile/ssl-sign.ts';
import type { Entry } from '../../src/simulator/account/values.ts';
import { jsonResponse } from '../../src/simulator/api/response.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { openProject, type Play, type Project } from './support/project.ts';
import { expectKnownFields } from './support/requests.ts';

const NAME = '{{ statuscake_stack_name }}';
const BASE_URL = 'https://{{ inventory_hostname }}.example.com';

/** A stack with checks of every kind; the deployed one answers elsewhere, and nobody asks. */
const ALL_KINDS = {
  statuscake_stack_base_url: BASE_URL,
  statuscake_stack_heartbeats: [{ name: `${NAME} backup`, period: 90_000 }],
  statuscake_stack_ssl: [{ website_url: 'https://shop.{{ inventory_hostname }}.example.com' }],
  statuscake_stack_pagespeed: [{ name: `${NAME} front page`, website_url: `${BASE_URL}/`, region: 'UK' }],
};

const CHECKS_OF_A_STACK = 6;
const LIVENESS = { test_type: 'HTTP', check_rate: 300 };

const OPENING = /^POST \/maintenance-windows name=deployment of acme and 1 more/;
const CLOSING = 'DELETE /maintenance-windows/ID';

describe('a deployment', () => {
  let project: Project;
  let simulator: Simulator;
  let folder: string;
  let inventory: ExampleInventory;

  beforeAll(async () => {
    project = await openProject();
    ({ simulator, folder, inventory } = project);
    for (const stack of ['globex', 'initech']) {
      await inventory.remove(stack);
    }
    await inventory.add('acme-2');
    return project.close;
  });
  afterAll(() => expectKnownFields(simulator.requests));

  /** Runs a playbook of the project with these variables. */
  function play(name: string, variables: object, ...flags: readonly string[]): Promise<Play> {
    return project.play(name, '-e', JSON.stringify(variables), ...flags);
  }

  /** Everything that the account holds and that bears a word, but not this other one. */
  function holdings(word: string, { but }: { but?: string } = {}): Entry[] {
    const entries = simulator.account.collections.flatMap((collection) => collection.all());
    const bears = (entry: Entry, text: string) => JSON.stringify(entry).includes(text);
    return structuredClone(entries.filter((entry) => bears(entry, word) && !(but && bears(entry, but))));
  }

  it('that fails closes its window as well, and remains a failure', async () => {
    const variables = {
      ...ALL_KINDS,
      example_stack_directory: `{{ '/dev/null' if inventory_hostname == 'acme' else '${folder}/stacks' }}/{{ inventory_hostname }}`,
      statuscake_stack_contact_groups:
        "{{ ['Nobody'] if inventory_hostname == 'acme-2' else ['Operations'] }}",
    };
    const { exitCode, stdout, writes } = await play('provision', variables);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/\bacme .*failed=1 /);
    expect(stdout).toMatch(/\bacme-2 .*failed=1 /);
    expect(stdout).toContain('there is no contact group \\"Nobody\\"');
    expect(writes.map(withoutId)).toEqual([
      expect.stringMatching(OPENING),
      expect.stringContaining('POST /contact-groups name=Operations'),
      CLOSING,
    ]);
    expect(simulator.account.maintenanceWindows.all()).toEqual([]);
  });

  it('has a window from before it begins until the checks are as declared', async () => {
    const isDeployed = () => existsSync(join(folder, 'stacks/acme'));
    const seen: { deployed: boolean; windows: Entry[] }[] = [];
    const stop = simulator.intercept(async ({ method, path }, proceed) => {
      if (path.includes('/maintenance-windows') && method !== 'GET') {
        seen.push({ deployed: isDeployed(), windows: holdings('deployment of acme') });
      }
      return proceed();
    });
    const { exitCode, output, writes } = await play('provision', ALL_KINDS);
    stop();
    expect(exitCode, output).toBe(0);
    expect(seen.map(({ deployed }) => deployed)).toEqual([false, true]);
    expect(writes.map(withoutId).at(0)).toMatch(OPENING);
    expect(writes.map(withoutId).at(-1)).toBe(CLOSING);
    const [window, ...others] = seen[1]?.windows ?? [];
    expect(window?.tags).toEqual(['stack-acme', 'stack-acme-2']);
    expect(others).toEqual([]);
    expect(Date.parse(String(window?.end_at)) - Date.parse(String(window?.start_at))).toBe(45 * 60_000);
    expect(simulator.account.maintenanceWindows.all()).toEqual([]);
    expect(holdings('acme', { but: 'acme-2' })).toHaveLength(CHECKS_OF_A_STACK);
  });

  it('asks nothing of windows where their duration is empty, and changes nothing the second time', async () => {
    const variables = { ...ALL_KINDS, statuscake_stack_window_duration: '' };
    const { exitCode, output, stdout, requests, writes } = await play('provision', variables);
    expect(exitCode, output).toBe(0);
    expect(stdout.match(/changed=0 /g)).toHaveLength(2);
    expect(requests.filter((request) => request.includes('/maintenance-windows'))).toEqual([]);
    expect(writes).toEqual([]);
  });

  it('goes on where the plan has no maintenance windows, with one warning', async () => {
    const stop = simulator.intercept(({ path }, proceed) =>
      path.includes('/maintenance-windows')
        ? jsonResponse(403, { message: 'Your current plan has no access to this feature' })
        : proceed(),
    );
    const without = await play('provision', ALL_KINDS);
    stop();
    expect(without.exitCode, without.output).toBe(0);
    expect(without.output.replace(/\s+/g, ' ').match(/the account has no maintenance windows/g)).toHaveLength(
      1,
    );
    expect(without.output).not.toMatch(/fatal:|failed=1|ignored=1/);
    // What could not be opened need not be closed.
    expect(without.requests.filter((request) => request.includes('/maintenance-windows'))).toHaveLength(1);
  });

  it('is undone with all that is of the stack, and nothing of one whose name begins like its own', async () => {
    for (const stack of ['acme', 'acme-2']) {
      simulator.account.maintenanceWindows.create({
        name: `deployment of ${stack}`,
        start_at: '2026-01-01T00:00:00Z',
        end_at: '2026-01-01T00:45:00Z',
        timezone: 'UTC',
        tags: [`stack-${stack}`],
      });
    }
    const neighbour = holdings('acme-2');
    expect(neighbour).toHaveLength(CHECKS_OF_A_STACK + 1);

    const preview = await play('decommission', ALL_KINDS, '--limit', 'acme', '--check');
    expect(preview.exitCode, preview.output).toBe(0);
    expect(preview.writes).toEqual([]);

    const { exitCode, output, writes } = await play('decommission', ALL_KINDS, '--limit', 'acme');
    expect(exitCode, output).toBe(0);
    expect(holdings('acme', { but: 'acme-2' })).toEqual([]);
    expect(holdings('acme-2')).toEqual(neighbour);
    expect(writes).toHaveLength(CHECKS_OF_A_STACK + 1);
    await inventory.remove('acme');
  });

  it('is mirrored with the checks of every kind, and without those of stacks that are gone', async () => {
    const { heartbeats, pagespeedTests, sslTests, uptimeTests } = simulator.account;
    const declared = labelsOf(holdings('acme-2'));
    const url = { website_url: 'https://umbrella.example.com' };
    const certificate = { check_rate: 3600, alert_at: ['1', '7', '30'] };
    uptimeTests.create({
      ...url,
      ...LIVENESS,
      name: 'umbrella liveness',
      tags: ['stack-umbrella', signOf(url.website_url)],
    });
    heartbeats.create({ name: 'umbrella backup', tags: ['stack-umbrella'] });
    sslTests.create({ ...url, ...certificate });
    pagespeedTests.create({ ...url, name: 'umbrella front page', check_rate: 3600, region: 'UK' });
    sslTests.create({ ...certificate, website_url: 'https://made-by-hand.example.com' });
    for (const collection of [heartbeats, sslTests, pagespeedTests]) {
      const [lost] = collection.all().filter((entry) => JSON.stringify(entry).includes('acme-2'));
      collection.delete(String(lost?.id));
    }

    const { exitCode, output, writes } = await play('fleet', ALL_KINDS);
    expect(exitCode, output).toBe(0);
    expect(writes.map((write) => write.split(' ')[0]).sort()).toEqual([
      ...Array(4).fill('DELETE'),
      ...Array(3).fill('POST'),
    ]);
    expect(holdings('umbrella')).toEqual([]);
    expect(labelsOf(holdings('acme-2'))).toEqual(declared);
    expect(holdings('made-by-hand')).toHaveLength(1);
  });
});

/** The names of things, or their URLs where they have none. */
function labelsOf(entries: readonly Entry[]): string[] {
  return entries.map(({ name, website_url: url }) => String(name ?? url)).sort();
}

function withoutId(write: string): string {
  return write.replace(/\d+$/, 'ID');
}
