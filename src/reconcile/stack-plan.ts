import type { Resource, Values } from '../statuscake/resource.ts';
import type { Claim, Claims, Ownership } from './claims.ts';
import { labelOf } from './declaration.ts';
import { stacksOf } from './ownership.ts';
import { PlanError, planAbsent, planPresent, type Step } from './plan.ts';
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

/** Plans every claim and deletion; the problems of the claims come along. Pure. */
export function planStacks(
  resource: Resource,
  { claims, deletions, problems }: Claims,
  ownership: Ownership,
): StackPlan {
  const checks: PlannedCheck[] = [];
  const all = [...problems];
  for (const claimed of claims) {
    const { stack, check, actual } = claimed;
    const name = labelOf(resource, check);
    collect(all, { stack, check: name }, () => {
      const values = withStackTag(claimed, ownership);
      checks.push({ stack, name, step: planPresent(resource, values, actual, check.policy) });
    });
  }
  for (const { stack, actual } of deletions) {
    checks.push({ stack, name: String(actual[resource.identity]), step: planAbsent(resource, actual) });
  }
  return { checks, problems: all };
}

/** The declared values, tagged for the stack. Where no tags are declared, those that are there stay. */
function withStackTag({ stack, check, actual }: Claim, { tagPrefix }: Ownership): Values {
  const { values } = check;
  const other = stacksOf(values.tags, tagPrefix).find((owner) => owner !== stack);
  if (other !== undefined) {
    throw new PlanError('tags', `${tagPrefix}${other} is the tag of another stack, ${stack} cannot have it`);
  }
  const tags = values.tags ?? actual?.tags ?? [];
  return { ...values, tags: [...(Array.isArray(tags) ? tags : [tags]), tagPrefix + stack] };
}

/** The checks that a plan deletes; one that is created again loses what it was, so it counts. */
export function deletionsOf(checks: readonly PlannedCheck[]): PlannedCheck[] {
  return checks.filter(({ step }) => step.action === 'deleted' || step.action === 'recreated');
}

/** How many requests a step takes to apply. */
export function requestsOf({ action }: Step): number {
  return { unchanged: 0, created: 1, updated: 1, deleted: 1, recreated: 2 }[action];
}
