import type { StatusCakeClient } from '../statuscake/client.ts';
import { isMissing, isUncertain, isUnchanged, StatusCakeError } from '../statuscake/errors.ts';
import { readAll, readDetails, readExisting } from '../statuscake/reading.ts';
import {
  compareDigits,
  encodeField,
  equal,
  factsOf,
  identityOf,
  type Json,
  knowsFacts,
  normaliseIdentity,
  type Remote,
  readField,
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
  /** Why that could not be read. */
  readonly unread?: string;
  /** The API has found that there was nothing to change. */
  readonly unchanged?: true;
}

/** What will be there after a step, as far as one can tell without carrying it out. */
export function foresee({ id, facts }: Step): Applied {
  return { id, facts };
}

/** Carries out one step of a plan: the one place that writes. Throws a StatusCakeError. */
export async function apply(client: StatusCakeClient, step: Step): Promise<Applied> {
  switch (step.action) {
    case 'unchanged':
      break;
    case 'created':
      return describeCreated(client, step, await create(client, step));
    case 'updated':
      if (!(await update(client, step))) return { ...foresee(step), unchanged: true };
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

/**
 * What the API has decided about a new resource takes another request, so it is read only where there is such a thing. The
 * resource is there whatever comes of that.
 */
async function describeCreated(client: StatusCakeClient, { resource }: Step, id: string): Promise<Applied> {
  if (resource.facts === undefined) return { id, facts: {} };
  try {
    const created = await readExisting(client, resource, id, (remote) => knowsFacts(resource, remote));
    return { id, facts: factsOf(resource, created ?? { id }) };
  } catch (error) {
    if (!(error instanceof StatusCakeError)) throw error;
    return { id, facts: factsOf(resource, { id }), unread: error.message };
  }
}

/**
 * Writes what differs. Whether that is a change only the API knows where no read shows a field; if it finds none, and the
 * other fields are there as declared, there was none.
 * @returns whether anything was changed
 */
async function update(client: StatusCakeClient, { resource, id, form }: Step): Promise<boolean> {
  try {
    await client.put(`${resource.path}/${id}`, form);
    return true;
  } catch (error) {
    if (!isUnchanged(error)) throw error;
    const shown = resource.fields.filter(({ name, shown }) => name in form && shown !== 'never');
    if (shown.length === 0) return false;
    const actual = await readDetails(client, resource, String(id));
    const isThere = shown.every(
      (field) =>
        actual && equal(encodeField(field, readField(field, actual)) as Json, form[field.name] as Json),
    );
    if (!isThere) throw error;
    return false;
  }
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
    .sort((one, other) => compareDigits(one.id, other.id))[0];
}

/** Deletes; what has vanished in the meantime is gone, which is what was wanted. */
async function remove(client: StatusCakeClient, { resource, id }: Step): Promise<void> {
  try {
    await client.delete(`${resource.path}/${id}`);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
