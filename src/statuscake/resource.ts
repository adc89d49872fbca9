import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../json.ts';
import type { Query } from './http/form.ts';
import type { ResponseCheck } from './response-check.ts';

/** A resource as a response of the API has it: in a list possibly an overview, by its ID in full. */
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
  | 'json'
  /** Date and time in RFC 3339, local to a zone that another field names: its offset means nothing to the API. */
  | 'time'
  /** A URL, with or without the slash after a bare host. */
  | 'url';

/** One field of a resource: how it is written, how it is read, and what can be done with it. */
export interface Field {
  /** The name when written. */
  readonly name: string;
  readonly type: FieldType;
  /** Where a read shows it: in the list, unless the API leaves it out there, only in the details of one resource, or never. */
  readonly shown: 'list' | 'details' | 'never';
  /** The name when read, where that differs. */
  readonly readAs?: string;
  /** Where a read shows a list of objects: the key of each that is the value. */
  readonly readKey?: string;
  /** Where a read wraps the value in a longer text: its first group is the value. */
  readonly readPattern?: RegExp;
  /** How a set is written, where that is not as an array. */
  readonly writtenAs?: 'csv';
  /** Cannot be changed once the resource exists. */
  readonly fixed?: true;
  /** Has to be there for the resource to be created, and cannot be emptied. */
  readonly required?: true;
  /** Why the field cannot be emptied, where it can be left out all the same. */
  readonly lasting?: string;
  /** Returns why the API would refuse a value that is not empty, if it would. */
  readonly refuses?: (value: string) => string | undefined;
  /** Path of the list of locations whose codes the field takes. */
  readonly locations?: string;
  /** Written on creation when nothing else is declared. */
  readonly initial?: Json;
  /** What the API gives a new one to which nothing is written, where that is not what stands for "not set" (API reference). */
  readonly default?: Json | readonly string[];
}

export type ResourceName =
  | 'uptime'
  | 'heartbeat'
  | 'pagespeed'
  | 'ssl'
  | 'contactGroup'
  | 'maintenanceWindow';

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
  /** What tells whether a response is what the API documents; made at build time, and bundled where it is used. */
  readonly responses: { readonly list: ResponseCheck; readonly details: ResponseCheck };
  /** What the list can be filtered by. */
  readonly filters?: {
    readonly tags?: true;
    readonly status?: { readonly parameter: string; readonly values: readonly string[] };
  };
  /** The field that people know a resource by. */
  readonly identity: string;
  /** The fields that say what is tested, and from where, of what is not known by that already; lists show them. */
  readonly address?: readonly string[];
  /** The field that holds tags, where there is one. */
  readonly tagField?: string;
  /** Fields of which not all may be empty. */
  readonly oneOf?: readonly string[];
  /** Fields that cannot be empty where another field has one of these values. */
  readonly needs?: readonly {
    readonly where: string;
    readonly is: readonly string[];
    readonly field: string;
  }[];
  /** Pairs of fields of which one has to be empty. */
  readonly rivals?: readonly (readonly [string, string])[];
  readonly fields: readonly Field[];
  /** What the API decides and users need: reads show it, nothing writes it. */
  readonly computed?: readonly string[];
  /** Puts normalised values into the form that users see, where that of one field depends on another. */
  readonly spell?: (values: Values) => Values;
}

/** The value that stands for "not set": optional fields are absent from reads when unset (API reference). */
const UNSET: Record<FieldType, Json> = {
  string: '',
  integer: 0,
  boolean: false,
  set: [],
  json: {},
  time: '',
  url: '',
};

/** Returns whether a value stands for "not set" in a field of this type. */
export function isUnset(type: FieldType, value: Json | undefined): boolean {
  return equal(normalise(type, value), UNSET[type]);
}

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/i;

/** Returns what a field of a new resource has where nothing is declared, normalised. */
export function defaultOf({ type, initial, default: given = initial }: Field): Json {
  return normalise(type, given as Json);
}

/** Returns whether a value says nothing: an empty string, list or object. */
export function isEmpty(value: Json): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Brings a value into the one form in which equal values are deeply equal. Text that is not JSON stays text. */
export function normalise(type: FieldType, value: Json | undefined): Json {
  if (value === null || value === undefined || value === '') {
    return UNSET[type];
  }
  switch (type) {
    case 'set': {
      const items = (Array.isArray(value) ? value : [value]).map((item) => String(item).trim());
      return [...new Set(items)].filter((item) => item !== '').sort(byNumberOrText);
    }
    case 'json':
      // Through text, since objects that differ in their prototypes are not deeply equal.
      return parseOr(typeof value === 'string' ? value : JSON.stringify(value));
    case 'time':
      return normaliseTime(String(value));
    case 'url':
      return normaliseUrl(String(value));
    default:
      return value;
  }
}

const DIGITS = /^\d+$/;

/** Numbers by their size, before all other texts. */
function byNumberOrText(one: string, other: string): number {
  const [first, second] = [DIGITS.test(one), DIGITS.test(other)];
  const byNumber = first && second ? compareDigits(one, other) : Number(second) - Number(first);
  return byNumber || (one < other ? -1 : 1);
}

/** Compares IDs, or other numbers in digits, by their size, exactly: some are too large for a number. Negative: the first is smaller. */
export function compareDigits(one: string, other: string): number {
  const [first, second] = [BigInt(one), BigInt(other)];
  return Number(first > second) - Number(first < second);
}

/** To the second, and with one spelling for no offset from UTC; a text that is no time stays as it is. */
function normaliseTime(text: string): string {
  const parts = TIME.exec(text);
  if (parts === null) {
    return text;
  }
  const [, date, time, offset = ''] = parts;
  return `${date}T${time}${offset.toUpperCase().replace(/[+-]00:00/, 'Z')}`;
}

function normaliseUrl(text: string): string {
  if (!URL.canParse(text)) {
    return text;
  }
  const url = new URL(text);
  // Setting an empty one takes away its mark, too.
  if (url.search === '') {
    url.search = '';
  }
  if (url.hash === '') {
    url.hash = '';
  }
  const { href, pathname, search, hash } = url;
  return pathname === '/' && search === '' && hash === '' ? href.slice(0, -1) : href;
}

function parseOr(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Returns whether a read shows a field. In a list a field may be left out; in details, what is not there is unset. */
export function showsField({ name, readAs = name }: Field, remote: Remote): boolean {
  return readAs in remote;
}

/** Returns the value of a field in what the API answered, normalised; what the response leaves out counts as unset. */
export function readField(field: Field, remote: Remote): Json {
  const value = remote[field.readAs ?? field.name];
  const { readKey, readPattern } = field;
  if (readPattern !== undefined) {
    return normalise(field.type, readPattern.exec(String(value ?? ''))?.[1] ?? value);
  }
  if (readKey === undefined || !Array.isArray(value)) {
    return normalise(field.type, value);
  }
  const keys = value.map((item) => (item as { [key: string]: Json })[readKey] ?? '');
  return normalise(field.type, keys);
}

/** Returns what a resource is known by, normalised; its name, for most kinds. */
export function identityOf(resource: Resource, remote: Remote): string {
  return String(normalise(identityType(resource), remote[resource.identity]));
}

/** Returns a declared identity in the form in which `identityOf` returns it. */
export function normaliseIdentity(resource: Resource, text: string): string {
  return String(normalise(identityType(resource), text));
}

function identityType({ fields, identity }: Resource): FieldType {
  return fields.find(({ name }) => name === identity)?.type ?? 'string';
}

/** Returns the query that makes the list of a kind show no others than those with these tags, as far as the API can. */
export function tagQuery({ filters }: Resource, tags: readonly string[]): Query {
  // The API separates tags by commas, so it cannot be asked for one with a comma in it.
  const askable = tags.filter((tag) => !tag.includes(','));
  return filters?.tags && askable.length > 0 ? { tags: askable.join(',') } : {};
}

/** Returns the computed fields of a resource that a read showed. */
export function computedFieldsOf({ computed = [] }: Resource, remote: Remote): Values {
  return Object.fromEntries(computed.map((name) => [name, remote[name] ?? null]));
}

/** Returns whether a read showed all computed fields of a resource. */
export function knowsComputedFields({ computed = [] }: Resource, remote: Remote): boolean {
  return computed.every((name) => !isEmpty(remote[name] ?? null));
}

/** Everything that a read showed of a resource besides its fields and its ID. */
export function otherFieldsOf({ fields }: Resource, remote: Remote): Values {
  const known = new Set(['id', ...fields.map(({ name, readAs }) => readAs ?? name)]);
  return Object.fromEntries(Object.entries(remote).filter(([name]) => !known.has(name)));
}

/** Returns whether two normalised values are equal. */
export function equal(one: Json, other: Json): boolean {
  return isDeepStrictEqual(one, other);
}

/** Returns whether two normalised values of a field are the same to the API, which of a time keeps no offset (API definition). */
export function same({ type }: Field, one: Json, other: Json): boolean {
  return type === 'time' ? localPart(String(one)) === localPart(String(other)) : equal(one, other);
}

/** Date and time of day of a normalised time, without its offset. */
export function localPart(time: string): string {
  return time.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
}

/** Returns a normalised value as the API wants it in a form; an empty one clears the field (API reference). */
export function encodeField(field: Field, value: Json): string | number | boolean | readonly string[] {
  if (field.type === 'json') {
    return isEmpty(value) ? '' : JSON.stringify(value);
  }
  if (field.writtenAs === 'csv') {
    return (value as string[]).join(',');
  }
  return value as string | number | boolean | string[];
}
