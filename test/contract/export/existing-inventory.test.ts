import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module as exporter } from '../../../src/modules/status_cake_export/module.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';
import { useWorkplace } from './workplace.ts';
import { stacksIn } from './written-inventory.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const GROUP = 'group_vars/stacks/statuscake.yml';
const OTHER_ACCOUNT =
  'it is of another account, or was written with another token: move it away to have it written anew';
const EDITED = 'it was edited, or something else has written it: move it away to have it written anew';
const RELIED_ON = 'hosts whose files stay as they are may rely on it';

const here = useWorkplace();

const at = (path: string) => join(here.folder, path);
const fileOf = (stack: string) => `host_vars/${stack}/statuscake.yml`;
const textOf = (path: string) => readFileSync(at(path), 'utf8');

function put(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

/** The lines of a file that begin a variable. */
const shown = (path: string) =>
  textOf(path)
    .split('\n')
    .filter((line) => line.startsWith('statuscake_stack_'));

const RULES = [{ name: '^(?<stack>[a-z]+) ' }, { kind: 'ssl', host: '^(?<stack>[a-z]+)\\.' }];

const exportTo = (directory: string, from = here.simulator) =>
  runModule(exporter, from, here.token, { rules: RULES.slice(0, isCertified(from) ? 2 : 1), directory });
const isCertified = ({ account }: Simulator) => account.sslTests.all().length > 0;

/** Makes the liveness of a customer, as the account has it by hand. */
function customer(stack: string, more: JsonObject = {}, account = here.simulator.account): void {
  account.uptimeTests.create({
    name: `${stack} up`,
    website_url: `https://${stack}.example.com/liveness`,
    test_type: 'HTTP',
    check_rate: 60,
    ...more,
  });
}

/** Makes the SSL test of a customer. */
function certificate(stack: string): void {
  here.simulator.account.sslTests.create({
    website_url: `https://${stack}.example.com`,
    check_rate: 1800,
    alert_at: ['1', '7', '30'],
    alert_broken: true,
    alert_expiry: true,
    alert_reminder: true,
  });
}

/** Expects that what the inventory declares changes nothing but tags. */
async function expectTagsOnly(stacks: readonly string[]): Promise<void> {
  const declared = stacksIn(here.folder).filter(({ stack }) => stacks.includes(stack));
  expect(declared.map(({ stack }) => stack)).toEqual(stacks);
  const options = { stacks: declared, deletion_limit: 0 };
  const preview = await runModule(stackModule, here.simulator, here.token, options, { check: true });
  expect(preview).toMatchObject({ summary: { created: 0, deleted: 0, recreated: 0, failed: 0 } });
  const changes = (preview.checks as { changes: string[] }[]).flatMap((check) => check.changes);
  expect([...new Set(changes)]).toEqual(['tags']);
}

describe('of another account', () => {
  test('the files stay, are told of in one warning, and are in nobody’s way', async () => {
    const other = await startSimulator({ token: here.token });
    try {
      const group = other.account.contactGroups.create({ name: 'Other' }).id;
      for (const stack of ['acme', 'globex', 'initech', 'umbrella']) {
        customer(stack, { contact_groups: [group], timeout: 40 }, other.account);
      }
      await exportTo(here.folder, other);
    } finally {
      await other.close();
    }
    const before = { group: textOf(GROUP), acme: textOf(fileOf('acme')) };
    for (const stack of ['acme', 'globex', 'initech', 'wonka']) {
      customer(stack);
    }
    const { warnings } = await exportTo(here.folder);
    const kept = [GROUP, fileOf('acme'), fileOf('globex')].map(at);
    expect(warnings).toEqual([
      `${kept.join(', ')} and 1 more stay as they are, each for the same reason: ${OTHER_ACCOUNT}`,
    ]);
    expect({ group: textOf(GROUP), acme: textOf(fileOf('acme')) }).toEqual(before);
    await expectTagsOnly(['wonka']);
  });

  test('a file says of which it is, and another one says nothing of it', async () => {
    customer('acme');
    await exportTo(here.folder);
    expect(textOf(fileOf('acme'))).toMatch(/\n# Account: [0-9a-f]{16}\n/);
    expect(textOf(fileOf('acme'))).not.toContain(here.token);
    const renewed = await startSimulator({ token: 'new-token' });
    try {
      const options = { rules: [], directory: here.folder };
      expect(await runModule(exporter, renewed, 'new-token', options)).not.toHaveProperty('warnings');
    } finally {
      await renewed.close();
    }
  });
});

describe('beside an edited file', () => {
  beforeEach(async () => {
    customer('acme');
    customer('globex');
    await exportTo(here.folder);
    expect(shown(GROUP)).toContain('statuscake_stack_readiness_enabled: false');
  });

  test('of the group, which still says the same, hosts rely on it', async () => {
    appendFileSync(at(GROUP), '\nstatuscake_stack_unmanaged:\n- test*\n');
    customer('initech');
    const { warnings } = await exportTo(here.folder);
    expect(warnings).toEqual([`${at(GROUP)} stays as it is: ${EDITED}`]);
    expect(shown(fileOf('initech'))).not.toContain('statuscake_stack_readiness_enabled: false');
    await expectTagsOnly(['acme', 'globex', 'initech']);
  });

  test.each([
    ['says more', (text: string) => `${text}statuscake_stack_readiness_check_rate: 900\n`],
    ['says it in other words', (text: string) => text.replace(/_enabled: false/, '_enabled:\n  false')],
    ['says less', (text: string) => text.replace(/statuscake_stack_readiness_enabled: .*\n/, '')],
    ['is of nobody', () => '---\nstatuscake_stack_liveness_path: /alive\n'],
  ])('of the group, which %s, hosts stand alone', async (_, edit) => {
    writeFileSync(at(GROUP), edit(textOf(GROUP)));
    const text = textOf(GROUP);
    const { warnings } = await exportTo(here.folder);
    expect(warnings).toEqual([`${at(GROUP)} stays as it is: ${EDITED}`]);
    expect(textOf(GROUP)).toBe(text);
    await expectTagsOnly(['acme', 'globex']);
  });

  test('of a host, what the group says stays, as that host relies on it', async () => {
    appendFileSync(at(fileOf('acme')), '# mine\n');
    const group = textOf(GROUP);
    // Nothing of it is shared by all from now on.
    customer('initech', { website_url: 'https://initech.example.com/readiness', check_rate: 300 });
    const { warnings } = await exportTo(here.folder);
    expect(warnings).toEqual([
      `${at(GROUP)} stays as it is: ${RELIED_ON}`,
      `${at(fileOf('acme'))} stays as it is: ${EDITED}`,
    ]);
    expect(textOf(GROUP)).toBe(group);
    await expectTagsOnly(['acme', 'globex', 'initech']);
    expect(await exportTo(here.folder)).toMatchObject({ changed: false });
  });

  test('of a host, contact groups of the account do not matter', async () => {
    appendFileSync(at(fileOf('acme')), '# mine\n');
    here.simulator.account.contactGroups.create({ name: 'Operations' });
    const { warnings } = await exportTo(here.folder);
    expect(warnings).toEqual([`${at(fileOf('acme'))} stays as it is: ${EDITED}`]);
    expect(textOf(GROUP)).toContain('name: Operations');
    expect(shown(fileOf('globex'))).not.toContain('statuscake_stack_readiness_enabled: false');
  });
});

test('what is not shared any more does not stay shared', async () => {
  customer('acme');
  customer('globex');
  await exportTo(here.folder);
  customer('acme', { name: 'acme ready', website_url: 'https://acme.example.com/readiness' });
  certificate('globex');
  expect(await exportTo(here.folder)).toMatchObject({ changed: true });
  expect(shown(GROUP)).toEqual([]);
  expect(await exportTo(here.folder)).toMatchObject({ changed: false });
  await expectTagsOnly(['acme', 'globex']);
});

describe('beside variables that are there already', () => {
  const VARIABLES = `
statuscake_stack_contact_groups: ["4711"]
statuscake_stack_regions: [london]
statuscake_stack_paused: true
statuscake_stack_defaults: {timeout: 70, ssl: {alert_mixed: false}}
statuscake_stack_liveness_path: /alive
statuscake_stack_liveness_confirmation: 3
statuscake_stack_liveness_find_string: up
statuscake_stack_readiness_check_rate: 900
statuscake_stack_ssl_enabled: false
statuscake_stack_ssl_alert_at: [2, 3, 4]
statuscake_stack_heartbeats: [{name: backup, period: 3600}]
`;
  const asOfStacks = `stacks:\n  vars:\n${VARIABLES.replaceAll('\n', '\n    ')}\n`;

  test.each([
    ['group_vars/stacks/main.yml', VARIABLES],
    ['group_vars/stacks/zoo.yml', VARIABLES],
    ['group_vars/stacks.yml', VARIABLES],
    ['group_vars/stacks', VARIABLES],
    ['group_vars/all.yml', VARIABLES],
    ['group_vars/all/deep/er.yml', VARIABLES],
    ['hosts.yml', asOfStacks],
  ])('in %s none of them counts', async (path, text) => {
    put(path, text);
    customer('acme');
    customer('globex', { name: 'globex ready', website_url: 'https://globex.example.com/readiness' });
    for (const stack of ['acme', 'globex']) {
      customer(stack, { name: `${stack} shop`, website_url: 'https://shop.example.com' });
    }
    certificate('acme');
    await exportTo(here.folder);
    expect(readFileSync(at(path), 'utf8')).toBe(text);
    await expectTagsOnly(['acme', 'globex']);
  });

  test.each([
    ['group_vars/stacks/main.yml', 'statuscake_stack_unmanaged: [test]\n# statuscake_stack_tags: [a]\n'],
    ['group_vars/stacks/main.yml', 'my_statuscake_stack_tags: [a]\n'],
    ['takeover.md', '- statuscake_stack_tags: a\n'],
    ['folder/main.yml', 'statuscake_stack_tags: [a]\n'],
  ])('in %s, which do not matter, hosts share as ever', async (path, text) => {
    put(path, text);
    customer('acme');
    customer('globex');
    await exportTo(here.folder);
    expect(shown(GROUP)).toContain('statuscake_stack_readiness_enabled: false');
  });

  test.each([
    ['hosts.ini', "[stacks:vars]\nstatuscake_stack_tags = ['a']\n"],
    ['hosts.json', '{"stacks": {"vars": {"statuscake_stack_liveness_path": "/"}}}'],
    ['group_vars/eu/main', "'statuscake_stack_ssl_enabled': no\n"],
  ])('in %s they are found as well', async (path, text) => {
    put(path, text);
    customer('acme');
    customer('globex');
    await exportTo(here.folder);
    expect(shown(fileOf('acme'))).toContain('statuscake_stack_readiness_enabled: false');
  });
});

test.each([['host_vars/acme'], ['host_vars/acme.json'], ['group_vars/stacks']])(
  'a plain file %s stays, which Ansible would not read beside a folder',
  async (path) => {
    put(path, 'a: 1\n');
    customer('acme');
    customer('globex');
    const name = path.replace('.json', '');
    expect((await exportTo(here.folder)).warnings).toEqual([
      `${at(name)}/statuscake.yml stays as it is: there is a file with the name of its folder, which Ansible would not read beside that: ` +
        'move it to main.yml in the folder first',
    ]);
    expect(textOf(path)).toBe('a: 1\n');
    await expectTagsOnly(path.startsWith('group') ? ['acme', 'globex'] : ['globex']);
  },
);

test('a folder that Ansible reads after the file of a host, and that says where its stack answers, keeps that as it is', async () => {
  customer('acme');
  put('host_vars/acme/zzz/main.yml', 'statuscake_stack_base_url: https://other.example.com\n');
  const { warnings } = await exportTo(here.folder);
  expect(warnings).toEqual([
    expect.stringContaining(
      `${at(fileOf('acme'))} stays as it is: ${at('host_vars/acme/zzz')} says more of the same`,
    ),
  ]);
});

test('a host whose stack is to be removed is no reason for others to stand alone', async () => {
  customer('acme');
  customer('globex');
  await here.run({ rules: RULES.slice(0, 1), directory: here.folder, absent_hosts: ['globex'] });
  expect(textOf(fileOf('acme'))).not.toContain('whatever groups say');
});
