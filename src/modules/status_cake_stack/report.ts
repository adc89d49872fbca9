import { ModuleFailure } from '../../ansible/module.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Outcome } from '../../reconcile/apply-all.ts';
import { listByStack } from '../../reconcile/by-stack.ts';
import { groupBy } from '../../reconcile/group-by.ts';
import { listFirst } from '../../reconcile/listing.ts';
import { looksNeeded } from '../../reconcile/look-after.ts';
import type { Action } from '../../reconcile/plan.ts';
import type { Problem } from '../../reconcile/problems.ts';
import { deletionsOf, needsWindows, type PlannedCheck, requestsOf } from '../../reconcile/stack-plan.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { leastSeconds, type RateLimit } from '../../statuscake/pacing/rate-limit.ts';
import type { Lookup } from '../common/references.ts';
import { stepDiff } from '../common/step-diff.ts';
import { warningsOfUnknown } from '../common/unknown-fields.ts';

/** Leaves a list in a file for people, without secrets, and returns its path; `null` where it cannot be left. */
export type Leave = (name: string, entries: readonly JsonObject[]) => string | null;

/** So many entries of a list are told in a message and shown in a result. */
const ENTRIES_IN_RESULT = 20;
/** So many reasons are told in a message. */
const REASONS_IN_MESSAGE = 10;

/**
 * Ends the task when nothing can be done of it as it is declared, and tells everything that cannot.
 * @param stacks the stacks that the task is about
 * @throws ModuleFailure
 */
export function refuseProblems(problems: readonly Problem[], stacks: readonly string[], leave: Leave): void {
  const faulty = new Set(problems.map(({ stack }) => stack));
  if (faulty.size === 0 || faulty.size < stacks.length) {
    return;
  }
  const count = problems.length === 1 ? '' : `${problems.length} mistakes: `;
  throw new ModuleFailure(`nothing was written; ${count}${describeProblems(problems)}`, {
    ...problemResult(problems, leave),
    stacks: byStack(stacks, [], problems),
  });
}

/**
 * Ends the task when its plan deletes more than it may.
 * @throws ModuleFailure
 */
export function refuseDeletions(checks: readonly PlannedCheck[], limit: number, leave: Leave): void {
  const deletions = deletionsOf(checks);
  if (deletions.length <= limit) {
    return;
  }
  const entries = deletions.map(({ stack, name, step }) => ({ stack, text: `${name} (${step.id})` }));
  const kinds = groupBy(deletions, ({ step }) => step.resource);
  const counts = [...kinds].map(([{ kind }, { length }]) => count(length, kind)).join(', ');
  const stacks = count(new Set(deletions.map(({ stack }) => stack)).size, 'stack');
  const { first, file } = shorten(deletions.map(identify), 'deletions.json', leave);
  throw new ModuleFailure(
    `nothing was written; the plan deletes ${count(deletions.length, 'check')} of ${stacks} (${counts}), and deletion_limit is ${limit}: ` +
      `${listByStack(entries, ENTRIES_IN_RESULT)}${file === null ? '' : `; all of them are in ${file}`}; raise deletion_limit if that is meant`,
    { deletions: first, deletions_count: deletions.length, deletions_file: file },
  );
}

/** Returns what a result tells of mistakes: the first of them, and where all are. */
function problemResult(problems: readonly Problem[], leave: Leave): JsonObject {
  const { first, file } = shorten(
    problems.map((problem) => ({ ...problem })),
    'problems.json',
    leave,
  );
  return {
    problems: first,
    problems_count: problems.length,
    problems_file: file,
  };
}

/** Tells mistakes, each once, with the checks that have it. */
function describeProblems(problems: readonly Problem[]): string {
  const same = groupBy(problems, ({ option, message }) => `${option}: ${message}`);
  const texts = [...same].map(([text, group]) => {
    const [{ stack, check } = { stack: '', check: '' }, ...others] = group;
    const entries = group.map((problem) => ({ stack: problem.stack, text: problem.check }));
    return others.length === 0
      ? `${stack}, ${check}, ${text}`
      : `${text} (needed by ${listByStack(entries, ENTRIES_IN_RESULT)})`;
  });
  return joinReasons(texts);
}

function joinReasons(texts: readonly string[]): string {
  const rest = texts.length - REASONS_IN_MESSAGE;
  return texts.slice(0, REASONS_IN_MESSAGE).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

/** Returns the first entries of a list, and the file in which all are; `null` where all are among the first, or none can be left. */
function shorten(
  entries: readonly JsonObject[],
  name: string,
  leave: Leave,
): { first: JsonObject[]; file: string | null } {
  const isLong = entries.length > ENTRIES_IN_RESULT;
  return { first: entries.slice(0, ENTRIES_IN_RESULT), file: isLong ? leave(name, entries) : null };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Returns what is to be told of checks that are as declared, besides that they are. */
export function warnings(outcomes: readonly Outcome[]): string[] {
  const done = outcomes.filter(({ error }) => error === undefined);
  return warningsOfUnknown(done.map((outcome) => ({ ...outcome, ...outcome.check })));
}

interface ReportSettings {
  /** What cannot be done as declared; nothing was planned for the stacks that have it. */
  readonly problems: readonly Problem[];
  readonly checkMode: boolean;
  /** With which names to show a diff; `null` for none. */
  readonly names: Lookup['names'] | null;
  readonly tagPrefix: string;
  readonly leave: Leave;
  /** The stacks that the task is about. */
  readonly stacks: readonly string[];
}

/** Returns the result of the task; `failed` when any check is not as declared. */
export function report(
  outcomes: readonly Outcome[],
  client: StatusCakeClient,
  { problems, checkMode, names, tagPrefix, leave, stacks }: ReportSettings,
): JsonObject {
  const shown = outcomes.filter(isEffective);
  return {
    ...summaryOf(outcomes, problems),
    checks: outcomes.map(resultOf),
    stacks: byStack(stacks, outcomes, problems),
    ...(checkMode && neededToApply(client, outcomes, tagPrefix)),
    ...(names && { diff: shown.map(({ check }) => diffOf(check, names)) }),
    ...(problems.length > 0 && problemResult(problems, leave)),
  };
}

/** Returns what became of each stack, so that each can be told of on its own. */
function byStack(
  stacks: readonly string[],
  outcomes: readonly Outcome[],
  problems: readonly Problem[],
): JsonObject {
  const outcomesOf = groupBy(outcomes, ({ check }) => check.stack);
  const problemsOf = groupBy(problems, ({ stack }) => stack);
  return Object.fromEntries(
    stacks.map((stack) => [stack, summaryOf(outcomesOf.get(stack) ?? [], problemsOf.get(stack) ?? [])]),
  );
}

/** Returns whether anything was changed and how often; `failed` and `msg` where not all is as declared. */
function summaryOf(outcomes: readonly Outcome[], problems: readonly Problem[]): JsonObject {
  const isFailed = problems.length > 0 || outcomes.some(({ error }) => error !== undefined);
  return {
    changed: outcomes.some(isEffective),
    summary: summarise(outcomes),
    ...(isFailed && { failed: true, msg: messageOf(outcomes, problems) }),
  };
}

function messageOf(outcomes: readonly Outcome[], problems: readonly Problem[]): string {
  const failed = outcomes.filter(({ error }) => error !== undefined);
  return [...untouchedMessage(problems), ...failureMessage(failed, outcomes.length)].join('; ');
}

/** Returns whether anything of a step was done. */
function isEffective(outcome: Outcome): boolean {
  return outcome.error === undefined ? actionOf(outcome) !== 'unchanged' : outcome.unfinished !== undefined;
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
    ...(action === 'recreated' && { history_lost: true }),
    ...(computed as JsonObject),
    ...(error && { error: error.message }),
  };
}

function identify({ stack, name, step }: PlannedCheck): JsonObject {
  const kind = step.resource.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return { stack, kind, name, id: step.id };
}

function summarise(outcomes: readonly Outcome[]): JsonObject {
  const summary = { created: 0, updated: 0, recreated: 0, deleted: 0, unchanged: 0, failed: 0 };
  for (const outcome of outcomes) {
    summary[actionOf(outcome)] += 1;
  }
  return summary;
}

/** Returns how many requests it takes to carry out a plan, if all goes well. */
export function requestsToApply(checks: readonly PlannedCheck[], tagPrefix: string): number {
  const writes = checks.reduce((sum, { step }) => sum + requestsOf(step), 0);
  return (needsWindows(checks) ? 1 : 0) + writes + looksNeeded(checks, tagPrefix);
}

/** Returns what the same task costs without check mode: what it has just read, and its writes. */
function neededToApply(
  { usage, rateLimits }: StatusCakeClient,
  outcomes: readonly Outcome[],
  tagPrefix: string,
): JsonObject {
  const reads = usage.requests - usage.retries;
  const requests =
    reads +
    requestsToApply(
      outcomes.map(({ check }) => check),
      tagPrefix,
    );
  const seconds = leastSeconds(requests, rateLimits);
  return {
    msg: `without check mode: ${describeCost(requests, seconds, rateLimits)}`,
    api: { needed_requests: requests, needed_seconds: seconds },
  };
}

/** Tells a cost as people say it: `1204 requests, about 4 min at 5/s`. */
export function describeCost(requests: number, seconds: number, limits: readonly RateLimit[]): string {
  const time = seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
  const rates = limits.map(
    (limit) => `${limit.requests}/${UNITS.get(limit.seconds) ?? `${limit.seconds} s`}`,
  );
  return `${count(requests, 'request')}${rates.length > 0 ? `, about ${time} at ${rates.join(' and ')}` : ''}`;
}

const UNITS = new Map([
  [1, 's'],
  [60, 'min'],
]);

function diffOf({ stack, name, step }: PlannedCheck, names: Lookup['names']): Json {
  return { ...stepDiff(`${step.resource.kind} ${JSON.stringify(name)} of ${stack}`, step, names), stack };
}

function untouchedMessage(problems: readonly Problem[]): string[] {
  const faulty = new Set(problems.map(({ stack }) => stack));
  return faulty.size === 0
    ? []
    : [`nothing was written of ${count(faulty.size, 'stack')}: ${describeProblems(problems)}`];
}

/** Tells why checks are not as declared, each reason once, whatever ID is in it. */
function failureMessage(failed: readonly Outcome[], total: number): string[] {
  if (failed.length === 0) {
    return [];
  }
  const same = groupBy(failed, ({ error }) => (error?.message ?? '').replace(/^(\w+ \/[\w-]+\/)\d+:/, '$1:'));
  const texts = [...same.values()].map((group) => {
    const names = listFirst(
      group.map(({ check }) => check.name),
      ENTRIES_IN_RESULT,
    );
    return `${names}: ${group[0]?.error?.message}`;
  });
  return [
    `${failed.length} of ${total} checks are not as declared: ${joinReasons(texts)}; run it again to do the rest`,
  ];
}
