import { describe, expect, it } from 'vitest';
import type { ArgumentSpec, Option } from '../../../src/ansible/argument-spec.ts';
import { validate } from '../../../src/ansible/validation/validate.ts';
import type { JsonObject } from '../../../src/json.ts';

const description = 'An option.';

function messages(spec: ArgumentSpec, given: JsonObject): string[] {
  return validate(spec, {}, given, {}).errors.map(({ message }) => message);
}

describe('bounds', () => {
  const bounded = (option: Partial<Option>): ArgumentSpec => ({
    confirmation: { type: 'int', description, ...option },
  });

  it('are inclusive', () => {
    expect(messages(bounded({ minimum: 0, maximum: 3 }), { confirmation: '0' })).toEqual([]);
    expect(messages(bounded({ minimum: 0, maximum: 3 }), { confirmation: 3 })).toEqual([]);
  });

  it.each<[Partial<Option>, number | string | number[], string]>([
    [{ minimum: 0, maximum: 3 }, '5', 'between 0 and 3, got: 5'],
    [{ minimum: 1 }, 0, 'at least 1, got: 0'],
    [{ maximum: 3 }, 4, 'at most 3, got: 4'],
    [{ minimum: 0, type: 'float' }, '-1', 'at least 0, got: -1.0'],
    [{ minimum: 0, type: 'float' }, 'nan', 'at least 0, got: nan'],
    [{ minimum: 1, maximum: 9, type: 'list', elements: 'int' }, [1, 10, 5, 0], 'between 1 and 9, got: 10, 0'],
  ])('%j do not admit %j', (option, value, expected) => {
    expect(messages(bounded(option), { confirmation: value })).toEqual([
      `value of confirmation must be ${expected}`,
    ]);
  });

  it('say where a sub-option is', () => {
    const spec: ArgumentSpec = {
      a: {
        type: 'list',
        elements: 'dict',
        description,
        options: {
          b: { type: 'dict', description, options: bounded({ minimum: 1 }) },
        },
      },
    };
    expect(messages(spec, { a: [{ b: { confirmation: 0 } }] })).toEqual([
      'value of confirmation must be at least 1, got: 0 found in a -> b',
    ]);
  });

  it('leave alone what is not given', () => {
    expect(messages(bounded({ minimum: 1 }), { confirmation: null })).toEqual([]);
  });
});

describe('choices', () => {
  const spec: ArgumentSpec = { state: { choices: ['yes', 'no', 5], description } };

  it('put back what YAML had read as a boolean', () => {
    expect(validate(spec, {}, { state: true }, {}).parameters).toEqual({ state: 'yes' });
  });

  it('keep the spelling of Python if it is one of them', () => {
    const python: ArgumentSpec = { state: { choices: ['True', 'yes'], description } };
    expect(validate(python, {}, { state: true }, {}).parameters).toEqual({ state: 'True' });
  });

  it('do not guess between two spellings', () => {
    const twice: ArgumentSpec = { state: { choices: ['yes', 'on'], description } };
    expect(messages(twice, { state: true })).toEqual(['value of state must be one of: yes, on, got: True']);
  });

  it('apply to the elements of a list', () => {
    const list: ArgumentSpec = { states: { type: 'list', elements: 'int', choices: [1, 2], description } };
    expect(messages(list, { states: '1,2' })).toEqual([]);
    expect(messages(list, { states: [1, 3, 4] })).toEqual([
      'value of states must be one or more of: 1, 2. Got no match for: 3, 4',
    ]);
  });

  it('may come with what a value probably means', () => {
    const hinted: ArgumentSpec = {
      rate: { type: 'int', choices: [60, 300], hints: { 5: 'in seconds that is 300' }, description },
    };
    const prefix = 'value of rate must be one of: 60, 300, got: ';
    expect(messages(hinted, { rate: 5 })).toEqual([`${prefix}5; in seconds that is 300`]);
    expect(messages(hinted, { rate: 7 })).toEqual([`${prefix}7`]);
  });
});

describe('environment', () => {
  const spec: ArgumentSpec = {
    api_key: { no_log: true, environment: ['TOOL_API_KEY', 'API_KEY'], default: 'none', description },
  };

  it('stands in for an option left out, the first variable first', () => {
    const { parameters, secrets } = validate(spec, {}, {}, { API_KEY: 'b', TOOL_API_KEY: 'a' });
    expect(parameters).toEqual({ api_key: 'a' });
    expect([...secrets]).toEqual(['a']);
  });

  it('counts a variable that is set but empty, and none that objects inherit', () => {
    expect(validate(spec, {}, {}, { API_KEY: '' }).parameters).toEqual({ api_key: '' });
    const inherited: ArgumentSpec = { a: { environment: ['constructor'], description } };
    expect(validate(inherited, {}, {}, {}).parameters).toEqual({ a: null });
  });

  it('does not replace an option given as null', () => {
    expect(validate(spec, {}, { api_key: null }, { API_KEY: 'b' }).parameters).toEqual({ api_key: null });
  });
});

describe('unsupported parameters', () => {
  it('are named with the options above them and what is supported there', () => {
    const spec: ArgumentSpec = {
      a: {
        type: 'dict',
        description,
        options: { c: { description, aliases: ['e', 'd'] }, b: { description } },
      },
    };
    expect(validate(spec, {}, { a: { x: 1, toString: 2 } }, {}).errors).toEqual([
      {
        kind: 'unsupported',
        place: 'a',
        message: 'a.toString, a.x. Supported parameters include: b, c (d, e).',
      },
    ]);
  });
});

describe('secrets', () => {
  it('are known even if the parameters are rejected', () => {
    const spec: ArgumentSpec = {
      broken: { type: 'dict', description, options: {} },
      password: { no_log: true, description, aliases: ['pass'] },
      servers: {
        type: 'list',
        elements: 'dict',
        description,
        options: { token: { no_log: true, description } },
      },
    };
    const { errors, secrets } = validate(
      spec,
      {},
      { broken: 'word', pass: 'p1', servers: [{ token: 't1' }, 'token=t2'] },
      {},
    );
    expect(errors[0]?.kind).toBe('no_log');
    expect(secrets).toEqual(new Set(['p1', 't1', 't2']));
  });

  it('do not include booleans', () => {
    const spec: ArgumentSpec = { a: { type: 'bool', default: true, no_log: true, description } };
    expect(validate(spec, {}, {}, {}).secrets).toEqual(new Set());
  });
});

describe('any input', () => {
  it('stays as it is, defaults included', () => {
    const options: ArgumentSpec = { c: { type: 'int', description } };
    const spec: ArgumentSpec = {
      a: { type: 'dict', aliases: ['b'], description, options },
      d: { type: 'dict', default: { c: '1' }, description, options },
    };
    const given = { b: { c: '1' } };
    const { parameters } = validate(spec, {}, given, {});
    expect(parameters).toEqual({ a: { c: 1 }, b: { c: 1 }, d: { c: 1 } });
    expect(given).toEqual({ b: { c: '1' } });
    expect(spec.d?.default).toEqual({ c: '1' });
  });

  it('may use the names of what objects inherit', () => {
    const given = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2, "hasOwnProperty": 3}');
    expect(messages({}, given)).toEqual([
      '__proto__, constructor, hasOwnProperty. Supported parameters include: .',
    ]);
    expect(messages({ constructor: { required: true, description } }, {})).toEqual([
      'missing required arguments: constructor',
    ]);
    expect({}).not.toHaveProperty('polluted');
  });

  it.each([1000, 100_000])('is rejected if it is nested %i levels deep', (depth) => {
    const given = JSON.parse(`{"a": ${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect(validate({ a: { description } }, {}, given, {}).errors).toEqual([
      { kind: 'nesting', message: 'the parameters are nested too deeply' },
    ]);
  });
});

it('says that a required option cannot have a default', () => {
  expect(messages({ a: { required: true, default: 'x', description } }, {})).toEqual([
    'internal error: required and default are mutually exclusive for a',
  ]);
});

it('names aliases and removed options that are deprecated', () => {
  const spec: ArgumentSpec = {
    a: {
      type: 'list',
      elements: 'dict',
      removed_at_date: '2030-01-01',
      description,
      options: {
        b: {
          aliases: ['c'],
          deprecated_aliases: [{ name: 'c', version: '3.0', collection_name: 'x.y' }],
          removed_in_version: '2.0',
          description,
        },
      },
    },
  };
  const { deprecations, warnings } = validate(spec, {}, { a: [{ b: '1', c: '2' }] }, {});
  expect(deprecations).toEqual([
    { msg: "Param 'a' is deprecated. See the module docs for more information", date: '2030-01-01' },
    { msg: `Param 'a["b"]' is deprecated. See the module docs for more information`, version: '2.0' },
    {
      msg: "Alias 'a[0].c' is deprecated. See the module docs for more information",
      version: '3.0',
      collection_name: 'x.y',
    },
  ]);
  expect(warnings).toEqual(['Both option a[0].b and its alias a[0].c are set.']);
});
