/** The kinds of value that forms and queries carry: each says what a text means, or why it is refused. */

import { isIP } from 'node:net';
import type { Json, Value } from './values.ts';

export type Reading<V> = { readonly value: V | undefined } | { readonly refused: string };

/** Everything that a form says about one field. */
export interface EnteredField {
  readonly texts: readonly string[];
  /** Whether the name came with `[]`, as those of arrays do. */
  readonly bracketed: boolean;
}

/** Reads one text. */
export type TextType<V> = (text: string) => Reading<V>;

/** Reads everything a form says about one field. */
export type FieldType<V extends Value = Value> = (entered: EnteredField) => Reading<V>;

/** Any text but an empty one. */
export const filledText: TextType<string> = (text) =>
  text === '' ? { refused: 'must not be empty' } : { value: text };

/** Any text; an empty one clears the field. */
export const freeText: TextType<string> = (text) => ({ value: text === '' ? undefined : text });

/** A text of some type; an empty one clears the field. */
export function clearable<V>(type: TextType<V>): TextType<V> {
  return (text) => (text === '' ? { value: undefined } : type(text));
}

/** A text that a pattern describes; `kind` is what the refusal of another one says it is not. */
export function matching(pattern: RegExp, kind: string): TextType<string> {
  return (text) => (pattern.test(text) ? { value: text } : { refused: `${text} is not ${kind}` });
}

const BOOLEANS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** `true` or `false`, as the API reference writes them, or what other clients send with success: `1`, `True`. Not `yes`. */
export const boolean: TextType<boolean> = (text) => {
  const value = BOOLEANS.get(text.toLowerCase());
  return value === undefined ? { refused: 'must be true or false' } : { value };
};

const FULLY_QUALIFIED_DOMAIN_NAME =
  /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/i;

/** A URL of the web, a fully qualified domain name or an IP address. */
export const address: TextType<string> = (text) => {
  const isUrl = /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
  return isUrl || isIP(text) !== 0 || FULLY_QUALIFIED_DOMAIN_NAME.test(text)
    ? { value: text }
    : { refused: 'is not a valid URL, FQDN or IP address' };
};

/** A status code of HTTP, held as the text that reads return. */
export const statusCode = matching(/^[1-9]\d\d$/, 'a status code');

/**
 * A JSON object in a text; an empty text clears the field. It is held with its keys sorted and without spaces,
 * since what is read back is not promised to have the order in which it was written.
 */
export const jsonObject: TextType<string> = clearable((text) => {
  const parsed = parseJson(text);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? { value: JSON.stringify(withSortedKeys(parsed)) }
    : { refused: 'must be a JSON object' };
});

/** A whole number within bounds, both inclusive. */
export function integer(bounds: { minimum: number; maximum?: number }): TextType<number> {
  const { minimum, maximum = Number.MAX_SAFE_INTEGER } = bounds;
  const refused =
    bounds.maximum === undefined
      ? `must be an integer of at least ${minimum}`
      : `must be an integer between ${minimum} and ${maximum}`;
  return (text) => {
    const value = Number(text);
    return /^-?\d+$/.test(text) && value >= minimum && value <= maximum ? { value } : { refused };
  };
}

/** One of a few values, as the API spells them. */
export function oneOf<V extends string | number>(values: readonly V[]): TextType<V> {
  return (text) => {
    const value = values.find((allowed) => String(allowed) === text);
    return value === undefined ? { refused: `must be one of ${values.join(', ')}` } : { value };
  };
}

/** A field of one value. Given several times, the last one counts. */
export function single<V extends Value>(type: TextType<V>): FieldType<V> {
  return ({ texts, bracketed }) =>
    bracketed ? { refused: 'must not be an array' } : type(texts.at(-1) ?? '');
}

/** A field of several values, `name[]=a&name[]=b`. By the API reference, `name[]=` and `name=` empty it. */
export function listOf(type: TextType<string>): FieldType<readonly string[]> {
  return ({ texts, bracketed }) => {
    if (texts.every((text) => text === '')) {
      return { value: [] };
    }
    return bracketed ? readEach(texts, type) : { refused: 'must be an array' };
  };
}

/** Several values in one text, `a,b`; an empty text empties the field. */
export function commaSeparated(type: TextType<string>): TextType<readonly string[]> {
  return (text) => (text === '' ? { value: [] } : readEach(text.split(','), type));
}

/** A list of exactly so many values. */
export function exactly(count: number, list: FieldType<readonly string[]>): FieldType<readonly string[]> {
  return (entered) => {
    const reading = list(entered);
    return 'refused' in reading || reading.value?.length === count
      ? reading
      : { refused: `must have exactly ${count} values` };
  };
}

function readEach(texts: readonly string[], type: TextType<string>): Reading<readonly string[]> {
  const values: string[] = [];
  for (const text of texts) {
    const reading = filledText(text);
    const element = 'refused' in reading ? reading : type(text);
    if ('refused' in element) {
      return element;
    }
    values.push(element.value ?? text);
  }
  return { value: values };
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withSortedKeys(json: Json): Json {
  if (Array.isArray(json)) {
    return json.map(withSortedKeys);
  }
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  return Object.fromEntries(
    Object.entries(json)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, withSortedKeys(value)]),
  );
}
