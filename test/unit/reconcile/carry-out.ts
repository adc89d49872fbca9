import type { StackPlan } from '../../../src/reconcile/stack-plan.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';

/** The account after a plan has been carried out. */
export function carryOut({ checks }: Pick<StackPlan, 'checks'>, account: readonly Remote[]): Remote[] {
  const gone = new Set(checks.filter(({ step }) => step.action === 'deleted').map(({ step }) => step.id));
  const changed = new Map(
    checks.flatMap(({ step }) => (step.action === 'updated' ? [[step.id, step.form]] : [])),
  );
  const rest = account
    .filter(({ id }) => !gone.has(id))
    .map((remote) => ({ ...remote, ...changed.get(remote.id) }));
  const created = checks.filter(({ step }) => step.action === 'created');
  return [
    ...rest,
    ...created.map(({ step }, index) => ({ ...(step.form as Values), id: String(1000 + index) })),
  ] as Remote[];
}
