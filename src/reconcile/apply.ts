import type { Json } from '../json.ts';
import type { StatusCakeClient } from '../statuscake/client.ts';
import { isUncertain, isUnchanged, StatusCakeError } from '../statuscake/errors.ts';
import { readDetails, readExisting } from '../statuscake/reading.ts';
import {
  computedFieldsOf,
  encodeField,
  equal,
  knowsComputedFields,
  readField,
  type Values,
} from '../statuscake/resource.ts';
import { deleteResource, updateResource } from '../statuscake/writing.ts';
import { create } from './creation.ts';
import type { Step } from './plan.ts';
import { beginReplacement, endReplacement } from './twins.ts';
import { type MoveWindows, windowMover } from './window-successors.ts';

/** What is there after a step. */
export interface Applied {
  /** ID that the resource has, or had when it was deleted; `null` when there never was one. */
  readonly id: string | null;
  /** What the API has decided about it. */
  readonly computed: Values;
  /** Why that could not be read. */
  readonly unread?: string;
  /** The API has found that there was nothing to change. */
  readonly unchanged?: true;
  /** Why only a part of the step was done; the next run does the rest. */
  readonly unfinished?: StatusCakeError;
  /** What the user should know of it. */
  readonly notes?: readonly string[];
}

/** Returns the outcome of a step, as far as a preview can tell. */
export function preview({ id, computed }: Step): Applied {
  return { id, computed };
}

/**
 * Carries out one step of a plan: the one place that writes. Throws a StatusCakeError where nothing of it was done.
 * @param moveWindows shared by the steps of a run
 */
export async function apply(
  client: StatusCakeClient,
  step: Step,
  moveWindows: MoveWindows = windowMover(client),
): Promise<Applied> {
  const { action, resource, id } = step;
  switch (action) {
    case 'unchanged':
      break;
    case 'created':
      return describeCreated(client, step, await create(client, step));
    case 'updated':
      if (!(await update(client, step))) {
        return { ...preview(step), unchanged: true };
      }
      break;
    case 'deleted': {
      const { successor } = step;
      const notes = successor === null ? [] : await moveWindows([String(id)], successor);
      await deleteResource(client, resource, String(id));
      if (successor !== null) {
        await endReplacement(client, resource, String(id));
      }
      return { ...preview(step), notes };
    }
    case 'recreated':
      return recreate(client, step, moveWindows);
  }
  return preview(step);
}

/** Whatever interrupts it, the account tells the next run how to go on. */
async function recreate(client: StatusCakeClient, step: Step, moveWindows: MoveWindows): Promise<Applied> {
  const { resource, adoption, predecessors } = step;
  const old = String(step.id);
  if (adoption !== null) {
    await updateResource(client, resource, old, adoption);
  }
  await beginReplacement(client, resource, old);
  // The new one first: should the API refuse it, the old one still stands guard.
  const id = await createOrForget(client, step, old);
  try {
    const notes = await moveWindows(predecessors, id);
    await deleteResource(client, resource, old);
    await endReplacement(client, resource, old);
    return { ...(await describeCreated(client, step, id)), notes };
  } catch (error) {
    if (!(error instanceof StatusCakeError)) {
      throw error;
    }
    const still = isUncertain(error) ? 'may still be there' : 'is still there';
    const text = `the new ${resource.kind} (ID ${id}) is there, but the old one (ID ${old}) ${still}, and the next run deletes it`;
    return { id, computed: {}, unfinished: new StatusCakeError(`${text}: ${error.message}`, error.facts) };
  }
}

/** Creates the replacement of a resource; a refused creation leaves nothing behind. */
async function createOrForget(client: StatusCakeClient, step: Step, old: string): Promise<string> {
  try {
    return await create(client, step);
  } catch (error) {
    if (!isUncertain(error)) {
      await endReplacement(client, step.resource, old);
    }
    throw error;
  }
}

/**
 * What the API has decided about a new resource takes another request, so it is read only where there is such a thing. The
 * resource is there whatever comes of that.
 */
async function describeCreated(client: StatusCakeClient, { resource }: Step, id: string): Promise<Applied> {
  if (resource.computed === undefined) {
    return { id, computed: {} };
  }
  try {
    const created = await readExisting(client, resource, id, (remote) =>
      knowsComputedFields(resource, remote),
    );
    return { id, computed: computedFieldsOf(resource, created ?? { id }) };
  } catch (error) {
    if (!(error instanceof StatusCakeError)) {
      throw error;
    }
    return { id, computed: computedFieldsOf(resource, { id }), unread: error.message };
  }
}

/**
 * Writes what differs. Whether that is a change only the API knows where no read shows a field; if it finds none, and the
 * other fields are there as declared, there was none.
 * @returns whether anything was changed
 */
async function update(client: StatusCakeClient, { resource, id, form }: Step): Promise<boolean> {
  try {
    await updateResource(client, resource, String(id), form);
    return true;
  } catch (error) {
    if (!isUnchanged(error)) {
      throw error;
    }
    const shown = resource.fields.filter(({ name, shown }) => name in form && shown !== 'never');
    if (shown.length === 0) {
      return false;
    }
    const actual = await readDetails(client, resource, String(id));
    const isThere = shown.every(
      (field) =>
        actual && equal(encodeField(field, readField(field, actual)) as Json, form[field.name] as Json),
    );
    if (!isThere) {
      throw error;
    }
    return false;
  }
}
