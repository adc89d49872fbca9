import { normaliseIdentity, type Resource } from '../../statuscake/resource.ts';

/** Returns what a task about one resource is to have for itself: whatever bears its ID, or the name (or URL) that it is known by. */
export function subjectsOf(resource: Resource, id: string | null, identity: string | null): string[] {
  const { kind } = resource;
  return [
    ...(id === null ? [] : [`the ${kind} with id ${id}`]),
    ...(identity === null ? [] : [`the ${kind} ${JSON.stringify(normaliseIdentity(resource, identity))}`]),
  ];
}
