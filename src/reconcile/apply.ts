import type { StatusCakeClient } from '../statuscake/client.ts';
import { isMissing } from '../statuscake/errors.ts';
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
      return client.post(resource.path, form);
    case 'updated':
      await client.put(`${resource.path}/${id}`, form);
      return id;
    case 'deleted':
      await remove(client, step);
      return id;
    case 'recreated': {
      // The new one first: should the API refuse it, the old one still stands guard.
      const created = await client.post(resource.path, form);
      await remove(client, step);
      return created;
    }
  }
}

/** Deletes; what has vanished in the meantime is gone, which is what was wanted. */
async function remove(client: StatusCakeClient, { resource, id }: Step): Promise<void> {
  try {
    await client.delete(`${resource.path}/${id}`);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
