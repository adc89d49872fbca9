import type { Field, FieldType, Resource } from './resource.ts';

/** A JSON schema, as far as we need one. */
export type Schema = { readonly [keyword: string]: unknown };

const text: Schema = { type: 'string' };
const count: Schema = { type: 'integer', minimum: 0 };
const id: Schema = { type: 'string', pattern: '^[0-9]+$' };

const optionalText: Schema = { type: 'string', nullable: true };

/** What a read shows for each type; the API leaves out what is unset, and `null` is taken for the same. */
const TYPES: Record<FieldType, Schema> = {
  string: optionalText,
  integer: { type: 'integer', nullable: true },
  boolean: { type: 'boolean', nullable: true },
  set: { type: 'array', nullable: true, items: { type: ['string', 'integer'] } },
  json: optionalText,
  time: optionalText,
  url: optionalText,
};

/** Returns what a list shows of one resource. */
export function overviewSchema(resource: Resource): Schema {
  return resourceSchema(
    resource,
    resource.fields.filter((field) => field.shown === 'list'),
  );
}

/** One resource in full. */
export function wholeSchema(resource: Resource): Schema {
  return resourceSchema(resource, resource.fields);
}

/** `{data: [...], metadata}`: one page of a list. */
export function listSchema(item: Schema): Schema {
  const metadata = object({ page: count, page_count: count, total_count: count });
  return object({ data: { type: 'array', items: item }, metadata });
}

/** `{data: {...}}`: the response to a read of one resource. */
export function detailsSchema(item: Schema): Schema {
  return object({ data: item });
}

/** `{data: {new_id}}`: the response to a creation. */
export const createdSchema = object({ data: object({ new_id: id }) });

/** `{data: [...]}`: where tests can be run from. */
export const locationsSchema = object({ data: { type: 'array', items: object({ region_code: text }) } });

const status: Schema = { enum: ['up', 'down'] };
const optionalNumber: Schema = { type: 'number', nullable: true };

/** `{data: [...], links}`: a part of a series of an uptime test, newest first. */
function seriesSchema(properties: Record<string, Schema>, required: readonly string[]): Schema {
  const links = { type: 'object', properties: { next: optionalText } };
  return object({ data: { type: 'array', items: { type: 'object', properties, required } }, links });
}

/** The series of uptime tests, by the names of their checks. */
export const seriesSchemas: Readonly<Record<string, Schema>> = {
  uptimePeriods: seriesSchema({ status, created_at: text, ended_at: optionalText }, ['status', 'created_at']),
  uptimeAlerts: seriesSchema({ status, status_code: { type: 'number' }, triggered_at: optionalText }, [
    'status',
    'status_code',
  ]),
  uptimeHistory: seriesSchema(
    { created_at: text, performance: optionalNumber, status_code: optionalNumber },
    ['created_at'],
  ),
};

/** `{message, errors}`: why a request was not accepted. */
export const problemSchema: Schema = {
  type: 'object',
  properties: {
    message: text,
    errors: { type: 'object', additionalProperties: { type: 'array', items: text } },
  },
  required: ['message'],
};

/** Fields of one type share one check, as code for each would be most of what a module has to load. */
function resourceSchema(resource: Resource, fields: readonly Field[]): Schema {
  const names = new Map<Schema, string[]>();
  for (const field of fields.filter(({ shown }) => shown !== 'never')) {
    const schema = field.readKey === undefined ? TYPES[field.type] : objectsWith(field.readKey);
    names.set(schema, [...(names.get(schema) ?? []), field.readAs ?? field.name]);
  }
  return {
    type: 'object',
    properties: { id },
    patternProperties: Object.fromEntries(
      [...names].map(([schema, group]) => [`^(${group.join('|')})$`, schema]),
    ),
    required: ['id', resource.identity],
  };
}

function objectsWith(key: string): Schema {
  return { type: 'array', nullable: true, items: object({ [key]: text }) };
}

function object(properties: Record<string, Schema>): Schema {
  return { type: 'object', properties, required: Object.keys(properties) };
}
