import type { CollectionName, DeprecatedAlias } from '../argument-spec.ts';

/** What an error is about; the names are those of Ansible's error classes. */
export type ErrorKind =
  | 'declaration'
  | 'nesting'
  | 'no_log'
  | 'unsupported'
  | 'mutually_exclusive'
  | 'required'
  | 'type'
  | 'element'
  | 'value'
  | 'required_together'
  | 'required_one_of'
  | 'required_if'
  | 'required_by'
  | 'sub_parameter_type';

/** Something wrong with the parameters. */
export interface ValidationError {
  readonly kind: ErrorKind;
  readonly message: string;
  /** Where among sub-options or elements it is, as in `tests[2] (acme readiness)`; Ansible's message names the options only. */
  readonly place?: string;
}

/** Something still supported that will go, in the form in which a module returns it to Ansible. */
export interface Deprecation {
  readonly msg: string;
  readonly version?: string;
  readonly date?: string;
  readonly collection_name?: CollectionName;
}

/** Returns the deprecation of an alias, named with the options above it. */
export function aliasDeprecation(alias: DeprecatedAlias, prefix: string): Deprecation {
  const { name, ...end } = alias;
  return { msg: `Alias '${prefix}${name}' is deprecated. See the module docs for more information`, ...end };
}

/** Returns the end of a message about sub-options that says which option they belong to. */
export function foundIn(context: readonly string[]): string {
  return context.length > 0 ? ` found in ${context.join(' -> ')}` : '';
}
