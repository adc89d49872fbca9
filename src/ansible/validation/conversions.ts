import type { Environment } from '../../environment.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { OptionType } from '../argument-spec.ts';
import { BOOLEANS, meansFalse, meansTrue } from './booleans.ts';
import { ConversionError } from './conversion-error.ts';
import { parseDict } from './dict-string.ts';
import { isObject } from './json.ts';
import { expandPath } from './path.ts';
import { dumps, repr, str, strip, typeName } from './python.ts';
import { BITS, BYTES, parseSize } from './size.ts';

const INTEGER = /^[+-]?\d+(?:_\d+)*$/;
const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const INFINITY = /^([+-]?)inf(?:inity)?$/i;
const NOT_A_NUMBER = /^[+-]?nan$/i;

type Converter = (value: Json, environment: Environment) => Json;

const CONVERTERS: Readonly<Record<OptionType, Converter>> = {
  str,
  list: toList,
  dict: toDict,
  bool: toBool,
  int: toInt,
  float: toFloat,
  path: (value, environment) => expandPath(str(value), environment),
  raw: (value) => value,
  jsonarg: toJson,
  json: toJson,
  bytes: (value) => parseSize(value, BYTES),
  bits: (value) => parseSize(value, BITS),
};

/**
 * Returns the value as the type wanted, converted by the rules of Ansible's `check_type_*`.
 * Throws a ConversionError if that cannot be done.
 */
export function convert(type: OptionType, value: Json, environment: Environment): Json {
  return CONVERTERS[type](value, environment);
}

/** Returns a dict, or a string that holds one, as a dict. Throws a ConversionError for anything else. */
export function toDict(value: Json): JsonObject {
  if (isObject(value)) {
    return value;
  }
  if (typeof value === 'string') {
    return parseDict(value);
  }
  throw new ConversionError(`${typeName(value)} cannot be converted to a dict`);
}

function toList(value: Json): Json[] {
  if (Array.isArray(value)) {
    return value;
  }
  if (typeof value === 'string') {
    return value.split(',');
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return [str(value)];
  }
  throw new ConversionError(`${typeName(value)} cannot be converted to a list`);
}

function toBool(value: Json): boolean {
  if (typeof value === 'object') {
    throw new ConversionError(`${typeName(value)} cannot be converted to a bool`);
  }
  const spelling = typeof value === 'string' ? strip(value.toLowerCase()) : value;
  if (meansTrue(spelling)) {
    return true;
  }
  if (meansFalse(spelling)) {
    return false;
  }
  throw new ConversionError(
    `The value '${str(value)}' is not a valid boolean.  Valid booleans include: ${BOOLEANS.map(repr).join(', ')}`,
  );
}

function toInt(value: Json): number {
  // Python's True is an int, equal to 1; JavaScript's true is no number.
  if (typeof value === 'boolean') {
    return Number(value);
  }
  const number = typeof value === 'string' ? parseNumber(strip(value), INTEGER) : value;
  if (typeof number === 'number' && Number.isInteger(number)) {
    if (typeof value !== 'string' || Number.isSafeInteger(number)) {
      return number;
    }
    throw new ConversionError(`${typeName(value)} cannot be converted to an int: it has too many digits`);
  }
  throw new ConversionError(`${typeName(value)} cannot be converted to an int`);
}

function toFloat(value: Json): number {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return Number(value);
  }
  const number = typeof value === 'string' ? parseFloatingPoint(strip(value)) : undefined;
  if (number !== undefined) {
    return number;
  }
  throw new ConversionError(`${typeName(value)} cannot be converted to a float`);
}

function parseFloatingPoint(text: string): number | undefined {
  if (NOT_A_NUMBER.test(text)) {
    return Number.NaN;
  }
  const infinity = INFINITY.exec(text);
  return infinity ? Number(`${infinity[1]}Infinity`) : parseNumber(text, FLOAT);
}

function parseNumber(text: string, pattern: RegExp): number | undefined {
  return pattern.test(text) ? Number(text.replaceAll('_', '')) : undefined;
}

function toJson(value: Json): string {
  if (typeof value === 'string') {
    return strip(value);
  }
  if (typeof value === 'object' && value !== null) {
    return dumps(value);
  }
  throw new ConversionError(`${typeName(value)} cannot be converted to a json string`);
}
