import type { StatusCakeClient } from '../statuscake/client.ts';
import { isMissing, isUncertain } from '../statuscake/errors.ts';
import { readAll, readDetails } from '../statuscake/reading.ts';
import {
  factsOf,
  identityOf,
  normaliseIdentity,
  type Remote,
  tagQuery,
  type Values,
} from '../statuscake/resource.ts';
import type { Step } from './plan.ts';

/** What is there after a step. */
export interface Applied {
  /** ID that the resource has, or had when it was deleted; `null` when there never was one. */
  readonly id: string | null;
  /** What the API has decided about it. */
  readonly facts: Values;
}

/** What will be there after a step, as far as one can tell without carrying it out. */
export function foresee({ id, facts }: Step): Applied {
  return { id, facts };
}

/** Carries out one step of a plan: the one place that writes. Throws a StatusCakeError. */
export async function apply(client: StatusCakeClient, step: Step): Promise<Applied> {
  const { action, resource, id, form } = step;
  switch (action) {
    case 'unchanged':
      break;
    case 'created':
      return describeCreated(client, step, await create(client, step));
    case 'updated':
      await client.put(`${resource.path}/${id}`, form);
      break;
    case 'deleted':
      await remove(client, step);
      break;
    case 'recreated': {
      // The new one first: should the API refuse it, the old one still stands guard.
      const created = await create(client, step);
      await remove(client, step);
      return describeCreated(client, step, created);
    }
  }
  return foresee(step);
}

/** What the API has decided about a new resource takes another request, so it is read only where there is such a thing. */
async function describeCreated(client: StatusCakeClient, { resource }: Step, id: string): Promise<Applied> {
  const created = resource.facts && (await readDetails(client, resource, id));
  return { id, facts: created ? factsOf(resource, created) : {} };
}

/**
 * Creates a resource, and creates it once: where nothing says whether it was created, it is looked up, and only what is not
 * there is created again.
 */
async function create(client: StatusCakeClient, step: Step): Promise<string> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await client.post(step.resource.path, step.form);
    } catch (error) {
      if (!isUncertain(error)) throw error;
      // The service may still be at it.
      await client.backOff(failures, error);
      const created = await findCreated(client, step);
      if (created !== undefined) return created.id;
      if (failures > client.maximumRetries) throw error;
    }
  }
}

/** The oldest resource with the name and the tags of a creation, other than the one that it replaces. */
async function findCreated(
  client: StatusCakeClient,
  { resource, form, id }: Step,
): Promise<Remote | undefined> {
  const { identity, tagField } = resource;
  const wanted = normaliseIdentity(resource, String(form[identity]));
  const tags = tagField === undefined ? [] : ((form[tagField] ?? []) as string[]);
  const list = await readAll(client, resource, tagQuery(resource, tags));
  return list
    .filter((remote) => remote.id !== id && identityOf(resource, remote) === wanted)
    .filter(({ [tagField ?? '']: held }) => tags.every((tag) => Array.isArray(held) && held.includes(tag)))
    .sort((one, other) => Number(one.id) - Number(other.id))[0];
}

/** Deletes; what has vanished in the meantime is gone, which is what was wanted. */
async function remove(client: StatusCakeClient, { resource, id }: Step): Promise<void> {
  try {
    await client.delete(`${resource.path}/${id}`);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
