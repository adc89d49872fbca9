import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/json.ts';
import type { Field, Resource } from '../../../src/statuscake/resource.ts';
import { RESOURCES } from '../../../src/statuscake/resources/all.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import {
  createdSchema,
  detailsSchema,
  listSchema,
  locationsSchema,
  overviewSchema,
  problemSchema,
  type Schema,
  seriesSchemas,
  wholeSchema,
} from '../../../src/statuscake/schemas.ts';

const ajv = new Ajv({ allowUnionTypes: true });

/** Returns where a value does not fit a schema, which is compiled once; nothing where it fits. */
function misfit(schema: Schema, value: unknown): string | undefined {
  const check = ajv.compile(schema);
  return check(value) ? undefined : (check.errors?.[0]?.instancePath ?? '');
}

const RIGHT: Readonly<Record<Field['type'], Json>> = {
  string: 'text',
  integer: 7,
  boolean: true,
  set: ['a', 1],
  json: '{}',
  time: '2026-11-01T00:00:00Z',
  url: 'https://example.com',
};
const WRONG: Readonly<Record<Field['type'], Json>> = {
  string: 1,
  integer: 1.5,
  boolean: 'true',
  set: 'a',
  json: {},
  time: 0,
  url: ['https://example.com'],
};

const nameOf = ({ name, readAs = name }: Field) => readAs;
const rightFor = ({ type, readKey }: Field): Json =>
  readKey === undefined ? RIGHT[type] : [{ [readKey]: 'london', other: 1 }];
const valuesOf = (fields: readonly Field[]) =>
  Object.fromEntries(fields.map((field) => [nameOf(field), rightFor(field)]));
const isShown = ({ shown }: Field) => shown !== 'never';

const views: [string, (resource: Resource) => Schema, (field: Field) => boolean][] = [
  ['in a list', overviewSchema, ({ shown }) => shown === 'list'],
  ['in full', wholeSchema, isShown],
];
const cases = RESOURCES.flatMap((resource) =>
  views.map(([view, schemaOf, isIn]) => ({ kind: resource.kind, view, resource, schemaOf, isIn })),
);

describe.each(cases)('what a read shows $view of a $kind', ({ resource, schemaOf, isIn }) => {
  const schema = schemaOf(resource);
  const shown = resource.fields.filter(isIn);
  const least = { id: '7', [resource.identity]: 'known by this' };

  test('may leave out any field but the ID and what it is known by, or show null, and has more', () => {
    fc.assert(
      fc.property(fc.subarray(shown), fc.subarray(shown), (there, empty) => {
        const nothing = Object.fromEntries(empty.map((field) => [nameOf(field), null]));
        expect(misfit(schema, { more: {}, ...nothing, ...valuesOf(there), ...least })).toBeUndefined();
      }),
      { numRuns: 10 },
    );
    for (const name of Object.keys(least)) {
      expect(misfit(schema, { ...least, [name]: undefined })).toBeDefined();
    }
    expect(misfit(schema, { ...least, id: 7 })).toBe('/id');
    expect(misfit(schema, { ...least, id: '../7' })).toBe('/id');
    expect(misfit(schema, [])).toBe('');
  });

  test('is of the type of its field', () => {
    for (const field of shown.filter(({ name }) => name !== resource.identity)) {
      const wrong = { ...least, [nameOf(field)]: WRONG[field.type] };
      expect([field.name, misfit(schema, wrong)]).toEqual([field.name, `/${nameOf(field)}`]);
    }
  });

  test('is not judged where another read is to show it', () => {
    const others = resource.fields.filter((field) => !isIn(field));
    const strange = Object.fromEntries(others.map((field) => [nameOf(field), WRONG[field.type]]));
    expect(misfit(schema, { ...strange, ...least })).toBeUndefined();
  });
});

describe('the places where a test is run', () => {
  const schema = wholeSchema(uptime);
  const places = (servers: Json) => ({ id: '7', name: 'a', servers });

  test('are objects with a code', () => {
    expect(misfit(schema, places([{ region_code: 'london' }, { region_code: '' }]))).toBeUndefined();
    expect(misfit(schema, places([]))).toBeUndefined();
    expect(misfit(schema, places(null))).toBeUndefined();
    expect(misfit(schema, places(['london']))).toBe('/servers/0');
    expect(misfit(schema, places([{ region_code: 1 }]))).toBe('/servers/0/region_code');
    expect(misfit(schema, places([{}]))).toBe('/servers/0');
    expect(misfit(schema, places({ region_code: 'london' }))).toBe('/servers');
  });
});

describe('the response to', () => {
  const item = { type: 'object', required: ['id'] };
  const metadata = { page: 1, page_count: 1, total_count: 1 };

  test.each<[string, Schema, unknown, string | undefined]>([
    ['a list', listSchema(item), { data: [{ id: '7' }], metadata }, undefined],
    ['a list', listSchema(item), { data: [{}], metadata }, '/data/0'],
    ['a list', listSchema(item), { data: { id: '7' }, metadata }, '/data'],
    ['a list', listSchema(item), { data: [] }, ''],
    ['a list', listSchema(item), { metadata }, ''],
    ['a list', listSchema(item), { data: [], metadata: { ...metadata, page: -1 } }, '/metadata/page'],
    ['a list', listSchema(item), { data: [], metadata: { page: 1, total_count: 1 } }, '/metadata'],
    ['a read', detailsSchema(item), { data: { id: '7' } }, undefined],
    ['a read', detailsSchema(item), { data: {} }, '/data'],
    ['a read', detailsSchema(item), {}, ''],
    ['a creation', createdSchema, { data: { new_id: '7' } }, undefined],
    ['a creation', createdSchema, { data: { new_id: 7 } }, '/data/new_id'],
    ['a creation', createdSchema, { data: {} }, '/data'],
    ['the places of tests', locationsSchema, { data: [{ region_code: 'london' }] }, undefined],
    ['the places of tests', locationsSchema, { data: [{ region: 'London' }] }, '/data/0'],
    ['a mistake', problemSchema, { message: 'no', errors: { name: ['why'] } }, undefined],
    ['a mistake', problemSchema, { message: 'no' }, undefined],
    ['a mistake', problemSchema, { errors: {} }, ''],
    ['a mistake', problemSchema, { message: 'no', errors: { name: 'why' } }, '/errors/name'],
  ])('%s is judged by its form: %#', (_, schema, value, path) => {
    expect(misfit(schema, value)).toBe(path);
  });

  test.each([
    ['uptimePeriods', { status: 'up', created_at: 'x', ended_at: null }, ['status', 'created_at']],
    ['uptimeAlerts', { status: 'down', status_code: 503, triggered_at: null }, ['status', 'status_code']],
    ['uptimeHistory', { created_at: 'x', performance: null, status_code: null }, ['created_at']],
  ])('%s shows rows with what every row has', (name, row, required) => {
    const schema = seriesSchemas[name] ?? {};
    expect(misfit(schema, { data: [row, { ...row, more: 1 }], links: { next: null } })).toBeUndefined();
    expect(misfit(schema, { data: [], links: {} })).toBeUndefined();
    expect(misfit(schema, { data: [row] })).toBe('');
    expect(misfit(schema, { data: row, links: {} })).toBe('/data');
    for (const key of required) {
      expect(misfit(schema, { data: [{ ...row, [key]: undefined }], links: {} })).toBe('/data/0');
      expect(misfit(schema, { data: [{ ...row, [key]: [] }], links: {} })).toBe(`/data/0/${key}`);
    }
  });
});
