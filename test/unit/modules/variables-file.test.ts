import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/json.ts';
import { isUntouched, variablesFile } from '../../../src/modules/status_cake_export/variables-file.ts';

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
  ),
);
const value: fc.Arbitrary<Json> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value as fc.Arbitrary<Json>;

describe('a file of variables', () => {
  test('is read by Ansible as what was written', () => {
    const values = fc.sample(value, { numRuns: 300, seed: 11 });
    const files = values.map((each, index) =>
      variablesFile(
        [{ name: 'a', value: each, ...(index % 2 === 0 && { comments: ['one', 'two\nthree: {{'] }) }],
        ['about'],
      ),
    );
    expect(readAll(files)).toEqual(values.map((each) => ({ a: JSON.parse(JSON.stringify(each)) })));
  });

  test('marks what looks like a template as none', () => {
    const file = variablesFile([{ name: 'a', value: ['{{ x }}', 'b'] }], []);
    expect(file).toContain('a: [!unsafe "{{ x }}", b]\n');
  });

  test('tells whether somebody has changed it', () => {
    const file = variablesFile([{ name: 'a', value: 1 }], ['about']);
    expect(isUntouched(file)).toBe(true);
    expect(isUntouched(file.replace('a: 1', 'a: 2'))).toBe(false);
    expect(isUntouched('---\na: 1\n')).toBe(false);
    expect(isUntouched('')).toBe(false);
  });
});
