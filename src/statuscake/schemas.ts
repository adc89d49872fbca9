import type { Field, FieldType, Resource } from './resource.ts';

/** A JSON schema, as far as we need one. */
export type Schema = { readonly [keyword: string]: unknown };

const text: Schema = { type: 'string' };
const count: Schema = { type: 'integer', minimum: 0 };
const id: Schema = { type: 'string', pattern: '^[0-9]+$' };

/** What a read shows for each type; the API leaves out what is unset, and `null` is taken for the same. */
export const typeSchemas: Record<FieldType, Schema> = {
  string: { type: 'string', nullable: true },
  integer: { type: 'integer', nullable: true },
  boolean: { type: 'boolean', nullable: true },
  set: { type: 'array', nullable: true, items: { type: ['string', 'integer'] } },
  json: { type: 'string', nullable: true },
  instant: { type: 'string', nullable: true },
  url: { type: 'string', nullable: true },
};

/** What a list shows of one resource. */
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
  const metadata = object({ page_count: count, total_count: count });
  return object({ data: { type: 'array', items: item }, metadata });
}

/** `{data: {...}}`: the answer to a read of one resource. */
export function detailsSchema(item: Schema): Schema {
  return object({ data: item });
}

/** `{data: {new_id}}`: the answer to a creation. */
export const createdSchema = object({ data: object({ new_id: id }) });

/** `{data: [...]}`: where tests can be run from. */
export const locationsSchema = object({ data: { type: 'array', items: object({ region_code: text }) } });

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
  if (field.readKey === undefined) return { $ref: field.type };
  return { type: 'array', nullable: true, items: object({ [field.readKey]: text }) };
}

function object(properties: Record<string, Schema>): Schema {
  return { type: 'object', properties, required: Object.keys(properties) };
}
