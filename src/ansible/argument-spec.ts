/**
 * The declaration of a module's options, in the terms of Ansible's own `argument_spec`: what is declared here
 * drives conversion and validation, the TypeScript type of the parameters and the ansible-doc page.
 */

import type { Json, JsonObject } from '../json.ts';

export type OptionType =
  | 'str'
  | 'list'
  | 'dict'
  | 'bool'
  | 'int'
  | 'float'
  | 'path'
  | 'raw'
  | 'jsonarg'
  | 'json'
  | 'bytes'
  | 'bits';

/** `[option, value, options it then requires, true if any one of them is enough]` */
export type RequiredIf = readonly [string, Json, readonly string[], boolean?];

/** Relations between the options of a module, or between the sub-options of one option. */
export interface OptionRelations {
  readonly mutually_exclusive?: readonly (readonly string[])[];
  readonly required_together?: readonly (readonly string[])[];
  readonly required_one_of?: readonly (readonly string[])[];
  readonly required_if?: readonly RequiredIf[];
  readonly required_by?: Readonly<Record<string, string | readonly string[]>>;
}

/** A collection as `namespace.name`. From ansible-core 2.19 on, a deprecation with any other name fails its task. */
export type CollectionName = `${string}.${string}`;

/** An alias that still works and says that it will go. */
export interface DeprecatedAlias {
  readonly name: string;
  readonly version?: string;
  readonly date?: string;
  readonly collection_name?: CollectionName;
}

/** One option. The keys are Ansible's, except for the last group, which is ours. */
export interface Option extends OptionRelations {
  readonly type?: OptionType;
  readonly elements?: OptionType;
  readonly required?: boolean;
  readonly default?: Json;
  readonly choices?: readonly (string | number | boolean)[];
  readonly aliases?: readonly string[];
  readonly deprecated_aliases?: readonly DeprecatedAlias[];
  readonly no_log?: boolean;
  readonly options?: ArgumentSpec;
  readonly apply_defaults?: boolean;
  readonly removed_in_version?: string;
  readonly removed_at_date?: string;
  readonly removed_from_collection?: CollectionName;

  /** Environment variables that stand in for an option left out, in this order (Ansible: `env_fallback`). */
  readonly environment?: readonly string[];
  /** Bounds of a number, both inclusive. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** By values that are none of the choices: what such a value probably means, for the end of the error. */
  readonly hints?: Readonly<Record<string, string>>;
  readonly description: string | readonly string[];
  readonly version_added?: string;
}

export type ArgumentSpec = { readonly [name: string]: Option };

type Scalar<T extends OptionType | undefined, O extends Option> = T extends 'int' | 'float' | 'bytes' | 'bits'
  ? number
  : T extends 'bool'
    ? boolean
    : T extends 'dict'
      ? O['options'] extends ArgumentSpec
        ? Parameters<O['options']>
        : JsonObject
      : T extends 'raw'
        ? Json
        : T extends 'list'
          ? Json[]
          : O['choices'] extends readonly (infer Choice)[]
            ? Choice
            : string;

type Present<O extends Option> = O['type'] extends 'list'
  ? O['elements'] extends OptionType
    ? Scalar<O['elements'], O>[]
    : Json[]
  : Scalar<O['type'], O>;

type IsAlwaysSet<O extends Option> = O extends
  | { readonly required: true }
  | { readonly default: NonNullable<Json> }
  | { readonly apply_defaults: true; readonly options: ArgumentSpec }
  ? true
  : false;

/** The validated parameters of a declaration; `null` is an option that was not given. */
export type Parameters<S extends ArgumentSpec> = {
  -readonly [K in keyof S]: IsAlwaysSet<S[K]> extends true ? Present<S[K]> : Present<S[K]> | null;
};
