import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { useWorkplace } from './workplace.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const BY_NAME = { name: '^(?<stack>[a-z]+) ' };

const here = useWorkplace();

const { run, seed, fileOf } = here;

test('a stack that was being renamed has to be renamed first', async () => {
  seed('zeta up', { tags: ['stack-zeta'] });
  const id = seed('acme up', { tags: ['renaming-to-zeta', 'stack-acme'] });
  const result = await run({ rules: [], directory: here.folder });
  expect(result).toMatchObject({
    failed: true,
    msg: `acme up (ID ${id}) has the tag renaming-to-zeta, so an interrupted run was renaming its stack to zeta: finish that first, with renamed_from of zeta, or take the tag off`,
  });
  expect(readdirSync(here.folder)).toEqual([]);
});

describe('a file of a former takeover', () => {
  const rulesOf = (...stacks: string[]) => stacks.map((stack) => ({ stack, name: `^${stack}` }));
  beforeEach(async () => {
    seed('acme up');
    seed('globex up');
    await run({ rules: rulesOf('acme', 'globex'), directory: here.folder });
  });

  test('is told of where its stack is none any more, and stays', async () => {
    const result = await run({ rules: rulesOf('acme'), directory: here.folder });
    expect(result.warnings).toEqual([
      `${fileOf('globex')} was written for a stack that is none any more: delete it`,
    ]);
    expect(result.files).toEqual([join(here.folder, 'group_vars/stacks/statuscake.yml'), fileOf('acme')]);
    expect(readFileSync(fileOf('globex'), 'utf8')).toContain('globex up');
  });

  test('is nobody’s business once somebody has edited it, or where something else has written it', async () => {
    writeFileSync(fileOf('globex'), `${readFileSync(fileOf('globex'), 'utf8')}a: 1\n`);
    mkdirSync(join(here.folder, 'host_vars/initech'));
    writeFileSync(fileOf('initech'), 'a: 1\n');
    writeFileSync(join(here.folder, 'host_vars/umbrella.yml'), 'a: 1\n');
    expect(await run({ rules: rulesOf('acme'), directory: here.folder })).not.toHaveProperty('warnings');
  });

  test('may be of a stack of which nothing could be read', async () => {
    here.simulator.intercept(({ path }, proceed) =>
      path.includes('/heartbeat') ? { status: 403, headers: {}, body: '{"message":"no access"}' } : proceed(),
    );
    const { warnings } = await run({ rules: rulesOf('acme'), directory: here.folder });
    expect(warnings).toEqual([expect.stringContaining('no access to heartbeat tests')]);
  });
});

test.each([['host_vars/acme/statuscake.yml'], ['host_vars/acme']])(
  'a link %s that leads nowhere stays',
  async (link) => {
    seed('acme up');
    mkdirSync(join(here.folder, 'host_vars', ...(link.endsWith('.yml') ? ['acme'] : [])), {
      recursive: true,
    });
    symlinkSync(join(here.folder, 'nowhere'), join(here.folder, link));
    expect(await run({ rules: [BY_NAME], directory: here.folder })).toMatchObject({
      changed: false,
      warnings: [
        `${fileOf('acme')} stays as it is: it is a link that leads nowhere: take it away to have the file written`,
      ],
    });
    expect(readdirSync(here.folder)).toEqual(['host_vars']);
  },
);

test('a check with the tags of two stacks is declared for one of them, which is told', async () => {
  const id = seed('shared', { tags: ['stack-globex', 'stack-acme'] });
  const { stacks, oddities, unassigned } = await run({ rules: [{ stack: 'acme', name: 'shared' }] });
  expect(stacks).toEqual([
    expect.objectContaining({ stack: 'acme', tests: [expect.objectContaining({ id })] }),
  ]);
  expect(oddities).toContainEqual({
    stack: 'acme',
    text: 'shared carries the tag of globex as well, and loses it: a check is of one stack',
  });
  expect(unassigned).toEqual([]);
});

test('a stack of a host that cannot be called so is refused before anything is read', async () => {
  here.simulator.requests.length = 0;
  expect(await run({ rules: [BY_NAME], host_stacks: { web1: 'acme corp' } })).toMatchObject({
    failed: true,
    msg: `host_stacks: the stack of web1 cannot be called "acme corp": names may have letters, digits, '.', '_' and '-' only`,
  });
  expect(here.simulator.requests).toEqual([]);
});

test('an SSL test of a stack without uptime tests is found by its URL, and needs no ID', async () => {
  const { id } = here.simulator.account.sslTests.create({
    website_url: 'https://acme.example.com',
    check_rate: 1800,
    alert_at: ['1', '7', '30'],
  });
  const { stacks, counts } = await run({ rules: [{ stack: 'acme', ids: [id] }] });
  expect(stacks).toEqual([{ stack: 'acme', ssl: [expect.not.objectContaining({ id: expect.anything() })] }]);
  expect(counts).toMatchObject({ ids: 0, assigned: 1 });
});

test('comments quote names once', async () => {
  const names = ['acme "up" \\n', 'acme \u0085 \u2028 \ud800'];
  for (const name of names) {
    seed(name);
  }
  await run({ rules: [BY_NAME], directory: here.folder });
  const text = readFileSync(fileOf('acme'), 'utf8');
  expect(text).toContain('# Tests the same as "acme \\u0085 \\u2028 \\ud800" (ID 2).');
  expect(text).toContain('# Tests the same as "acme \\"up\\" \\\\n" (ID 1).');
});

test('the ID of a check whose name another one has stays, of which file and report say no more than that', async () => {
  const twins = [seed('acme up'), seed('acme up')];
  const other = seed('acme shop');
  const textOf = async () => {
    const { report, counts } = await run({ rules: [BY_NAME], directory: here.folder });
    return { report, counts, file: readFileSync(fileOf('acme'), 'utf8') };
  };
  const before = await textOf();
  expect(before.counts).toMatchObject({ ids: 3, kept_ids: 2 });
  expect(before.report).toContain(
    '3 declarations have an ID, which the first run goes by. IDs can go once the checks carry the tag of their stack, but for 2 of checks ' +
      'that nothing else tells.',
  );
  expect(before.file).toContain('this file has only those of checks that nothing else tells.');

  for (const entry of here.simulator.account.uptimeTests.all()) {
    entry.tags = ['stack-acme'];
  }
  const after = await textOf();
  expect(after.report).toContain(
    '2 declarations have an ID, which stays, since nothing else tells which check is meant. All others carry the tag of their stack.',
  );
  expect(after.file).not.toContain('The IDs can go');
  expect(after.file.match(/\bid: "\d+"/g)).toEqual(twins.map((id) => `id: "${id}"`));
  expect(after.file).not.toContain(`id: "${other}"`);
});

test('rules by which nothing goes are told of, in a warning and in the report', async () => {
  const [first, second] = [seed('acme up'), seed('acme shop')];
  const rules = [
    { stack: 'acme', ids: [first, '4711'], names: ['acme up', 'acme down'] },
    { stack: 'globex', host: '^globex\\.' },
    { stack: 'initech', name: '^acme up' },
    { stack: 'umbrella', ids: [first], kind: 'ssl' },
    { stack: 'wonka', ids: [first, second] },
    { name: '^(?<stack>.*)$' },
  ];
  seed('hooli (EU)');
  const remarks = [
    'rule 1 lists what the account does not have: ID 4711, "acme down"',
    'no check goes by rule 2, as none fits or rules before it fit: {"stack":"globex","host":"^globex\\\\."}',
    'no check goes by rule 3, as none fits or rules before it fit: {"stack":"initech","name":"^acme up"}',
    `rule 4 lists what the account does not have: ID ${first}`,
    `ID ${first} is listed by the rules 1 and 5: the first counts`,
  ];
  const result = await run({ rules });
  expect(result).toMatchObject({ rule_remarks: remarks, warnings: remarks });
  expect(result.report).toContain(
    '## Rules to look at\n\nNothing goes by them, or not as it seems.\n\n- rule 1 lists',
  );
  const all = [{ stack: 'acme', host: 'example' }];
  expect(await run({ rules: all })).toMatchObject({ rule_remarks: [] });
  expect((await run({ rules: all })).report).not.toContain('Rules');
});

test('a report tells names apart, and has no character that a terminal obeys', async () => {
  seed('up', { website_url: 'https://a.example.com' });
  seed('up ', { website_url: 'https://a.example.com' });
  seed('acme \u202egnihton\u0007\u001b[2J', {
    website_url: 'https://c.example.com/\u202ec',
    contact_groups: [],
  });
  seed(' acme lead', { paused: true, find_string: 'a\u202eb' });
  seed('acme twin', { find_string: 'a\u2028\u009bb' });
  const { report } = await run({ rules: [{ stack: 'acme', name: 'acme' }], report_directory: here.folder });
  expect(report).toContain('uptime test up (ID 1): no rule fits');
  expect(report).toContain('uptime test "up " (ID 2): no rule fits');
  expect(report).toContain('uptime test " acme lead" (ID 4) of acme');
  expect(report).toContain('  - name: up / "up "\n');
  const files = readdirSync(here.folder).map((name) => readFileSync(join(here.folder, name), 'utf8'));
  expect(files).toHaveLength(2);
  for (const text of [report, ...files]) {
    expect(String(text).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
});

test('twins among heartbeat tests are told by their name as it is', async () => {
  for (const period of [1800, 3600]) {
    here.simulator.account.heartbeats.create({ name: 'Hooli: "cron" #%201/', period });
  }
  expect((await run({ rules: [] })).twins).toMatchObject([{ subject: 'Hooli: "cron" #%201/' }]);
});

test('that nobody is told of a stack stands in one line', async () => {
  for (const number of [1, 2, 3]) {
    seed(`acme ${number}`);
  }
  const group = here.simulator.account.contactGroups.create({ name: 'Operations' }).id;
  for (const number of [1, 2, 3, 4, 5, 6]) {
    seed(`globex ${number}`);
  }
  seed('globex up', { contact_groups: [group] });
  seed('initech up');
  expect((await run({ rules: [BY_NAME] })).oddities).toEqual([
    { stack: 'acme', text: 'none of its 3 checks has a contact group, so nobody is told when one fails' },
    {
      stack: 'globex',
      text: 'globex 1, globex 2, globex 3, globex 4, globex 5 and 1 more have no contact group, so nobody is told when one fails',
    },
    { stack: 'initech', text: 'initech up has no contact group, so nobody is told when it fails' },
  ]);
});
