import { describe, expect, it, test } from 'vitest';
import { execute } from '../../../src/ansible/execute.ts';
import type { Json, JsonObject } from '../../../src/json.ts';
import { module } from '../../../src/modules/status_cake_stack/module.ts';

const PASSWORD = 'rosebud-of-the-robot';
const TEST = { name: 'live', basic_password: PASSWORD };

async function run(given: JsonObject): Promise<{ shown: string; msg: string; invocation: Json }> {
  const result = await execute(module, given, {}, new AbortController().signal, new Promise(() => {}));
  return {
    shown: JSON.stringify(result),
    msg: String(result.msg),
    invocation: (result.invocation as JsonObject).module_args ?? null,
  };
}

describe('a password is never shown, and the message says what is wrong', () => {
  it.each<[string, JsonObject, RegExp]>([
    [
      'a list in a list',
      { tests: [[TEST]] },
      /^Value in the sub parameter field 'tests' must by a list, not 'list', at tests\[0\]/,
    ],
    [
      'a list of stacks in a list',
      { stacks: [[{ stack: 'a', tests: [TEST] }]] },
      /field 'stacks' .* at stacks\[0\]/,
    ],
    ['a dict where a list is meant', { tests: { live: TEST } }, /argument 'tests' is of type <class 'dict'>/],
    ['a dict of stacks', { stacks: { a: { tests: [TEST] } } }, /mutually exclusive/],
    [
      'a misspelt option',
      { tests: [{ name: 'live', basic_passwd: PASSWORD }] },
      /tests\.basic_passwd\. Supported .*\), at tests\[0\] \(live\)$/,
    ],
    ['a shortened option', { tests: [{ name: 'live', basic_pw: PASSWORD }] }, /tests\.basic_pw\. Supported/],
    ['a misspelt option of the module', { apikey: PASSWORD }, /: apikey\. Supported/],
    ['a place that has none', { heartbeats: [TEST] }, /heartbeats\.basic_password/],
    [
      'a dict for a text',
      { stack: 'a', tests: [{ name: 'live', website_url: TEST }], tag_prefix: '' },
      /tag_prefix/,
    ],
    ['a string of Python', { tests: `[{'name': 'live', 'basic_password': '${PASSWORD}'}]` }, /'tests'/],
    ['a string of JSON', { tests: JSON.stringify([{ ...TEST, paused: true }]) }, /'tests'/],
    ['a string of broken JSON', { tests: `[${JSON.stringify(TEST)}` }, /'tests'/],
    [
      'a string in a stack',
      { stacks: [{ stack: 'a', tests: `[${JSON.stringify(TEST)}` }] },
      /'tests'.* at stacks\[0\] \(a\)/,
    ],
    ['a string of pairs', { tests: [`name=live basic_passwd=${PASSWORD}`] }, /tests\.basic_passwd/],
    ['a number', { tests: [{ name: 'live', basic_passwd: 20_240_229 }] }, /basic_passwd/],
    ['a URL', { api_url: `https://robot:${PASSWORD}@api.statuscake.com/v1`, nane: 1 }, /nane/],
    [
      'a URL of a test',
      { tests: [{ name: 'live', website_url: `https://robot:${PASSWORD}@acme.com`, nane: 1 }] },
      /nane/,
    ],
    [
      'a URL with a slash in the password',
      { api_url: `https://robot:/${PASSWORD}@api.statuscake.com`, nane: 1 },
      /nane/,
    ],
  ])('%s', async (_, given, message) => {
    const { shown, msg } = await run({ api_key: 'a-token', stack: 'acme', ...given });
    expect(shown).not.toContain('rosebud');
    expect(shown).not.toContain('20240229');
    expect(msg).toMatch(message);
  });

  test('what is no secret stays readable', async () => {
    const custom_header = { 'X-Token': 'is-in-the-account-for-all-to-read' };
    const { invocation } = await run({ stack: 'acme', tests: [{ name: 'live', custom_header, nane: 'x' }] });
    expect(invocation).toMatchObject({ tests: [{ name: 'live', custom_header, nane: 'x' }] });
  });
});

describe('api_url with a user or a password', () => {
  it.each([
    `https://robot:${PASSWORD}@api.statuscake.com/v1`,
    `https://${PASSWORD}@api.statuscake.com/v1`,
    `robot:${PASSWORD}@api.statuscake.com/v1`,
    `https://robot:pa/${PASSWORD}@api.statuscake.com/v1`,
    `https://robot:${encodeURIComponent(`${PASSWORD}?`)}@api.statuscake.com/v1`,
  ])('%s is an error that does not show it', async (api_url) => {
    const { shown, msg } = await run({ api_key: 'a-token', stack: 'acme', tests: [], api_url });
    expect(msg).toMatch(/^api_url /);
    expect(shown).not.toContain('rosebud');
  });

  test('says what to do', async () => {
    const api_url = `https://robot:${PASSWORD}@api.statuscake.com/v1`;
    const { msg } = await run({ api_key: 'a-token', stack: 'acme', tests: [], api_url });
    expect(msg).toMatch(/user name or password.*leave out what is before the @.*api_key/);
  });
});

describe('api_url with more than a path', () => {
  it.each(['https://api.statuscake.com/v1?token=rosebud-1941', 'https://api.statuscake.com/v1#rosebud-1941'])(
    '%s is an error that says what to do',
    async (api_url) => {
      const { msg } = await run({ api_key: 'a-token', stack: 'acme', tests: [], api_url });
      expect(msg).toMatch(/^api_url has a query or a fragment.*leave out what begins at the \? or #/);
      expect(msg).not.toContain('rosebud');
    },
  );
});

test('a key in the query of any URL is masked, a switch is not', async () => {
  const website_url = 'https://acme.example.com/health?format=short&api_key=rosebud-1941&auth=1#top';
  const { shown } = await run({ api_key: '', stack: 'acme', tests: [{ name: 'x', website_url }] });
  expect(shown).toContain('/health?format=short&api_key=********&auth=1#top');
});

test('an error in sub-options names the stack', async () => {
  const stacks = [
    { stack: 'b1', tests: [] },
    { stack: 'b2', tests: [{ name: 'x', check_rate: 45 }], defaults: { heartbeats: { period: 1 } } },
  ];
  const { msg } = await run({ api_key: 'a-token', stacks });
  expect(msg).toMatch(/ got: 45 found in stacks -> tests, at stacks\[1\] \(b2\) tests\[0\] \(x\); /);
  expect(msg).toMatch(/got: 1 found in .*, at stacks\[1\] \(b2\) defaults\.heartbeats$/);
});

describe('half a character', () => {
  it.each<[string, JsonObject, string]>([
    ['in a text', { tag_prefix: 'a\ud83d' }, 'value of tag_prefix must be text'],
    ['in a list', { tests: [{ name: 'x', tags: ['\ude00'] }] }, 'value of tags must be text'],
    [
      'in a key of a dict',
      { tests: [{ name: 'x', custom_header: { '\ud83d': 'y' } }] },
      'value of custom_header must be',
    ],
    [
      'in a dict as text',
      { tests: [{ name: 'x', post_body: '{"a": "\\ud83d"}' }] },
      'value of post_body must be',
    ],
  ])('%s is an error', async (_, given, message) => {
    expect((await run({ api_key: 'a-token', stack: 'acme', tests: [], ...given })).msg).toContain(message);
  });

  test('is told with its place', async () => {
    const { msg } = await run({ stacks: [{ stack: 'b', tests: [{ name: 'x', host: '\ud83d' }] }] });
    expect(msg).toMatch(/^value of host must be text, .* at stacks\[0\] \(b\) tests\[0\] \(x\)$/);
  });

  test('is none where both halves are there', async () => {
    expect((await run({ stack: 'acme', tests: [{ name: '💥' }], tag_prefix: '' })).msg).toContain(
      'tag_prefix',
    );
  });
});
