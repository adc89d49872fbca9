import { describe, expect, test } from 'vitest';
import type { CheckDeclaration, Claim, Deletion } from '../../../src/reconcile/declaration.ts';
import { findTakenNames, isRenamed, refuseTakenName } from '../../../src/reconcile/renames.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { named, numbered, remote } from './declared.ts';

describe('another name', () => {
  test.each([
    [{ name: 'new' }, true],
    [{ name: 'old' }, false],
    [{ paused: true }, false],
  ])('is given by %j to the test "old": %j', (values, expected) => {
    expect(isRenamed(uptime, values, remote('1', 'old'))).toBe(expected);
  });

  test('is none for what is known by its URL', () => {
    const certificate = { id: '1', website_url: 'https://a.example.com' };
    expect(isRenamed(ssl, { website_url: 'https://b.example.com' }, certificate)).toBe(false);
  });

  test('cannot be that of another test', () => {
    const others = [remote('1', 'new'), remote('2', 'other'), remote('3', 'new')];
    expect(() => refuseTakenName(uptime, { name: 'new' }, remote('1', 'old'), others)).toThrow(
      'name: the uptime test 3 is named "new" already, so 1 cannot be: give it another name, or delete 3',
    );
  });

  test('can be that of the test itself, and of the one that takes its place', () => {
    const others = [remote('1', 'new'), remote('2', 'other'), remote('3', 'new', 'replaces-1')];
    expect(() => refuseTakenName(uptime, { name: 'new' }, remote('1', 'old'), others)).not.toThrow();
  });
});

describe('names that are taken', () => {
  const account = [remote('1', 'a'), remote('2', 'b'), remote('3', 'c')];
  const rename = (id: string, name: string): Claim => ({
    stack: 'acme',
    check: numbered(id, { name }),
    actual: remote(id, `name of ${id}`),
  });
  const leave = (id: string): Deletion => ({ stack: 'acme', actual: remote(id, ''), successor: null });
  const found = (claims: Claim[], deletions: Deletion[] = [], byId?: ReadonlySet<CheckDeclaration>) =>
    findTakenNames(uptime, account, claims, deletions, byId).map(({ stack, check, message }) => [
      stack,
      check,
      message.slice(0, 23),
    ]);

  test('are found where the other one stays', () => {
    const problem = (name: string) => ['acme', name, expect.stringContaining('the uptime test')];
    expect(found([rename('1', 'b'), rename('3', 'd')])).toEqual([problem('b')]);
    expect(found([rename('1', 'b'), rename('3', 'b')])).toEqual([problem('b'), problem('b')]);
  });

  test('are free where the other one goes, or gets another name itself', () => {
    expect(found([rename('1', 'b')], [leave('2')])).toEqual([]);
    expect(found([rename('1', 'b'), rename('2', 'a')])).toEqual([]);
  });

  test('are no matter of those that keep their names, or are new', () => {
    const twice = [...account, remote('4', 'a')];
    const kept: Claim = { ...rename('1', 'a'), actual: remote('1', 'a') };
    const created: Claim = {
      stack: 'acme',
      check: named('b'),
      actual: null,
    };
    expect(findTakenNames(uptime, twice, [kept, created], [])).toEqual([]);
  });

  describe('of checks with IDs', () => {
    const first = rename('1', 'b');
    const second: Claim = { stack: 'acme', check: numbered('2'), actual: remote('2', 'b') };
    const other: Claim = { ...second, check: numbered('3'), actual: remote('3', 'c') };
    const created: Claim = { stack: 'acme', check: named('fresh'), actual: null };
    const of = (byId: readonly Claim[], claims: readonly Claim[] = [first, second, other, created]) =>
      found([...claims], [], new Set(byId.map(({ check }) => check)));

    test('may be one, since the IDs tell them apart', () => {
      expect(of([first, second])).toEqual([]);
    });

    test.each<[string, Claim[], Claim[]?]>([
      ['has no ID itself', [second, other]],
      ['gets that of one without', [first, other]],
      ['gets that of one that nobody declares', [first, second], [first]],
    ])('is taken for one that %s: the next run would find two of it', (_, ...parameters) => {
      expect(of(...parameters)).toEqual([['acme', 'b', expect.stringContaining('the uptime test 2')]]);
    });
  });
});
