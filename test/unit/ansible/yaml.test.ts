import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { toYaml } from '../../../src/ansible/yaml.ts';

test('one line for each key and each item', () => {
  const value = {
    name: 'a test',
    tags: ['b', 'c'],
    empty: [],
    nested: { yes: 'no', list: [{ a: 1, b: '2' }] },
  };
  expect(toYaml(value)).toBe(
    `name: a test
tags:
  - b
  - c
empty: []
nested:
  "yes": "no"
  list:
    - a: 1
      b: "2"
`,
  );
});

test('whatever is written is read back the same', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      'yes',
      'No',
      'null',
      '~',
      '1',
      '0x1',
      '1e3',
      'E6',
      '- a',
      'a: b',
      'a:',
      'a #b',
      '#',
      '&a',
      '*a',
      '!a',
      'a ',
      '%a',
    ),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.boolean(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, (original) => {
      expect(parse(toYaml(original as never), { uniqueKeys: false })).toEqual(original);
      // YAML 1.1 is what Ansible reads, where more words mean something else.
      expect(parse(toYaml(original as never), { version: '1.1' })).toEqual(original);
    }),
    { numRuns: 1000 },
  );
});

test('what a terminal would obey is escaped', () => {
  expect(toYaml({ name: 'a\u202eb\u009b1m\u2028' })).toBe('name: "a\\u202eb\\u009b1m\\u2028"\n');
});
