import { describe, expect, it } from 'vitest';
import type { OptionType } from '../../../src/ansible/argument-spec.ts';
import { ConversionError } from '../../../src/ansible/validation/conversion-error.ts';
import { convert } from '../../../src/ansible/validation/conversions.ts';
import type { Json } from '../../../src/json.ts';

const ENVIRONMENT = { HOME: '/home/me/', PROJECT: 'web' };

describe('convert', () => {
  it.each<[OptionType, Json, Json]>([
    ['str', 1.5, '1.5'],
    ['str', true, 'True'],
    ['str', ["it's", null], `["it's", None]`],
    ['bool', ' YES ', true],
    ['bool', 'off', false],
    ['bool', 1, true],
    ['int', ' +1_000 ', 1000],
    ['int', true, 1],
    ['float', '2.5e3', 2500],
    ['float', '-Infinity', Number.NEGATIVE_INFINITY],
    ['list', 'a,b', ['a', 'b']],
    ['list', 5, ['5']],
    ['dict', 'a=1, b="x y"', { a: '1', b: 'x y' }],
    ['dict', '{"a": [1, null]}', { a: [1, null] }],
    ['dict', "{'a': (1, True), 'b': u'\\x41\\n' 'c',}", { a: [1, true], b: 'A\nc' }],
    ['dict', '{1: None, True: 2.5}', { 1: null, true: 2.5 }],
    ['path', '~/$PROJECT/$UNKNOWN', '/home/me/web/$UNKNOWN'],
    ['path', '~other/$constructor', '~other/$constructor'],
    ['json', { a: ['é', 1.5, true] }, '{"a": ["\\u00e9", 1.5, true]}'],
    ['jsonarg', ' [1] ', '[1]'],
    ['bytes', '1.5 KB', 1536],
    ['bytes', '2.5', 2],
    ['bits', '1Mb', 1_048_576],
    ['raw', { a: 1 }, { a: 1 }],
  ])('makes a %s of %j', (type, value, expected) => {
    expect(convert(type, value, ENVIRONMENT)).toEqual(expected);
  });

  it.each<[OptionType, Json, string]>([
    ['int', '1.5', "<class 'str'> cannot be converted to an int"],
    ['int', 1.5, "<class 'float'> cannot be converted to an int"],
    ['int', '9'.repeat(400), "<class 'str'> cannot be converted to an int"],
    ['float', [], "<class 'list'> cannot be converted to a float"],
    ['bool', null, "<class 'NoneType'> cannot be converted to a bool"],
    ['list', {}, "<class 'dict'> cannot be converted to a list"],
    ['dict', 'word', 'dictionary requested, could not parse JSON or key=value'],
    ['dict', 'a=1 b', 'dictionary update sequence element #1 has length 1; 2 is required'],
    ['bytes', '1Mb', "<class 'str'> cannot be converted to a Byte value"],
    ['bits', '1MB', "<class 'str'> cannot be converted to a Bit value"],
    ['json', 1, "<class 'int'> cannot be converted to a json string"],
  ])('cannot make a %s of %j', (type, value, message) => {
    expect(() => convert(type, value, ENVIRONMENT)).toThrow(new ConversionError(message));
  });

  it('names the ways to write a boolean', () => {
    expect(() => convert('bool', 'maybe', {})).toThrow(
      "The value 'maybe' is not a valid boolean.  Valid booleans include: 'y', 'yes', 'on', '1', 'true', 't', 1, " +
        "'n', 'no', 'off', '0', 'false', 'f', 0",
    );
  });

  it.each([
    '{1, 2}',
    "{'a': 1}, {}",
    "{'a': b'bytes'}",
    "{'a': 1 + 2j}",
    "{'a': 017}",
    "{'a': datetime.date(2024, 1, 1)}",
    '{import os}',
    "{'a': '''triple'''}",
    "{(1, 2): 'a'}",
    `{'a': ${'['.repeat(50_000)}}`,
    `{"a": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  ])('takes nothing for a dict that JSON could not hold: %.40s', (text) => {
    expect(() => convert('dict', text, {})).toThrow(
      new ConversionError('unable to evaluate string as dictionary'),
    );
  });
});
