import type { Json, JsonObject } from '../../json.ts';
import type { ArgumentSpec, Option, OptionType } from '../argument-spec.ts';
import { ConversionError } from './conversion-error.ts';
import type { ValidationError } from './findings.ts';
import { emptyObject, isObject } from './json.ts';
import { placeWithin } from './places.ts';
import { str } from './python.ts';
import { findOption, mapElements, subOptions } from './sub-options.ts';

/*
 * JavaScript does not keep every number of JSON: 9007199254740993 becomes …992, and 1.0 becomes 1. Until the declaration
 * tells what an option takes, such a number is a numeral: a text with this mark before its digits.
 */
const MARK = '\0';

/** Where a number may stand that JavaScript does not keep, or a text that looks like a numeral; also finds some within strings. */
const SUSPECT = /[[:,]\s*(?:"\\u0000|-?(?:\d{16}|\d+[.eE]|[NI]))/;
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|-?(?:\d[\d.eE+-]*|Infinity|NaN)/g;
const MARKED_STRING = `"\\u0000`;

/** The texts of Python for what JSON has no number for, but `json.dumps` writes. */
const UNREAL: Readonly<Record<string, string>> = { NaN: 'nan', Infinity: 'inf', '-Infinity': '-inf' };

const KEEPS_TEXT: ReadonlySet<OptionType> = new Set<OptionType>(['str', 'path', 'raw']);

/** `JSON.parse` with numerals for the numbers that JavaScript would alter. Throws what it throws. */
export function parseExactly(text: string): Json {
  if (!SUSPECT.test(text)) {
    return JSON.parse(text);
  }
  const marked = text.replace(STRING_OR_NUMBER, (token) => {
    // A text that begins like a numeral has its mark twice; a key is none.
    if (token.startsWith(MARKED_STRING) && !token.endsWith(':')) {
      return `"\\u0000${token.slice(1)}`;
    }
    const number = Number(token);
    if (token.startsWith('"') || (Number.isFinite(number) && [str(number), String(number)].includes(token))) {
      return token;
    }
    return `${MARKED_STRING}${UNREAL[token] ?? token}"`;
  });
  return JSON.parse(marked);
}

/**
 * Puts texts or numbers in the place of numerals, by what the options take, and returns the errors about those that can be
 * neither: in a dict without sub-options a text would be something else.
 */
export function settleNumerals(spec: ArgumentSpec, parameters: JsonObject): ValidationError[] {
  return settleAt(spec, parameters, () => '');
}

/** @param placeOf where the parameters are, to be asked for once their own numerals are settled */
function settleAt(spec: ArgumentSpec, parameters: JsonObject, placeOf: () => string): ValidationError[] {
  const errors: ValidationError[] = [];
  const nestedIn: [string, Json, Option, ArgumentSpec][] = [];
  for (const [name, value] of Object.entries(parameters)) {
    if (!holdsNumeral(value)) {
      continue;
    }
    const option = findOption(spec, name) ?? UNKNOWN;
    const nested = subOptions(option);
    if (nested) {
      nestedIn.push([name, value, option, nested]);
    } else {
      parameters[name] = settle(value, option, (digits) => errors.push(errorAbout(name, digits, placeOf())));
    }
  }
  for (const [name, value, option, nested] of nestedIn) {
    parameters[name] = mapElements(value, (element, index) => {
      if (!isObject(element)) {
        return settle(element, UNKNOWN, () => {});
      }
      const ownPlace = () => placeWithin(placeOf(), name, option, index, element);
      errors.push(...settleAt(nested, element, ownPlace));
      return element;
    });
  }
  return errors;
}

const UNKNOWN: Option = { description: '' };

function holdsNumeral(value: Json): boolean {
  if (typeof value === 'string') {
    return value.startsWith(MARK);
  }
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return Object.values(value).some(holdsNumeral);
}

function errorAbout(name: string, digits: string, place: string): ValidationError {
  const message = `value of ${name} cannot be kept: ${tooManyDigits(digits)}`;
  return { kind: 'value', message, ...(place !== '' && { place }) };
}

/** Returns the number that a JSON number writes, unless JavaScript has only another one near it. */
export function exactNumber(digits: string): number | undefined {
  const number = Number(digits);
  if (!Number.isFinite(number)) {
    return undefined;
  }
  return /^-?\d+$/.test(digits) && BigInt(digits) !== BigInt(number) ? undefined : number;
}

/** Returns the JSON of a dict without sub-options. Throws a SyntaxError, or a ConversionError for a number that cannot be kept. */
export function parseFreeJson(text: string): Json {
  return settle(parseExactly(text), { type: 'raw' }, refuseDigits);
}

/** Throws the error about a number that cannot be kept. */
export function refuseDigits(digits: string): never {
  throw new ConversionError(tooManyDigits(digits));
}

function tooManyDigits(digits: string): string {
  return `${digits} has more digits than a number can hold, so write it in quotes`;
}

type Take = (digits: string) => Json;

/** Returns the value with what an option of these types takes in the place of numerals. */
function settle(
  value: Json,
  { type = 'str', elements = 'raw' }: Pick<Option, 'type' | 'elements'>,
  refuse: (digits: string) => void,
): Json {
  const asNumber: Take = (digits) => exactNumber(digits) ?? digits;
  const inDict: Take = (digits) => exactNumber(digits) ?? refuse(digits) ?? digits;
  const taking = (wanted: OptionType) => (KEEPS_TEXT.has(wanted) ? (digits: string) => digits : asNumber);
  return Array.isArray(value)
    ? value.map((element) => replace(element, taking(elements), inDict))
    : replace(value, taking(type === 'list' ? elements : type), inDict);
}

function replace(value: Json, take: Take, inDict: Take): Json {
  if (typeof value === 'string') {
    if (!value.startsWith(MARK)) {
      return value;
    }
    const rest = value.slice(MARK.length);
    return rest.startsWith(MARK) ? rest : take(rest);
  }
  if (Array.isArray(value)) {
    return value.map((element) => replace(element, take, inDict));
  }
  if (!isObject(value)) {
    return value;
  }
  const replaced = emptyObject();
  for (const [key, element] of Object.entries(value)) {
    replaced[key] = replace(element, inDict, inDict);
  }
  return replaced;
}
