import type { Json, JsonObject } from '../json.ts';
import type { ArgumentSpec, OptionRelations, Parameters } from './argument-spec.ts';
import type { Deprecation } from './validation/findings.ts';

/** What a module declares, and what it does. */
export interface AnsibleModule<S extends ArgumentSpec = ArgumentSpec> {
  readonly name: string;
  readonly argument_spec: S;
  readonly relations?: OptionRelations;
  /** Does the work and returns the result, or throws a {@link ModuleFailure}. */
  run(invocation: Invocation<S>): Promise<JsonObject>;
}

/** One call of a module by a task. */
export interface Invocation<S extends ArgumentSpec = ArgumentSpec> {
  readonly parameters: Parameters<S>;
  /** Nothing may be changed: the task runs under `--check`. */
  readonly checkMode: boolean;
  /** The result is to carry a `diff`: the task runs under `--diff`. */
  readonly diffMode: boolean;
  /** Aborts when the task is to end; its reason says why. What is under way may be finished. */
  readonly interruption: AbortSignal;
  /** Returns a value as the result would show it, without secrets: for what is left elsewhere. */
  hide(value: Json): Json;
  /** Adds a text to the secrets that no result shows: for one that no option declares, such as a token out of a file. */
  keepSecret(text: string): void;
  /** Adds a warning that Ansible prints and that does not fail the task. */
  warn(message: string): void;
  /** Adds a deprecation, as Ansible prints it: of a use that still works. */
  deprecate(deprecation: Deprecation): void;
}

/** The end of a task that could not do its work; its message is what the user reads. */
export class ModuleFailure extends Error {
  override readonly name = 'ModuleFailure';
  /** What the result carries besides `failed` and `msg`. */
  readonly result: JsonObject;

  constructor(message: string, result: JsonObject = {}) {
    super(message);
    this.result = result;
  }
}

/** Declares a module; its parameters get their types from the declaration of its options. */
export function defineModule<const S extends ArgumentSpec>(module: AnsibleModule<S>): AnsibleModule<S> {
  return module;
}
