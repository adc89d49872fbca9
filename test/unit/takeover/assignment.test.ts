import { describe, expect, test } from 'vitest';
import { signOf } from '../../../src/reconcile/ssl-sign.ts';
import { assign } from '../../../src/takeover/assignment.ts';
import type { HeldCheck } from '../../../src/takeover/check.ts';
import { judgeBy, type Rule } from '../../../src/takeover/rules.ts';
import { held } from './checks.ts';

const BY_HOST: Rule = { host: '^(?<stack>[a-z]+)\\.example\\.com$' };
const URL = 'https://acme.example.com';

function assigned(checks: readonly HeldCheck[], rules: readonly Rule[] = [BY_HOST]) {
  const { stacks, unassigned } = assign(checks, judgeBy(rules), 'stack-');
  return {
    stacks: Object.fromEntries([...stacks].map(([stack, own]) => [stack, own.map(({ label }) => label)])),
    unassigned: Object.fromEntries(unassigned.map(({ label, reason }) => [label, reason])),
    checks: [...stacks.values()].flat(),
  };
}

describe('what the account shows comes before the rules:', () => {
  test('the tag of a stack', () => {
    const check = held('tests', { name: 'a', website_url: URL, tags: ['stack-globex'] });
    expect(assigned([check])).toMatchObject({
      stacks: { globex: ['a'] },
      checks: [{ isOwned: true, rule: null }],
    });
  });

  test('the sign of an SSL test, also of several stacks', () => {
    const tests = ['globex', 'hooli'].map((stack) =>
      held('tests', {
        name: stack,
        website_url: 'https://x.example.net',
        tags: [`stack-${stack}`, signOf(URL)],
      }),
    );
    const { stacks } = assigned([...tests, held('ssl', { website_url: URL })]);
    expect(stacks).toEqual({ globex: ['globex', URL], hooli: ['hooli', URL] });
  });

  test('the name of a page speed test', () => {
    const test = held('tests', { name: 'up', website_url: URL, tags: [] });
    const page = held('pagespeed', { name: 'acme page', website_url: 'https://globex.example.com' });
    expect(assigned([test, page]).stacks).toEqual({ acme: ['up', 'acme page'] });
  });
});

describe('of nobody stays', () => {
  test('a page speed test whose name does not begin with that of the stack, and how to mend it is told', () => {
    const page = held('pagespeed', { name: 'Page of ACME', website_url: URL });
    expect(assigned([page]).unassigned['Page of ACME']).toMatch(
      /id "\d+" and the name "acme Page of ACME", which renames it/,
    );
  });

  test.each([
    ['Acme shop', 'acme shop'],
    ['ACME prod shop', 'acme prod shop'],
    ['Acme', 'acme Acme'],
    ['Acmeshop x', 'acme Acmeshop x'],
    [' shop ', 'acme shop'],
  ])('a page speed test %j, and the name %j that would mend it is told', (name, better) => {
    const page = held('pagespeed', { name, website_url: URL });
    expect(assigned([page]).unassigned[name]).toContain(
      `and the name ${JSON.stringify(better)}, which renames`,
    );
  });

  test('what carries the tags of two stacks, or of none that there can be', () => {
    const both = held('tests', { name: 'both', website_url: URL, tags: ['stack-a', 'stack-b'] });
    const strange = held('tests', { name: 'strange', website_url: URL, tags: ['stack-'] });
    expect(assigned([both, strange]).unassigned).toEqual({
      both: 'it carries the tags of the stacks a and b: take all but one off it',
      strange: 'its tag "stack-" names no stack: take the tag off it',
    });
  });

  test('the younger of two with one name, and the older needs its ID', () => {
    const [old, young] = [1, 2].map(() => held('tests', { name: 'Homepage', website_url: URL, tags: [] }));
    const { stacks, unassigned, checks } = assigned([young, old] as HeldCheck[]);
    expect(stacks).toEqual({ acme: ['Homepage'] });
    expect(checks).toMatchObject([{ remote: { id: old?.remote.id }, isNamesake: true }]);
    expect(unassigned.Homepage).toContain(`(ID ${old?.remote.id}): delete one, or declare this one in acme`);
  });

  test.each([
    ['up', 'acme up'],
    ['acme up', 'acme up 2'],
    ['ACME up', 'acme up'],
  ])('the younger of two that are named %j, and that %j would do is told', (name, better) => {
    const twins = [1, 2].map(() => held('tests', { name, website_url: URL, tags: [] }));
    expect(assigned(twins).unassigned[name]).toContain(`such as ${JSON.stringify(better)}, which renames it`);
  });

  test('every SSL test of a URL that several have, since their stack would delete one', () => {
    const twins = [1, 2].map(() => held('ssl', { website_url: URL }));
    expect(assigned(twins)).toMatchObject({
      stacks: {},
      unassigned: { [URL]: expect.stringContaining('delete all but one') },
    });
  });
});
