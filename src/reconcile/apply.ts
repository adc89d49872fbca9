import type { StatusCakeClient } from '../statuscake/client.ts';
import { isMissing, isUncertain } from '../statuscake/errors.ts';
import { readAll } from '../statuscake/reading.ts';
import type { Remote } from '../statuscake/resource.ts';
import type { Step } from './plan.ts';

/**
 * Carries out one step of a plan: the one place that writes. Returns the ID that the resource has afterwards, or had
 * when it was deleted; `null` when there never was one. Throws a StatusCakeError.
 */
export async function apply(client: StatusCakeClient, step: Step): Promise<string | null> {
  const { action, resource, id, form } = step;
  switch (action) {
    case 'unchanged':
      return id;
    case 'created':
      return create(client, step);
    case 'updated':
      await client.put(`${resource.path}/${id}`, form);
      return id;
    case 'deleted':
      await remove(client, step);
      return id;
    case 'recreated': {
      // The new one first: should the API refuse it, the old one still stands guard.
      const created = await create(client, step);
      await remove(client, step);
      return created;
    }
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
  const tags = Array.isArray(form.tags) ? (form.tags as string[]) : [];
  const list = await readAll(client, resource, tags.length > 0 ? { tags: tags.join(',') } : {});
  return list
    .filter((remote) => remote.id !== id && remote[resource.identity] === form[resource.identity])
    .filter((remote) => tags.every((tag) => Array.isArray(remote.tags) && remote.tags.includes(tag)))
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
