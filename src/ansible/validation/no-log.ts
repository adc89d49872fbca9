import type { ArgumentSpec, JsonObject, JsonValue, Option } from '../argument-spec.ts';
import { ConversionError } from './conversion-error.ts';
import { toDict } from './conversions.ts';
import { isObject } from './json.ts';
import { className, str } from './python.ts';
import { subOptions } from './sub-options.ts';

/**
 * Adds the values of all `no_log` options, sub-options included, to the secrets, as they are before any
 * conversion (Ansible: `_list_no_log_values`). Returns what is wrong with values that hold sub-options.
 */
export function collectSecrets(spec: ArgumentSpec, parameters: JsonObject, secrets: Set<string>): string[] {
  const problems: string[] = [];
  for (const [name, option] of Object.entries(spec)) {
    const value = parameters[name] ?? null;
    addSecrets(option, value, secrets);
    const nested = subOptions(option);
    if (nested === undefined || value === null) continue;
    for (const element of Array.isArray(value) ? value : [value]) {
      const dict = readDict(element, name, option);
      if (typeof dict === 'string') problems.push(dict);
      else problems.push(...collectSecrets(nested, dict, secrets));
    }
  }
  return problems;
}

/** Adds every string and number within the value to the secrets if the option is a secret. */
export function addSecrets(option: Option, value: JsonValue, secrets: Set<string>): void {
  // Ansible looks no further into a value that Python holds for false.
  if (!option.no_log || value === 0) return;
  for (const secret of scalarsIn(value)) secrets.add(secret);
}

function* scalarsIn(value: JsonValue): Generator<string> {
  if (typeof value === 'number') yield str(value);
  else if (typeof value === 'string' && value !== '') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const element of Object.values(value)) yield* scalarsIn(element);
  }
}

/** The value as a dict, or the message that says why it is none. */
function readDict(value: JsonValue, name: string, option: Option): JsonObject | string {
  if (!isObject(value) && typeof value !== 'string') {
    return `Value '${str(value)}' in the sub parameter field '${name}' must by a ${option.type}, not '${className(value)}'`;
  }
  try {
    return toDict(value);
  } catch (error) {
    if (error instanceof ConversionError) return error.message;
    throw error;
  }
}
