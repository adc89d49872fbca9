import type { Environment } from '../../environment.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { ArgumentSpec } from '../argument-spec.ts';
import { variable } from './environment.ts';
import { copy, isObject } from './json.ts';
import { addSecrets } from './no-log.ts';
import { addSecretsOfUrl } from './stray-secrets.ts';
import { subOptions } from './sub-options.ts';

/** Fills options not given from their environment variables (Ansible: `set_fallbacks`). */
export function setFallbacks(
  spec: ArgumentSpec,
  parameters: JsonObject,
  environment: Environment,
  secrets: Set<string>,
): void {
  for (const [name, option] of Object.entries(spec)) {
    if (name in parameters) {
      continue;
    }
    const values = (option.environment ?? []).map((candidate) => variable(environment, candidate));
    const value = values.find((candidate) => candidate !== undefined);
    if (value === undefined) {
      continue;
    }
    addSecrets(option, value, secrets);
    addSecretsOfUrl(value, secrets);
    parameters[name] = value;
  }
}

/** Fills options not given from their defaults (Ansible: the first pass of `_set_defaults`). */
export function setDefaults(spec: ArgumentSpec, parameters: JsonObject, secrets: Set<string>): void {
  for (const [name, option] of Object.entries(spec)) {
    const value = option.default ?? null;
    if (name in parameters || value === null) {
      continue;
    }
    addSecrets(option, value, secrets);
    parameters[name] = copy(value);
  }
}

/** Returns a copy with all other options as null, sub-options too (Ansible: the second pass of `_set_defaults`). */
export function withMissingAsNull(spec: ArgumentSpec, parameters: JsonObject): JsonObject {
  // Spread, as V8 keeps the copies of one object small; with keys added one by one, each would be a hash table.
  const complete = { ...nullsOf(spec), ...parameters };
  for (const [name, option] of Object.entries(spec)) {
    const nested = subOptions(option);
    if (nested === undefined) {
      continue;
    }
    const completeOne = (value: Json) => (isObject(value) ? withMissingAsNull(nested, value) : value);
    const value = complete[name] ?? null;
    complete[name] = Array.isArray(value) ? value.map(completeOne) : completeOne(value);
  }
  return complete;
}

const nulls = new WeakMap<ArgumentSpec, JsonObject>();

function nullsOf(spec: ArgumentSpec): JsonObject {
  const known = nulls.get(spec) ?? Object.fromEntries(Object.keys(spec).map((name) => [name, null]));
  nulls.set(spec, known);
  return known;
}

/** Returns what is wrong with the declaration itself: a default that could never be used (Ansible says the same). */
export function findContradictions(spec: ArgumentSpec): string[] {
  return Object.entries(spec)
    .filter(([, option]) => option.required && (option.default ?? null) !== null)
    .map(([name]) => `internal error: required and default are mutually exclusive for ${name}`);
}
