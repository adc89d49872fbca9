/** Generators of declarations and of parameters for them, most of them good and some of them bad. */

import fc from 'fast-check';
import type {
  ArgumentSpec,
  Option,
  OptionRelations,
  OptionType,
  RequiredIf,
} from '../../../src/ansible/argument-spec.ts';
import type { Environment } from '../../../src/environment.ts';
import type { Json, JsonObject } from '../../../src/json.ts';

/** A declaration, and what is given to it. */
export interface ValidationCase {
  readonly spec: ArgumentSpec;
  readonly relations: OptionRelations;
  readonly parameters: JsonObject;
  readonly environment: Environment;
}

/** A result, and what must not be seen in it. */
export interface MaskCase {
  readonly value: Json;
  readonly secrets: readonly string[];
}

const NAMES = ['name', 'port', 'state', 'tags', 'constructor', '__proto__', 'id', '10', 'Zone', 'émile'];
const VARIABLES = ['HOME', 'API_KEY', 'TOKEN'];

const oneOf = fc.constantFrom;
const word = oneOf(
  'a',
  'web-1',
  'Ünï 💥',
  "it's",
  '"x"',
  'a\\b',
  '',
  ' padded ',
  'tab\there',
  '\u200b\x7f',
  'x, y',
);
const number = fc.oneof(
  fc.integer({ min: -3, max: 12 }),
  fc.integer(),
  oneOf(0.5, 2.5, -1.25, 1e-5, 1.5e-7, 123456.789, 0.1),
);
const scalar = fc.oneof(word, number, fc.boolean(), fc.constant(null));
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(oneOf('a', 'b c', 'ü"', '__proto__', 'constructor'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

function weighted<T>(...choices: [number, fc.Arbitrary<T>][]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

function sometimes<T>(percent: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return weighted([percent, value], [100 - percent, fc.constant(undefined)]);
}

function withoutUndefined<T extends object>(value: { [K in keyof T]?: T[K] | undefined }): T {
  const defined = Object.entries(value).filter(([, element]) => element !== undefined);
  return Object.fromEntries(defined) as T;
}

// --- Values by type, most of them in another spelling ---

function stringOf(alphabet: string, maxLength: number): fc.Arbitrary<string> {
  return fc.array(oneOf(...alphabet), { maxLength }).map((characters) => characters.join(''));
}

/** A string with one character replaced, inserted or left out. */
function damaged(whole: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(whole, fc.nat(), fc.nat(1), stringOf('\'"{}[](),:=\\ 1.-ux\n', 1))
    .map(([text, position, removed, inserted]) => {
      const at = position % (text.length + 1);
      return text.slice(0, at) + inserted + text.slice(at + removed);
    });
}

const boolean = fc.oneof(
  fc.boolean(),
  oneOf<Json[]>(0, 1, ' yes\n', '\u00a0on\u001f'),
  fc.mixedCase(oneOf('yes', 'no', 'on', 'off', 'true', 'false', 'y', 'n', 't', 'f', '1', '0')),
);
const integer = weighted<Json>(
  [6, fc.integer({ min: -1, max: 7 })],
  [6, fc.integer({ min: -100, max: 70_000 })],
  [8, oneOf<Json[]>('12', ' 7 ', '+3', '1_000', '007', '\t42\n', true)],
  [1, stringOf('0019+-_ .', 5)],
);
const float = weighted<Json>(
  [12, number],
  [8, oneOf<Json[]>('1.5', '.5', '5.', '1e3', '-2.5E-3', '1_0.5', ' 3 ', '1e-7', true, '7')],
  [1, stringOf('019+-_ .eE', 6)],
);
const bytes = weighted<Json>(
  [10, oneOf<Json[]>(1024, 1.5, '10', '2K', '1.5M', '1 GB', '3kilobytes', '0.5', '2.5', '1b', '9 MB x')],
  [1, stringOf('0125. -kKMYBb', 5)],
);
const bits = weighted<Json>(
  [10, oneOf<Json[]>(8, '10', '2K', '1.5Mb', '1 Gb', '3kilobits', '2b', '4bit')],
  [1, stringOf('0125. -kKMYBb', 5)],
);
// biome-ignore lint/suspicious/noTemplateCurlyInString: the syntax of a shell
const braced = ['${TOKEN}/y', '$NONE/${NONE}/${'];
const path = oneOf<Json[]>('/tmp', '~/x', '~', '~~', '$HOME/x', ...braced, '~nobody-here', '$constructor', 5);
const list = fc.oneof(
  fc.array(scalar, { maxLength: 3 }),
  oneOf<Json[]>('a,b', 'one', '', 'a, b ,', 5, 1.5, true),
);
const jsonDict = fc.dictionary(oneOf('a', 'b', '__proto__', 'k k'), json, { maxKeys: 3 });
const pairs = oneOf(
  'a=1',
  'a=1 b=2',
  'a=1, b="x y"',
  "a='it\\'s' b=c=d",
  'a=\\"q\\" ',
  'a=',
  '=x',
  'a=x"y z"',
);
const literal = oneOf(
  "{'a': 1, 'b': [True, None, -2.5]}",
  "{'a': (1, 'x'), u'b': {}, }",
  "{\"a\": 'it\\'s', 'b': \"\\x41\\u00e9\\101\\q\\n\"}",
  '{None: 0, "n": 3}',
  "{'a': 1e3, 'b': .5, 'c': +1, 'd': - 1, 'e': 5.}\n",
  "{\n 'a' : ((1)), 'b': (1,), 'c': ()\n}",
  "{'__proto__': {'x': ['y', 'z' 'z']}}",
);
const dictString = fc.oneof(
  jsonDict.map((value) => JSON.stringify(value)),
  pairs,
  literal,
);
const dict = weighted<Json>([5, jsonDict], [5, dictString], [1, damaged(dictString)]);
const jsonText = fc.oneof(dict, fc.array(json, { maxLength: 3 }), word);
const anything = fc.oneof(
  json,
  oneOf<Json[]>('maybe', 'a=1 b', '{', '1.2.3', '5 Q', '5Kb', 'x=1,y', [null], [1, 'x', true, null], {
    a: [1],
  }),
);

const values: Record<OptionType, fc.Arbitrary<Json>> = {
  str: fc.oneof(word, word, json),
  list,
  dict,
  bool: boolean,
  int: integer,
  float,
  path,
  raw: json,
  jsonarg: jsonText,
  json: jsonText,
  bytes,
  bits,
};

const scalarType = weighted<OptionType>(
  [4, oneOf<OptionType[]>('str')],
  [6, oneOf<OptionType[]>('int', 'bool', 'float')],
  [3, oneOf<OptionType[]>('path', 'raw', 'jsonarg', 'json', 'bytes', 'bits', 'dict', 'list')],
);

// --- Declarations ---

const choiceSets = {
  str: oneOf<Choices[]>(
    ['a', 'web-1'],
    ['yes', 'no'],
    ['on', 'x', 'off', 'no'],
    ['present', 'absent', ''],
    [true, false],
    ['True', 'yes', 'false', 0],
  ),
  int: oneOf<Choices[]>([1, 5, 10], [0, 1, 7], [true, 3]),
  float: oneOf<Choices[]>([1, 2.5], [0.5, 7]),
  bool: oneOf<Choices[]>([true], [true, false], [0, 1]),
} as const;
type Choices = readonly (string | number | boolean)[];

function choicesFor(type: OptionType): fc.Arbitrary<Choices | undefined> {
  return type in choiceSets
    ? sometimes(20, choiceSets[type as keyof typeof choiceSets])
    : fc.constant(undefined);
}

function optionOf(
  type: OptionType,
  elements: OptionType | undefined,
  index: number,
  defaults: fc.Arbitrary<Json>,
): fc.Arbitrary<Option> {
  const aliases = [`alias_${index}`, `other_${index}`];
  return fc
    .record({
      default: sometimes(20, defaults),
      choices: choicesFor(elements ?? type),
      required: sometimes(10, fc.boolean()),
      aliases: sometimes(40, fc.subarray(aliases, { minLength: 1 })),
      deprecated_aliases: sometimes(
        30,
        fc
          .record({
            name: oneOf(...aliases),
            version: fc.constant('3.0'),
            collection_name: fc.constant('a.b'),
          })
          .map((alias) => [alias]),
      ),
      no_log: sometimes(15, fc.boolean()),
      environment: sometimes(15, fc.subarray(VARIABLES)),
      removed_in_version: sometimes(10, fc.constant('2.0')),
      removed_at_date: sometimes(5, fc.constant('2030-01-01')),
      removed_from_collection: sometimes(10, fc.constant('c.d')),
    })
    .map(({ default: value, ...option }) => {
      // Ansible does not admit a default of a required option, nor can it hide one that is not text or number.
      const canBeHidden = typeof value === 'string' || typeof value === 'number';
      const hasDefault = option.required !== true && (option.no_log !== true || canBeHidden);
      return withoutUndefined<Option>({
        description: 'An option.',
        type: type === 'str' && index % 2 === 0 ? undefined : type,
        elements,
        ...option,
        default: hasDefault ? value : undefined,
      });
    });
}

function leafOption(index: number): fc.Arbitrary<Option> {
  return weighted(
    [3, scalarType.chain((type) => optionOf(type, undefined, index, values[type]))],
    [1, scalarType.chain((elements) => optionOf('list', elements, index, values.list))],
  );
}

function parentOption(index: number, depth: number): fc.Arbitrary<Option> {
  return declaration(depth + 1).chain(({ spec, relations }) => {
    const dicts = parametersFor(spec);
    // Ansible shares a default between the dicts of a list, so that one dict changes that of the next.
    const isShared = depth > 0;
    const option = fc.oneof(
      optionOf('dict', undefined, index, isShared ? fc.constant(null) : dicts),
      optionOf('list', 'dict', index, isShared ? fc.constant(null) : fc.array(dicts, { maxLength: 2 })),
    );
    return fc
      .tuple(option, sometimes(25, fc.boolean()))
      .map(([own, apply_defaults]) =>
        withoutUndefined<Option>({ ...own, ...relations, options: spec, apply_defaults }),
      );
  });
}

interface Declaration {
  readonly spec: ArgumentSpec;
  readonly relations: OptionRelations;
}

function declaration(depth: number): fc.Arbitrary<Declaration> {
  return fc.subarray(NAMES, { minLength: 1, maxLength: depth === 0 ? 4 : 3 }).chain((names) => {
    const options = names.map((_, index) =>
      depth < 2 ? weighted([4, leafOption(index)], [2, parentOption(index, depth)]) : leafOption(index),
    );
    return fc
      .tuple(...options)
      .map(
        (all): ArgumentSpec => Object.fromEntries(all.map((option, index) => [names[index] ?? '', option])),
      )
      .chain((spec) => fc.record({ spec: fc.constant(spec), relations: relationsOf(spec) }));
  });
}

function relationsOf(spec: ArgumentSpec): fc.Arbitrary<OptionRelations> {
  const names = Object.keys(spec);
  const group = fc.subarray(names, { minLength: Math.min(2, names.length) });
  const groups = fc.array(group, { minLength: 1, maxLength: 2 });
  const name = oneOf(...names);
  const rule = oneOf(...Object.entries(spec)).chain(([option, { choices }]) =>
    fc
      .tuple(oneOf<Json[]>(...(choices ?? ['a', 1, 5, true, null, []])), group, sometimes(50, fc.boolean()))
      .map(([value, required, any]): RequiredIf => {
        return any === undefined ? [option, value, required] : [option, value, required, any];
      }),
  );
  return fc
    .record({
      mutually_exclusive: sometimes(7, groups),
      required_together: sometimes(10, groups),
      required_one_of: sometimes(10, groups),
      required_if: sometimes(25, fc.array(rule, { minLength: 1, maxLength: 3 })),
      required_by: sometimes(
        10,
        fc.tuple(name, fc.oneof(name, group)).map(([option, required]) => ({ [option]: required })),
      ),
    })
    .map(withoutUndefined<OptionRelations>);
}

// --- Parameters ---

function valueFor(option: Option): fc.Arbitrary<Json> {
  const { type = 'str', elements, choices, options } = option;
  if (options !== undefined) {
    const dicts = parametersFor(options);
    if (type === 'dict') {
      return weighted<Json>([12, dicts], [1, dicts.map((value) => JSON.stringify(value))], [1, pairs]);
    }
    return weighted<Json>([9, fc.array(dicts, { maxLength: 2 })], [1, oneOf<Json[]>('id=5', 'id=5,name=x')]);
  }
  const element = elements ?? type;
  const choice =
    choices &&
    weighted<Json>([6, oneOf(...choices)], [3, oneOf(...choices).map(String)], [1, values[element]]);
  const one = choice ?? values[element];
  if (elements === undefined) {
    return one;
  }
  return weighted<Json>([8, fc.array(one, { maxLength: 3 })], [1, one], [1, list]);
}

function parametersFor(spec: ArgumentSpec): fc.Arbitrary<JsonObject> {
  const entries = Object.entries(spec).flatMap(([name, option]) => {
    const value = weighted<Json>([110, valueFor(option)], [5, anything], [4, fc.constant(null)]);
    const given = [sometimes(option.required ? 92 : 55, value).map((own) => [name, own] as const)];
    return [
      ...given,
      ...(option.aliases ?? []).map((alias) => sometimes(25, value).map((own) => [alias, own] as const)),
    ];
  });
  const unknown = sometimes(4, scalar).chain((own) =>
    oneOf('unknown', 'toString', 'alias_9').map((name) => [name, own] as const),
  );
  return fc
    .tuple(...entries, unknown)
    .map((all) =>
      Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    );
}

const environment: fc.Arbitrary<Environment> = fc
  .record({
    HOME: oneOf('/home/me', '/', '/root//'),
    API_KEY: sometimes(30, oneOf('12', 'k3y', 'yes', '')),
    TOKEN: sometimes(20, oneOf('5', 'a=1', 't0ken')),
  })
  .map(withoutUndefined<Record<string, string>>);

/** A case for the validation, of which roughly half is accepted. */
export const validationCase: fc.Arbitrary<ValidationCase> = fc
  .tuple(declaration(0), environment)
  .chain(([{ spec, relations }, variables]) =>
    parametersFor(spec).map((parameters) => ({ spec, relations, parameters, environment: variables })),
  );

const secretText = oneOf(
  'a',
  's3cret',
  's3cret-and-more',
  '123',
  '5',
  'web',
  'True',
  'x',
  'key',
  '1.5',
  'Ünï',
);
const text = fc.array(fc.oneof(secretText, word), { maxLength: 4 }).map((parts) => parts.join(''));
const key = fc.oneof(text, oneOf('_ansible_key', '__proto__', 'changed'));

/** A case for the masking. */
export const maskCase: fc.Arbitrary<MaskCase> = fc.record({
  value: fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.oneof(text, number, fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  })).value,
  // Ansible also looks within values for secrets of one or two characters.
  secrets: fc
    .uniqueArray(
      secretText.filter(({ length }) => length > 2),
      { maxLength: 4 },
    )
    .map(longestFirst),
});

function longestFirst(secrets: string[]): string[] {
  return secrets.sort((one, other) => other.length - one.length);
}
