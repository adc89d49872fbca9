import { compareDigits, type Remote, type Resource } from '../statuscake/resource.ts';
import { REPLACES, tagsIn } from './marks.ts';

/** What has taken the place of resources, by ID: that of the successor for each one that has to go. */
export type Successions = ReadonlyMap<string, string>;

/**
 * Returns the tag of what takes the place of the resource with this ID. Written with the very creation, it tells a later run what an
 * interrupted one had begun.
 */
export function markOf(id: string): string {
  return `replaces-${id}`;
}

/** Returns whether there is such a tag on resources of a kind: only where something cannot be changed in place, and tags are there. */
export function canBeReplaced({ fields, tagField }: Resource): boolean {
  return tagField !== undefined && fields.some(({ fixed }) => fixed);
}

/** Returns the IDs of those that a resource was made in place of: all older than itself, or the tag is not one of ours. */
export function predecessorsOf(resource: Resource, { id, ...values }: Remote): string[] {
  if (!canBeReplaced(resource)) {
    return [];
  }
  return tagsIn(resource, values)
    .flatMap((tag) => REPLACES.exec(tag)?.[1] ?? [])
    .filter((old) => compareDigits(old, id) < 0);
}

/** Returns what has taken the place of what, in a list, by these tags alone. */
export function successionsIn(resource: Resource, list: readonly Remote[]): Map<string, string> {
  const heirs = new Map<string, Remote[]>();
  for (const remote of list) {
    for (const old of predecessorsOf(resource, remote)) {
      heirs.set(old, [...(heirs.get(old) ?? []), remote]);
    }
  }
  // Of several, one that nothing has replaced in its turn.
  return new Map(
    [...heirs].map(([old, candidates]) => {
      const standing = candidates.filter(({ id }) => !heirs.has(id));
      const [first] = (standing.length > 0 ? standing : candidates).sort(byAge);
      return [old, first?.id ?? old];
    }),
  );
}

/** Returns the last one of those that took the place of a resource; the resource itself where none did. */
export function lastSuccessor(successions: Successions, id: string): string {
  const seen = new Set<string>();
  let last = id;
  for (let next = successions.get(id); next !== undefined && !seen.has(next); next = successions.get(next)) {
    seen.add(next);
    last = next;
  }
  return last;
}

/** For sorting, the oldest first. */
export function byAge(one: Remote, other: Remote): number {
  return compareDigits(one.id, other.id);
}
