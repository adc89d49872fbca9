import { ModuleFailure } from '../../ansible/module.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Outcome } from '../../reconcile/apply-all.ts';
import { listFirst } from '../../reconcile/listing.ts';
import { looksNeeded } from '../../reconcile/look-after.ts';
import type { Action } from '../../reconcile/plan.ts';
import type { Problem } from '../../reconcile/problems.ts';
import { deletionsOf, needsWindows, type PlannedCheck, requestsOf } from '../../reconcile/stack-plan.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { leastSeconds } from '../../statuscake/pacing/rate-limit.ts';
import { stepDiff } from '../common/step-diff.ts';
import { warningsOfUnknown } from '../common/unknown-fields.ts';

/** So many names are told in a message; the result has all of them. */
const NAMES_IN_MESSAGE = 10;

/**
 * Ends the task when something cannot be done as declared, and tells everything that cannot.
 * @throws ModuleFailure
 */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) {
    return;
  }
  const texts = problems.map(
    ({ stack, check, option, message }) => `${stack}, ${check}, ${option}: ${message}`,
  );
  const count = problems.length === 1 ? '' : `${problems.length} mistakes: `;
  throw new ModuleFailure(`nothing was written; ${count}${texts.join('; ')}`, {
    problems: problems.map((problem) => ({ ...problem })),
  });
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

/** Returns what is to be told of checks that are as declared, besides that they are. */
export function warnings(outcomes: readonly Outcome[]): string[] {
  const done = outcomes.filter(({ error }) => error === undefined);
  return warningsOfUnknown(done.map((outcome) => ({ ...outcome, ...outcome.check })));
}

interface ReportSettings {
  readonly checkMode: boolean;
  readonly diffMode: boolean;
  readonly tagPrefix: string;
}

/** Returns the result of the task; `failed` when any check is not as declared. */
export function report(
  outcomes: readonly Outcome[],
  client: StatusCakeClient,
  { checkMode, diffMode, tagPrefix }: ReportSettings,
): JsonObject {
  const failed = outcomes.filter(({ error }) => error !== undefined);
  const done = outcomes.filter(({ error }) => error === undefined);
  const changed = done.filter((outcome) => actionOf(outcome) !== 'unchanged');
  const begun = failed.filter(({ unfinished }) => unfinished !== undefined);
  return {
    changed: changed.length + begun.length > 0,
    checks: outcomes.map(resultOf),
    summary: summarise(outcomes),
    ...(checkMode && { api: neededToApply(client, outcomes, tagPrefix) }),
    ...(diffMode && { diff: [...changed, ...begun].map(({ check }) => diffOf(check)) }),
    ...(failed.length > 0 && { failed: true, msg: failureMessage(failed, outcomes.length) }),
  };
}

/** Returns what became of a check. */
function actionOf({ check, error, unchanged }: Outcome): Action | 'failed' {
  if (error !== undefined) {
    return 'failed';
  }
  return unchanged ? 'unchanged' : check.step.action;
}

function resultOf(outcome: Outcome): JsonObject {
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

/** Returns what the same task costs without check mode: what it has just read, and its writes. */
function neededToApply(
  { usage, rateLimits }: StatusCakeClient,
  outcomes: readonly Outcome[],
  tagPrefix: string,
): JsonObject {
  const checks = outcomes.map(({ check }) => check);
  const reads = usage.requests - usage.retries + (needsWindows(checks) ? 1 : 0);
  const writes = checks.reduce((sum, { step }) => sum + requestsOf(step), 0);
  const requests = reads + writes + looksNeeded(checks, tagPrefix);
  return { needed_requests: requests, needed_seconds: leastSeconds(requests, rateLimits) };
}

function diffOf({ stack, name, step }: PlannedCheck): Json {
  return stepDiff(`${step.resource.kind} ${JSON.stringify(name)} of ${stack}`, step);
}

function failureMessage(failed: readonly Outcome[], total: number): string {
  const texts = failed.map(({ check, error }) => `${check.name}: ${error?.message}`);
  const reasons = listFirst(texts, NAMES_IN_MESSAGE);
  return `${failed.length} of ${total} checks are not as declared: ${reasons}; run it again to do the rest`;
}
