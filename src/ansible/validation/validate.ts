import type { Environment } from '../../environment.ts';
import type { JsonObject } from '../../json.ts';
import type { ArgumentSpec, Option, OptionRelations } from '../argument-spec.ts';
import { resolveAliases } from './aliases.ts';
import { findContradictions, setDefaults, setFallbacks, withMissingAsNull } from './defaults.ts';
import type { Deprecation, ErrorKind, ValidationError } from './findings.ts';
import { aliasDeprecation, foundIn } from './findings.ts';
import { copy, emptyObject, isObject } from './json.ts';
import { collectSecrets, type Misfit } from './no-log.ts';
import { settleNumerals } from './numerals.ts';
import { placeWithin } from './places.ts';
import {
  checkMutuallyExclusive,
  checkRequired,
  checkRequiredBy,
  checkRequiredIf,
  checkRequiredOneOf,
  checkRequiredTogether,
} from './relations.ts';
import { listDeprecations } from './removed-options.ts';
import { collectStraySecrets } from './stray-secrets.ts';
import { subOptions } from './sub-options.ts';
import { checkText } from './text.ts';
import { convertTypes } from './types.ts';
import type { UnsupportedParameter } from './unsupported.ts';
import { findUnsupported, placesOf, unsupportedMessage } from './unsupported.ts';
import { checkValues } from './values.ts';

export type { Deprecation, ErrorKind, ValidationError } from './findings.ts';

/** Stands for a value that cannot be shown, as what Ansible puts in the place of a secret. */
const CONCEALED = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER';

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
  /** Where these are, for people: `servers[0] (web)`. */
  readonly place: string;
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
  const level = { spec, relations, parameters, context: [], prefix: '', place: '' };
  return new Validator(environment).validate(level);
}

class Validator {
  readonly #environment: Environment;
  readonly #errors: ValidationError[] = [];
  readonly #deprecations: Deprecation[] = [];
  readonly #warnings: string[] = [];
  readonly #secrets = new Set<string>();
  readonly #unsupported: UnsupportedParameter[] = [];
  /** What is not made of sub-options, but may hold some, with secrets among them that nobody can find. */
  readonly #misfits: Misfit[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  validate(level: Level): Validation {
    this.#errors.push(...settleNumerals(level.spec, level.parameters));
    collectStraySecrets(level.parameters, level.spec, this.#secrets);
    this.#validateLevel(level);
    if (this.#unsupported.length > 0) {
      this.#report('unsupported', unsupportedMessage(this.#unsupported), placesOf(this.#unsupported));
    }
    for (const { parameters, names } of this.#misfits) {
      for (const name of names) {
        if (name in parameters) {
          parameters[name] = CONCEALED;
        }
      }
    }
    return {
      parameters: withMissingAsNull(level.spec, level.parameters),
      errors: this.#errors,
      deprecations: this.#deprecations,
      warnings: this.#warnings,
      secrets: this.#secrets,
    };
  }

  #validateLevel(level: Level): void {
    const { spec, relations, parameters, context, place } = level;
    const before = this.#errors.length;
    setFallbacks(spec, parameters, this.#environment, this.#secrets);
    this.#resolveNames(level);
    this.#check('mutually_exclusive', checkMutuallyExclusive(relations, parameters), context);
    setDefaults(spec, parameters, this.#secrets);
    this.#check('required', checkRequired(spec, parameters), context);

    this.#errors.push(...convertTypes(spec, parameters, this.#environment, context, place));
    for (const message of checkValues(spec, parameters)) {
      this.#check('value', message, context);
    }
    for (const message of checkText(spec, parameters)) {
      this.#check('value', message, context);
    }

    this.#check('required_together', checkRequiredTogether(relations, parameters), context);
    this.#check('required_one_of', checkRequiredOneOf(relations, parameters), context);
    this.#check('required_if', checkRequiredIf(relations, parameters), context);
    this.#check('required_by', checkRequiredBy(relations, parameters), context);
    if (context.length > 0) {
      const own = this.#errors.splice(before);
      this.#errors.push(...own.map((error) => ({ ...error, place: error.place ?? place })));
    }
    for (const [name, option] of Object.entries(spec)) {
      this.#validateSubOptions(name, option, level);
    }
  }

  #resolveNames({ spec, parameters, context, prefix, place }: Level): void {
    for (const message of findContradictions(spec)) {
      this.#report('declaration', message);
    }

    const { given, deprecated } = resolveAliases(spec, parameters);
    for (const { option, alias } of given) {
      this.#warnings.push(`Both option ${prefix}${option} and its alias ${prefix}${alias} are set.`);
    }
    this.#deprecations.push(...deprecated.map((alias) => aliasDeprecation(alias, prefix)));

    // Ansible stops looking at the first problem, but no secret may be missed because of it.
    const misfits = collectSecrets(spec, parameters, this.#secrets, place);
    this.#misfits.push(...misfits);
    const [misfit] = misfits;
    if (misfit !== undefined) {
      this.#report('no_log', misfit.message, misfit.place);
    }

    const isTopLevel = context.length === 0;
    if (isTopLevel) {
      this.#deprecations.push(...listDeprecations(spec, parameters));
    }
    this.#unsupported.push(...findUnsupported(spec, parameters, context, place));
  }

  #validateSubOptions(name: string, option: Option, { parameters, context, prefix, place }: Level): void {
    const spec = subOptions(option);
    if (spec === undefined) {
      return;
    }
    if (option.apply_defaults) {
      parameters[name] ??= emptyObject();
    }
    const value = parameters[name] ?? null;
    if (value === null) {
      return;
    }

    for (const [index, element] of (Array.isArray(value) ? value : [value]).entries()) {
      const own = placeWithin(place, name, option, index, element);
      if (!isObject(element)) {
        const message = `value of '${name}' must be of type dict or list of dicts`;
        this.#report('sub_parameter_type', message, own);
        continue;
      }
      const path = option.type === 'list' ? `${name}[${index}]` : name;
      this.#validateLevel({
        spec,
        relations: option,
        parameters: element,
        context: [...context, name],
        prefix: `${prefix}${path}.`,
        place: own,
      });
    }
  }

  #check(kind: ErrorKind, message: string | undefined, context: readonly string[]): void {
    if (message !== undefined) {
      this.#report(kind, message + foundIn(context));
    }
  }

  #report(kind: ErrorKind, message: string, place = ''): void {
    this.#errors.push({ kind, message, ...(place !== '' && { place }) });
  }
}
