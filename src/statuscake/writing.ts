import type { Json } from '../json.ts';
import type { StatusCakeClient } from './client.ts';
import { isMissing, isUncertain } from './errors.ts';
import type { Form } from './http/form.ts';
import { normalise, type Resource, type Values } from './resource.ts';
import type { Outcome } from './state/journal.ts';

/**
 * Creates a resource and returns its ID. Not repeated when it may have taken place.
 * @throws StatusCakeError, with `uncertain` in its facts when the resource may exist all the same
 */
export async function createResource(
  client: StatusCakeClient,
  resource: Resource,
  form: Form,
): Promise<string> {
  return noted(
    client,
    resource,
    () => client.post(resource.path, form),
    (id) => ({ id, values: shownIn(resource, form) }),
  );
}

/** Changes the fields of a form, and only those. Throws a StatusCakeError; of kind `unchanged` when the API has them already. */
export async function updateResource(
  client: StatusCakeClient,
  resource: Resource,
  id: string,
  form: Form,
): Promise<void> {
  await noted(
    client,
    resource,
    () => client.put(`${resource.path}/${id}`, form),
    () => ({ id, values: shownIn(resource, form) }),
  );
}

/** Deletes a resource; one that is gone already is fine. Throws a StatusCakeError. */
export async function deleteResource(
  client: StatusCakeClient,
  resource: Resource,
  id: string,
): Promise<void> {
  const remove = async () => {
    try {
      await client.delete(`${resource.path}/${id}`);
    } catch (error) {
      if (!isMissing(error)) {
        throw error;
      }
    }
  };
  await noted(client, resource, remove, () => ({ id, values: null }));
}

/** Does a write of which runs that share lists are to know. */
async function noted<T>(
  { journal }: StatusCakeClient,
  { path }: Resource,
  write: () => Promise<T>,
  outcomeOf: (result: T) => Outcome,
): Promise<T> {
  const end = journal?.begin(path);
  try {
    const result = await write();
    end?.(outcomeOf(result));
    return result;
  } catch (error) {
    end?.(isUncertain(error) ? 'unknown' : 'none');
    throw error;
  }
}

/** Returns what lists will show of a form that was written, under the names that they use. */
function shownIn({ fields }: Resource, form: Form): Values {
  const shown = fields.filter(({ name, shown: where }) => where === 'list' && name in form);
  return Object.fromEntries(
    shown.map(({ name, type, readAs = name }) => [readAs, normalise(type, form[name] as Json)]),
  );
}
