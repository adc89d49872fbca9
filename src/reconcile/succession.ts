import { compareDigits, type Remote, type Resource } from '../statuscake/resource.ts';
import { REPLACES, tagsIn } from './marks.ts';

/** For the ID of each resource that has to go, the ID of its replacement. */
export type Successions = ReadonlyMap<string, string>;

/**
 * Returns the tag of what takes the place of the resource with this ID. Written with the very creation, it tells a later run what an
 * interrupted one had begun.
 */
export function markOf(id: string): string {
  return `replaces-${id}`;
}

/** Returns whether resources of a kind get replaced: only where a field cannot be changed in place, and tags can say so. */
export function canBeReplaced({ fields, tagField }: Resource): boolean {
  return tagField !== undefined && fields.some(({ fixed }) => fixed);
}

/** Returns the IDs of the resources that this one has replaced. A younger ID in the tag is not ours, and left out. */
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

/** Returns the last replacement of a resource; the resource itself where it has none. */
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
