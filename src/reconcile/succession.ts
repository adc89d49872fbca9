import type { Json } from '../json.ts';
import type { Form } from '../statuscake/http/form.ts';
import { compareDigits, normalise, type Remote, type Resource, type Values } from '../statuscake/resource.ts';

/**
 * The tag by which a replacement names the resource that it replaces. Written with the creation itself, it tells a later run
 * what an interrupted one had begun. It has no part in comparing, and is not shown.
 */
const MARK = /^replaces-(\d+)$/;

/** For the ID of each resource that has to go, the ID of its replacement. */
export type Successions = ReadonlyMap<string, string>;

/** Returns the tag that marks the replacement of the resource with this ID. */
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
  return tagsOf(resource, values)
    .flatMap((tag) => MARK.exec(tag)?.[1] ?? [])
    .filter((old) => compareDigits(old, id) < 0);
}

/** Values without such tags. */
export function withoutMarks<T extends Values>(resource: Resource, values: T): T {
  const { tagField } = resource;
  if (tagField === undefined || !canBeReplaced(resource)) {
    return values;
  }
  const tags = values[tagField];
  if (!Array.isArray(tags) || !tags.some(isMark)) {
    return values;
  }
  return { ...values, [tagField]: tags.filter((tag) => !isMark(tag)) };
}

/** Returns a form that writes the tags for these IDs, with all its other tags. */
export function addMarks({ tagField }: Resource, form: Form, ids: readonly string[]): Form {
  if (tagField === undefined || ids.length === 0) {
    return form;
  }
  const tags = (form[tagField] ?? []) as readonly string[];
  // In the order in which reads of them are compared.
  return { ...form, [tagField]: normalise('set', [...tags, ...ids.map(markOf)]) as string[] };
}

/** Returns a form that keeps these tags, should it write tags at all. */
export function keepMarks(resource: Resource, form: Form, ids: readonly string[]): Form {
  return form[resource.tagField ?? ''] === undefined ? form : addMarks(resource, form, ids);
}

/** Returns the successions that the tags of a list tell of. */
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

function tagsOf({ tagField }: Resource, values: Values): string[] {
  return normalise('set', tagField === undefined ? [] : values[tagField]) as string[];
}

function isMark(tag: Json): boolean {
  return MARK.test(String(tag).trim());
}
