import { OptionError } from '../../reconcile/option-error.ts';
import { hostOf, ownershipRule } from '../../reconcile/ownership.ts';
import type { Query } from '../../statuscake/http/form.ts';
import {
  identityOf,
  normaliseIdentity,
  type Remote,
  type Resource,
  tagQuery,
} from '../../statuscake/resource.ts';
import { globPattern } from './glob.ts';
import type { Readable } from './kinds.ts';

/** What to keep of what is read; `null` where it does not matter. */
export interface Wanted {
  readonly stack: string | null;
  readonly tags: readonly string[] | null;
  readonly name: string | null;
  readonly status: string | null;
  readonly tag_prefix: string;
}

/**
 * Refuses a filter by what a kind does not have: everything or nothing would be kept, and neither was asked for.
 * @param readable nothing for locations, which are no resources
 * @throws OptionError
 */
export function refuseUnknown(readable: Readable | undefined, wanted: Wanted): void {
  const { resource, ownership } = readable ?? {};
  const kind = resource?.kind ?? 'location';
  const refuse = (option: string, what: string) => {
    throw new OptionError(option, `${kind}s ${what}: read them in a task of their own`);
  };
  if (wanted.tags !== null && resource?.tagField === undefined) {
    refuse('tags', 'have no tags');
  }
  if (wanted.stack !== null && ownership === undefined) {
    refuse('stack', 'belong to no stack');
  }
  const { status } = wanted;
  if (status !== null && !(resource && statusesOf(resource).includes(status))) {
    refuse('status', `are never ${status}`);
  }
}

/**
 * Returns the statuses that a kind can have. What can be paused keeps the status that it had, by which the API filters all the same
 * (seen on a real account), so for us a paused one is neither up nor down.
 */
function statusesOf(resource: Resource): readonly string[] {
  return [...(resource.filters?.status?.values ?? []), ...(canBePaused(resource) ? [PAUSED] : [])];
}

const PAUSED = 'paused';

function canBePaused({ fields }: Resource): boolean {
  return fields.some(({ name }) => name === PAUSED);
}

/** Returns the fields that a filter judges by, as far as a kind has them. */
export function judgedFields(resource: Resource, { stack, tags, status }: Wanted): string[] {
  const { tagField } = resource;
  return [
    ...(tagField !== undefined && (stack !== null || tags !== null) ? [tagField] : []),
    ...(status !== null && canBePaused(resource) ? [PAUSED] : []),
  ];
}

/** Returns the part of a filter that the API can do, so that less is read. */
export function queryFor(resource: Resource, { stack, tags, status, tag_prefix: prefix }: Wanted): Query {
  const { parameter, values = [] } = resource.filters?.status ?? {};
  return {
    ...tagQuery(resource, [...(tags ?? []), ...(stack === null ? [] : [prefix + stack])]),
    ...(parameter !== undefined && status !== null && values.includes(status) && { [parameter]: status }),
  };
}

/**
 * Returns whether something that was read is wanted. What the API has filtered is filtered again: whether its filter takes parts of
 * tags for matches is not documented.
 * @param tests uptime tests of the stack, which show at which hosts it is, and what SSL tests were declared for it
 */
export function isWanted({ resource, ownership }: Readable, wanted: Wanted, tests: readonly Remote[]) {
  const { stack, tags, name, status, tag_prefix: prefix } = wanted;
  // To read what is at the hosts of a stack does no harm, whoever declared it.
  const domains = tests.flatMap(({ website_url: url }) => (typeof url === 'string' ? [hostOf(url)] : []));
  const declared = stack === null ? [] : [{ stack, state: 'present' as const, checks: {}, domains }];
  const rule = ownership && ownershipRule(ownership, declared, tests, prefix);
  // A pattern may stop anywhere in a URL, but a whole one is compared as what it means.
  const text = name === null || /[*?]/.test(name) ? name : normaliseIdentity(resource, name);
  const pattern = text === null ? null : globPattern(text);
  const pausable = canBePaused(resource);
  return (remote: Remote): boolean => {
    const held = Array.isArray(remote.tags) ? remote.tags : [];
    return (
      (stack === null || rule?.ownersOf(remote).includes(stack) === true) &&
      (tags === null || tags.every((tag) => held.includes(tag))) &&
      (status === null || !pausable || (remote.paused === true) === (status === PAUSED)) &&
      (pattern === null || pattern.test(identityOf(resource, remote)))
    );
  };
}
