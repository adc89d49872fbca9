import type { ArgumentSpec, JsonObject, Option, OptionRelations } from '../argument-spec.ts';
import { resolveAliases } from './aliases.ts';
import { findContradictions, setDefaults, setFallbacks, withMissingAsNull } from './defaults.ts';
import type { Environment } from './environment.ts';
import type { Deprecation, ErrorKind, ValidationError } from './findings.ts';
import { aliasDeprecation, foundIn } from './findings.ts';
import { copy, emptyObject, isObject } from './json.ts';
import { collectSecrets } from './no-log.ts';
import {
  checkMutuallyExclusive,
  checkRequired,
  checkRequiredBy,
  checkRequiredIf,
  checkRequiredOneOf,
  checkRequiredTogether,
} from './relations.ts';
import { listDeprecations } from './removed-options.ts';
import { subOptions } from './sub-options.ts';
import { convertTypes } from './types.ts';
import type { UnsupportedParameter } from './unsupported.ts';
import { findUnsupported, unsupportedMessage } from './unsupported.ts';
import { checkValues } from './values.ts';

export type { Deprecation, ErrorKind, ValidationError } from './findings.ts';

/** The outcome of a validation. The parameters are only valid if there are no errors. */
export interface Validation {
  /** The converted parameters, one for each option; the aliases given are among them too. */
  readonly parameters: JsonObject;
  /** What is wrong, in Ansible's order: a module reports the first. */
  readonly errors: ValidationError[];
  readonly deprecations: Deprecation[];
  readonly warnings: string[];
  /** The values that must not be shown, complete even if there are errors (Ansible: `no_log_values`). */
  readonly secrets: Set<string>;
}

/** A set of options with the values given for them: the module's own, or the sub-options of an option. */
interface Level {
  readonly spec: ArgumentSpec;
  readonly relations: OptionRelations;
  readonly parameters: JsonObject;
  /** The options above these. */
  readonly context: readonly string[];
  /** The same as it stands before a name in a message, such as `servers[0].`. */
  readonly prefix: string;
}

/**
 * Converts and checks the parameters given to a module as Ansible's `ArgumentSpecValidator` does, in the same
 * order and the same words. It throws nothing and leaves its input as it is.
 */
export function validate(
  spec: ArgumentSpec,
  relations: OptionRelations,
  given: JsonObject,
  environment: Environment,
): Validation {
  let parameters: JsonObject;
  try {
    parameters = copy(given);
  } catch {
    const errors: ValidationError[] = [{ kind: 'nesting', message: 'the parameters are nested too deeply' }];
    return { parameters: emptyObject(), errors, deprecations: [], warnings: [], secrets: new Set() };
  }
  return new Validator(environment).validate({ spec, relations, parameters, context: [], prefix: '' });
}

class Validator {
  readonly #environment: Environment;
  readonly #errors: ValidationError[] = [];
  readonly #deprecations: Deprecation[] = [];
  readonly #warnings: string[] = [];
  readonly #secrets = new Set<string>();
  readonly #unsupported: UnsupportedParameter[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  validate(level: Level): Validation {
    this.#validateLevel(level);
    if (this.#unsupported.length > 0) this.#report('unsupported', unsupportedMessage(this.#unsupported));
    return {
      parameters: withMissingAsNull(level.spec, level.parameters),
      errors: this.#errors,
      deprecations: this.#deprecations,
      warnings: this.#warnings,
      secrets: this.#secrets,
    };
  }

  #validateLevel(level: Level): void {
    const { spec, relations, parameters, context } = level;
    const before = this.#errors.length;
    setFallbacks(spec, parameters, this.#environment, this.#secrets);
    this.#resolveNames(level);
    this.#check('mutually_exclusive', checkMutuallyExclusive(relations, parameters), context);
    setDefaults(spec, parameters, this.#secrets);
    this.#check('required', checkRequired(spec, parameters), context);

    this.#errors.push(...convertTypes(spec, parameters, this.#environment, context));
    for (const message of checkValues(spec, parameters)) this.#check('value', message, context);

    this.#check('required_together', checkRequiredTogether(relations, parameters), context);
    this.#check('required_one_of', checkRequiredOneOf(relations, parameters), context);
    this.#check('required_if', checkRequiredIf(relations, parameters), context);
    this.#check('required_by', checkRequiredBy(relations, parameters), context);
    if (context.length > 0) {
      const own = this.#errors.splice(before);
      this.#errors.push(...own.map((error) => ({ ...error, place: placeOf(level) })));
    }
    for (const [name, option] of Object.entries(spec)) this.#validateSubOptions(name, option, level);
  }

  #resolveNames({ spec, parameters, context, prefix }: Level): void {
    for (const message of findContradictions(spec)) this.#report('declaration', message);

    const { given, deprecated } = resolveAliases(spec, parameters);
    for (const { option, alias } of given) {
      this.#warnings.push(`Both option ${prefix}${option} and its alias ${prefix}${alias} are set.`);
    }
    this.#deprecations.push(...deprecated.map((alias) => aliasDeprecation(alias, prefix)));

    // Ansible stops looking at the first problem, but no secret may be missed because of it.
    const [problem] = collectSecrets(spec, parameters, this.#secrets);
    if (problem !== undefined) this.#report('no_log', problem);

    const isTopLevel = context.length === 0;
    if (isTopLevel) this.#deprecations.push(...listDeprecations(spec, parameters));
    this.#unsupported.push(...findUnsupported(spec, parameters, context));
  }

  #validateSubOptions(name: string, option: Option, { parameters, context, prefix }: Level): void {
    const spec = subOptions(option);
    if (spec === undefined) return;
    if (option.apply_defaults) parameters[name] ??= emptyObject();
    const value = parameters[name] ?? null;
    if (value === null) return;

    for (const [index, element] of (Array.isArray(value) ? value : [value]).entries()) {
      if (!isObject(element)) {
        this.#report('sub_parameter_type', `value of '${name}' must be of type dict or list of dicts`);
        continue;
      }
      const place = option.type === 'list' ? `${name}[${index}]` : name;
      this.#validateLevel({
        spec,
        relations: option,
        parameters: element,
        context: [...context, name],
        prefix: `${prefix}${place}.`,
      });
    }
  }

  #check(kind: ErrorKind, message: string | undefined, context: readonly string[]): void {
    if (message !== undefined) this.#report(kind, message + foundIn(context));
  }

  #report(kind: ErrorKind, message: string): void {
    this.#errors.push({ kind, message });
  }
}

/** Where a set of sub-options is, with its name if it has one, by which people find it. */
function placeOf({ prefix, parameters }: Level): string {
  const path = prefix.slice(0, -1);
  return typeof parameters.name === 'string' ? `${path} (${parameters.name})` : path;
}
