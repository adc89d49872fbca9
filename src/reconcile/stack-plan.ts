import type { Form } from '../statuscake/http/form.ts';
import { identityOf, type Remote } from '../statuscake/resource.ts';
import { uptime } from '../statuscake/resources/uptime.ts';
import type { Claims } from './claims.ts';
import { labelOf } from './declaration.ts';
import { withoutGone } from './gone-predecessors.ts';
import { type OwnedKind, type OwnershipRule, otherOwner } from './ownership.ts';
import { planAbsent, planPresent, type Step } from './plan.ts';
import { collect, type Problem } from './problems.ts';
import { notesOf } from './remarks.ts';
import type { Signs } from './signs.ts';

/** A step, and what it is for. */
export interface PlannedCheck {
  readonly stack: string;
  readonly name: string;
  readonly step: Step;
  /** The phase that it waits for, since by it a later run knows that the stack is being renamed, or would not know it any more. */
  readonly turn?: 'name' | 'release' | 'settle';
  /** Another stack that had it until now. */
  readonly leaves?: string;
  /** Other stacks that have it, too, and that are renamed with it. */
  readonly alsoOf?: readonly string[];
  /** Whether another stack takes it, or may yet. */
  readonly isMoving?: boolean;
}

export interface StackPlan {
  readonly checks: readonly PlannedCheck[];
  readonly problems: readonly Problem[];
  /** What the user should know. */
  readonly notes: readonly string[];
  /** Whether it matters what other tasks declare. */
  readonly isDisputed: boolean;
}

/**
 * Plans every claim and deletion of a kind; the problems of the claims come along. Pure.
 * @param signs the signs of SSL tests that claimed uptime tests are to carry
 */
export function planStacks(
  { resource, rule }: OwnedKind,
  { claims, deletions, problems, remarks, isDisputed, known }: Claims,
  signs: Signs['ofClaims'] = new Map(),
): StackPlan {
  const checks: PlannedCheck[] = [];
  const all = [...problems];
  for (const one of claims) {
    const { stack, check, actual, isMoving } = one;
    const name = labelOf(resource, check);
    collect(all, { stack, check: name }, () => {
      const values = rule.mark(stack, check.values, actual);
      const planned = planPresent(resource, values, actual, check.policy, signs.get(one));
      // By the ID that is declared the next run looks for the check.
      const step = withoutGone(planned, (id) => id !== check.id && !known.has(id));
      const adoption = adoptionFor(step, rule, stack, actual);
      const leaves = actual === null ? undefined : otherOwner(rule, actual, stack);
      checks.push({
        stack,
        name,
        step: { ...step, adoption },
        ...(isMoving && { isMoving }),
        ...(leaves !== undefined && { leaves }),
      });
    });
  }
  for (const { stack, actual, successor } of deletions) {
    checks.push({ stack, name: identityOf(resource, actual), step: planAbsent(resource, actual, successor) });
  }
  return { checks, problems: all, notes: notesOf(resource, remarks), isDisputed };
}

/** Plans the signs of uptime tests that nobody declares in this task. Pure. */
export function planSignsOf(others: Signs['ofOthers']): PlannedCheck[] {
  const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
  return others.map(({ stack, test, signs }) => ({
    stack,
    name: identityOf(uptime, test),
    step: planPresent(uptime, {}, test, policy, signs),
  }));
}

/** Returns the tag of the stack, for an old one without it: else the next run of an interrupted one would not find it. */
function adoptionFor(
  { action, resource }: Step,
  rule: OwnershipRule,
  stack: string,
  actual: Remote | null,
): Form | null {
  const { tagField } = resource;
  if (action !== 'recreated' || actual === null || tagField === undefined) {
    return null;
  }
  if (rule.ownersOf(actual).includes(stack)) {
    return null;
  }
  return { [tagField]: rule.mark(stack, {}, actual)[tagField] as string[] };
}

/** Returns the stacks to which it matters what becomes of a check. */
export function concernedBy({ stack, leaves, alsoOf = [] }: PlannedCheck): string[] {
  return [stack, ...(leaves === undefined ? [] : [leaves]), ...alsoOf];
}

/** Returns the checks that a plan deletes; one that is created again loses what it was, so it counts. */
export function deletionsOf(checks: readonly PlannedCheck[]): PlannedCheck[] {
  return checks.filter(({ step }) => step.action === 'deleted' || step.action === 'recreated');
}

/** Returns how many requests a step takes to apply; what the API decides about a new resource is read afterwards. */
export function requestsOf({ action, resource, adoption }: Step): number {
  const creation = resource.computed === undefined ? 1 : 2;
  const recreation = creation + (adoption === null ? 1 : 2);
  const write = adoption === null ? 1 : 2;
  return { unchanged: 0, created: creation, updated: write, deleted: write, recreated: recreation }[action];
}

/** Returns whether the maintenance windows have to be read, since one may name what is replaced. */
export function needsWindows(checks: readonly PlannedCheck[]): boolean {
  return checks.some(({ step }) => step.action === 'recreated' || step.successor !== null);
}
