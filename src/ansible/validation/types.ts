import type { ArgumentSpec, JsonObject, JsonValue, OptionType } from '../argument-spec.ts';
import { ConversionError } from './conversion-error.ts';
import { convert } from './conversions.ts';
import type { Environment } from './environment.ts';
import type { ValidationError } from './findings.ts';
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
): ValidationError[] {
  const errors: ValidationError[] = [];
  const place = context.length > 0 ? ` found in '${context.join(' -> ')}'` : '';

  for (const [name, { type = 'str', elements }] of Object.entries(spec)) {
    const value = parameters[name] ?? null;
    if (value === null) continue;
    const attempt = tryConvert(type, value, environment);
    if ('problem' in attempt) {
      const where = place === '' ? '' : `${place}.`;
      const message = `argument '${name}' is of type ${typeName(value)}${where} and ${attempt.problem}`;
      errors.push({ kind: 'type', message });
      continue;
    }
    parameters[name] = attempt.converted;
    if (elements === undefined || !Array.isArray(attempt.converted)) continue;

    const attempts = attempt.converted.map((element) => tryConvert(elements, element, environment));
    parameters[name] = attempts.flatMap((each) => ('converted' in each ? [each.converted] : []));
    for (const [index, each] of attempts.entries()) {
      if ('converted' in each) continue;
      const given = typeName(attempt.converted[index] ?? null);
      const message = `Elements value for option '${name}'${place} is of type ${given} and ${each.problem}`;
      errors.push({ kind: 'element', message });
    }
  }
  return errors;
}

type Attempt = { converted: JsonValue } | { problem: string };

function tryConvert(type: OptionType, value: JsonValue, environment: Environment): Attempt {
  try {
    return { converted: convert(type, value, environment) };
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    return { problem: `we were unable to convert to ${type}: ${error.message}` };
  }
}
