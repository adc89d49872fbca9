/** Schemas of a Swagger 2.0 definition as checks. */

import { isIPv4, isIPv6 } from 'node:net';
import { Ajv2019, type ErrorObject, type ValidateFunction } from 'ajv/dist/2019.js';

export type Schema = { readonly [keyword: string]: unknown };

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const ajv = new Ajv2019({
  allErrors: true,
  strict: false,
  formats: {
    'date-time': (text: string) => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text)),
    // Absolute, as in RFC 3986: a name alone is none.
    uri: (text: string) => /^[a-z][a-z0-9+.-]*:\/\//i.test(text) && URL.canParse(text),
    ipv4: isIPv4,
    ipv6: isIPv6,
    int32: { type: 'number', validate: (value: number) => Math.abs(value) < 2 ** 31 },
    int64: { type: 'number', validate: Number.isSafeInteger },
    float: true,
  },
});

export class Schemas {
  readonly #definitions: { readonly [name: string]: Schema };
  readonly #checks = new Map<Schema, ValidateFunction>();

  constructor(definitions: { readonly [name: string]: Schema }) {
    this.#definitions = definitions;
  }

  /** Returns what a value has against a schema, every object of which is closed. */
  errorsOf(value: unknown, schema: Schema): readonly ErrorObject[] {
    let check = this.#checks.get(schema);
    if (check === undefined) {
      check = ajv.compile(this.#closed(schema));
      this.#checks.set(schema, check);
    }
    return check(value) ? [] : (check.errors ?? []);
  }

  /** Follows a reference, if the schema is one. Throws an Error for one to nothing. */
  resolve(schema: Schema): Schema {
    const { $ref } = schema;
    if (typeof $ref !== 'string') {
      return schema;
    }
    const definition = this.#definitions[$ref.replace('#/definitions/', '')];
    if (definition === undefined) {
      throw new Error(`The definition has no ${$ref}`);
    }
    return this.resolve(definition);
  }

  /**
   * The schema as JSON Schema, without references and closed: an object has no property that neither itself nor any part
   * of its `allOf` names. Those parts stay open, since each knows its own properties only.
   */
  #closed(schema: Schema): Schema {
    const open = this.#open(schema);
    return open.type === 'object' || 'properties' in open || 'allOf' in open
      ? { ...open, unevaluatedProperties: false }
      : open;
  }

  #open(reference: Schema): Schema {
    const { properties, items, additionalProperties, allOf, type, ...rest } = this.resolve(reference);
    return {
      ...Object.fromEntries(Object.entries(rest).filter(([keyword]) => !NO_RULE.test(keyword))),
      // The definition writes `type: null` where it means any type.
      ...(typeof type === 'string' && { type }),
      ...(properties !== undefined && { properties: this.#each(properties as Record<string, Schema>) }),
      ...(items !== undefined && { items: this.#closed(items as Schema) }),
      ...(typeof additionalProperties === 'object' && {
        additionalProperties: this.#closed(additionalProperties as Schema),
      }),
      ...(allOf !== undefined && { allOf: (allOf as Schema[]).map((part) => this.#open(part)) }),
    };
  }

  #each(properties: Record<string, Schema>): Record<string, Schema> {
    return Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, this.#closed(property)]),
    );
  }
}

/** Keywords that say nothing about values. */
const NO_RULE = /^(x-.*|description|example|default|title)$/;
