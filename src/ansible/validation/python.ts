/** How Python prints, names and compares the values that JSON can hold. */
import type { Json } from '../../json.ts';
import { isObject } from './json.ts';

const WHITESPACE = '[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const OUTER_WHITESPACE = new RegExp(`^${WHITESPACE}+|${WHITESPACE}+$`, 'g');

/** `str.strip()`: the text without white space at both ends. */
export function strip(text: string): string {
  return text.replace(OUTER_WHITESPACE, '');
}

/** `sorted()`: in the order of code points, where JavaScript's own order is that of UTF-16. */
export function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}

/** Returns the name of a value's class: `int` for a whole number, as JSON's `1.0` is `1` to JavaScript. */
export function className(value: Json): string {
  if (value === null) {
    return 'NoneType';
  }
  if (Array.isArray(value)) {
    return 'list';
  }
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    default:
      return 'dict';
  }
}

/** `str(type(value))`, such as `<class 'int'>`. */
export function typeName(value: Json): string {
  return `<class '${className(value)}'>`;
}

/** `str(value)`. */
export function str(value: Json): string {
  return typeof value === 'string' ? value : repr(value);
}

/** `repr(value)`. */
export function repr(value: Json): string {
  if (value === null) {
    return 'None';
  }
  if (Array.isArray(value)) {
    return `[${value.map(repr).join(', ')}]`;
  }
  switch (typeof value) {
    case 'string':
      return reprOfString(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'number':
      return reprOfNumber(value);
    default:
      return `{${Object.entries(value)
        .map(([key, element]) => `${reprOfString(key)}: ${repr(element)}`)
        .join(', ')}}`;
  }
}

function reprOfNumber(value: number): string {
  if (Number.isNaN(value)) {
    return 'nan';
  }
  if (!Number.isFinite(value)) {
    return value < 0 ? '-inf' : 'inf';
  }
  const isTiny = value !== 0 && Math.abs(value) < 1e-4;
  return isTiny ? value.toExponential().replace(/e-(\d)$/, 'e-0$1') : String(value);
}

const NAMED_ESCAPES = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  [' ', ' '],
]);

function reprOfString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\'"\p{C}\p{Z}]/gu, (character) => {
    if (character === "'" || character === '"') {
      return character === quote ? `\\${quote}` : character;
    }
    return NAMED_ESCAPES.get(character) ?? numericEscape(character);
  });
  return quote + escaped + quote;
}

function numericEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) {
    return `\\x${code.toString(16).padStart(2, '0')}`;
  }
  if (code < 0x10000) {
    return `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** `one == other`, for which `True` is `1` and `False` is `0`. */
export function equals(one: Json, other: Json): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return (
      one.length === other.length && one.every((element, index) => equals(element, other[index] ?? null))
    );
  }
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && equals(one[key] ?? null, other[key] ?? null))
    );
  }
  return withoutBooleans(one) === withoutBooleans(other);
}

/** Returns a boolean as the number that it is to Python, and any other value as it is. */
export function withoutBooleans(value: Json): Json {
  return typeof value === 'boolean' ? Number(value) : value;
}

/** `json.dumps(value)`: separators followed by a space, and ASCII only. */
export function dumps(value: Json): string {
  if (Array.isArray(value)) {
    return `[${value.map(dumps).join(', ')}]`;
  }
  if (isObject(value)) {
    return `{${Object.entries(value)
      .map(([key, element]) => `${dumps(key)}: ${dumps(element)}`)
      .join(', ')}}`;
  }
  if (typeof value === 'number') {
    return reprOfNumber(value);
  }
  return JSON.stringify(value).replace(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
