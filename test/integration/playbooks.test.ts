import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExampleInventory } from '../../src/demo/inventory.ts';
import { END_WITHIN } from '../../src/example-stack/stack.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { run } from './support/command.ts';
import { openProject, type Project } from './support/project.ts';
import { expectKnownFields } from './support/requests.ts';

describe('the playbooks, with the example inventory', () => {
  let simulator: Simulator;
  let folder: string;
  let inventory: ExampleInventory;
  let play: Project['play'];

  beforeAll(async () => {
    const project = await openProject();
    ({ simulator, folder, inventory, play } = project);
    return project.close;
  });
  afterAll(() => expectKnownFields(simulator.requests));

  /** Status codes of a stack's liveness and readiness; nothing where it does not answer. */
  async function statusOf(stack: string): Promise<number[]> {
    const url = await inventory.urlOf(stack);
    const responses = await Promise.allSettled([fetch(`${url}/liveness`), fetch(`${url}/readiness`)]);
    return responses.flatMap((response) => (response.status === 'fulfilled' ? [response.value.status] : []));
  }

  /** Command lines of the processes that run in a folder of ours. */
  async function processesIn(path: string): Promise<string[]> {
    const { stdout } = await run('ps', ['-eo', 'args'], { environment: { PATH: process.env.PATH }, folder });
    return stdout.split('\n').filter((line) => line.includes(`${path}/`) && line.includes('example-stack'));
  }

  function namesOfTests(): string[] {
    return simulator.account.uptimeTests
      .all()
      .map(({ name }) => String(name))
      .sort();
  }

  it('preview stacks that are not deployed yet', async () => {
    const { exitCode, output, requests, writes, stdout, warnings } = await play(
      'provision',
      '--check',
      '--diff',
    );
    expect(exitCode, output).toBe(0);
    expect(warnings).toEqual([]);
    expect(requests.filter((request) => !isAboutNoWindow(request))).toEqual([]);
    for (const name of ['Operations', 'acme liveness']) {
      expect(stdout).toContain(`+name: ${name}\n`);
    }
    expect(stdout).toContain('+find_string: Welcome\n');
    // The first host stands for all of them where the contact groups are made.
    expect(stdout.match(/changed=[34] /g)).toEqual(['changed=4 ', 'changed=3 ', 'changed=3 ']);
    expect(writes).toEqual([]);
    expect(existsSync(join(folder, 'stacks'))).toBe(false);
  });

  it('provision stacks and their checks', async () => {
    const { exitCode, output, writes, warnings } = await play('provision');
    expect(exitCode, output).toBe(0);
    expect(warnings).toEqual([]);
    expect(writes.filter(isAboutNoWindow)).toHaveLength(1 + 7);
    const { contactGroups, uptimeTests } = simulator.account;
    const [group, ...others] = contactGroups.all();
    expect(group).toMatchObject({
      name: 'Operations',
      email_addresses: ['on-call@example.com', 'operations@example.com'],
    });
    expect(others).toEqual([]);
    for (const { contact_groups } of uptimeTests.all()) {
      expect(contact_groups).toEqual([group?.id]);
    }
    expect(namesOfTests()).toEqual([
      'acme liveness',
      'acme readiness',
      'globex liveness',
      'globex readiness',
      'initech front page',
      'initech liveness',
      'initech readiness',
    ]);
    for (const stack of ['acme', 'globex', 'initech']) {
      expect(await statusOf(stack)).toEqual([200, 200]);
    }
    expect(await processesIn(folder)).toHaveLength(9);
  });

  it('find nothing to do the second time', async () => {
    const { exitCode, output, stdout, writes } = await play('provision');
    expect(exitCode, output).toBe(0);
    expect(stdout.match(/changed=0 /g)).toHaveLength(3);
    expect(writes.filter(isAboutNoWindow)).toEqual([]);
    expect(simulator.account.maintenanceWindows.all()).toEqual([]);
  });

  it('start again the Redis that readiness misses', async () => {
    await inventory.kill('globex', 'redis');
    expect(await statusOf('globex')).toEqual([200, 503]);
    const { exitCode, stdout } = await play('provision', '--limit', 'globex');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('changed=1 ');
    expect(await statusOf('globex')).toEqual([200, 200]);
  });

  it('refuse to decommission without --limit', async () => {
    const { exitCode, stdout, requests } = await play('decommission');
    expect(exitCode).toBe(2);
    expect(stdout).toContain('The play would remove 3 stacks (acme, globex, initech)');
    expect(requests).toEqual([]);
  });

  it('preview a decommission', async () => {
    const { exitCode, stdout, writes } = await play(
      'decommission',
      '--limit',
      'initech',
      '--check',
      '--diff',
    );
    expect(exitCode).toBe(0);
    expect(stdout.match(/of initech \(absent\)/g)).toHaveLength(3);
    expect(writes).toEqual([]);
    expect(await statusOf('initech')).toEqual([200, 200]);
  });

  it('decommission one stack and leave the others alone, and what only bears a name of it', async () => {
    const { uptimeTests } = simulator.account;
    const id = uptimeTests.all().find(({ name }) => name === 'initech liveness')?.id ?? '';
    // Somebody has made it theirs.
    uptimeTests.update(id, { tags: ['by-hand'] });
    const { exitCode, writes, warnings, output } = await play('decommission', '--limit', 'initech');
    expect(uptimeTests.delete(id)).toBe(true);
    expect(exitCode).toBe(0);
    expect(warnings).toHaveLength(1);
    expect(output.replace(/\s+/g, ' ')).toContain(
      `[WARNING]: the uptime test "initech liveness" (ID ${id}) stays, since it has no stack's tag: give its id to delete it`,
    );
    expect(writes).toHaveLength(2);
    expect(namesOfTests()).toEqual([
      'acme liveness',
      'acme readiness',
      'globex liveness',
      'globex readiness',
    ]);
    expect(await statusOf('initech')).toEqual([]);
    expect(existsSync(join(folder, 'stacks/initech'))).toBe(false);
    expect(await processesIn(folder)).toHaveLength(6);
    await inventory.remove('initech');
  });

  it('refuse to mirror a part of the inventory', async () => {
    const { exitCode, stdout, writes } = await play('fleet', '--limit', 'acme');
    expect(exitCode).toBe(2);
    expect(stdout).toContain('so it is refused with --limit');
    expect(writes).toEqual([]);
  });

  it('mirror nothing when one stack is not declared as it should be', async () => {
    const wrong = {
      statuscake_stack_liveness_check_rate: "{{ 61 if inventory_hostname == 'acme' else 60 }}",
    };
    const { exitCode, stdout, writes } = await play('fleet', '-e', JSON.stringify(wrong));
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(
      /value of check_rate must be one of: .*, got: 61 .*stacks\[0\] \(acme\) tests\[0\]/,
    );
    expect(writes).toEqual([]);
  });

  it('mirror the inventory, and leave alone what is of no stack', async () => {
    const { uptimeTests } = simulator.account;
    const other = { test_type: 'HTTP', check_rate: 300, website_url: 'https://example.com' };
    uptimeTests.create({ ...other, name: 'umbrella liveness', tags: ['stack-umbrella'] });
    uptimeTests.create({ ...other, name: 'made by hand' });
    for (const test of uptimeTests.all()) {
      if (test.name === 'acme liveness') {
        uptimeTests.delete(test.id);
      }
    }
    const expected = [
      'acme liveness',
      'acme readiness',
      'globex liveness',
      'globex readiness',
      'made by hand',
    ];

    const preview = await play('fleet', '--check', '--diff');
    expect(preview.exitCode, preview.output).toBe(0);
    expect(preview.stdout).toContain('of umbrella (absent)');
    expect(preview.writes).toEqual([]);

    const { exitCode, writes, warnings } = await play('fleet');
    expect(exitCode).toBe(0);
    expect(warnings).toEqual([]);
    expect(writes.map((request) => request.split(' ')[0]).sort()).toEqual(['DELETE', 'POST']);
    expect(namesOfTests()).toEqual(expected);

    const again = await play('fleet');
    expect(again.stdout).not.toMatch(/changed=[1-9]/);
    // The four kinds of tests of the account, and its groups, to compare them and to find them by their names.
    expect(again.requests).toHaveLength(4 + 2);
  });

  it('leave no process behind once the directory of the stacks is gone', async () => {
    expect(await processesIn(folder)).toHaveLength(6);
    await rm(join(folder, 'stacks'), { recursive: true });
    await delay(END_WITHIN);
    expect(await processesIn(folder)).toEqual([]);
  });
});

function isAboutNoWindow(request: string): boolean {
  return !request.includes('/maintenance-windows');
}
