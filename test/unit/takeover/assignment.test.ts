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

  test.each([
    ['which a rule says', 'https://globex.example.com', 'globex', 1, ['acme']],
    ['that comes first', 'https://hooli.example.com', 'acme', null, ['globex']],
  ])(
    'of the tags of several stacks that of the one %s, and its ID says which is meant',
    (_, url, stack, rule, alsoOf) => {
      const check = held('tests', { name: 'a', website_url: url, tags: ['stack-acme', 'stack-globex'] });
      const { checks, unassigned } = assigned([check]);
      expect([checks, unassigned]).toMatchObject([[{ stack, rule, alsoOf, isOwned: false }], {}]);
    },
  );

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

  test('what carries the tag of a stack that there cannot be', () => {
    const strange = held('tests', { name: 'strange', website_url: URL, tags: ['stack-'] });
    expect(assigned([strange]).unassigned).toEqual({
      strange:
        'its tag "stack-" names no stack: take the tag off it, or a run with purge_unlisted_stacks deletes it',
    });
  });

  test('every SSL test of a URL that others have that are not of the same stack', () => {
    const twins = [1, 2].map(() => held('ssl', { website_url: URL }));
    const ruleOf = (stack: string, index: number) => ({ stack, ids: [String(twins[index]?.remote.id)] });
    for (const rules of [[ruleOf('acme', 1)], [ruleOf('acme', 0), ruleOf('globex', 1)]]) {
      const { stacks, unassigned } = assigned(twins, rules);
      expect(stacks).toEqual({});
      expect(unassigned[URL]).toContain('delete all but one');
    }
  });

  test('no page speed test for a name that another one has: one that is free is told', () => {
    const pages = ['acme home', 'Acme home'].map((name) => held('pagespeed', { name, website_url: URL }));
    expect(assigned(pages).unassigned['Acme home']).toContain(
      `the name "acme home (${pages[1]?.remote.id})", which renames it`,
    );
  });
});

describe('checks of one name', () => {
  test.each([
    ['tests', 'Homepage', { tags: [] }],
    ['heartbeats', 'acme backup', { period: 60, tags: ['stack-acme'] }],
    ['pagespeed', 'acme home', {}],
    ['ssl', URL, {}],
  ] as [Parameters<typeof held>[0], string, Parameters<typeof held>[1]][])(
    'are all of their stack, and only their IDs tell them apart: %s',
    (kind, label, more) => {
      const twins = [1, 2].map(() => held(kind, { name: label, website_url: URL, ...more }));
      const { stacks, unassigned, checks } = assigned(twins, [
        { stack: 'acme', kind, ids: twins.map(({ remote }) => remote.id) },
      ]);
      expect(stacks).toEqual({ acme: [label, label] });
      expect(checks.map(({ isNamesake }) => isNamesake)).toEqual([true, true]);
      expect(unassigned).toEqual({});
    },
  );

  test('need no ID for as long as an uptime test of their stack can show whose they are', () => {
    const certificate = held('ssl', { website_url: URL });
    const up = held('tests', { name: 'up', website_url: URL, tags: [] });
    expect(assigned([certificate]).checks).toMatchObject([{ isSignless: true }]);
    expect(assigned([up, certificate]).checks).toMatchObject([{ isSignless: false }, { isSignless: false }]);
  });

  test('are told apart from those of other stacks and of nobody, too', () => {
    const [own, others, nobodys] = [['stack-acme'], ['stack-globex'], []].map((tags) =>
      held('tests', { name: 'live', website_url: 'https://example.com', tags }),
    ) as [HeldCheck, HeldCheck, HeldCheck];
    expect(assigned([own, others, nobodys])).toMatchObject({
      stacks: { acme: ['live'], globex: ['live'] },
      checks: [{ isNamesake: true }, { isNamesake: true }],
    });
  });
});
