import { isDeepStrictEqual } from 'node:util';
import type { Query } from './form.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A resource as the API answers it: in a list possibly an overview, by its ID in full. */
export type Remote = { readonly id: string } & { readonly [name: string]: Json };

/** Values of fields under the names they are written with; what is not in it is not spoken of. */
export type Values = Readonly<Record<string, Json>>;

/** What a value is, and by that when two of them are equal. */
export type FieldType =
  | 'string'
  | 'integer'
  | 'boolean'
  /** Strings whose order and repetition mean nothing. */
  | 'set'
  /** A JSON object, sent and read as text; the order of its keys means nothing. */
  | 'json';

/** One field of a resource: how it is written, how it is read, and what can be done with it. */
export interface Field {
  /** The name when written. */
  readonly name: string;
  readonly type: FieldType;
  /** Where a read shows it: already in the list, only in the details of one resource, or never. */
  readonly shown: 'list' | 'details' | 'never';
  /** The name when read, where that differs. */
  readonly readAs?: string;
  /** Where a read shows a list of objects: the key of each that is the value. */
  readonly readKey?: string;
  /** How a set is written, where that is not as an array. */
  readonly writtenAs?: 'csv';
  /** Cannot be changed once the resource exists. */
  readonly fixed?: true;
  /** Has to be there for the resource to be created, and cannot be emptied. */
  readonly required?: true;
  /** Why the field cannot be emptied, where it can be left out all the same. */
  readonly lasting?: string;
  /** Written on creation when nothing else is declared. */
  readonly initial?: Json;
}

export type ResourceName = 'uptime' | 'contactGroup';

/** A kind of resource: everything that planning, comparing and encoding need to know of it. */
export interface Resource {
  /** What the code calls it. */
  readonly name: ResourceName;
  /** What people call one of them. */
  readonly kind: string;
  /** Path of the list; `/<id>` follows for a single one. */
  readonly path: string;
  /** Query that makes the list cheaper without leaving out what the fields need. */
  readonly listQuery?: Query;
  /** The field that people know a resource by. */
  readonly identity: string;
  /** The field that holds tags, where there is one. */
  readonly tagField?: string;
  readonly fields: readonly Field[];
}

/** The value that stands for "not set": optional fields are absent from reads when unset (API reference). */
const UNSET: Record<FieldType, Json> = { string: '', integer: 0, boolean: false, set: [], json: {} };

/** Whether a value says nothing: an empty string, list or object. */
export function isEmpty(value: Json): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Brings a value into the one form in which equal values are deeply equal. Text that is not JSON stays text. */
export function normalise(type: FieldType, value: Json | undefined): Json {
  if (value === null || value === undefined || value === '') return UNSET[type];
  if (type === 'set') {
    const items = (Array.isArray(value) ? value : [value]).map((item) => String(item).trim());
    return [...new Set(items)].filter((item) => item !== '').sort();
  }
  // Through text, since objects that differ in their prototypes are not deeply equal.
  return type === 'json' ? parseOr(typeof value === 'string' ? value : JSON.stringify(value)) : value;
}

function parseOr(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The value of a field in what the API answered, normalised; what the answer leaves out counts as unset. */
export function readField(field: Field, remote: Remote): Json {
  const value = remote[field.readAs ?? field.name];
  const { readKey } = field;
  if (readKey === undefined || !Array.isArray(value)) return normalise(field.type, value);
  const keys = value.map((item) => (item as { [key: string]: Json })[readKey] ?? '');
  return normalise(field.type, keys);
}

/** Whether two normalised values are equal. */
export function equal(one: Json, other: Json): boolean {
  return isDeepStrictEqual(one, other);
}

/** A normalised value as the API wants it in a form; an empty one clears the field (API reference). */
export function encodeField(field: Field, value: Json): string | number | boolean | readonly string[] {
  if (field.type === 'json') return isEmpty(value) ? '' : JSON.stringify(value);
  if (field.writtenAs === 'csv') return (value as string[]).join(',');
  return value as string | number | boolean | string[];
}
