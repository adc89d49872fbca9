import type { Json, JsonObject } from '../../json.ts';
import type { ArgumentSpec, Option } from '../argument-spec.ts';
import { meansFalse, meansTrue } from './booleans.ts';
import { equals, str, withoutBooleans } from './python.ts';

type Choices = NonNullable<Option['choices']>;

/**
 * Returns the messages about values that are no choice (Ansible: `_validate_argument_values`) or out of bounds; both
 * apply to each element of a list. A choice that YAML had turned into a boolean is put back.
 */
export function checkValues(spec: ArgumentSpec, parameters: JsonObject): string[] {
  const messages: string[] = [];
  for (const [name, option] of Object.entries(spec)) {
    if (!(name in parameters)) {
      continue;
    }
    if (option.choices !== undefined) {
      parameters[name] = restoreChoice(parameters[name] ?? null, option.choices);
    }
    const value = parameters[name] ?? null;
    messages.push(...checkChoices(name, option, value), ...checkBounds(name, option, value));
  }
  return messages;
}

/** Returns the one choice that the string `True` or `False` can mean, or else the value itself. */
function restoreChoice(value: Json, choices: Choices): Json {
  if ((value !== 'True' && value !== 'False') || choices.includes(value)) {
    return value;
  }
  const candidates = choices.filter(value === 'True' ? meansTrue : meansFalse);
  const [choice] = candidates;
  return choice !== undefined && new Set(candidates.map(withoutBooleans)).size === 1 ? choice : value;
}

function checkChoices(name: string, option: Option, value: Json): string[] {
  const { choices } = option;
  if (choices === undefined) {
    return [];
  }
  const isChoice = (candidate: Json): boolean => choices.some((choice) => equals(choice, candidate));
  const others = (Array.isArray(value) ? value : [value]).filter((element) => !isChoice(element));
  if (others.length === 0) {
    return [];
  }
  const list = choices.map(str).join(', ');
  const message = Array.isArray(value)
    ? `value of ${name} must be one or more of: ${list}. Got no match for: ${print(option, others)}`
    : `value of ${name} must be one of: ${list}, got: ${print(option, others)}`;
  return [[message, ...hintsFor(option, others)].join('; ')];
}

function hintsFor({ hints = {} }: Option, values: readonly Json[]): string[] {
  return values.map(str).flatMap((value) => (Object.hasOwn(hints, value) ? [hints[value] ?? ''] : []));
}

function checkBounds(name: string, option: Option, value: Json): string[] {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = option;
  const numbers = [value].flat().filter((element) => typeof element === 'number');
  const others = numbers.filter((number) => !(number >= minimum && number <= maximum));
  const bounds = others.length === 0 ? undefined : describeBounds(option);
  return bounds === undefined ? [] : [`value of ${name} must be ${bounds}, got: ${print(option, others)}`];
}

function describeBounds({ minimum, maximum }: Option): string | undefined {
  if (minimum !== undefined && maximum !== undefined) {
    return `between ${minimum} and ${maximum}`;
  }
  if (minimum !== undefined) {
    return `at least ${minimum}`;
  }
  return maximum !== undefined ? `at most ${maximum}` : undefined;
}

function print(option: Option, values: readonly Json[]): string {
  const isFloat = (option.elements ?? option.type) === 'float';
  return values
    .map((value) => (isFloat && Number.isInteger(value) ? `${str(value)}.0` : str(value)))
    .join(', ');
}
