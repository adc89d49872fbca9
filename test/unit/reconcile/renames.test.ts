import { describe, expect, test } from 'vitest';
import type { Claim, Deletion } from '../../../src/reconcile/declaration.ts';
import { findTakenNames, isRenamed, refuseTakenName } from '../../../src/reconcile/renames.ts';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
const remote = (id: string, name: string, ...tags: string[]): Remote => ({ id, name, tags });

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
    check: { id, values: { name }, policy },
    actual: remote(id, `name of ${id}`),
  });
  const leave = (id: string): Deletion => ({ stack: 'acme', actual: remote(id, ''), successor: null });
  const found = (claims: Claim[], deletions: Deletion[] = []) =>
    findTakenNames(uptime, account, claims, deletions).map(({ stack, check, message }) => [
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
      check: { id: null, values: { name: 'b' }, policy },
      actual: null,
    };
    expect(findTakenNames(uptime, twice, [kept, created], [])).toEqual([]);
  });
});
