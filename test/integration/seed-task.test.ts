import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { warningsIn } from './support/ansible.ts';
import { type PlaybookRun, runEntries } from './support/playbook.ts';
import { readReadme } from './support/readme.ts';
import { describeRequest, expectKnownFields } from './support/requests.ts';

const { task, outputs } = await readReadme();

/** The README's task; another rate is the one edit that its story makes. */
function seedTask(check_rate: number) {
  return { ...task, local_action: { ...task.local_action, check_rate } };
}

/** The lines that a diff adds and takes away. */
function changedLines({ stdout }: PlaybookRun): string[] {
  return stdout.split('\n').filter((line) => /^[-+](?![-+]{2} )/.test(line));
}

describe("the seed's task, run after run", () => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator({ token: 'my-api-key' });
  });
  afterAll(async () => {
    expectKnownFields(simulator.requests);
    await simulator.close();
  });

  /** Runs the task as users do, and returns what it sent besides. */
  async function run(check_rate: number, ...flags: string[]) {
    const before = simulator.requests.length;
    const environment = { STATUSCAKE_API_URL: simulator.url };
    const playbook = await runEntries([seedTask(check_rate)], { flags, environment });
    const requests = simulator.requests.slice(before).map(describeRequest);
    const writes = requests.filter((request) => !request.startsWith('GET '));
    return { ...playbook, result: playbook.results[0], requests, writes };
  }

  it('stands in the README as people know it', () => {
    expect(task).toEqual({
      name: 'Create StatusCake test',
      local_action: {
        module: 'status_cake_test',
        username: 'my-user',
        api_key: 'my-api-key',
        name: 'My service check',
        url: 'https://myservice.example.com',
        state: 'present',
        test_type: 'HTTP',
        check_rate: 60,
      },
    });
    expect(outputs).toHaveLength(3);
  });

  it('creates the test', async () => {
    const { exitCode, result, writes, stdout } = await run(60);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(outputs[0]);
    expect(result).toMatchObject({
      changed: true,
      action: 'created',
      id: '1',
      changes: ['check_rate', 'name', 'test_type', 'website_url'],
      test: { id: '1', name: 'My service check', check_rate: 60 },
      api: { requests: 2, retries: 0 },
    });
    expect(writes).toEqual([
      'POST /uptime name=My service check&website_url=https://myservice.example.com&test_type=HTTP&check_rate=60',
    ]);
  });

  it('finds nothing to do the second time', async () => {
    const { exitCode, result, requests, stdout } = await run(60);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(outputs[1]);
    expect(result).toMatchObject({ changed: false, action: 'unchanged', id: '1', changes: [] });
    expect(requests).toHaveLength(1);
  });

  it('finds nothing to do under --check', async () => {
    const { exitCode, result, writes, stdout } = await run(60, '--check');
    expect(exitCode).toBe(0);
    expect(stdout).toContain(outputs[1]);
    expect(result).toMatchObject({ changed: false, action: 'unchanged', id: '1' });
    expect(writes).toEqual([]);
  });

  it('previews another check_rate as one changed line, and sends no write', async () => {
    const preview = await run(300, '--check', '--diff');
    expect(preview.exitCode).toBe(0);
    expect(preview.stdout).toContain(outputs[2]);
    expect(changedLines(preview)).toEqual(['-check_rate: 60', '+check_rate: 300']);
    expect(preview.result).toMatchObject({
      changed: true,
      action: 'updated',
      changes: ['check_rate'],
      test: { check_rate: 300 },
    });
    expect(preview.writes).toEqual([]);
    expect(simulator.account.uptimeTests.get('1')).toMatchObject({ check_rate: 60 });
  });

  it('writes another check_rate, and only that', async () => {
    const { exitCode, result, writes } = await run(300);
    expect(exitCode).toBe(0);
    expect(result).toMatchObject({ changed: true, action: 'updated', id: '1', changes: ['check_rate'] });
    expect(writes).toEqual(['PUT /uptime/1 check_rate=300']);
    expect(simulator.account.uptimeTests.all()).toHaveLength(1);
  });

  it('says that username will go, and never shows the token', async () => {
    const { output } = await run(300, '-vvv');
    expect(output).toMatch(/\[DEPRECATION WARNING\]: Param 'username' is deprecated/);
    expect(output.replace(/\s+/g, ' ')).toMatch(/removed from .*stack_ops\.statuscake.* version 2\.0\.0/);
    // From ansible-core 2.19 on, Ansible warns of local_action with a mapping.
    expect(warningsIn(output).filter((line) => !/'username'|a mapping for `action`/.test(line))).toEqual([]);
    expect(output).not.toContain('my-api-key');
  });
});
