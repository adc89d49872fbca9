import { normaliseIdentity, type Resource } from '../../statuscake/resource.ts';

/** Returns the subjects that a task about one resource locks: its ID, and its name or URL. */
export function subjectsOf(resource: Resource, id: string | null, identity: string | null): string[] {
  const { kind } = resource;
  return [
    ...(id === null ? [] : [`the ${kind} with id ${id}`]),
    ...(identity === null ? [] : [`the ${kind} ${JSON.stringify(normaliseIdentity(resource, identity))}`]),
  ];
}
