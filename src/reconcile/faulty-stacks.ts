import type { StackDeclaration } from './declaration.ts';
import type { Problem } from './problems.ts';
import type { StackPlan } from './stack-plan.ts';

/** Plans for stacks. Throws a StatusCakeError. */
export type Planner = (stacks: readonly StackDeclaration[]) => Promise<StackPlan>;

/** Returns stacks of which some are not to be touched: what they declare is kept for them, and what they have is not judged. */
export function withUntouched(
  stacks: readonly StackDeclaration[],
  untouched: ReadonlySet<string>,
): StackDeclaration[] {
  return stacks.map((declaration) =>
    untouched.has(declaration.stack) ? { ...declaration, untouched: 'faulty' } : declaration,
  );
}

/**
 * Plans for stacks, and where some of them cannot be had as they are declared, for the others: nothing is done for the faulty ones, and
 * what they declare is kept for them. All mistakes of all stacks are among the problems.
 * @param mistakes what is known to be wrong with the stacks before
 */
export async function withoutFaulty(
  stacks: readonly StackDeclaration[],
  mistakes: readonly Problem[],
  plan: Planner,
): Promise<StackPlan> {
  const problems = new Map(mistakes.map((problem) => [JSON.stringify(problem), problem]));
  for (let faulty: ReadonlySet<string> = new Set(); ; ) {
    const planned = await plan(withUntouched(stacks, faulty));
    for (const problem of planned.problems) {
      problems.set(JSON.stringify(problem), problem);
    }
    const all = new Set([...problems.values()].map(({ stack }) => stack));
    if (all.size === faulty.size) {
      return { ...planned, problems: [...problems.values()] };
    }
    faulty = all;
  }
}
