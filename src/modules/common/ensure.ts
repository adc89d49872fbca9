import type { Parameters } from '../../ansible/argument-spec.ts';
import { type Invocation, ModuleFailure } from '../../ansible/module.ts';
import type { Json, JsonObject } from '../../json.ts';
import { type Applied, apply, preview } from '../../reconcile/apply.ts';
import { type Found, findInAccount, findReplacement } from '../../reconcile/find.ts';
import { remotePredecessors, withoutGone } from '../../reconcile/gone-predecessors.ts';
import { lookAfter } from '../../reconcile/look-after.ts';
import { consider } from '../../reconcile/newcomer.ts';
import { OptionError } from '../../reconcile/option-error.ts';
import { needsDetails, type Policy, planAbsent, planPresent, type Step } from '../../reconcile/plan.ts';
import { newNamesOf } from '../../reconcile/references.ts';
import { regionChecker } from '../../reconcile/regions.ts';
import { isRenamed, refuseTakenName } from '../../reconcile/renames.ts';
import { announcing, isReplacementBegun } from '../../reconcile/twins.ts';
import { windowMover } from '../../reconcile/window-successors.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { StatusCakeError } from '../../statuscake/errors.ts';
import { readAll, readDetails, readExisting } from '../../statuscake/reading.ts';
import type { Remote, Resource, Values } from '../../statuscake/resource.ts';
import type { connectionOptions } from './connection-options.ts';
import { explain } from './failure.ts';
import { lostHistory } from './lost-history.ts';
import { tagPrefixOption } from './options.ts';
import type { Lookup } from './references.ts';
import { session } from './session.ts';
import { stepDiff } from './step-diff.ts';
import { subjectsOf } from './subjects.ts';
import { warningsOfUnknown } from './unknown-fields.ts';
import { checkIdentity } from './values.ts';

/** The options that every module takes which keeps one resource. */
type EnsureParameters = Parameters<typeof connectionOptions> & {
  id: string | null;
  state: 'present' | 'absent';
  renamed_from: string | null;
  adopt_by_url?: boolean;
};

/** What a module keeps, and what is peculiar to it. */
export interface Subject {
  readonly resource: Resource;
  /** The key of the result that shows it. */
  readonly returns: string;
  /** The option that names the resource (its name, or the URL of an SSL test), where the task gives it. */
  readonly identity: string | null;
  /**
   * The declared values, with IDs for the names of what they refer to.
   * @throws OptionError
   */
  declare(lookup: Lookup): Promise<Values>;
  /** Adapts declared values to the resource as it is. */
  adapt?(values: Values, actual: Remote | null): Values;
  readonly policy?: Partial<Policy>;
  /** Whether of several with the name the oldest is meant, and the others go. */
  readonly keepsOldest?: boolean;
  /** Whether runs on several machines create it for each other: a look after a creation sees to it that the oldest stays alone. */
  readonly isShared?: boolean;
  /** The result of a task that found nothing to do, without its cost. */
  excuse?(error: unknown): JsonObject | undefined;
  /**
   * Looks at a step before it is carried out.
   * @throws OptionError when it must not be
   */
  review?(step: Step, client: StatusCakeClient): Promise<void> | void;
}

const CAUTIOUS: Policy = { recreate: false, writeHidden: 'on_create', verify: 'details' };

/** Runs a module that keeps one resource present as declared, or absent. Throws what `execute` makes a result of. */
export function ensure(
  invocation: Omit<Invocation, 'parameters'> & { readonly parameters: EnsureParameters },
  subject: Subject,
): Promise<JsonObject> {
  const { parameters, checkMode, diffMode, warn } = invocation;
  const work = async (client: StatusCakeClient): Promise<JsonObject> => {
    const lookup: Lookup = { client, checkMode, warn, names: new Map() };
    const planned = await plan(lookup, parameters, subject);
    const { step } = planned;
    for (const error of (await regionChecker(client)([step])).values()) {
      throw error;
    }
    await subject.review?.(step, client);
    lostHistory([{ name: nameOf(step), step }]).forEach(warn);
    const done = checkMode
      ? await previewPlan(client, planned)
      : await announcing(client, [step], () => applyPlan(client, planned, subject));
    for (const note of done.applied.notes ?? []) {
      warn(note);
    }
    if (!checkMode) {
      warningsOfUnknown([{ ...done.applied, name: nameOf(step), step }]).forEach(warn);
    }
    const result = report(planned, done, subject, diffMode ? lookup.names : null);
    const { unfinished } = done.applied;
    if (unfinished === undefined) {
      return result;
    }
    const failure = explain(unfinished);
    throw failure instanceof ModuleFailure ? new ModuleFailure(failure.message, result) : failure;
  };
  const subjects = [
    ...subjectsOf(subject.resource, parameters.id, subject.identity),
    ...subjectsOf(subject.resource, null, parameters.renamed_from),
  ];
  return session(invocation, subjects, (client) =>
    work(client).catch((error) => {
      const excused = subject.excuse?.(error);
      if (excused) {
        return excused;
      }
      throw error;
    }),
  );
}

/** What is to happen to the resource, and to those that it has replaced. */
interface Plan {
  readonly step: Step;
  readonly leftovers: readonly Step[];
}

async function plan(
  lookup: Lookup,
  { id, state, renamed_from: renamedFrom, adopt_by_url: adoptByUrl = false }: EnsureParameters,
  { resource, identity, declare, adapt, policy, keepsOldest }: Subject,
): Promise<Plan> {
  const { client, warn } = lookup;
  checkIdentity(resource, id, identity);
  const naming = { name: String(identity), formerName: renamedFrom?.trim() ? renamedFrom : null };
  if (state === 'absent') {
    const { actual, replaced } =
      id === null
        ? await findInAccount(client, resource, naming, state, keepsOldest)
        : await findAll(client, resource, id);
    const leftovers = replaced.map((remote) => planAbsent(resource, remote));
    return { step: planAbsent(resource, actual), leftovers };
  }
  // One after the other: what is unknown then ends the run before the account is read.
  const declared = await declare(lookup);
  const terms = { ...CAUTIOUS, ...policy };
  const planFor = async ({ actual, replaced }: Found): Promise<Plan> => {
    const desired = adapt?.(declared, actual) ?? declared;
    if (id !== null && actual !== null && isRenamed(resource, desired, actual)) {
      refuseTakenName(resource, desired, actual, await readAll(client, resource));
    }
    return {
      step: await withoutTagsOfGone(client, planPresent(resource, desired, actual, terms), id),
      leftovers: replaced.map((remote) => planAbsent(resource, remote, actual?.id ?? null)),
    };
  };
  if (id !== null) {
    return planById(client, resource, id, planFor);
  }

  const tagPrefix = tagPrefixOption.tag_prefix.default;
  const named = await findInAccount(client, resource, naming, state, keepsOldest);
  const { found, notes } = consider(resource, naming, named, declared, { adoptByUrl, tagPrefix });
  notes.forEach(warn);
  const { actual } = found;
  // The adaptation may depend on any field of the resource.
  const judged = adapt ? { ...blank(resource), ...declared } : declared;
  const complete = actual === null || !needsDetails(resource, judged, actual, terms);
  return planFor(complete ? found : { ...found, actual: await readExisting(client, resource, actual.id) });
}

/** Takes a request for each that a new resource replaces by way of another one. By the ID that is declared the next run looks for it. */
async function withoutTagsOfGone(client: StatusCakeClient, step: Step, id: string | null): Promise<Step> {
  const gone = new Set<string>();
  for (const old of remotePredecessors(step)) {
    if (old !== id && (await readDetails(client, step.resource, old)) === null) {
      gone.add(old);
    }
  }
  return withoutGone(step, (old) => gone.has(old));
}

/** Plans for the resource with this ID, or for its replacement: looked for only where there can be one. */
async function planById(
  client: StatusCakeClient,
  resource: Resource,
  id: string,
  planFor: (found: Found) => Promise<Plan>,
): Promise<Plan> {
  const actual = await readDetails(client, resource, id);
  const planned = actual && (await planFor({ actual, replaced: [] }));
  if (planned && planned.step.action !== 'recreated' && !isReplacementBegun(client, resource, id)) {
    return planned;
  }
  const found = await findReplacement(client, resource, id);
  if (found.actual !== null) {
    return planFor({ ...found, replaced: [...(actual ? [actual] : []), ...found.replaced] });
  }
  if (planned) {
    return planned;
  }
  throw new OptionError('id', `there is no ${resource.kind} with id ${id}: leave id out to create one`);
}

/** Returns the resource with this ID, or its replacement. */
async function findAll(client: StatusCakeClient, resource: Resource, id: string): Promise<Found> {
  const actual = await readDetails(client, resource, id);
  const found = await findReplacement(client, resource, id);
  if (found.actual === null) {
    return { actual, replaced: found.replaced };
  }
  return { ...found, replaced: [...(actual ? [actual] : []), ...found.replaced] };
}

/** What became of a plan. */
interface Result {
  readonly applied: Applied;
  /** IDs of the leftovers that are gone. */
  readonly alsoDeleted: readonly string[];
}

/** Previews what becomes of a plan, also to later previews that may refer to what it would create. */
async function previewPlan(client: StatusCakeClient, { step, leftovers }: Plan): Promise<Result> {
  await client.previews.put(step.resource.name, newNamesOf([step]));
  return { applied: preview(step), alsoDeleted: leftovers.map(({ id }) => String(id)) };
}

/** Carries out a plan. Leftovers go first, since their replacements exist. Throws a StatusCakeError where nothing was done. */
async function applyPlan(
  client: StatusCakeClient,
  { step, leftovers }: Plan,
  { isShared = false }: Subject,
): Promise<Result> {
  const alsoDeleted: string[] = [];
  const notes: string[] = [];
  let unfinished: StatusCakeError | undefined;
  const moveWindows = windowMover(client);
  for (const leftover of leftovers) {
    const id = String(leftover.id);
    try {
      notes.push(...((await apply(client, leftover, moveWindows)).notes ?? []));
      alsoDeleted.push(id);
      notes.push(
        `the ${step.resource.kind} ${id}, which another run had left, was deleted: ${step.id} has taken its place`,
      );
    } catch (error) {
      if (!(error instanceof StatusCakeError)) {
        throw error;
      }
      const text = `the ${step.resource.kind} ${id}, whose place ${step.id} has taken, is still there, and the next run deletes it`;
      unfinished = new StatusCakeError(`${text}: ${error.message}`, error.facts);
    }
  }
  try {
    const done = await apply(client, step, moveWindows);
    const applied = isShared ? await settleTwins(client, step, done) : done;
    const rest = applied.unfinished ?? unfinished;
    const all = { ...applied, notes: [...notes, ...(applied.notes ?? [])] };
    return { alsoDeleted, applied: rest ? { ...all, unfinished: rest } : all };
  } catch (error) {
    if (alsoDeleted.length === 0 || !(error instanceof StatusCakeError)) {
      throw error;
    }
    return { alsoDeleted, applied: { ...preview(step), notes, unfinished: error } };
  }
}

async function settleTwins(client: StatusCakeClient, step: Step, applied: Applied): Promise<Applied> {
  const check = { stack: '', name: nameOf(step), step };
  const [settled = applied] = await lookAfter(client, [{ ...applied, check }], '');
  return settled;
}

function report(
  { step, leftovers }: Plan,
  { applied: { id, computed, unchanged }, alsoDeleted }: Result,
  { resource, returns }: Subject,
  names: Lookup['names'] | null,
): JsonObject {
  const action = unchanged ? 'unchanged' : step.action;
  const title = `${resource.kind} ${JSON.stringify(nameOf(step))}`;
  const diffs = names && [step, ...leftovers].map((one) => stepDiff(title, one, names));
  // The second half of what another run has begun.
  const completes = step.after !== null && alsoDeleted.some((old) => step.predecessors.includes(old));
  return {
    changed: action !== 'unchanged' || alsoDeleted.length > 0,
    action: completes ? 'recreated' : action,
    ...((completes || action === 'recreated') && { history_lost: true }),
    id,
    changes: unchanged ? [] : [...step.changes],
    [returns]: (step.after && { ...step.after, id }) as Json,
    ...Object.fromEntries((resource.computed ?? []).map((name) => [name, computed[name] ?? null])),
    ...(alsoDeleted.length > 0 && { also_deleted: [...alsoDeleted] }),
    ...(diffs && { diff: diffs.length > 1 ? diffs : (diffs[0] ?? null) }),
  };
}

/** Returns every field of a resource, without a value. */
function blank({ fields }: Resource): Values {
  return Object.fromEntries(fields.map(({ name }) => [name, null]));
}

/** Returns what people call the resource of a step. */
function nameOf({ resource, before, after }: Step): string {
  return String((after ?? before)?.[resource.identity] ?? '');
}
