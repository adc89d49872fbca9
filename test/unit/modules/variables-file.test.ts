import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Json } from '../../../src/json.ts';
import {
  isOfAccount,
  isUntouched,
  variablesFile,
} from '../../../src/modules/status_cake_export/variables-file.ts';

/** Reads YAML as Ansible does, whose `!unsafe` is a text. */
const READ = `
import json, sys, yaml
yaml.SafeLoader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))
print(json.dumps([yaml.safe_load(text) for text in json.load(sys.stdin)]))
`;

function readAll(texts: readonly string[]): unknown[] {
  return JSON.parse(
    execFileSync('python3', ['-c', READ], { input: JSON.stringify(texts), encoding: 'utf8' }),
  );
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  // Longer than a line, and than a key may be that stands before its colon.
  fc.string({ minLength: 90, maxLength: 120 }),
  fc.integer({ min: 1, max: 90 }).map((times) => 'as long as it gets '.repeat(times)),
  fc.constantFrom(
    'yes',
    '007',
    '1:30',
    '2026-01-01',
    '=',
    '<<',
    '~',
    'a: b',
    'a:',
    '- a',
    '{{ x }}',
    'https://a/b',
    'it is #1',
    '!x',
    '0x1f',
    '1_000',
    'E6',
    '\u{85}\u{2028}\u{fffe}\u{ffff}\u{1ffff}\u{202e}\u{feff}',
  ),
);
const value: fc.Arbitrary<Json> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(1e21, -5e-324),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value as fc.Arbitrary<Json>;

/** What a file is to hold, as JSON says it: without a zero below zero. */
const plainly = (held: Json) => ({ a: JSON.parse(JSON.stringify(held)) });
const fileOf = (held: Json, comments: string[] | null) =>
  variablesFile(
    'account',
    [{ name: 'a', value: held, ...(comments && { comments, itemComments: [] }) }],
    ['about'],
  );

describe('a file of variables', () => {
  test('holds whatever JSON can say', () => {
    const unsafe = { tag: '!unsafe', resolve: (held: string) => held };
    fc.assert(
      fc.property(
        value,
        fc.option(fc.array(text)),
        fc.constantFrom('1.1', '1.2'),
        (held, comments, version) => {
          expect(parse(fileOf(held, comments), { version, customTags: [unsafe] })).toEqual(plainly(held));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('is read by Ansible as what was written', () => {
    const values = fc.sample(value, { numRuns: 1000, seed: 11 });
    const comments = fc.sample(fc.option(fc.array(text)), { numRuns: 1000, seed: 11 });
    const files = values.map((each, index) => fileOf(each, comments[index] ?? null));
    expect(readAll(files)).toEqual(values.map(plainly));
  });

  test.each([['a text'], ['a/url/'], ['it is: "quoted" ']])('leaves %s on its line, however long', (part) => {
    const long = part.repeat(20);
    expect(parse(fileOf({ find_string: long }, null))).toEqual({ a: { find_string: long } });
    expect(parse(fileOf(long, null))).toEqual({ a: long });
  });

  test('marks what looks like a template as none', () => {
    const file = variablesFile('account', [{ name: 'a', value: ['{{ x }}', 'b'] }], []);
    expect(file).toContain('a: [!unsafe "{{ x }}", b]\n');
  });

  test('tells whether somebody has changed it', () => {
    const file = variablesFile('account', [{ name: 'a', value: 1 }], ['about']);
    expect(isUntouched(file)).toBe(true);
    expect(isUntouched(file.replace('a: 1', 'a: 2'))).toBe(false);
    expect(isUntouched('---\na: 1\n')).toBe(false);
    expect(isUntouched('')).toBe(false);
  });

  test('tells of which account it is, and a change of that is a change', () => {
    const file = variablesFile('account', [{ name: 'a', value: 1 }], ['about']);
    expect(isOfAccount(file, 'account')).toBe(true);
    expect(isOfAccount(file, 'accoun')).toBe(false);
    expect(isUntouched(file.replace('Account: account', 'Account: other'))).toBe(false);
  });
});
