import type { Environment } from '../../environment.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { ArgumentSpec, OptionType } from '../argument-spec.ts';
import { ConversionError } from './conversion-error.ts';
import { convert } from './conversions.ts';
import type { ValidationError } from './findings.ts';
import { placeWithin } from './places.ts';
import { typeName } from './python.ts';

/**
 * Converts each parameter to the type of its option, and the elements of a list to theirs (Ansible:
 * `_validate_argument_types`). What cannot be converted stays as it is; an element is left out.
 */
export function convertTypes(
  spec: ArgumentSpec,
  parameters: JsonObject,
  environment: Environment,
  context: readonly string[],
  place: string,
): ValidationError[] {
  const errors: ValidationError[] = [];
  const within = context.length > 0 ? ` found in '${context.join(' -> ')}'` : '';

  for (const [name, option] of Object.entries(spec)) {
    const { type = 'str', elements } = option;
    const value = parameters[name] ?? null;
    if (value === null) {
      continue;
    }
    const attempt = tryConvert(type, value, environment);
    if ('problem' in attempt) {
      const where = within === '' ? '' : `${within}.`;
      const message = `argument '${name}' is of type ${typeName(value)}${where} and ${attempt.problem}`;
      errors.push({ kind: 'type', message });
      continue;
    }
    parameters[name] = attempt.converted;
    if (elements === undefined || !Array.isArray(attempt.converted)) {
      continue;
    }

    const attempts = attempt.converted.map((element) => tryConvert(elements, element, environment));
    parameters[name] = attempts.flatMap((each) => ('converted' in each ? [each.converted] : []));
    for (const [index, each] of attempts.entries()) {
      if ('converted' in each) {
        continue;
      }
      const given = attempt.converted[index] ?? null;
      const message = `Elements value for option '${name}'${within} is of type ${typeName(given)} and ${each.problem}`;
      errors.push({ kind: 'element', message, place: placeWithin(place, name, option, index, given) });
    }
  }
  return errors;
}

type Attempt = { converted: Json } | { problem: string };

function tryConvert(type: OptionType, value: Json, environment: Environment): Attempt {
  try {
    return { converted: convert(type, value, environment) };
  } catch (error) {
    if (!(error instanceof ConversionError)) {
      throw error;
    }
    return { problem: `we were unable to convert to ${type}: ${error.message}` };
  }
}
