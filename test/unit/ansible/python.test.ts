import { describe, expect, it } from 'vitest';
import { className, dumps, equals, repr, sorted, strip } from '../../../src/ansible/validation/python.ts';
import type { Json } from '../../../src/json.ts';

describe('repr', () => {
  it.each<[Json, string]>([
    ['plain', "'plain'"],
    ["it's", '"it\'s"'],
    [`"it's"`, `'"it\\'s"'`],
    ['a\\b\n\t\u0000\u00a0\u200b\u{e0001}é💥', "'a\\\\b\\n\\t\\x00\\xa0\\u200b\\U000e0001é💥'"],
    [0.00001, '1e-05'],
    [1.5e-10, '1.5e-10'],
    [123456.789, '123456.789'],
    [1e21, '1e+21'],
    [Number.NaN, 'nan'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    [{ a: [null, true, 1], b: {} }, "{'a': [None, True, 1], 'b': {}}"],
  ])('prints %j', (value, expected) => {
    expect(repr(value)).toBe(expected);
  });
});

describe('equals', () => {
  it('takes True for 1 and False for 0, at any depth', () => {
    expect(equals(true, 1)).toBe(true);
    expect(equals([{ a: false }], [{ a: 0 }])).toBe(true);
    expect(equals(true, 'True')).toBe(false);
    expect(equals(null, false)).toBe(false);
  });

  it('compares the keys of dicts and not what objects inherit', () => {
    expect(equals({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    expect(equals({ toString: null }, { a: null })).toBe(false);
    expect(equals([1], [1, 2])).toBe(false);
    expect(equals([], {})).toBe(false);
  });
});

it('names classes as Python does', () => {
  expect([null, true, 1, 1.5, 'a', [], {}].map(className)).toEqual([
    'NoneType',
    'bool',
    'int',
    'float',
    'str',
    'list',
    'dict',
  ]);
});

it('strips what Python takes for white space, and no more', () => {
  expect(strip('\u001f\u0085 a b \u3000')).toBe('a b');
  expect(strip('\ufeffa')).toBe('\ufeffa');
});

it('sorts by code point', () => {
  expect(sorted(['💥', '\uffee', 'b', 'B'])).toEqual(['B', 'b', '\uffee', '💥']);
});

it('writes JSON with spaces and in ASCII', () => {
  expect(dumps({ 'ü\n': ['💥', 0.00001, null, '\u007f'] })).toBe(
    '{"\\u00fc\\n": ["\\ud83d\\udca5", 1e-05, null, "\\u007f"]}',
  );
});
