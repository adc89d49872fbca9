import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { terraformedAccount } from './terraform-state.ts';
import { useWorkplace } from './workplace.ts';

const RULES = [{ terraform: '^module\\.customer\\["(?<stack>[a-z]+)"\\]' }];

const here = useWorkplace();
beforeEach(() => {
  writeFileSync(join(here.folder, 'state.json'), terraformedAccount(here.simulator.account));
});

const run = (options: JsonObject = {}) =>
  here.run({ rules: RULES, terraform: join(here.folder, 'state.json'), ...options });

describe('what Terraform keeps', () => {
  test('goes to stacks by the addresses of its resources, and is to be forgotten', async () => {
    const result = await run();
    expect((result.stacks as JsonObject[]).map(({ stack }) => stack)).toEqual(['acme', 'globex']);
    expect(result.unassigned).toEqual([]);
    expect(result.state_removals).toEqual([
      `terraform state rm 'module.customer["acme"].statuscake_uptime_check.up'`,
      `terraform state rm 'module.customer["acme"].statuscake_ssl_check.certificate'`,
      `terraform state rm 'module.customer["globex"].statuscake_uptime_check.up'`,
      `terraform state rm 'module.customer["globex"].statuscake_ssl_check.certificate'`,
    ]);
    expect(result.terraform).toContainEqual({
      address: 'statuscake_contact_group.operations',
      id: expect.any(String),
      stack: null,
      gone: false,
    });
    expect(result.report).toContain(
      'No stack declares these.\n\n- statuscake\\_contact\\_group.operations\n',
    );
  });

  test('has passwords, of which the name of the user is told and nothing else', async () => {
    const result = await run({ directory: here.folder, report_directory: here.folder });
    expect(result.passwords).toMatchObject([
      { name: 'acme up', stack: 'acme', option: 'basic_password', username: 'robot' },
    ]);
    const texts = [
      ...(result.files as string[]).map((path) => readFileSync(path, 'utf8')),
      JSON.stringify(result),
    ].join();
    expect(texts).not.toContain('rosebud');
    expect(texts).toMatch(
      /# basic_password is left as it is: .* To declare it:\n +# basic_username: "robot"\n +# basic_password: "\{\{ vault_statuscake_acme_uptime_\d+_basic_password \}\}"\n/,
    );
  });

  test('is told to be gone where the account does not have it, as far as the account could be read', async () => {
    for (const { id } of [
      ...here.simulator.account.contactGroups.all(),
      ...here.simulator.account.sslTests.all().slice(1),
    ]) {
      here.simulator.account.contactGroups.delete(id);
      here.simulator.account.sslTests.delete(id);
    }
    const gone = (result: JsonObject) =>
      (result.terraform as JsonObject[]).filter((each) => each.gone).map(({ address }) => address);
    const result = await run();
    const left = [
      'statuscake_contact_group.operations',
      'module.customer["globex"].statuscake_ssl_check.certificate',
    ];
    expect(gone(result).sort()).toEqual(left.sort());
    expect(result.report).toMatch(
      /- statuscake\\_contact\\_group\.operations: the account does not have its ID \d+, so Terraform would make it anew\n/,
    );
    here.simulator.intercept(({ path }, proceed) =>
      path.includes('/ssl') ? { status: 403, headers: {}, body: '{"message":"no access"}' } : proceed(),
    );
    expect(gone(await run())).toEqual(['statuscake_contact_group.operations']);
  });

  test('stays with it where nobody can tell what it is, which is told', async () => {
    const unknown = {
      address: 'statuscake_page.x',
      mode: 'managed',
      type: 'statuscake_page',
      values: { id: '7' },
    };
    const planned = {
      ...unknown,
      address: 'statuscake_uptime_check.new',
      type: 'statuscake_uptime_check',
      values: {},
    };
    writeFileSync(
      join(here.folder, 'state.json'),
      JSON.stringify({ planned_values: { root_module: { resources: [unknown, planned] } } }),
    );
    const result = await run();
    expect(result.terraform).toEqual([
      { address: unknown.address, id: '7', stack: null, gone: false },
      { address: planned.address, id: null, stack: null, gone: false },
    ]);
    expect(result.report).toContain(
      '- statuscake\\_page.x\n' +
        '- statuscake\\_uptime\\_check.new: that file has no ID of it, so nobody can tell which it is\n',
    );
  });

  test.each<[string, (text: string) => Buffer]>([
    ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 of the other order', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('is read in %s', async (_, encode) => {
    const path = join(here.folder, 'state.json');
    writeFileSync(path, encode(readFileSync(path, 'utf8')));
    expect(await run()).toMatchObject({ counts: { stacks: 2, unassigned: 0 } });
  });

  test('is missing for a rule by addresses, which is told before the account is read', async () => {
    const result = await run({ rules: [{ stack: 'acme', name: 'x' }, ...RULES], terraform: null });
    expect(result).toMatchObject({
      failed: true,
      msg: expect.stringMatching(
        /^rules: rule 2 goes by the addresses of Terraform, which only a file has: name it with the option terraform/,
      ),
    });
    expect(here.simulator.requests).toEqual([]);
  });

  test('is no secret of a file that is none', async () => {
    expect(await run({ terraform: join(here.folder, 'none.json') })).toMatchObject({
      failed: true,
      msg: expect.stringMatching(
        /^terraform: there is no file \S+none.json: write it with terraform show -json/,
      ),
    });
  });
});

test('a rule that cannot be judged by is told before the account is read', async () => {
  for (const rule of [{ host: '(?<stack>x' }, { host: 'x' }, { names: ['acme liveness'] }]) {
    expect(await run({ rules: [rule] })).toMatchObject({
      failed: true,
      msg: expect.stringMatching(/^rules: rule 1 /),
    });
  }
  expect(here.simulator.requests).toEqual([]);
});
