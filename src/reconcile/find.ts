import type { Remote, Resource } from '../statuscake/resource.ts';
import { PlanError } from './plan.ts';

/**
 * The resource of exactly this name, or `null`.
 * @throws PlanError when several bear it: which one is meant is for a person to say
 */
export function findByName(resource: Resource, list: readonly Remote[], name: string): Remote | null {
  const found = list.filter((remote) => remote[resource.identity] === name);
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ');
    throw new PlanError(
      resource.identity,
      `${found.length} ${resource.kind}s are named "${name}" (IDs ${ids}): say which with id, or delete the others`,
    );
  }
  return found[0] ?? null;
}
