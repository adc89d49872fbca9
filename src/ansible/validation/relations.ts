/**
 * The relations between options. An option counts as present as soon as it is among the parameters, even as
 * null, except for `required_by` (Ansible: `check_mutually_exclusive` and its siblings).
 */
import type { JsonObject } from '../../json.ts';
import type { ArgumentSpec, OptionRelations, RequiredIf } from '../argument-spec.ts';
import { equals, sorted, str } from './python.ts';

/** Returns the message about required options left out, undefined if there are none. */
export function checkRequired(spec: ArgumentSpec, parameters: JsonObject): string | undefined {
  const missing = Object.keys(spec).filter((name) => spec[name]?.required && !(name in parameters));
  return missing.length > 0 ? `missing required arguments: ${sorted(missing).join(', ')}` : undefined;
}

/** Returns the message about options that exclude each other, undefined if there are none. */
export function checkMutuallyExclusive(
  { mutually_exclusive = [] }: OptionRelations,
  parameters: JsonObject,
): string | undefined {
  const conflicts = mutually_exclusive.filter((names) => present(new Set(names), parameters).length > 1);
  if (conflicts.length === 0) {
    return undefined;
  }
  return `parameters are mutually exclusive: ${conflicts.map((names) => names.join('|')).join(', ')}`;
}

/** Returns the message about the first group of options given only in part, undefined if there is none. */
export function checkRequiredTogether(
  { required_together = [] }: OptionRelations,
  parameters: JsonObject,
): string | undefined {
  const torn = required_together.find((names) => {
    const count = present(names, parameters).length;
    return count > 0 && count < names.length;
  });
  return torn && `parameters are required together: ${torn.join(', ')}`;
}

/** Returns the message about the first group of options of which none is given, undefined if there is none. */
export function checkRequiredOneOf(
  { required_one_of = [] }: OptionRelations,
  parameters: JsonObject,
): string | undefined {
  const absent = required_one_of.find((names) => present(names, parameters).length === 0);
  return absent && `one of the following is required: ${absent.join(', ')}`;
}

/** Returns the message about the first option whose value asks for others left out, undefined if there is none. */
export function checkRequiredIf(
  { required_if = [] }: OptionRelations,
  parameters: JsonObject,
): string | undefined {
  for (const rule of required_if) {
    const missing = missingFor(rule, parameters);
    if (missing.length === 0) {
      continue;
    }
    const [option, value, , anyIsEnough] = rule;
    const quantity = anyIsEnough ? 'any' : 'all';
    return `${option} is ${str(value)} but ${quantity} of the following are missing: ${missing.join(', ')}`;
  }
  return undefined;
}

function missingFor([option, value, required, anyIsEnough]: RequiredIf, parameters: JsonObject): string[] {
  const actual = parameters[option];
  if (actual === undefined || !equals(actual, value)) {
    return [];
  }
  const missing = required.filter((name) => !(name in parameters));
  return anyIsEnough && missing.length < required.length ? [] : missing;
}

/** Returns the message about the first option given without those it needs, undefined if there is none. */
export function checkRequiredBy(
  { required_by = {} }: OptionRelations,
  parameters: JsonObject,
): string | undefined {
  const isSet = (name: string): boolean => (parameters[name] ?? null) !== null;
  for (const [option, required] of Object.entries(required_by)) {
    const missing = [required].flat().filter((name) => !isSet(name));
    if (isSet(option) && missing.length > 0) {
      return `missing parameter(s) required by '${option}': ${missing.join(', ')}`;
    }
  }
  return undefined;
}

function present(names: Iterable<string>, parameters: JsonObject): string[] {
  return [...names].filter((name) => name in parameters);
}
