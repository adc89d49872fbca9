import { normalise, type Values } from '../statuscake/resource.ts';

/** The tag of a check whose stack is being renamed; the new name follows. */
const RENAMING = 'renaming-to-';

/** Returns the tag by which a check says that its stack is being renamed to this, for as long as that lasts. */
export function renamingMark(stack: string): string {
  return RENAMING + stack;
}

/** Returns whether a tag is one of those. */
export function isRenamingMark(tag: string): boolean {
  return tag.startsWith(RENAMING);
}

/** Returns the new names of its stack that a check speaks of. */
export function renamingsIn({ tags }: Values): string[] {
  return (normalise('set', tags) as string[]).filter(isRenamingMark).map((tag) => tag.slice(RENAMING.length));
}
