/** The vendor's definition of the API, Swagger 2.0, as far as requests and responses are held to it. */

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Schema, Schemas } from './schemas.ts';

export interface Parameter extends Schema {
  readonly name: string;
  readonly in: 'path' | 'query' | 'body';
  readonly required?: boolean;
  /** Of a body. */
  readonly schema?: Schema;
}

export interface Operation {
  readonly method: string;
  /** With the names of what stands in it: `/uptime/{test_id}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** By status, or `default`. */
  readonly responses: { readonly [status: string]: { readonly schema?: Schema } };
}

export class Definition {
  readonly schemas: Schemas;
  readonly operations: readonly Operation[];
  readonly #basePath: string;

  /** @param document as parsed from YAML */
  constructor(document: {
    readonly basePath: string;
    readonly paths: {
      readonly [path: string]: { readonly [method: string]: Omit<Operation, 'method' | 'path'> };
    };
    readonly definitions: { readonly [name: string]: Schema };
  }) {
    this.#basePath = document.basePath;
    this.schemas = new Schemas(document.definitions);
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { parameters = [], responses }]) => ({
        method: method.toUpperCase(),
        path,
        parameters,
        responses,
      })),
    );
  }

  /** Returns the operation that a request asks for, if the definition has it. */
  operationOf(method: string, path: string): Operation | undefined {
    return this.operations.find(
      (operation) =>
        operation.method === method &&
        new RegExp(`^${this.#basePath}${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
  }

  /** Returns the fields of an operation's form, if it has one. */
  fieldsOf(operation: Operation): Readonly<Record<string, Schema>> | undefined {
    const body = bodyOf(operation);
    const { properties = {} } = body === undefined ? {} : this.schemas.resolve(body);
    return (
      body &&
      Object.fromEntries(
        Object.entries(properties as Record<string, Schema>).map(([name, property]) => [
          name,
          this.schemas.resolve(property),
        ]),
      )
    );
  }
}

/** Returns the schema of what a request carries, if it carries anything. */
export function bodyOf({ parameters }: Operation): Schema | undefined {
  return parameters.find((parameter) => parameter.in === 'body')?.schema;
}

/** Reads a definition. Throws an Error when there is none at that path. */
export function readDefinition(file: string): Definition {
  const document = parse(readFileSync(file, 'utf8'));
  if (document?.swagger !== '2.0') {
    throw new Error(`${file} is no Swagger 2.0 definition`);
  }
  return new Definition(document);
}
