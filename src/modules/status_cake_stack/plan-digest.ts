import { ModuleFailure } from '../../ansible/module.ts';
import type { PlannedCheck } from '../../reconcile/stack-plan.ts';

/** Hexadecimal digits: no two plans that somebody compares have the same by chance. */
const DIGITS = 32;

/**
 * Sums up a plan: what is to be done to which check, and what that is now.
 * @param token that of the account: without it nobody can try out passwords by the digest
 */
export async function digestOf(checks: readonly PlannedCheck[], token: string): Promise<string> {
  // It takes milliseconds to load, and most runs neither save a plan nor have one.
  const { createHmac } = await import('node:crypto');
  const digest = createHmac('sha256', token);
  for (const { stack, name, step } of checks) {
    const { resource, action, id, form, before } = step;
    const known = action === 'unchanged' ? null : before;
    digest.update(JSON.stringify([stack, name, resource.name, action, id, form, known]));
  }
  return digest.digest('hex').slice(0, DIGITS);
}

/**
 * Ends the task where its plan is none of those that were saved.
 * @param saved what previews have returned
 * @throws ModuleFailure
 */
export function refuseOtherPlan(digest: string, saved: readonly string[]): void {
  if (!saved.includes(digest)) {
    throw new ModuleFailure(
      'nothing was written; the plan is not the one of saved_plan, since the account or what is declared has changed: look at a ' +
        'preview again, and save its plan',
    );
  }
}
