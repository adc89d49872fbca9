import type { Json } from '../json.ts';
import type { Form } from '../statuscake/http/form.ts';
import {
  computedFieldsOf,
  encodeField,
  equal,
  type Field,
  isEmpty,
  isUnset,
  normalise,
  normaliseIdentity,
  type Remote,
  type Resource,
  readField,
  same,
  showsField,
  type Values,
} from '../statuscake/resource.ts';
import { compareCredentials, credentialsTag, hiddenIn, type Seal } from './credentials-tag.ts';
import { addMarks, CREDENTIALS, marksIn, SIGN, tagsIn, withoutMarks } from './marks.ts';
import { OptionError } from './option-error.ts';
import { isTrusted, type Verification, withSettingsTag } from './settings-tag.ts';
import { markOf, predecessorsOf } from './succession.ts';

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
  /** Sorted names of the declared fields that no read shows, and of which no tag tells whether they are as declared. */
  readonly unverified: readonly string[];
  /** Signs of SSL tests that are taken off it, which then belong to nobody. */
  readonly released: readonly string[];
  /** What has to be written to the old one before a new one takes its place, so that the next run finds both. */
  readonly adoption: Form | null;
}

export interface Policy {
  /** Delete and create again what cannot be changed in place. */
  readonly recreate: boolean;
  /** Write fields that no read shows only on creation, when a tag tells that others were written last, or at every run. */
  readonly writeHidden: 'on_create' | 'on_change' | 'always';
  /** What makes such a tag; not there where no such field is declared. */
  readonly seal?: Seal;
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
  { verify, writeHidden = 'on_create' }: Pick<Policy, 'verify'> & Partial<Policy>,
): boolean {
  const { computed = [], oneOf = [], tagField } = resource;
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
  const isTagNeeded = writeHidden !== 'on_create' && hiddenIn(resource, desired).length > 0;
  if (isTagNeeded && tagField !== undefined && !(tagField in listed)) {
    return true;
  }
  if (oneOf.length > 0 && !oneOf.some((name) => name in listed)) {
    return true;
  }
  return declared.some(({ shown }) => shown === 'details') && !isTrusted(resource, desired, listed, verify);
}

/**
 * Plans what makes a resource present as declared. Only what differs is written; what is not declared stays.
 * @param signs those of SSL tests that an uptime test is to carry; without them, those that are there stay
 * @throws OptionError when a field is empty that cannot be, is missing for the creation, or differs and is fixed
 */
export function planPresent(
  resource: Resource,
  values: Values,
  remote: Remote | null,
  policy: Policy,
  signs?: readonly string[],
): Step {
  const declared = declare(resource, withoutMarks(resource, values));
  if (remote === null) {
    const desired = withSettingsTag(resource, declared, null, policy.verify);
    return planCreation(resource, desired, policy, signs);
  }
  const predecessors = predecessorsOf(resource, remote);
  const actual = withoutMarks(resource, remote);
  const desired = withSettingsTag(resource, declared, actual, policy.verify);

  const fixed = resource.fields.find((field) => field.fixed && differs(field, desired, actual));
  if (fixed) {
    if (!policy.recreate) {
      throw fixedFieldError(resource, fixed, desired, actual);
    }
    const kept = signs ?? marksIn(resource, remote).filter(isSign);
    return planRecreation(resource, desired, actual, [actual.id, ...predecessors], policy, kept);
  }

  const trusted = isTrusted(resource, declared, actual, policy.verify);
  const credentials = planCredentials(resource, declared, remote, policy);
  const changed = resource.fields.filter((field) => {
    if (field.shown === 'never') {
      return field.name in desired && credentials.areWritten;
    }
    return !(trusted && field.shown === 'details') && differs(field, desired, actual);
  });
  const marks = planMarks(resource, remote, credentials.marks, signs);
  const areSignsNew = marks.added.length + marks.released.length > 0;
  const isChanged = changed.length > 0 || areSignsNew;
  const before = valuesOf(resource, actual);
  const after = spell(resource, { ...before, ...visible(resource, pick(changed, desired)) });
  refuseAllEmpty(resource, after);
  refuseIncomplete(resource, after, names(changed));
  refuseValues(changed, desired);
  const form = encode(changed, desired);
  return {
    resource,
    action: isChanged ? 'updated' : 'unchanged',
    id: actual.id,
    changes: [...new Set([...names(changed), ...(areSignsNew ? [String(resource.tagField)] : [])])].sort(),
    form: isChanged ? withMarks(resource, form, remote, marks.wanted) : {},
    // A change of signs alone would else be none that anybody sees.
    before: areSignsNew ? withTags(resource, before, marks.released) : before,
    after: areSignsNew ? withTags(resource, after, marks.added) : after,
    computed: computedFieldsOf(resource, actual),
    ...ALONE,
    unverified: credentials.unverified,
    released: marks.released,
    predecessors,
  };
}

/** What is to become of the fields that no read shows, on a resource that is there. */
interface CredentialsPlan {
  readonly areWritten: boolean;
  readonly unverified: readonly string[];
  /** The tags that tell of them afterwards. */
  readonly marks: readonly string[];
}

function planCredentials(
  resource: Resource,
  declared: Values,
  actual: Remote,
  { writeHidden, seal }: Policy,
): CredentialsPlan {
  const hidden = hiddenIn(resource, declared);
  const held = marksIn(resource, actual).filter((mark) => CREDENTIALS.test(mark));
  if (hidden.length === 0 || writeHidden === 'on_create') {
    return { areWritten: false, unverified: [], marks: held };
  }
  const found = compareCredentials(resource, declared, actual, seal);
  const areWritten = writeHidden === 'always' || found === 'other';
  const areKnown = areWritten || found === 'same';
  return {
    areWritten,
    unverified: areKnown ? [] : [...hidden].sort(),
    marks: areKnown ? credentialsMarks(resource, { ...actual, ...declared }, declared, seal) : held,
  };
}

/** Of a step that has to do with one resource only. */
const ALONE = { unverified: [], released: [], predecessors: [], successor: null, adoption: null } as const;

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

function planCreation(
  resource: Resource,
  desired: Values,
  policy: Policy,
  signs: readonly string[] = [],
): Step {
  const { complete, written } = complement(resource, desired);
  refuseAllEmpty(resource, complete);
  refuseIncomplete(resource, complete);
  refuseValues(written, complete);
  return {
    resource,
    action: 'created',
    id: null,
    changes: names(written),
    form: addMarks(resource, encode(written, complete), [...newMarks(resource, desired, policy), ...signs]),
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
  policy: Policy,
  signs: readonly string[],
): Step {
  const before = valuesOf(resource, actual);
  const { complete, written } = complement(resource, { ...before, ...desired });
  refuseIncomplete(resource, complete);
  refuseValues(written, complete);
  const credentials = newMarks(resource, { ...before, ...desired }, policy);
  const marks = [...predecessors.map(markOf), ...credentials, ...signs];
  return {
    resource,
    action: 'recreated',
    id: actual.id,
    changes: names(resource.fields.filter((field) => differs(field, desired, actual))),
    form: addMarks(resource, encode(written, complete), marks),
    before,
    after: visible(resource, pick(written, complete)),
    computed: {},
    ...ALONE,
    predecessors,
  };
}

/** Returns the marks of what is created with these values, besides those of what it takes the place of. */
function newMarks(resource: Resource, values: Values, { writeHidden, seal }: Policy): string[] {
  return writeHidden === 'on_create' ? [] : credentialsMarks(resource, values, values, seal);
}

function credentialsMarks(
  resource: Resource,
  { [resource.identity]: identity = null }: Values,
  declared: Values,
  seal: Seal | undefined,
): string[] {
  const tag = seal && credentialsTag(resource, declared, normaliseIdentity(resource, String(identity)), seal);
  return tag ? [tag] : [];
}

/** Returns the marks that a resource is to carry, and the signs among them that come and go. */
function planMarks(
  resource: Resource,
  actual: Remote,
  credentials: readonly string[],
  signs: readonly string[] | undefined,
): { wanted: string[]; added: string[]; released: string[] } {
  const held = marksIn(resource, actual);
  const present = held.filter(isSign);
  const next = signs ?? present;
  const others = held.filter((mark) => !isSign(mark) && !CREDENTIALS.test(mark));
  return {
    wanted: [...others, ...credentials, ...next].sort(),
    added: next.filter((sign) => !present.includes(sign)),
    released: present.filter((sign) => !next.includes(sign)),
  };
}

/** Returns a form that writes these marks, too, where it writes tags or they are not those that are there. */
function withMarks(resource: Resource, form: Form, actual: Remote, marks: readonly string[]): Form {
  const { tagField } = resource;
  if (
    tagField === undefined ||
    (form[tagField] === undefined && equal([...marks], marksIn(resource, actual)))
  ) {
    return form;
  }
  const tags = form[tagField] ?? tagsIn(resource, withoutMarks(resource, actual));
  return addMarks(resource, { ...form, [tagField]: tags }, marks);
}

function isSign(mark: string): boolean {
  return SIGN.test(mark);
}

function withTags(resource: Resource, values: Values, tags: readonly string[]): Values {
  const all = [...tagsIn(resource, values), ...tags];
  return { ...values, [String(resource.tagField)]: normalise('set', all) };
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

/** Refuses values that the API would refuse, of the fields that are written: what is there already it has taken once. */
function refuseValues(written: readonly Field[], values: Values): void {
  for (const { name, refuses } of written) {
    const reason = refuses?.(String(values[name] ?? ''));
    if (reason !== undefined) {
      throw new OptionError(name, reason);
    }
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
  return type === 'json' ? '{}' : "''";
}
