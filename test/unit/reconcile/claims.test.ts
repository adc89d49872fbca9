import { describe, expect, test } from 'vitest';
import { type Claims, claim, type Purging } from '../../../src/reconcile/claims.ts';
import type { CheckDeclaration, KindDeclaration } from '../../../src/reconcile/declaration.ts';
import { byTag } from '../../../src/reconcile/ownership.ts';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { uptime } from '../../../src/statuscake/uptime.ts';

const PURGING: Purging = { purge: true, purgeUnlisted: false, duplicates: 'error' };

const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
const named = (name: string) => ({ id: null, values: { name }, policy });
const numbered = (id: string) => ({ id, values: {}, policy });

const stack = (name: string, ...checks: CheckDeclaration[]): KindDeclaration => ({
  stack: name,
  state: 'present',
  checks,
});
const gone = (name: string, ...checks: CheckDeclaration[]): KindDeclaration => ({
  ...stack(name, ...checks),
  state: 'absent',
});
const remote = (id: string, name: string, ...tags: string[]): Remote => ({ id, name, tags });

function decide(stacks: readonly KindDeclaration[], account: readonly Remote[], purging = {}): Claims {
  return claim({ resource: uptime, rule: byTag('stack-') }, stacks, account, { ...PURGING, ...purging });
}

const claimed = ({ claims }: Claims) => claims.map(({ stack: owner, actual }) => [owner, actual?.id ?? null]);
const deleted = ({ deletions }: Claims) => deletions.map(({ stack: owner, actual }) => [owner, actual.id]);
const messages = ({ problems }: Claims) => problems.map(({ message }) => message);

describe('a declared check', () => {
  test('is the one of its name with the tag of its stack', () => {
    const claims = decide([stack('acme', named('live'))], [remote('1', 'live', 'production', 'stack-acme')]);
    expect(claimed(claims)).toEqual([['acme', '1']]);
    expect(deleted(claims)).toEqual([]);
  });

  test('is adopted where its name exists without a tag', () => {
    expect(claimed(decide([stack('acme', named('live'))], [remote('1', 'live')]))).toEqual([['acme', '1']]);
  });

  test('is new where nothing bears its name', () => {
    expect(claimed(decide([stack('acme', named('live'))], [remote('1', 'other')]))).toEqual([['acme', null]]);
  });

  test('cannot be one with the tag of another stack, of which both are named', () => {
    for (const declaration of [stack('acme', named('live')), gone('acme', named('live'))]) {
      const claims = decide([declaration], [remote('1', 'live', 'stack-globex')]);
      expect(claims).toMatchObject({ claims: [], deletions: [] });
      expect(claims.problems).toMatchObject([{ stack: 'acme', check: 'live', option: 'name' }]);
      expect(messages(claims)[0]).toMatch(
        /"live" \(ID 1\) carries the tag of the stack globex, so acme cannot have it/,
      );
    }
  });

  test('is found by its ID, whatever its name', () => {
    expect(claimed(decide([stack('acme', numbered('2'))], [remote('1', 'a'), remote('2', 'b')]))).toEqual([
      ['acme', '2'],
    ]);
    expect(messages(decide([stack('acme', numbered('3'))], []))[0]).toContain(
      'there is no uptime test with id 3',
    );
    expect(messages(decide([stack('acme', numbered('1'))], [remote('1', 'a', 'stack-globex')]))[0]).toContain(
      'globex',
    );
  });

  test('can be declared once only', () => {
    expect(messages(decide([stack('acme', named('a'), named('a'))], []))).toEqual([
      'the same uptime test is declared twice: give each its own name',
    ]);
    expect(messages(decide([stack('acme', named('a')), stack('globex', named('a'))], []))).toEqual([
      'the same uptime test is declared by the stacks acme and globex: give each its own name',
    ]);
    expect(messages(decide([stack('acme', named('a'), numbered('1'))], [remote('1', 'a')]))).toHaveLength(1);
  });
});

describe('duplicates', () => {
  const account = [
    remote('10', 'live'),
    remote('9', 'live', 'stack-acme'),
    remote('8', 'live', 'stack-globex'),
  ];

  test('are an error that lists them', () => {
    const claims = decide([stack('acme', named('live'))], account);
    expect(messages(claims)[0]).toMatch(/^2 uptime tests are named "live" \(IDs 10, 9\)/);
  });

  test('are removed but for the oldest, and never those of another stack', () => {
    const claims = decide([stack('acme', named('live'))], account, { duplicates: 'remove' });
    expect(claimed(claims)).toEqual([['acme', '9']]);
    expect(deleted(claims)).toEqual([['acme', '10']]);
    expect(claims.problems).toEqual([]);
  });

  test('go with their stack where all carry its tag', () => {
    const twins = [remote('1', 'live', 'stack-acme'), remote('2', 'live', 'stack-acme')];
    expect(deleted(decide([gone('acme', named('live'))], twins))).toEqual([
      ['acme', '1'],
      ['acme', '2'],
    ]);
  });
});

describe('what is not declared', () => {
  const account = [
    remote('1', 'live', 'stack-acme'),
    remote('2', 'old', 'stack-acme'),
    remote('3', 'by hand'),
    remote('4', 'neighbour', 'stack-acme-2'),
  ];

  test('goes when it carries the tag of the stack, and only then', () => {
    expect(deleted(decide([stack('acme', named('live'))], account))).toEqual([['acme', '2']]);
  });

  test('stays without purge', () => {
    expect(deleted(decide([stack('acme', named('live'))], account, { purge: false }))).toEqual([]);
  });

  test('goes with a stack that is gone, purge or not, and so does what was declared', () => {
    const claims = decide([gone('acme', named('by hand'))], account, { purge: false });
    expect(deleted(claims)).toEqual([
      ['acme', '3'],
      ['acme', '1'],
      ['acme', '2'],
    ]);
  });

  test('of stacks that are not listed goes on demand', () => {
    const claims = decide([stack('acme', named('live'), named('old'))], account, { purgeUnlisted: true });
    expect(deleted(claims)).toEqual([['acme-2', '4']]);
  });

  test('is a problem when another stack has a claim on it as well', () => {
    const shared = [remote('5', 'shared', 'stack-acme', 'stack-globex')];
    const claims = decide([gone('acme')], shared);
    expect(claims.deletions).toEqual([]);
    expect(messages(claims)[0]).toMatch(
      /would be deleted with the stack acme, but carries the tag of the stack globex/,
    );
    expect(deleted(decide([gone('acme'), gone('globex')], shared))).toEqual([['acme', '5']]);
  });
});
