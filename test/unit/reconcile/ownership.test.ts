import { describe, expect, test } from 'vitest';
import type { StackDeclaration } from '../../../src/reconcile/declaration.ts';
import {
  byName,
  byTag,
  hostOf,
  isStackName,
  type Ownership,
  ownershipRule,
} from '../../../src/reconcile/ownership.ts';
import { signOf } from '../../../src/reconcile/ssl-sign.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';

const stack = (name: string, ...domains: string[]): StackDeclaration => ({
  stack: name,
  state: 'present',
  checks: {},
  domains,
});

function owners(
  ownership: Ownership,
  values: Values,
  stacks: readonly StackDeclaration[],
  tagged: readonly Remote[] = [],
) {
  return ownershipRule(ownership, stacks, tagged, 'stack-').ownersOf({ id: '1', ...values });
}

describe('a resource with tags', () => {
  test('belongs to the stacks whose tags it carries, also to those that nobody declares', () => {
    expect(owners('tag', { tags: ['a', 'stack-acme', 'stack-acme-2'] }, [])).toEqual(['acme', 'acme-2']);
  });
});

describe('a resource with tags, declared for a stack', () => {
  const { mark } = byTag('stack-');

  test('gets the tag of the stack, beside its own', () => {
    expect(mark('acme', { tags: ['a'] }, null)).toEqual({ tags: ['a', 'stack-acme'] });
    expect(mark('acme', { tags: 'a' }, null)).toEqual({ tags: ['a', 'stack-acme'] });
    expect(mark('acme', {}, null)).toEqual({ tags: ['stack-acme'] });
    expect(mark('acme', { tags: ['stack-acme'] }, null).tags).toContain('stack-acme');
  });

  test('keeps the tags that it has where none are declared', () => {
    expect(mark('acme', {}, { id: '1', tags: ['b'] })).toEqual({ tags: ['b', 'stack-acme'] });
    expect(mark('acme', { tags: [] }, { id: '1', tags: ['b'] })).toEqual({ tags: ['stack-acme'] });
    expect(mark('acme', {}, { id: '1', tags: [' stack-globex'] })).toEqual({ tags: ['stack-acme'] });
  });

  test('cannot have that of another one', () => {
    expect(() => mark('acme', { tags: ['stack-acme', ' stack-globex'] }, null)).toThrow(
      'tags: stack-globex is the tag of another stack, acme cannot have it',
    );
  });

  test('cannot have one that says that its stack is being renamed', () => {
    expect(() => mark('acme', { tags: ['a', 'renaming-to-beta'] }, null)).toThrow(
      'tags: renaming-to-beta would say that the stack is being renamed: give it a tag that does not begin so',
    );
    expect(mark('acme', {}, { id: '1', tags: ['renaming-to-beta'] })).toEqual({ tags: ['stack-acme'] });
  });
});

test.each([
  ['tag', 'carries the tag of the stack acme', "has no stack's tag", 'take one of the tags off it', true],
  [
    'name',
    'begins with the name of the stack acme',
    'does not begin with the name of the stack',
    'rename it in the account',
    true,
  ],
  [
    'sign',
    'is declared for the stack acme',
    'was not declared for the stack, as far as its uptime tests tell',
    'declare it for a stack that stays, or delete it by hand',
    false,
  ],
] as const)(
  'what belongs to a stack by its %s %s, else it %s: %s',
  (ownership, claim, none, advice, exclusive) => {
    const rule = ownershipRule(ownership, [], [], 'stack-');
    expect(rule.claimBy('acme')).toBe(claim);
    expect(rule).toMatchObject({ unclaimed: none, advice, exclusive });
  },
);

describe('a page speed test', () => {
  const tagged = [{ id: '9', tags: ['stack-hooli'] }];
  test.each([
    ['acme front page', ['acme']],
    ['acme-2 front page', ['acme-2']],
    ['hooli shop', ['hooli']],
    ['acme', []],
    ['acmefront page', []],
    ['Home page', []],
  ])('named %j belongs to %j', (name, expected) => {
    expect(owners('name', { name }, [stack('acme'), stack('acme-2')], tagged)).toEqual(expected);
  });

  test('is declared with a name that says whose it is', () => {
    const rule = byName(new Set(['acme', 'acme-2']));
    expect(rule.mark('acme', { name: 'acme page' }, null)).toEqual({ name: 'acme page' });
    expect(rule.mark('acme', { paused: true }, { id: '1', name: 'acme page' })).toEqual({ paused: true });
    expect(() => rule.mark('acme', {}, null)).toThrow('name: "" has to begin with "acme "');
    for (const name of ['page', 'acme', 'acme-2 page']) {
      expect(() => rule.mark('acme', { name }, null)).toThrow('has to begin with "acme "');
    }
  });
});

describe('of a stack that was renamed', () => {
  const formerNames = new Map([['acme', 'acme-eu']]);

  test.each([
    ['acme backup', ['a', 'stack-acme'], 'acme-eu backup', ['a', 'stack-acme-eu']],
    ['Shop of acme', ['stack-acme', 'stack-acme-eu'], 'Shop of acme', ['stack-acme-eu']],
    ['acmes', ['renaming-to-acme-eu', 'stack-acme'], 'acmes', ['stack-acme-eu']],
  ])('%j with the tags %j becomes %j with %j', (name, tags, newName, newTags) => {
    const rule = byTag('stack-', formerNames);
    expect(rule.ownersOf({ id: '1', name, tags })).toEqual(['acme-eu']);
    expect(rule.carryOver('acme-eu', { id: '1', name, tags })).toEqual({ name: newName, tags: newTags });
  });

  test('what has no tags is given its new name where it is named after the stack', () => {
    const rule = byName(new Set(['acme-eu']), formerNames);
    expect(rule.ownersOf({ id: '1', name: 'acme front page' })).toEqual(['acme-eu']);
    expect(rule.carryOver('acme-eu', { id: '1', name: 'acme front page' })).toEqual({
      name: 'acme-eu front page',
    });
  });

  test('what bears its new name already stays as it is, and so does what nobody has', () => {
    for (const tags of [['a', 'stack-acme-eu'], ['a']]) {
      expect(byTag('stack-', formerNames).carryOver('acme-eu', { id: '1', tags })).toBeUndefined();
    }
    for (const name of ['acme-eu front page', 'acme', 'Home page']) {
      expect(
        byName(new Set(['acme-eu']), formerNames).carryOver('acme-eu', { id: '1', name }),
      ).toBeUndefined();
    }
  });
});

describe('an SSL test', () => {
  const stacks = [stack('acme', 'acme.example.org'), stack('globex')];
  const tagged = [
    { id: '7', website_url: 'https://app.example.com', tags: ['stack-acme'] },
    { id: '8', tags: ['stack-acme', signOf('https://app.example.com')] },
    { id: '9', tags: ['stack-hooli', 'stack-globex', signOf('https://app.example.com')] },
  ];
  test.each([
    ['https://app.example.com', ['acme', 'hooli', 'globex']],
    ['https://APP.example.com/', ['acme', 'hooli', 'globex']],
    ['https://app.example.com:8443', []],
    ['https://app.example.com/acme', []],
    ['https://ACME.example.org:8443/shop?x', ['acme']],
    ['https://www.acme.example.org', []],
  ])('of %s belongs to %j', (url, expected) => {
    expect(owners('sign', { website_url: url }, stacks, tagged)).toEqual(expected);
  });
});

test.each([
  ['acme-eu_2.example', true],
  ['', false],
  ['acme,globex', false],
  ['acme shop', false],
  ['ácme', false],
])('a stack called %j: %j', (name, expected) => {
  expect(isStackName(name)).toBe(expected);
});

test.each([
  ['https://user@Acme.example.com:8443/a', 'acme.example.com'],
  ['acme.example.com', 'acme.example.com'],
  ['acme.example.com:25', 'acme.example.com'],
  ['192.0.2.1', '192.0.2.1'],
  ['münchen.example', 'xn--mnchen-3ya.example'],
  ['not a host', 'not a host'],
])('the host of %s is %s', (address, host) => {
  expect(hostOf(address)).toBe(host);
});
