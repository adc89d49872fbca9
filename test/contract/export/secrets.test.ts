import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { useWorkplace } from './workplace.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const RULES = [{ name: '^(?<stack>[a-z]+) ' }, { host: '^(?<stack>[a-z]+)\\.example\\.com$' }];

const here = useWorkplace();
const { seed } = here;

/** Takes the account over, and returns the result, the files, and all that anybody can see of both. */
async function takenOver() {
  const result = await here.run({
    rules: RULES,
    directory: here.folder,
    report_directory: here.folder,
  });
  const files = (result.files as string[]).map((path) => readFileSync(path, 'utf8'));
  const stacks = Object.fromEntries((result.stacks as JsonObject[]).map((each) => [each.stack, each]));
  return { result, stacks, text: files.join('\n'), seen: [JSON.stringify(result), ...files].join('\n') };
}

describe('a secret that the account shows', () => {
  test('of a URL is shown nowhere, however short, and the rest of its URL is', async () => {
    const first = seed('acme one', { website_url: 'https://acme.example.com/?token=qz7' });
    const other = seed('acme two', {
      website_url: 'https://acme.example.com/?token=qz7',
      final_endpoint: 'https://robot:qz7@acme.example.com/?password=qz7',
    });
    seed('Nobody', { website_url: 'https://www.example.net/;jsessionid=qz7' });
    here.simulator.account.sslTests.create({
      website_url: 'https://www.example.net/?secret=qz7',
      check_rate: 86400,
      alert_at: ['1', '7', '30'],
    });
    const { result, stacks, text, seen } = await takenOver();
    expect(seen).not.toContain('qz7');
    expect(stacks.acme).toMatchObject({ tests: [{ name: 'acme one' }, { name: 'acme two' }] });
    expect(result.passwords).toMatchObject([
      { id: first, option: 'website_url', url: 'https://acme.example.com/?token=********' },
      { id: other, option: 'website_url', reason: 'it holds a password or a key' },
      { id: other, option: 'final_endpoint' },
    ]);
    expect(result.unassigned).toMatchObject([
      { url: 'https://www.example.net/;jsessionid=********' },
      { name: 'https://www.example.net/?secret=********' },
    ]);
    expect(result.twins).toMatchObject([{ subject: 'https://acme.example.com/?token=******** HTTP' }]);
    expect(text).toContain(`website_url: "{{ vault_statuscake_acme_uptime_${other}_website_url }}"`);
    expect(text).toContain(`final_endpoint: "{{ vault_statuscake_acme_uptime_${other}_final_endpoint }}"`);
  });

  test('of a header or of what is sent is shown nowhere', async () => {
    const more = { website_url: 'https://acme.example.com/login' };
    seed('acme one', { ...more, custom_header: '{"Authorization": "qz7"}' });
    seed('acme two', { ...more, post_body: '{"user": "robot", "password": "qz7"}' });
    seed('acme three', { ...more, post_raw: 'user=robot&api_key=qz7' });
    seed('acme four', { ...more, custom_header: '{"X-Probe": "1"}', post_raw: 'user=robot' });
    const { result, stacks, text, seen } = await takenOver();
    expect(seen).not.toContain('qz7');
    expect(result.passwords).toMatchObject([
      { name: 'acme one', option: 'custom_header' },
      { name: 'acme two', option: 'post_body' },
      { name: 'acme three', option: 'post_raw' },
    ]);
    expect((stacks.acme as { tests: unknown[] }).tests[3]).toMatchObject({
      custom_header: { 'X-Probe': '1' },
      post_raw: 'user=robot',
    });
    expect((result.twins as JsonObject[])[0]?.differences).toContainEqual({
      option: 'custom_header',
      values: ['********', '{}', '{}', '{"X-Probe":"1"}'],
    });
    for (const option of ['custom_header', 'post_body', 'post_raw']) {
      expect(text).toMatch(
        RegExp(
          `# ${option} is left as it is: it holds a password or a key. To declare it:\n +# ${option}: "`,
        ),
      );
    }
  });

  test('is told beside its check where the whole stack sleeps, too', async () => {
    const id = seed('acme up', { paused: true, final_endpoint: 'https://acme.example.com/?token=qz7' });
    const { text } = await takenOver();
    expect(text).toContain('statuscake_stack_paused: true\n');
    expect(text).toContain(`# final_endpoint: "{{ vault_statuscake_acme_uptime_${id}_final_endpoint }}"`);
  });

  test('of a name is shown in no comment', async () => {
    const url = 'https://acme.example.com/liveness';
    seed('acme liveness', { website_url: url, check_rate: 60 });
    seed('acme https://acme.example.com/?token=qz7', { website_url: url });
    const { seen } = await takenOver();
    expect(seen).not.toContain('qz7');
  });

  test('of a contact group is told like one of a check', async () => {
    const { id } = here.simulator.account.contactGroups.create({
      name: 'On call',
      email_addresses: ['a@example.com'],
      ping_url: 'https://hooks.example.com/?token=qz7',
    });
    seed('acme up', { contact_groups: [id] });
    const { result, text, seen } = await takenOver();
    expect(seen).not.toContain('qz7');
    expect(result).toMatchObject({
      counts: { passwords: 1 },
      contact_groups: [{ name: 'On call', email_addresses: ['a@example.com'] }],
      passwords: [{ kind: 'contact group', id, name: 'On call', stack: null, option: 'ping_url' }],
    });
    expect(result.report).toContain(`- contact group On call (ID ${id}): ping\\_url\n`);
    expect(text).toContain(`# ping_url: "{{ vault_statuscake_contact_group_${id}_ping_url }}"`);
  });
});

test.each([' ', '\ufeff'])('a contact group whose name is %j is left out, which is told', async (name) => {
  const { id } = here.simulator.account.contactGroups.create({ name, email_addresses: ['a@example.com'] });
  here.simulator.account.contactGroups.create({ name: 'https://hooks.example.com/?token=qz7' });
  seed('acme up', { contact_groups: [id] });
  const { result, stacks, seen } = await takenOver();
  expect(result.contact_groups).toEqual([]);
  expect(stacks.acme).toMatchObject({ tests: [{ contact_groups: [id] }] });
  expect(result.left_out).toMatchObject([{ kind: 'contact group', id, stack: null, option: 'name' }]);
  expect(result.report).toContain(
    `contact group " " (ID ${id}), name: it is blank, so no task can declare the group`,
  );
  expect(seen).not.toContain('qz7');
});
