import type { Field, FieldType, Resource } from './resource.ts';

/** A JSON schema, as far as we need one. */
export type Schema = { readonly [keyword: string]: unknown };

const text: Schema = { type: 'string' };
const count: Schema = { type: 'integer', minimum: 0 };
const id: Schema = { type: 'string', pattern: '^[0-9]+$' };

/** What a read shows for each type; the API leaves out what is unset, and `null` is taken for the same. */
const TYPES: Record<FieldType, Schema> = {
  string: { type: 'string', nullable: true },
  integer: { type: 'integer', nullable: true },
  boolean: { type: 'boolean', nullable: true },
  set: { type: 'array', nullable: true, items: { type: ['string', 'integer'] } },
  json: { type: 'string', nullable: true },
};

/** `{data: [...], metadata}`: one page of a list. */
export function listSchema(resource: Resource): Schema {
  const shown = resource.fields.filter((field) => field.shown === 'list');
  const metadata = object({ page_count: count, total_count: count });
  return object({ data: { type: 'array', items: resourceSchema(resource, shown) }, metadata });
}

/** `{data: {...}}`: one resource in full. */
export function detailsSchema(resource: Resource): Schema {
  return object({ data: resourceSchema(resource, resource.fields) });
}

/** `{data: {new_id}}`: the answer to a creation. */
export const createdSchema = object({ data: object({ new_id: id }) });

/** `{message, errors}`: why a request was not accepted. */
export const problemSchema: Schema = {
  type: 'object',
  properties: {
    message: text,
    errors: { type: 'object', additionalProperties: { type: 'array', items: text } },
  },
  required: ['message'],
};

function resourceSchema(resource: Resource, fields: readonly Field[]): Schema {
  const readable = fields.filter((field) => field.shown !== 'never');
  const properties = readable.map((field) => [field.readAs ?? field.name, fieldSchema(field)]);
  return {
    type: 'object',
    properties: { ...Object.fromEntries(properties), id },
    required: ['id', resource.identity],
  };
}

function fieldSchema(field: Field): Schema {
  if (field.readKey === undefined) return TYPES[field.type];
  return { type: 'array', nullable: true, items: object({ [field.readKey]: text }) };
}

function object(properties: Record<string, Schema>): Schema {
  return { type: 'object', properties, required: Object.keys(properties) };
}
