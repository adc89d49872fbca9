import { diffEntry } from '../../ansible/diff.ts';
import { ModuleFailure } from '../../ansible/module.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Outcome } from '../../reconcile/apply-all.ts';
import { groupBy } from '../../reconcile/group-by.ts';
import { listFirst } from '../../reconcile/listing.ts';
import { looksNeeded } from '../../reconcile/look-after.ts';
import type { Action } from '../../reconcile/plan.ts';
import type { Problem } from '../../reconcile/problems.ts';
import { deletionsOf, needsWindows, type PlannedCheck, requestsOf } from '../../reconcile/stack-plan.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { leastSeconds } from '../../statuscake/pacing/rate-limit.ts';
import { warningsOfUnknown } from '../common/unknown-fields.ts';

/** So many names are told in a message; the result has all of them. */
const NAMES_IN_MESSAGE = 10;

/**
 * Ends the task when nothing can be done as declared, and tells everything that cannot.
 * @throws ModuleFailure
 */
export function refuseProblems(problems: readonly Problem[]): never {
  throw new ModuleFailure(`nothing was written; ${describeProblems(problems)}`, listed(problems));
}

/** All that cannot be done as declared, on one line. */
export function describeProblems(problems: readonly Problem[]): string {
  const texts = problems.map(
    ({ stack, check, option, message }) => `${stack}, ${check}, ${option}: ${message}`,
  );
  return `${problems.length === 1 ? '' : `${problems.length} mistakes: `}${texts.join('; ')}`;
}

function listed(problems: readonly Problem[]): JsonObject {
  return { problems: problems.map((problem) => ({ ...problem })) };
}

/**
 * Ends the task when its plan deletes more than it may.
 * @throws ModuleFailure
 */
export function refuseDeletions(checks: readonly PlannedCheck[], limit: number): void {
  const deletions = deletionsOf(checks);
  if (deletions.length <= limit) {
    return;
  }
  throw new ModuleFailure(
    `nothing was written; the plan deletes ${deletions.length} checks, and deletion_limit is ${limit}: ` +
      `${listFirst(
        deletions.map(({ name, step }) => `${name} (${step.id})`),
        NAMES_IN_MESSAGE,
      )}; raise deletion_limit if that is meant`,
    { deletions: deletions.map(identify) },
  );
}

/** What is to be told of checks that are as declared, besides that they are. */
export function warnings(outcomes: readonly Outcome[]): string[] {
  const done = outcomes.filter(({ error }) => error === undefined);
  return warningsOfUnknown(done.map((outcome) => ({ ...outcome, ...outcome.check })));
}

interface ReportSettings {
  readonly checkMode: boolean;
  readonly diffMode: boolean;
  readonly tagPrefix: string;
  /** The stacks to tell of one by one; none where the task is about one. */
  readonly stacks: readonly string[];
}

/**
 * The result of the task; `failed` when any check is not as declared.
 * @param problems what kept stacks as they are
 */
export function report(
  outcomes: readonly Outcome[],
  problems: readonly Problem[],
  client: StatusCakeClient,
  { stacks, ...settings }: ReportSettings,
): JsonObject {
  const whole = reportOn(outcomes, problems, settings);
  const [outcomesOf, problemsOf] = [
    groupBy(outcomes, ({ check }) => check.stack),
    groupBy(problems, ({ stack }) => stack),
  ];
  const shares = stacks.map((stack) => {
    const {
      checks: _,
      diff: _diff,
      ...share
    } = reportOn(outcomesOf.get(stack) ?? [], problemsOf.get(stack) ?? [], settings);
    return [stack, share];
  });
  return {
    ...whole,
    ...(shares.length > 0 && { stacks: Object.fromEntries(shares) }),
    ...(settings.checkMode && { api: neededToApply(client, outcomes, settings.tagPrefix) }),
  };
}

function reportOn(
  outcomes: readonly Outcome[],
  problems: readonly Problem[],
  { diffMode }: Pick<ReportSettings, 'diffMode'>,
): JsonObject {
  const failed = outcomes.filter(({ error }) => error !== undefined);
  const done = outcomes.filter(({ error }) => error === undefined);
  const changed = done.filter((outcome) => actionOf(outcome) !== 'unchanged');
  const begun = failed.filter(({ unfinished }) => unfinished !== undefined);
  return {
    changed: changed.length + begun.length > 0,
    checks: outcomes.map(describe),
    summary: summarise(outcomes),
    ...(diffMode && { diff: [...changed, ...begun].map(({ check }) => diffOf(check)) }),
    ...(problems.length > 0 && listed(problems)),
    ...(failed.length + problems.length > 0 && {
      failed: true,
      msg: [
        ...(problems.length > 0 ? [`kept as they are: ${describeProblems(problems)}`] : []),
        ...(failed.length > 0 ? [failureMessage(failed, outcomes.length)] : []),
      ].join('; '),
    }),
  };
}

/** What became of a check. */
function actionOf({ check, error, unchanged }: Outcome): Action | 'failed' {
  if (error !== undefined) {
    return 'failed';
  }
  return unchanged ? 'unchanged' : check.step.action;
}

function describe(outcome: Outcome): JsonObject {
  const { check, id, computed, error } = outcome;
  const action = actionOf(outcome);
  const changes = action === 'unchanged' ? [] : check.step.changes;
  return {
    ...identify(check),
    id,
    action,
    changes: [...changes],
    ...(computed as JsonObject),
    ...(error && { error: error.message }),
  };
}

function identify({ stack, name, step }: PlannedCheck): JsonObject {
  return { stack, kind: step.resource.name, name, id: step.id };
}

function summarise(outcomes: readonly Outcome[]): JsonObject {
  const summary = { created: 0, updated: 0, recreated: 0, deleted: 0, unchanged: 0, failed: 0 };
  for (const outcome of outcomes) {
    summary[actionOf(outcome)] += 1;
  }
  return summary;
}

/** What the same task costs without check mode: what it has just read, and its writes. */
function neededToApply(
  { usage, windows }: StatusCakeClient,
  outcomes: readonly Outcome[],
  tagPrefix: string,
): JsonObject {
  const checks = outcomes.map(({ check }) => check);
  const reads = usage.requests - usage.retries + (needsWindows(checks) ? 1 : 0);
  const writes = checks.reduce((sum, { step }) => sum + requestsOf(step), 0);
  const requests = reads + writes + looksNeeded(checks, tagPrefix);
  return { needed_requests: requests, needed_seconds: leastSeconds(requests, windows) };
}

function diffOf({ stack, name, step }: PlannedCheck): Json {
  const title = `${step.resource.kind} ${JSON.stringify(name)} of ${stack}`;
  const entry = diffEntry(title, step.before as JsonObject | null, step.after as JsonObject | null);
  return { ...entry, stack };
}

function failureMessage(failed: readonly Outcome[], total: number): string {
  const texts = failed.map(({ check, error }) => `${check.name}: ${error?.message}`);
  const reasons = listFirst(texts, NAMES_IN_MESSAGE);
  return `${failed.length} of ${total} checks are not as declared: ${reasons}; run it again to do the rest`;
}
