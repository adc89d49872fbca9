import type { Json, JsonObject } from '../../json.ts';
import type { ArgumentSpec, Option } from '../argument-spec.ts';
import { ConversionError } from './conversion-error.ts';
import { toDict } from './conversions.ts';
import { isObject } from './json.ts';
import { placeWithin } from './places.ts';
import { className, str } from './python.ts';
import { subOptions } from './sub-options.ts';

/** What is wrong with a value that is to hold sub-options, and where it is. */
export interface Misfit {
  readonly message: string;
  readonly place: string;
  /** The parameters that it is among, under these names. */
  readonly parameters: JsonObject;
  readonly names: readonly string[];
}

/**
 * Adds the values of all `no_log` options, sub-options included, to the secrets, as they are before any
 * conversion (Ansible: `_list_no_log_values`). Returns what is wrong with values that hold sub-options.
 */
export function collectSecrets(
  spec: ArgumentSpec,
  parameters: JsonObject,
  secrets: Set<string>,
  place: string,
): Misfit[] {
  const misfits: Misfit[] = [];
  for (const [name, option] of Object.entries(spec)) {
    const value = parameters[name] ?? null;
    addSecrets(option, value, secrets);
    const nested = subOptions(option);
    if (nested === undefined || value === null) {
      continue;
    }
    for (const [index, element] of (Array.isArray(value) ? value : [value]).entries()) {
      const dict = readDict(element, name, option);
      const own = placeWithin(place, name, option, index, element);
      const names = [name, ...(option.aliases ?? [])];
      if (typeof dict === 'string') {
        misfits.push({ message: dict, place: own, parameters, names });
      } else {
        misfits.push(...collectSecrets(nested, dict, secrets, own));
      }
    }
  }
  return misfits;
}

/** Adds every string and number within the value to the secrets if the option is a secret. */
export function addSecrets(option: Option, value: Json, secrets: Set<string>): void {
  // Ansible looks no further into a value that Python holds for false.
  if (!option.no_log || value === 0) {
    return;
  }
  for (const secret of scalarsIn(value)) {
    secrets.add(secret);
  }
}

/** Returns the strings and numbers within a value, as text. */
export function* scalarsIn(value: Json): Generator<string> {
  if (typeof value === 'number') {
    yield str(value);
  } else if (typeof value === 'string' && value !== '') {
    yield value;
  } else if (typeof value === 'object' && value !== null) {
    for (const element of Object.values(value)) {
      yield* scalarsIn(element);
    }
  }
}

/** Returns the value as a dict, or the message that says why it is none; unlike Ansible's, it does not quote what may hold a secret. */
function readDict(value: Json, name: string, option: Option): JsonObject | string {
  if (!isObject(value) && typeof value !== 'string') {
    return `Value in the sub parameter field '${name}' must by a ${option.type}, not '${className(value)}'`;
  }
  try {
    return toDict(value);
  } catch (error) {
    if (error instanceof ConversionError) {
      return error.message;
    }
    throw error;
  }
}
