import type { JsonObject, JsonValue, Parameters } from '../ansible/argument-spec.ts';
import { diffEntry } from '../ansible/diff.ts';
import type { Invocation } from '../ansible/module.ts';
import { type Applied, apply, foresee } from '../reconcile/apply.ts';
import { findByIdentity } from '../reconcile/find.ts';
import {
  needsDetails,
  PlanError,
  type Policy,
  planAbsent,
  planPresent,
  type Step,
} from '../reconcile/plan.ts';
import { isRenamed, refuseTakenName } from '../reconcile/renames.ts';
import type { StatusCakeClient } from '../statuscake/client.ts';
import { readAll, readDetails, readExisting, readForCreation } from '../statuscake/reading.ts';
import type { Remote, Resource, Values } from '../statuscake/resource.ts';
import { connect } from './connection.ts';
import { explain } from './failure.ts';
import type { connectionOptions } from './options/connection.ts';
import { subjectsOf } from './subjects.ts';
import { warningsOfUnknown } from './unknown-facts.ts';
import { checkIdentity } from './values.ts';

/** The options that every module takes which keeps one resource. */
type EnsureParameters = Parameters<typeof connectionOptions> & {
  id: string | null;
  state: 'present' | 'absent';
};

/** What a module keeps, and what is peculiar to it. */
export interface Subject {
  readonly resource: Resource;
  /** The key of the result that shows it. */
  readonly returns: string;
  /** What it is to be known by, where that was given: an option that reads show as what the resource is known by. */
  readonly identity: string | null;
  /**
   * The declared values, with IDs for the names of what they refer to.
   * @throws PlanError
   */
  declare(client: StatusCakeClient): Promise<Values>;
  /** Puts declared values right in the light of what there is. */
  adapt?(values: Values, actual: Remote | null): Values;
  readonly policy?: Partial<Policy>;
  /** The result in the place of a failure that is none, without what the run has cost. */
  excuse?(error: unknown): JsonObject | undefined;
  /**
   * Looks at a step before it is carried out.
   * @throws PlanError when it must not be
   */
  review?(step: Step, client: StatusCakeClient): Promise<void> | void;
}

const CAUTIOUS: Policy = { recreate: false, writeHidden: 'on_create', verify: 'details' };

/** Runs a module that keeps one resource present as declared, or absent. Throws what `execute` makes a result of. */
export async function ensure(
  invocation: Omit<Invocation, 'parameters'> & { readonly parameters: EnsureParameters },
  subject: Subject,
): Promise<JsonObject> {
  const { parameters, checkMode, diffMode } = invocation;
  const client = connect(parameters, invocation);
  const work = async (): Promise<JsonObject> => {
    const step = await plan(client, parameters, subject);
    await subject.review?.(step, client);
    const applied = checkMode ? foresee(step) : await apply(client, step);
    if (!checkMode) warningsOfUnknown([{ ...applied, name: nameOf(step), step }]).forEach(invocation.warn);
    return report(step, applied, subject, client, diffMode);
  };
  try {
    const subjects = subjectsOf(subject.resource, parameters.id, subject.identity);
    return await (checkMode ? work() : client.exclusively(subjects, work));
  } catch (error) {
    const excused = subject.excuse?.(error);
    if (excused) return { ...excused, api: { ...client.usage } };
    throw explain(error, client.usage);
  }
}

async function plan(
  client: StatusCakeClient,
  { id, state }: EnsureParameters,
  { resource, identity, declare, adapt, policy }: Subject,
): Promise<Step> {
  checkIdentity(resource, id, identity);
  const named = (list: readonly Remote[]) => findByIdentity(resource, list, String(identity));
  const find = async (): Promise<Remote | null> => {
    if (id !== null) return readDetails(client, resource, id);
    if (state === 'absent') return named(await readAll(client, resource));
    return named(await readForCreation(client, resource, (list) => named(list) !== null));
  };
  if (state === 'absent') return planAbsent(resource, await find());
  // One after the other: what is unknown then ends the run before the account is read.
  const declared = await declare(client);
  const found = await find();
  if (found === null && id !== null) {
    throw new PlanError('id', `there is no ${resource.kind} with id ${id}: leave id out to create one`);
  }
  const terms = { ...CAUTIOUS, ...policy };
  // What is put right in the light of what there is may depend on any field of it.
  const judged = adapt ? { ...blank(resource), ...declared } : declared;
  const complete = id !== null || found === null || !needsDetails(resource, judged, found, terms);
  const actual = complete ? found : await readExisting(client, resource, found.id);
  const desired = adapt?.(declared, actual) ?? declared;
  if (id !== null && actual !== null && isRenamed(resource, desired, actual))
    refuseTakenName(resource, desired, actual, await readAll(client, resource));
  return planPresent(resource, desired, actual, terms);
}

function report(
  step: Step,
  { id, facts, unchanged }: Applied,
  { resource, returns }: Subject,
  client: StatusCakeClient,
  diffMode: boolean,
): JsonObject {
  const action = unchanged ? 'unchanged' : step.action;
  const title = `${resource.kind} ${JSON.stringify(nameOf(step))}`;
  return {
    changed: action !== 'unchanged',
    action,
    id,
    changes: unchanged ? [] : [...step.changes],
    [returns]: (step.after && { ...step.after, id }) as JsonValue,
    ...Object.fromEntries((resource.facts ?? []).map((name) => [name, facts[name] ?? null])),
    api: { ...client.usage },
    ...(diffMode && {
      diff: diffEntry(title, step.before as JsonObject | null, step.after as JsonObject | null),
    }),
  };
}

/** Every field of a resource, without a value. */
function blank({ fields }: Resource): Values {
  return Object.fromEntries(fields.map(({ name }) => [name, null]));
}

/** What people call the resource of a step. */
function nameOf({ resource, before, after }: Step): string {
  return String((after ?? before)?.[resource.identity] ?? '');
}
