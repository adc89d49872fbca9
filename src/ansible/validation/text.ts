import type { Json, JsonObject } from '../../json.ts';
import type { ArgumentSpec } from '../argument-spec.ts';
import { subOptions } from './sub-options.ts';

/** Half of a pair that together would be one character; Python and JSON know such, UTF-8 has no bytes for it. */
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** Returns the messages about texts that cannot be sent as they are; those of sub-options are checked where they are. */
export function checkText(spec: ArgumentSpec, parameters: JsonObject): string[] {
  const torn = Object.entries(spec).filter(
    ([name, option]) => subOptions(option) === undefined && isTorn(parameters[name] ?? null),
  );
  return torn.map(
    ([name]) =>
      `value of ${name} must be text, but has half a character (a lone surrogate such as \\ud83d) in it`,
  );
}

function isTorn(value: Json): boolean {
  if (typeof value === 'string') {
    return LONE_SURROGATE.test(value);
  }
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return Object.entries(value).some(([key, item]) => LONE_SURROGATE.test(key) || isTorn(item));
}
