import { describe, expect, test } from 'vitest';
import { judgeBy, type Rule } from '../../../src/takeover/rules.ts';
import { held } from './checks.ts';

const TEST = held('tests', {
  name: 'ACME prod - up',
  website_url: 'https://www.Acme.example.com:8443/liveness',
  tags: ['eu', 'customer:acme'],
});
const JOB = held('heartbeats', { name: 'nightly', tags: [] });
const CERTIFICATE = held('ssl', { website_url: 'https://acme.example.com' });

const judge = (rules: readonly Rule[], check = TEST) =>
  judgeBy(rules, () => ['module.acme.statuscake_uptime_check.up'])(check);

describe('a rule', () => {
  test.each<[string, Rule]>([
    ['a tag', { tag: '^customer:(?<stack>.+)$' }],
    ['the host, without its port and in small letters', { host: '^www\\.(?<stack>[^.]+)\\.example\\.com$' }],
    ['the name', { name: '^(?<stack>\\w+) prod', lower: true }],
    ['a group as Python writes it', { name: '^(?P<stack>\\w+) prod', lower: true }],
    ['the address in Terraform', { terraform: '^module\\.(?<stack>\\w+)\\.' }],
    ['a pattern without a group, and a stack', { stack: 'acme', host: 'acme' }],
    ['a list of names', { stack: 'acme', names: ['ACME prod - up'] }],
    ['a list of IDs', { stack: 'acme', ids: [TEST.remote.id] }],
  ])('can go by %s', (_, rule) => {
    expect(judge([rule])).toEqual({ stack: 'acme', rule: 1 });
  });

  test('tells capital letters from small ones, unless it is told otherwise', () => {
    expect(judge([{ name: '^(?<stack>acme) ' }])).toEqual({ reason: 'no rule fits', rule: null });
    expect(judge([{ name: '^(?<stack>\\w+) ' }])).toEqual({ stack: 'ACME', rule: 1 });
  });

  test('counts where it is the first that fits', () => {
    expect(
      judge([{ name: '^none(?<stack>)' }, { stack: 'a', name: 'up' }, { stack: 'b', name: 'up' }]),
    ).toEqual({
      stack: 'a',
      rule: 2,
    });
  });

  test('may be about one kind only', () => {
    const rule = { stack: 'acme', kind: 'ssl', host: 'acme' };
    expect(judge([rule])).toEqual({ reason: 'no rule fits', rule: null });
    expect(judge([rule], CERTIFICATE)).toMatchObject({ stack: 'acme' });
  });

  test('finds no host in a heartbeat test, and no name in an SSL test', () => {
    expect(judge([{ stack: 'acme', host: '' }], JOB)).toEqual({ reason: 'no rule fits', rule: null });
    expect(judge([{ stack: 'acme', name: '' }], CERTIFICATE)).toEqual({ reason: 'no rule fits', rule: null });
  });

  test('whose pattern would look for a match for years is told of', () => {
    const check = held('tests', { name: `${'a'.repeat(40)}!` });
    expect(() => judge([{ stack: 'b', name: 'b' }, { name: '^(?<stack>(a+)+)$' }], check)).toThrow(
      `rules: rule 2 takes too long on the uptime test with ID ${check.remote.id}: a pattern in which what repeats is repeated itself`,
    );
  });

  test('that makes no name of a stack is told of', () => {
    expect(judge([{ name: '^(?<stack>.*) -' }])).toEqual({
      reason: 'rule 1 makes "ACME prod" of it, which no stack can be called',
      rule: 1,
    });
  });

  test.each<[Rule, RegExp]>([
    [{}, /rule 1 needs one of tag, host, name, terraform, or names and ids/],
    [{ tag: 'a(?<stack>b)', host: 'c' }, /rule 1 needs one of/],
    [{ tag: 'a', names: ['b'], stack: 'c' }, /rule 1 needs one of/],
    [{ names: ['a'] }, /rule 1 has names or ids, and so needs a stack/],
    [{ name: 'a' }, /rule 1 has a pattern without a group \(\?<stack>…\)/],
    [{ name: '(' }, /rule 1 has a pattern that is none/],
    [{ name: '(?i)a(?<stack>b)' }, /rule 1 has \(\?i\) in its pattern: take it out, and use lower: true/],
    [{ stack: 'a b', name: 'a' }, /rule 1 has the stack "a b"/],
  ])('%j is refused', (rule, message) => {
    expect(() => judge([rule])).toThrow(message);
  });
});
