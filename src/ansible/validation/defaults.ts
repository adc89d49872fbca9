import type { ArgumentSpec, JsonObject } from '../argument-spec.ts';
import type { Environment } from './environment.ts';
import { variable } from './environment.ts';
import { copy } from './json.ts';
import { addSecrets } from './no-log.ts';

/** Fills options not given from their environment variables (Ansible: `set_fallbacks`). */
export function setFallbacks(
  spec: ArgumentSpec,
  parameters: JsonObject,
  environment: Environment,
  secrets: Set<string>,
): void {
  for (const [name, option] of Object.entries(spec)) {
    if (name in parameters) continue;
    const values = (option.environment ?? []).map((candidate) => variable(environment, candidate));
    const value = values.find((candidate) => candidate !== undefined);
    if (value === undefined) continue;
    addSecrets(option, value, secrets);
    parameters[name] = value;
  }
}

/** Fills options not given from their defaults (Ansible: the first pass of `_set_defaults`). */
export function setDefaults(spec: ArgumentSpec, parameters: JsonObject, secrets: Set<string>): void {
  for (const [name, option] of Object.entries(spec)) {
    const value = option.default ?? null;
    if (name in parameters || value === null) continue;
    addSecrets(option, value, secrets);
    parameters[name] = copy(value);
  }
}

/** Makes all other options null (Ansible: the second pass of `_set_defaults`). */
export function setMissingToNull(spec: ArgumentSpec, parameters: JsonObject): void {
  for (const name of Object.keys(spec)) {
    if (!(name in parameters)) parameters[name] = null;
  }
}

/** What is wrong with the declaration itself: a default that could never be used (Ansible says the same). */
export function findContradictions(spec: ArgumentSpec): string[] {
  return Object.entries(spec)
    .filter(([, option]) => option.required && (option.default ?? null) !== null)
    .map(([name]) => `internal error: required and default are mutually exclusive for ${name}`);
}
