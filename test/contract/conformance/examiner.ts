import type { Interceptor } from '../../../src/simulator/api/interception.ts';
import type { RecordedRequest } from '../../../src/simulator/api/requests.ts';
import type { ApiResponse } from '../../../src/simulator/api/response.ts';
import { bodyOf, type Definition, type Operation, type Parameter } from './definition.ts';
import { EXCEPTIONS, type Exception, type Problem } from './exceptions.ts';
import type { Schema } from './schemas.ts';
import { objectOf, typedValue } from './values.ts';

/** Holds every request and every response to the definition, and writes down what it finds. */
export class Examiner {
  readonly #definition: Definition;
  readonly problems: Problem[] = [];
  /** How often each exception had to be made. */
  readonly exceptions = new Map<Exception, number>(EXCEPTIONS.map((exception) => [exception, 0]));
  /** The operations that were answered as defined for success, by who asked for them. */
  readonly played = new Map<Operation, Set<string>>();
  /** The form fields of the definition that nobody has written yet, as `POST /uptime: name`. */
  readonly unwrittenFields: Set<string>;
  requests = 0;
  /** Answers that were not the defined success. */
  refusals = 0;
  /** Why not everything was played. */
  brokenOff: string | undefined;
  /** Who sends requests. */
  asker = '';

  constructor(definition: Definition) {
    this.#definition = definition;
    this.unwrittenFields = new Set(
      definition.operations.flatMap((operation) =>
        Object.keys(definition.fieldsOf(operation) ?? {}).map((field) => `${nameOf(operation)}: ${field}`),
      ),
    );
  }

  /** For the simulator: examines what goes through it, and changes nothing. */
  readonly interceptor: Interceptor = async (request, proceed) => {
    this.requests += 1;
    const operation = this.#definition.operationOf(request.method, request.path);
    if (operation === undefined) {
      this.#add({ operation: `${request.method} ${request.path}`, part: 'request' }, 'is not defined');
      return proceed();
    }
    this.#examineQuery(request, operation);
    const form = this.#formErrors(request, operation);
    const response = await proceed();
    this.#examineResponse(response, operation);
    // What is sent to be refused may break the rules of values, but has no field that is not there.
    const refused = response.status === 400;
    for (const problem of form) {
      if (!refused || problem.rule === 'unevaluatedProperties') {
        this.#note(problem);
      }
    }
    if (!refused && operation.responses[response.status] !== undefined) {
      this.played.set(operation, (this.played.get(operation) ?? new Set()).add(this.asker));
    } else {
      this.refusals += 1;
    }
    return response;
  };

  /** Returns what of the definition was not played, or only by others. */
  notPlayedBy(asker: string): Operation[] {
    return this.#definition.operations.filter((operation) => !this.played.get(operation)?.has(asker));
  }

  get operations(): number {
    return this.#definition.operations.length;
  }

  #examineQuery({ query }: RecordedRequest, operation: Operation): void {
    const defined = operation.parameters.filter((parameter) => parameter.in === 'query');
    const values: Record<string, unknown> = {};
    for (const [name, text] of new URLSearchParams(query)) {
      const parameter = defined.find((candidate) => candidate.name === name);
      values[name] = parameter === undefined ? text : typedValue(text, parameter);
    }
    for (const problem of this.#errors(operation, 'query', values, querySchema(operation, defined))) {
      this.#note(problem);
    }
  }

  #formErrors({ form }: RecordedRequest, operation: Operation): Problem[] {
    const fields = this.#definition.fieldsOf(operation);
    const schema = bodyOf(operation);
    if (fields === undefined || schema === undefined) {
      return form.map(([name]) =>
        problemOf({ operation: nameOf(operation), part: 'form' }, `has a field ${name}`),
      );
    }
    const object = objectOf(form, (name) => fields[name]);
    for (const field of Object.keys(object)) {
      this.unwrittenFields.delete(`${nameOf(operation)}: ${field}`);
    }
    return this.#errors(operation, 'form', object, schema);
  }

  #examineResponse({ status, headers, body }: ApiResponse, operation: Operation): void {
    const response = operation.responses[status] ?? operation.responses.default;
    const at = { operation: nameOf(operation), part: 'response' as const, rule: 'body', value: status };
    if (response === undefined) {
      this.#add({ ...at, rule: 'status' }, `${status} is not defined`);
    } else if (response.schema === undefined) {
      if (body !== '') {
        this.#add(at, `${status} has a body`);
      }
    } else if (body === '') {
      this.#add(at, `${status} has no body`);
    } else {
      if (!headers['content-type']?.startsWith('application/json')) {
        this.#add(at, `${status} is not JSON`);
      }
      for (const problem of this.#errors(operation, 'response', JSON.parse(body), response.schema)) {
        this.#note(problem);
      }
    }
  }

  #errors(operation: Operation, part: Problem['part'], value: unknown, schema: Schema): Problem[] {
    return this.#definition.schemas
      .errorsOf(value, schema)
      .map(({ instancePath, keyword, message, params }) => ({
        operation: nameOf(operation),
        part,
        where: instancePath,
        rule: keyword,
        message: `${message}${'unevaluatedProperty' in params ? `: ${params.unevaluatedProperty}` : ''}`,
        value: at(value, instancePath),
      }));
  }

  #add(place: Pick<Problem, 'operation' | 'part'> & Partial<Problem>, message: string): void {
    this.#note(problemOf(place, message));
  }

  #note(problem: Problem): void {
    const exception = EXCEPTIONS.find(({ covers }) => covers(problem));
    if (exception === undefined) {
      this.problems.push(problem);
    } else {
      this.exceptions.set(exception, (this.exceptions.get(exception) ?? 0) + 1);
    }
  }
}

/** Returns an operation as the definition writes it: `GET /uptime/{test_id}`. */
export function nameOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}

function problemOf(place: Pick<Problem, 'operation' | 'part'> & Partial<Problem>, message: string): Problem {
  return { where: '', rule: 'defined', value: undefined, ...place, message };
}

const querySchemas = new WeakMap<Operation, Schema>();

function querySchema(operation: Operation, parameters: readonly Parameter[]): Schema {
  const schema = querySchemas.get(operation) ?? {
    type: 'object',
    properties: Object.fromEntries(
      parameters.map(({ name, in: _in, required: _required, ...property }) => [name, property]),
    ),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
  querySchemas.set(operation, schema);
  return schema;
}

/** Returns what a JSON pointer points to. No name in the definition needs an escape. */
function at(value: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return steps.reduce((found, step) => (found as Record<string, unknown>)[step], value);
}
