import { identityOf } from '../statuscake/resource.ts';
import type { Claims, OwnedKind } from './claims.ts';
import { labelOf } from './declaration.ts';
import { planAbsent, planPresent, type Step } from './plan.ts';
import { collect, type Problem } from './problems.ts';

/** A step, and what it is for. */
export interface PlannedCheck {
  readonly stack: string;
  readonly name: string;
  readonly step: Step;
}

export interface StackPlan {
  readonly checks: readonly PlannedCheck[];
  readonly problems: readonly Problem[];
}

/** Plans every claim and deletion of a kind; the problems of the claims come along. Pure. */
export function planStacks(
  { resource, rule }: OwnedKind,
  { claims, deletions, problems }: Claims,
): StackPlan {
  const checks: PlannedCheck[] = [];
  const all = [...problems];
  for (const { stack, check, actual } of claims) {
    const name = labelOf(resource, check);
    collect(all, { stack, check: name }, () => {
      const values = rule.mark(stack, check.values, actual);
      checks.push({ stack, name, step: planPresent(resource, values, actual, check.policy) });
    });
  }
  for (const { stack, actual } of deletions) {
    checks.push({ stack, name: identityOf(resource, actual), step: planAbsent(resource, actual) });
  }
  return { checks, problems: all };
}

/** The checks that a plan deletes; one that is created again loses what it was, so it counts. */
export function deletionsOf(checks: readonly PlannedCheck[]): PlannedCheck[] {
  return checks.filter(({ step }) => step.action === 'deleted' || step.action === 'recreated');
}

/** How many requests a step takes to apply; what the API decides about a new resource is read afterwards. */
export function requestsOf({ action, resource }: Step): number {
  const creation = resource.facts === undefined ? 1 : 2;
  return { unchanged: 0, created: creation, updated: 1, deleted: 1, recreated: creation + 1 }[action];
}
