import type { Environment } from '../environment.ts';
import type { Json, JsonObject } from '../json.ts';
import { oneLine } from '../one-line.ts';
import type { ArgumentSpec, Parameters } from './argument-spec.ts';
import { describeBug } from './bug.ts';
import { mask } from './mask.ts';
import { type AnsibleModule, ModuleFailure } from './module.ts';
import { type ValidationError, validate } from './validation/validate.ts';

/** Arguments that Ansible itself adds to those of the task begin like this (ansible-core, `AnsibleModule`). */
const INTERNAL_PREFIX = '_ansible_';

/** Keys of a result that have a meaning to Ansible, and so must be there even if a secret happens to be part of them. */
const ANSIBLE_KEYS: ReadonlySet<string> = new Set([
  'changed',
  'failed',
  'msg',
  'warnings',
  'deprecations',
  'diff',
  'before',
  'after',
  'before_header',
  'after_header',
  'invocation',
  'module_args',
]);

const ERRORS_IN_MESSAGE = 10;

/**
 * Runs a module on the arguments that Ansible hands over and returns the result that Ansible is to read, in which every
 * secret is masked. Never throws: whatever goes wrong is a result with `failed` and `msg`.
 * @param interruption aborts when the module is to start nothing new and come to an end
 * @param crash rejects when the work has to end at once, with the reason
 */
export async function execute<S extends ArgumentSpec>(
  module: AnsibleModule<S>,
  given: JsonObject,
  environment: Environment,
  interruption: AbortSignal,
  crash: Promise<never>,
): Promise<JsonObject> {
  const internal = (name: string) => given[INTERNAL_PREFIX + name];
  const name = String(internal('module_name') ?? module.name);
  const own = Object.entries(given).filter(([key]) => !key.startsWith(INTERNAL_PREFIX));
  const { parameters, errors, deprecations, warnings, secrets } = validate(
    module.argument_spec,
    module.relations ?? {},
    Object.fromEntries(own),
    environment,
  );

  const finish = (result: JsonObject): JsonObject => {
    const notes = {
      ...(warnings.length > 0 && { warnings }),
      ...(deprecations.length > 0 && { deprecations: deprecations.map((entry) => ({ ...entry })) }),
    };
    const invocation = { module_args: withoutNestedNulls(parameters) };
    const masked = mask({ ...result, ...notes, invocation } as Json, secrets, ANSIBLE_KEYS) as JsonObject;
    return {
      ...masked,
      ...(typeof masked.msg === 'string' && { msg: oneLine(masked.msg) }),
      ...(warnings.length > 0 && { warnings: (masked.warnings as string[]).map(oneLine) }),
      // What Ansible decides by must not become a text.
      ...pick(result, ['changed', 'failed']),
    };
  };

  if (errors.length > 0) {
    return finish({ failed: true, msg: describeErrors(errors, name), ...wrongEntries(errors, name) });
  }
  try {
    const work = module.run({
      parameters: parameters as Parameters<S>,
      checkMode: internal('check_mode') === true,
      diffMode: internal('diff') === true,
      interruption,
      hide: (value) => mask(value, secrets),
      keepSecret: (text) => secrets.add(text),
      warn: (message) => warnings.push(message),
      deprecate: (deprecation) => deprecations.push(deprecation),
    });
    return finish(await Promise.race([work, crash]));
  } catch (failure) {
    return finish(describeFailure(failure, name, interruption));
  }
}

/**
 * Returns the parameters as the result repeats them. Of sub-options only those that were given, unlike `AnsibleModule`: in a list
 * of thousands, all others would be most of what Ansible has to read.
 */
function withoutNestedNulls(parameters: JsonObject): JsonObject {
  return mapValues(parameters, (value) => (typeof value === 'object' ? withoutNulls(value) : value));
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const given = Object.entries(value).filter(([, item]) => item !== null);
  return mapValues(Object.fromEntries(given), withoutNulls);
}

function mapValues(object: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/**
 * Returns the first error, as AnsibleModule tells it, so that a search for the message finds what is written about it; where it is among
 * sub-options, all that are, each with its place: there may be thousands of entries to look for it in.
 */
function describeErrors(errors: readonly ValidationError[], name: string): string {
  const [first] = errors;
  const told =
    first?.place === undefined ? errors.slice(0, 1) : errors.filter(({ place }) => place !== undefined);
  const texts = [...new Set(told.map((error) => describe(error, name)))];
  const rest = texts.length - ERRORS_IN_MESSAGE;
  return texts.slice(0, ERRORS_IN_MESSAGE).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

function describe({ kind, message, place }: ValidationError, name: string): string {
  return (
    (kind === 'unsupported' ? `Unsupported parameters for (${name}) module: ` : '') +
    (place === undefined ? message : `${message.replace(/\.$/, '')}, at ${place}`)
  );
}

/** The entry of a list of the module's options that a place is in. */
const ENTRY = /(?:^|, )(\w+)\[(\d+)\]/g;

/**
 * Returns what is wrong with single entries of lists, by option and number of the entry, where nothing else is: whoever has put the
 * lists together can go on without these.
 */
function wrongEntries(errors: readonly ValidationError[], name: string): JsonObject {
  const wrong: Record<string, Record<string, string>> = {};
  for (const error of errors) {
    const entries = [...(error.place ?? '').matchAll(ENTRY)];
    if (entries.length === 0) {
      return {};
    }
    for (const [, option = '', index = ''] of entries) {
      wrong[option] = { [index]: describe(error, name), ...wrong[option] };
    }
  }
  return { wrong_entries: wrong };
}

function pick(result: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(result).filter(([key]) => keys.includes(key)));
}

/** Returns what a user can be told of whatever was thrown; never a stack trace. */
function describeFailure(failure: unknown, name: string, interruption: AbortSignal): JsonObject {
  if (failure instanceof ModuleFailure) {
    return { ...failure.result, failed: true, msg: failure.message };
  }
  if (interruption.aborted && isAbortion(failure, interruption)) {
    return { failed: true, msg: `${interruption.reason} before it was done: run it again` };
  }
  return {
    failed: true,
    msg: `${name} has a bug; please report it with this message: ${describeBug(failure)}`,
  };
}

/** Whether this is what functions of Node.js throw when the signal that they were given aborts: its reason, or an error about it. */
function isAbortion(failure: unknown, { reason }: AbortSignal): boolean {
  return failure === reason || (failure instanceof Error && failure.name === 'AbortError');
}
