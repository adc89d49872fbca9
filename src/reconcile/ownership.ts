import type { Json, Remote } from '../statuscake/resource.ts';

/** Names of stacks: what the API's tag filter, a list separated by commas, can carry (letters, digits, `.`, `_`, `-`). */
const STACK_NAME = /^[A-Za-z0-9._-]+$/;

/** Whether a stack may be called this. */
export function isStackName(name: string): boolean {
  return STACK_NAME.test(name);
}

/** The stacks that a list of tags speaks of: each tag with the prefix names one. */
export function stacksOf(tags: Json | undefined, tagPrefix: string): string[] {
  if (!Array.isArray(tags)) return [];
  return tags
    .map((tag) => String(tag).trim())
    .flatMap((tag) => (tag.startsWith(tagPrefix) ? [tag.slice(tagPrefix.length)] : []));
}

/** The first stack other than this one whose tag a resource carries, if there is one. */
export function otherOwner(remote: Remote, stack: string, tagPrefix: string): string | undefined {
  return stacksOf(remote.tags, tagPrefix).find((owner) => owner !== stack);
}
