import type { Json, JsonObject } from '../../json.ts';
import { ConversionError } from './conversion-error.ts';
import { copy, emptyObject, isObject } from './json.ts';
import { parseLiteral } from './literal.ts';
import { parseFreeJson } from './numerals.ts';
import { strip } from './python.ts';

/**
 * Reads a dict written as a string: JSON, a Python literal, or `key=value` pairs separated by commas or
 * spaces (Ansible: `check_type_dict`). Throws a ConversionError if it is none of them.
 */
export function parseDict(text: string): JsonObject {
  if (text.startsWith('{')) {
    return parseBraces(text);
  }
  if (text.includes('=')) {
    return parsePairs(text);
  }
  throw new ConversionError('dictionary requested, could not parse JSON or key=value');
}

function parseBraces(text: string): JsonObject {
  const dict = attempt(() => copy(parseFreeJson(text))) ?? attempt(() => parseLiteral(text));
  if (!isObject(dict)) {
    throw new ConversionError('unable to evaluate string as dictionary');
  }
  return dict;
}

function attempt(parse: () => Json): Json | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ConversionError) {
      throw error;
    }
    return undefined;
  }
}

function parsePairs(text: string): JsonObject {
  const dict = emptyObject();
  for (const [index, field] of splitFields(strip(text)).entries()) {
    const separator = field.indexOf('=');
    if (separator < 0) {
      throw new ConversionError(`dictionary update sequence element #${index} has length 1; 2 is required`);
    }
    dict[field.slice(0, separator)] = field.slice(separator + 1);
  }
  return dict;
}

function splitFields(text: string): string[] {
  const fields = [''];
  let quote = '';
  let isEscaped = false;
  for (const character of text) {
    const isPlain = isEscaped || (quote !== '' && character !== quote && character !== '\\');
    if (isPlain) {
      fields[fields.length - 1] += character;
      isEscaped = false;
    } else if (character === '\\') {
      isEscaped = true;
    } else if (character === quote) {
      quote = '';
    } else if (character === "'" || character === '"') {
      quote = character;
    } else if (character === ',' || character === ' ') {
      fields.push('');
    } else {
      fields[fields.length - 1] += character;
    }
  }
  return fields.filter((field) => field !== '');
}
