import type { Json } from '../json.ts';
import type { Form } from '../statuscake/http/form.ts';
import {
  computedFieldsOf,
  encodeField,
  type Field,
  isEmpty,
  isUnset,
  normalise,
  type Remote,
  type Resource,
  readField,
  same,
  showsField,
  type Values,
} from '../statuscake/resource.ts';
import { OptionError } from './option-error.ts';
import { isTrusted, type Verification, withSettingsTag } from './settings-tag.ts';
import { addMarks, keepMarks, predecessorsOf, withoutMarks } from './succession.ts';

export type Action = 'created' | 'updated' | 'recreated' | 'deleted' | 'unchanged';

/** What is to happen to one resource, decided before anything is written. */
export interface Step {
  readonly resource: Resource;
  readonly action: Action;
  /** ID of the resource as it is now; `null` while there is none. */
  readonly id: string | null;
  /** Sorted names of the declared fields that differ. */
  readonly changes: readonly string[];
  /** The fields to send; empty when nothing is written or the resource goes. */
  readonly form: Form;
  /** The resource as it is, as far as it was read, and as it will be; `null` where there is none. */
  readonly before: Values | null;
  readonly after: Values | null;
  /** What the API has decided about the resource; empty where there is none yet. */
  readonly computed: Values;
  /** IDs of the resources that this one replaces, as its tags say or will say. */
  readonly predecessors: readonly string[];
  /** Of a resource that goes: the ID of its replacement. */
  readonly successor: string | null;
  /** What has to be written to the old one before a new one takes its place, so that the next run finds both. */
  readonly adoption: Form | null;
}

export interface Policy {
  /** Delete and create again what cannot be changed in place. */
  readonly recreate: boolean;
  /** Write fields that no read shows only on creation, or at every run. */
  readonly writeHidden: 'on_create' | 'always';
  readonly verify: Verification;
}

/** Normalises declared values, so that equal ones are deeply equal and what is written has one form. */
function declare(resource: Resource, values: Values): Values {
  const declared = resource.fields.filter((field) => field.name in values);
  return Object.fromEntries(declared.map((field) => [field.name, declareField(field, values[field.name])]));
}

function declareField(field: Field, value: Json | undefined): Json {
  const normalised = normalise(field.type, value);
  if (isEmpty(normalised) && (field.required || field.lasting)) {
    const reason = field.lasting ?? 'leave it out to keep its value';
    throw new OptionError(field.name, `cannot be empty: ${reason}`);
  }
  return normalised;
}

/**
 * Returns whether the row of a list is not enough to plan with, so that the details have to be read: it may leave out what the
 * definition of the API shows there.
 */
export function needsDetails(
  resource: Resource,
  desired: Values,
  listed: Remote,
  { verify }: Pick<Policy, 'verify'>,
): boolean {
  const { computed = [], oneOf = [] } = resource;
  const declared = resource.fields.filter(({ name }) => name in desired);
  if (declared.some((field) => field.fixed && differs(field, desired, listed))) {
    return true;
  }
  if (declared.some((field) => field.shown === 'list' && !showsField(field, listed))) {
    return true;
  }
  if (!computed.every((name) => name in listed)) {
    return true;
  }
  if (oneOf.length > 0 && !oneOf.some((name) => name in listed)) {
    return true;
  }
  return declared.some(({ shown }) => shown === 'details') && !isTrusted(resource, desired, listed, verify);
}

/**
 * Plans what makes a resource present as declared. Only what differs is written; what is not declared stays.
 * @throws OptionError when a field is empty that cannot be, is missing for the creation, or differs and is fixed
 */
export function planPresent(resource: Resource, values: Values, remote: Remote | null, policy: Policy): Step {
  const declared = declare(resource, withoutMarks(resource, values));
  const predecessors = remote === null ? [] : predecessorsOf(resource, remote);
  const actual = remote && withoutMarks(resource, remote);
  const desired = withSettingsTag(resource, declared, actual, policy.verify);
  if (actual === null) {
    return planCreation(resource, desired);
  }

  const fixed = resource.fields.find((field) => field.fixed && differs(field, desired, actual));
  if (fixed) {
    if (!policy.recreate) {
      throw fixedFieldError(resource, fixed, desired, actual);
    }
    return planRecreation(resource, desired, actual, [actual.id, ...predecessors]);
  }

  const trusted = isTrusted(resource, declared, actual, policy.verify);
  const changed = resource.fields.filter((field) => {
    if (field.shown === 'never') {
      return field.name in desired && policy.writeHidden === 'always';
    }
    return !(trusted && field.shown === 'details') && differs(field, desired, actual);
  });
  const before = valuesOf(resource, actual);
  const after =
    changed.length === 0
      ? before
      : spell(resource, { ...before, ...visible(resource, pick(changed, desired)) });
  refuseAllEmpty(resource, after);
  refuseIncomplete(resource, after, names(changed));
  return {
    resource,
    action: changed.length === 0 ? 'unchanged' : 'updated',
    id: actual.id,
    changes: names(changed),
    form: keepMarks(resource, encode(changed, desired), predecessors),
    before,
    after,
    computed: computedFieldsOf(resource, actual),
    ...ALONE,
    predecessors,
  };
}

/** Of a step that has to do with one resource only. */
const ALONE = { predecessors: [], successor: null, adoption: null } as const;

/**
 * Plans what makes a resource absent: nothing, where it is not there.
 * @param successor ID of its replacement, if there is one
 */
export function planAbsent(resource: Resource, actual: Remote | null, successor: string | null = null): Step {
  return {
    resource,
    action: actual === null ? 'unchanged' : 'deleted',
    id: actual?.id ?? null,
    changes: [],
    form: {},
    before: actual && valuesOf(resource, withoutMarks(resource, actual)),
    after: null,
    computed: {},
    ...ALONE,
    successor,
  };
}

function planCreation(resource: Resource, desired: Values): Step {
  const { complete, written } = complement(resource, desired);
  refuseAllEmpty(resource, complete);
  refuseIncomplete(resource, complete);
  return {
    resource,
    action: 'created',
    id: null,
    changes: names(written),
    form: encode(written, complete),
    before: null,
    after: visible(resource, pick(written, complete)),
    computed: {},
    ...ALONE,
  };
}

/** Returns a new resource with what is declared and, for all the rest, what the old one had. */
function planRecreation(
  resource: Resource,
  desired: Values,
  actual: Remote,
  predecessors: readonly string[],
): Step {
  const before = valuesOf(resource, actual);
  const { complete, written } = complement(resource, { ...before, ...desired });
  refuseIncomplete(resource, complete);
  return {
    resource,
    action: 'recreated',
    id: actual.id,
    changes: names(resource.fields.filter((field) => differs(field, desired, actual))),
    form: addMarks(resource, encode(written, complete), predecessors),
    before,
    after: visible(resource, pick(written, complete)),
    computed: {},
    ...ALONE,
    predecessors,
  };
}

/** Adds what a creation needs, and leaves out what is empty: there is nothing to clear yet. */
function complement(resource: Resource, desired: Values): { complete: Values; written: Field[] } {
  const complete: Record<string, Json> = { ...desired };
  for (const field of resource.fields) {
    if (field.initial !== undefined) {
      complete[field.name] ??= field.initial;
    }
    if (field.required && isEmpty(complete[field.name] ?? null)) {
      const identity = JSON.stringify(desired[resource.identity] ?? '');
      throw new OptionError(field.name, `is required to create the ${resource.kind} ${identity}`);
    }
  }
  const written = resource.fields.filter((field) => !isEmpty(complete[field.name] ?? null));
  return { complete, written };
}

function refuseAllEmpty({ oneOf = [], kind }: Resource, values: Values): void {
  if (oneOf.length > 0 && oneOf.every((name) => isEmpty(values[name] ?? null))) {
    throw new OptionError(oneOf.join(' and '), `a ${kind} needs at least one of them`);
  }
}

/**
 * Refuses what lacks a field that it needs, or has two of which one has to be empty.
 * @param values all that is known of the resource as it will be
 * @param changed the fields that a change writes: what nobody touches may stay as it is; for a creation, nothing
 */
function refuseIncomplete(resource: Resource, values: Values, changed?: readonly string[]): void {
  const { fields, needs = [], rivals = [] } = resource;
  const isTouched = (...names: string[]) => names.some((name) => changed?.includes(name) ?? true);
  const isEmptied = (name: string) =>
    fields.some((field) => field.name === name && isUnset(field.type, values[name]));
  for (const { where, is, field } of needs) {
    if (is.includes(String(values[where])) && isTouched(field) && isEmptied(field)) {
      throw new OptionError(field, `every ${resource.kind} with ${where} ${values[where]} needs it`);
    }
  }
  for (const [one, other] of rivals) {
    if (isTouched(one, other) && !isEmptied(one) && !isEmptied(other)) {
      throw new OptionError(
        one,
        `cannot stand beside ${other}: give one of them, and empty the other (${one}: ${emptyOf(resource, one)}, or ${other}: ${emptyOf(resource, other)})`,
      );
    }
  }
}

function fixedFieldError(resource: Resource, field: Field, desired: Values, actual: Remote): OptionError {
  const from = String(readField(field, actual));
  const to = String(desired[field.name]);
  return new OptionError(
    field.name,
    `cannot change from ${from} to ${to} on the ${resource.kind} ${actual.id}: ` +
      'set recreate to true to delete and create it, which loses its history',
  );
}

function differs(field: Field, desired: Values, actual: Remote): boolean {
  const wanted = desired[field.name];
  return wanted !== undefined && field.shown !== 'never' && !same(field, wanted, readField(field, actual));
}

/** Returns what a read showed of a resource, by the names its fields are written with. */
export function valuesOf(resource: Resource, actual: Remote): Values {
  const shown = resource.fields.filter((field) => (field.readAs ?? field.name) in actual);
  const values = Object.fromEntries(shown.map((field) => [field.name, readField(field, actual)]));
  return spell(resource, values);
}

function spell(resource: Resource, values: Values): Values {
  return resource.spell?.(values) ?? values;
}

/** Values without those that no read shows, passwords among them: of these only the name may be spoken. */
function visible(resource: Resource, values: Values): Values {
  const hidden = new Set(resource.fields.filter((field) => field.shown === 'never').map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !hidden.has(name)));
}

function pick(fields: readonly Field[], values: Values): Values {
  return Object.fromEntries(fields.map(({ name }) => [name, values[name] ?? null]));
}

function encode(fields: readonly Field[], values: Values): Form {
  return Object.fromEntries(
    fields.map((field) => [field.name, encodeField(field, values[field.name] ?? null)]),
  );
}

function names(fields: readonly Field[]): string[] {
  return fields.map(({ name }) => name).sort();
}

/** Returns how a declaration empties a field. */
function emptyOf({ fields }: Resource, name: string): string {
  const type = fields.find((field) => field.name === name)?.type;
  return type === 'json' ? '{}' : type === 'set' ? '[]' : "''";
}
