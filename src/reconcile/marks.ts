import type { Json } from '../json.ts';
import type { Form } from '../statuscake/http/form.ts';
import { normalise, type Resource, type Values } from '../statuscake/resource.ts';

/** The tag by which a resource says which one it was made in place of: with the ID of the old one. */
export const REPLACES = /^replaces-(\d+)$/;

/** The tag that tells which credentials were written last: the digits of the key, and those that it makes of them. */
export const CREDENTIALS = /^credentials-([0-9a-f]{4})-[0-9a-f]{8}$/;

/** The tag by which an uptime test of a stack says that an SSL test was declared for the stack. */
export const SIGN = /^ssl-[0-9a-f]{8}$/;

/**
 * Marks are tags by which a resource keeps for later runs what no field of it can hold. They have no part in comparing, and are
 * not shown.
 */
const MARKS: readonly RegExp[] = [REPLACES, CREDENTIALS, SIGN];

/** Returns whether resources of a kind carry marks: where they have tags, and something that cannot be changed in place or read. */
function canCarryMarks({ fields, tagField }: Resource): boolean {
  return tagField !== undefined && fields.some(({ fixed, shown }) => fixed || shown === 'never');
}

/** Returns the marks among the tags of a resource. */
export function marksIn(resource: Resource, values: Values): string[] {
  return canCarryMarks(resource) ? tagsIn(resource, values).filter(isMark) : [];
}

/** Values without marks. */
export function withoutMarks<T extends Values>(resource: Resource, values: T): T {
  const { tagField } = resource;
  const tags = tagField === undefined ? undefined : values[tagField];
  if (tagField === undefined || !canCarryMarks(resource) || !Array.isArray(tags) || !tags.some(isMark)) {
    return values;
  }
  return { ...values, [tagField]: tags.filter((tag) => !isMark(tag)) };
}

/** Returns a form that writes marks, too, beside the tags that it writes. */
export function addMarks({ tagField }: Resource, form: Form, marks: readonly string[]): Form {
  if (tagField === undefined || marks.length === 0) {
    return form;
  }
  const tags = (form[tagField] ?? []) as readonly string[];
  // In the order in which reads of them are compared.
  return { ...form, [tagField]: normalise('set', [...tags, ...marks]) as string[] };
}

/** Returns the tags of a resource, in one order. */
export function tagsIn({ tagField }: Resource, values: Values): string[] {
  return normalise('set', tagField === undefined ? [] : values[tagField]) as string[];
}

function isMark(tag: Json): boolean {
  return MARKS.some((pattern) => pattern.test(String(tag).trim()));
}
