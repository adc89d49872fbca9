import type { Json } from '../json.ts';
import { fingerprint } from '../statuscake/fingerprint.ts';
import { equal, normalise, type Remote, type Resource, type Values } from '../statuscake/resource.ts';

/**
 * How to find out whether options that the list does not show are as declared: by reading the details of each resource, or
 * by a tag that sums them up, written together with them.
 */
export type Verification = 'details' | 'digest';

const SETTINGS_TAG = /^settings-[0-9a-f]{8}$/;

/** Returns whether a tag sums up what was declared. */
export function isSettingsTag(tag: string): boolean {
  return SETTINGS_TAG.test(tag);
}

/**
 * Returns the tag that sums up the declared options that the list does not show; `null` where there are none. Secrets are left out,
 * and so is all that the list shows, so that many resources share a tag.
 */
export function settingsTag(resource: Resource, desired: Values): string | null {
  const declared = resource.fields
    .filter(({ name, shown }) => shown === 'details' && name in desired)
    .map(({ name, type }) => [name, normalise(type, desired[name])] as const);
  if (declared.length === 0) {
    return null;
  }
  const text = JSON.stringify(sortKeys(Object.fromEntries(declared)));
  return `settings-${fingerprint(text).slice(0, 8)}`;
}

/** Returns whether a resource has the tag of this very declaration, which stands for its details. */
export function isTrusted(
  resource: Resource,
  desired: Values,
  listed: Remote,
  verify: Verification,
): boolean {
  if (verify !== 'digest' || resource.tagField === undefined) {
    return false;
  }
  const own = settingsTag(resource, desired);
  return own !== null && equal(settingsTagsOf(listed[resource.tagField]), [own]);
}

/**
 * Puts the tags that a resource shall carry into what is declared for it. With `digest` that is the tag of the declaration;
 * with `details` it stays where it is right, goes where it is not, and is not added. Where nothing is declared that it
 * could speak of, it is left alone.
 */
export function withSettingsTag(
  resource: Resource,
  desired: Values,
  actual: Remote | null,
  verify: Verification,
): Values {
  const field = resource.tagField;
  if (field === undefined) {
    return desired;
  }
  const present = settingsTagsOf(actual?.[field]);
  const own = settingsTag(resource, desired);
  const wanted = own === null ? present : present.filter((tag) => tag === own);
  if (own !== null && verify === 'digest' && wanted.length === 0) {
    wanted.push(own);
  }
  if (!(field in desired) && equal(present, wanted)) {
    return desired;
  }
  const others = tagsOf(desired[field] ?? actual?.[field]).filter((tag) => !SETTINGS_TAG.test(tag));
  return { ...desired, [field]: normalise('set', [...others, ...wanted]) };
}

function settingsTagsOf(tags: Json | undefined): string[] {
  return tagsOf(tags).filter((tag) => SETTINGS_TAG.test(tag));
}

function tagsOf(tags: Json | undefined): string[] {
  return normalise('set', tags) as string[];
}

/** Returns the same JSON with the keys of every object in order. */
export function sortKeys(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, sortKeys(item)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
