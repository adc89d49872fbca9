import type { JsonObject } from '../../json.ts';
import type { ArgumentSpec } from '../argument-spec.ts';
import { sorted } from './python.ts';

const PLACES_IN_MESSAGE = 10;

/** A parameter that no option goes by. */
export interface UnsupportedParameter {
  /** The name, with those of the options above it: `a.b.c`. */
  readonly name: string;
  /** What is supported in its place. */
  readonly supported: string;
  /** Where the sub-options are that it is among; empty for the options of the module. */
  readonly place: string;
}

/** Returns the parameters that are neither an option nor an alias (Ansible: `_get_unsupported_parameters`). */
export function findUnsupported(
  spec: ArgumentSpec,
  parameters: JsonObject,
  context: readonly string[],
  place: string,
): UnsupportedParameter[] {
  const aliases = new Set(Object.values(spec).flatMap((option) => option.aliases ?? []));
  const names = Object.keys(parameters).filter((name) => !Object.hasOwn(spec, name) && !aliases.has(name));
  if (names.length === 0) {
    return [];
  }
  const supported =
    sorted(Object.keys(spec)).join(', ') + (aliases.size > 0 ? ` (${sorted(aliases).join(', ')})` : '');
  return names.map((name) => ({ name: [...context, name].join('.'), supported, place }));
}

/** Returns the message about all unsupported parameters; with several, Ansible prints the options beside any one. */
export function unsupportedMessage(parameters: readonly UnsupportedParameter[]): string {
  const names = sorted(new Set(parameters.map(({ name }) => name)));
  return `${names.join(', ')}. Supported parameters include: ${parameters[0]?.supported ?? ''}.`;
}

/** Returns where unsupported parameters are among sub-options, separated by commas: the first places, and how many more there are. */
export function placesOf(parameters: readonly UnsupportedParameter[]): string {
  const places = [...new Set(parameters.map(({ place }) => place).filter((place) => place !== ''))];
  const rest = places.length - PLACES_IN_MESSAGE;
  return places.slice(0, PLACES_IN_MESSAGE).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
