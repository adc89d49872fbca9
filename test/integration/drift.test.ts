import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonResponse } from '../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { inTemporaryFolder } from './support/folders.ts';
import { type Hosts, playOn } from './support/hosts.ts';
import { describeRequest } from './support/requests.ts';
import { TOKEN } from './support/scenarios.ts';

const LIVENESS = { test_type: 'HTTP', check_rate: 300 };

describe('a comparison of the account with the inventory', () => {
  let simulator: Simulator;
  let inventory: Hosts;

  beforeEach(async () => {
    simulator = await startSimulator({ token: TOKEN });
    inventory = {
      hosts: { acme: {}, globex: {} },
      vars: { statuscake_stack_api_key: TOKEN, statuscake_stack_api_url: simulator.url },
    };
    await playOn('fleet', inventory);
    simulator.requests.length = 0;
  });
  afterEach(() => simulator.close());

  const idOf = (name: string) =>
    String(simulator.account.uptimeTests.all().find((test) => test.name === name)?.id);

  it('ends with 0 where all is as declared, and writes nothing to the account', async () => {
    const { exitCode, output, files } = await playOn('drift', inventory);
    expect(exitCode, output).toBe(0);
    expect(files['drift.md']).toMatch(/^\*\*StatusCake is as declared: 6 checks of 2 stacks\*\*\n/);
    expect(files['drift.xml']).toContain(
      '<testsuite name="acme" tests="3" failures="0" errors="0">\n    <testcase classname="acme" name="uptime acme liveness" />',
    );
    expect(simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('ends with 2 where it is not, and tells what differs, what nobody manages, twins, and what is paused', async () => {
    const { uptimeTests } = simulator.account;
    uptimeTests.update(idOf('acme liveness'), { check_rate: 900, paused: true });
    uptimeTests.delete(idOf('globex readiness'));
    const url = 'https://other.example.com';
    uptimeTests.create({
      ...LIVENESS,
      name: 'umbrella liveness',
      website_url: url,
      tags: ['stack-umbrella'],
    });
    for (const _ of [1, 2]) {
      uptimeTests.create({ ...LIVENESS, name: 'made | by hand', website_url: url });
    }
    const { exitCode, output, files } = await playOn('drift', inventory);
    expect(exitCode, output).toBe(2);
    const markdown = files['drift.md'] ?? '';
    expect(markdown).toMatch(/^\*\*StatusCake is not as declared: 3 checks of 3 stacks\*\*\n/);
    for (const line of [
      '- uptime test acme liveness is to be updated: check_rate, paused',
      '- uptime test globex readiness is to be created',
      '- uptime test umbrella liveness is to be deleted',
      `### Paused\n\n- uptime test acme liveness (ID ${idOf('acme liveness')})`,
      `### Managed by nobody\n\n- uptime test made \\| by hand (ID ${idOf('made | by hand')})`,
      '### Twins\n\n- uptime test made \\| by hand',
    ]) {
      expect(markdown).toContain(line);
    }
    expect(markdown).toMatch(/To apply it takes \d+ requests, at least \d+ s; this comparison took \d+\./);
    const { verdict, stacks } = JSON.parse(files['drift.json'] ?? '');
    expect(verdict).toBe('differs');
    expect(stacks.map(({ stack }: { stack: string }) => stack)).toEqual(['acme', 'globex', 'umbrella']);
    expect(files['drift.xml']).toMatch(/<failure message="to be updated">--- before\n.*check_rate: 900\n/s);
    expect(output + Object.values(files).join('')).not.toContain(TOKEN);
    expect(simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('tells of maintenance windows and contact groups that are to change, too', async () => {
    const { contactGroups, maintenanceWindows } = simulator.account;
    const times = { start_at: '2030-01-01T00:00:00Z', end_at: '2030-01-01T01:00:00Z', timezone: 'UTC' };
    maintenanceWindows.create({ ...times, name: 'patches', tags: ['stack-acme'] });
    contactGroups.create({ name: 'stack-globex on-call', email_addresses: ['a@example.com'] });
    const { exitCode, output, files } = await playOn('drift', {
      hosts: { 'acme-eu': { statuscake_stack_renamed_from: 'acme' } },
      vars: { ...inventory.vars, statuscake_stack_purge_contact_groups: true },
    });
    expect(exitCode, output).toBe(2);
    expect(files['drift.md']).toContain('- maintenance window patches is to be updated: tags\n');
    expect(files['drift.md']).toContain('- contact group stack-globex on-call is to be deleted\n');
  });

  it('counts what a stack with a mistake has as its own', async () => {
    simulator.account.uptimeTests.create({
      ...LIVENESS,
      name: 'other',
      website_url: 'https://other.example.com',
    });
    const { exitCode, output, files } = await playOn('drift', {
      ...inventory,
      hosts: { acme: {}, globex: { statuscake_stack_contact_groups: ['Nobody'] } },
    });
    expect(exitCode, output).toBe(2);
    const { unmanaged, problems } = JSON.parse(files['drift.json'] ?? '');
    expect(problems).not.toEqual([]);
    expect(unmanaged.map(({ name }: { name: string }) => name)).toEqual(['other']);
  });

  it('ends with 4 where that could not be told, and says why first', async () => {
    simulator.intercept(({ path }, proceed) =>
      path.includes('/uptime') ? jsonResponse(503, { message: 'out of order' }) : proceed(),
    );
    const { exitCode, output, files } = await playOn('drift', inventory, [
      '-e',
      'statuscake_stack_api_retries=0',
    ]);
    expect(exitCode, output).toBe(4);
    expect(files['drift.md']).toMatch(
      /^\*\*Whether StatusCake is as declared could not be told: GET \/uptime: HTTP 503/,
    );
    expect(files['drift.xml']).toContain('<error message="Whether StatusCake');
  });

  it('of a part of the inventory says nothing of other stacks', async () => {
    simulator.account.uptimeTests.update(idOf('globex liveness'), { paused: true });
    const { exitCode, output, files } = await playOn('drift', inventory, ['--limit', 'acme']);
    expect(exitCode, output).toBe(0);
    expect(files['drift.md']).toBe('**StatusCake is as declared: 3 checks of 1 stack**\n');
    expect(JSON.parse(files['drift.json'] ?? '')).toMatchObject({ unmanaged: [], paused: [] });
  });

  it('ends with 4 where nobody could tell what else there is, or where the summary cannot be written', async () => {
    // The list is read by the comparison first, and once more to tell what else there is.
    let lists = 0;
    const stop = simulator.intercept(({ path }, proceed) => {
      lists += Number(path.includes('/pagespeed'));
      return lists > 1 ? jsonResponse(503, { message: 'out of order' }) : proceed();
    });
    const quick = ['-e', 'statuscake_stack_api_retries=0'];
    const { exitCode, output, files } = await playOn('drift', inventory, [
      ...quick,
      '-e',
      JSON.stringify({ statuscake_stack_pagespeed: [] }),
    ]);
    expect(exitCode, output).toBe(4);
    expect(files['drift.md']).toMatch(/^\*\*Whether StatusCake is as declared could not be told: /);
    stop();

    const nowhere = await playOn('drift', inventory, ['-e', 'statuscake_stack_drift_directory=hosts.yml']);
    expect(nowhere.exitCode, nowhere.output).toBe(4);
    expect(nowhere.output.replace(/\s+/g, ' ')).toContain(
      'statuscake_stack_drift_directory: File exists: hosts.yml',
    );
    const made = await playOn('drift', inventory, ['-e', 'statuscake_stack_drift_directory=new/folder']);
    expect(made.exitCode, made.output).toBe(0);
  });

  it('saves a plan, which is carried out only while the account is as it was', async () => {
    await inTemporaryFolder(async (folder) => {
      const { uptimeTests } = simulator.account;
      uptimeTests.update(idOf('acme liveness'), { check_rate: 900 });
      const drift = await playOn('drift', inventory, ['-e', `statuscake_stack_drift_directory=${folder}`]);
      expect(drift.exitCode, drift.output).toBe(2);
      const file = join(folder, 'drift.json');
      expect(JSON.parse(await readFile(file, 'utf8')).plans).toHaveLength(1);

      uptimeTests.update(idOf('acme liveness'), { check_rate: 1800 });
      simulator.requests.length = 0;
      const plan = ['-e', `statuscake_stack_plan=${file}`];
      const refused = await playOn('fleet', inventory, plan);
      expect(refused.exitCode).toBe(2);
      expect(refused.output).toContain('the plan is not the one of saved_plan');
      expect(simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);

      uptimeTests.update(idOf('acme liveness'), { check_rate: 900 });
      // By a path from where it runs, as the documentation says it.
      const { exitCode, output } = await playOn(
        'fleet',
        inventory,
        ['-e', 'statuscake_stack_plan=drift.json'],
        {
          prepare: async (place) => {
            await copyFile(file, join(place, 'drift.json'));
            return {};
          },
        },
      );
      expect(exitCode, output).toBe(0);
      const writes = simulator.requests.filter(({ method }) => method !== 'GET').map(describeRequest);
      expect(writes).toEqual([`PUT /uptime/${idOf('acme liveness')} check_rate=60`]);
    });
  });
});
