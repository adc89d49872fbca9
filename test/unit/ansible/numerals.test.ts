import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArgumentSpec } from '../../../src/ansible/argument-spec.ts';
import { parseExactly } from '../../../src/ansible/validation/numerals.ts';
import { validate } from '../../../src/ansible/validation/validate.ts';
import type { Json } from '../../../src/json.ts';

const description = '';
const spec: ArgumentSpec = {
  id: { type: 'str', aliases: ['number'], description },
  ids: { type: 'list', elements: 'str', description },
  raw: { type: 'raw', description },
  count: { type: 'int', description },
  counts: { type: 'list', elements: 'int', description },
  ratio: { type: 'float', description },
  on: { type: 'bool', description },
  free: { type: 'dict', description },
  tests: {
    type: 'list',
    elements: 'dict',
    description,
    options: {
      name: { description },
      count: { type: 'int', description },
      free: { type: 'dict', description },
    },
  },
};

function read(text: string) {
  const { parameters, errors } = validate(spec, {}, parseExactly(text) as Record<string, Json>, {});
  const given = Object.entries(parameters).filter(([, value]) => value !== null);
  return {
    given: Object.fromEntries(given),
    errors: errors.map(({ message, place }) => ({ message, place })),
  };
}

describe('a number in the arguments', () => {
  it.each<[string, Record<string, Json>]>([
    ['{"id": 9007199254740993}', { id: '9007199254740993' }],
    ['{"id":-9007199254740993}', { id: '-9007199254740993' }],
    ['{"id": 123456789012345678901234567890}', { id: '123456789012345678901234567890' }],
    ['{"id": 9007199254740991}', { id: '9007199254740991' }],
    ['{"number": 9007199254740993}', { id: '9007199254740993', number: '9007199254740993' }],
    ['{"id": 1.0}', { id: '1.0' }],
    ['{"id": -0.0}', { id: '-0.0' }],
    ['{"id": 1e+16}', { id: '1e+16' }],
    ['{"id": 1e400}', { id: '1e400' }],
    ['{"id": 1.1}', { id: '1.1' }],
    ['{"id": NaN}', { id: 'nan' }],
    ['{"id": "\\u00009"}', { id: '\u00009' }],
    ['{"raw": ["\\u0000n", 1.0]}', { raw: ['\u0000n', '1.0'] }],
    ['{"free": {"a":"\\u0000n"}}', { free: { a: '\u0000n' } }],
    ['{"ids": [1, 9007199254740993, "2.0", 3.0]}', { ids: ['1', '9007199254740993', '2.0', '3.0'] }],
    ['{"ids": 9007199254740993}', { ids: ['9007199254740993'] }],
    ['{"raw": 9007199254740993}', { raw: '9007199254740993' }],
    ['{"count": 60.0}', { count: 60 }],
    ['{"counts": [60.0, 9007199254740992]}', { counts: [60, 9007199254740992] }],
    ['{"ratio": -Infinity}', { ratio: Number.NEGATIVE_INFINITY }],
    ['{"free": {"a": 1.0, "b": [9007199254740994]}}', { free: { a: 1, b: [9007199254740994] } }],
  ])('of %s is kept', (text, expected) => {
    expect(read(text)).toEqual({ given: expected, errors: [] });
  });

  it.each([
    [
      '{"count": 9007199254740993}',
      /^argument 'count' .* cannot be converted to an int: it has too many digits$/,
    ],
    ['{"count": "9007199254740993"}', /^argument 'count' .* it has too many digits$/],
    ['{"counts": [1, 9007199254740993]}', /^Elements value for option 'counts' .* it has too many digits$/],
    ['{"on": 9007199254740993}', /^argument 'on' .* not a valid boolean/],
    [
      '{"free": {"a": [9007199254740993]}}',
      /^value of free cannot be kept: 9007199254740993 has more digits/,
    ],
    ['{"free": {"a": Infinity}}', /^value of free cannot be kept: inf /],
    [`{"free": "{\\"a\\": 9007199254740993}"}`, /^argument 'free' .* 9007199254740993 has more digits/],
    [`{"free": "{'a': 9007199254740993}"}`, /^argument 'free' .* 9007199254740993 has more digits/],
  ])('of %s is an error', (text, message) => {
    expect(read(text).errors[0]?.message).toMatch(message);
  });

  it('that cannot be kept is told with its place', () => {
    const tests = '{"tests": [{"name": "a"}, {"name": 9007199254740993, "free": {"x": 9007199254740993}}]}';
    expect(read(tests).errors).toMatchObject([{ place: 'tests[1] (9007199254740993)' }]);
  });
});

it('whatever else the arguments hold is read as JSON.parse reads it', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('\0', '\x009', '\0\0"', '[1.0', ': 9007199254740993', '\\"'),
  );
  const value = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Number.isInteger(number)),
      fc.constantFrom(true, false, null),
      fc.array(tie('value')),
      fc.dictionary(text, tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(value, (given) => {
      const json = JSON.stringify(given);
      const { raw, id } = validate(
        spec,
        {},
        parseExactly(`{"raw":${json},"id":1.0}`) as never,
        {},
      ).parameters;
      expect(JSON.stringify(raw)).toBe(json);
      expect(id).toBe('1.0');
    }),
  );
});
