import { identityOf, normaliseIdentity, type Remote, type Resource } from '../statuscake/resource.ts';
import { PlanError } from './plan.ts';

/**
 * The resource that is known by exactly this name (or URL, where that is what it is known by), or `null`.
 * @throws PlanError when several bear it: which one is meant is for a person to say
 */
export function findByIdentity(resource: Resource, list: readonly Remote[], text: string): Remote | null {
  const wanted = normaliseIdentity(resource, text);
  const found = list.filter((remote) => identityOf(resource, remote) === wanted);
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ');
    throw new PlanError(
      resource.identity,
      `${found.length} ${resource.kind}s are named "${text}" (IDs ${ids}): say which with id, or delete the others`,
    );
  }
  return found[0] ?? null;
}
