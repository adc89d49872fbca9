/** What entries of the account, forms and responses hold. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** What a field holds. A list that forms write holds texts, whatever they stand for. */
export type Value = string | number | boolean | readonly string[] | JsonObject | readonly JsonObject[];

/** Values by the name they are written with; `undefined` clears. */
export type Values = { readonly [field: string]: Value | undefined };

/** One resource in the account, by the names its fields are written with; an unset field is absent. */
export interface Entry {
  readonly id: string;
  [field: string]: Value | undefined;
}

/** Why parameters are refused, by their names. */
export type Errors = Readonly<Record<string, readonly string[]>>;
