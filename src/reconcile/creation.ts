import type { StatusCakeClient } from '../statuscake/client.ts';
import { isUncertain, StatusCakeError } from '../statuscake/errors.ts';
import { readAllWith } from '../statuscake/reading.ts';
import { identityOf, normaliseIdentity, type Remote, tagQuery } from '../statuscake/resource.ts';
import type { CreationRecord } from '../statuscake/state/creation-records.ts';
import { createResource, deleteResource } from '../statuscake/writing.ts';
import type { Step } from './plan.ts';
import { byAge } from './succession.ts';
import { createdBy, recordOf, twinsIn } from './twins.ts';

/**
 * Milliseconds between looks for what may have been created: with the first pause about half a minute in all. Creations were
 * seen to take place up to five seconds after their request had failed.
 */
const PAUSES = [1000, 2000, 4000, 8000, 15_000];

/**
 * Creates a resource once, and returns its ID. Where no response says whether it was created, it is looked up several times before
 * it is created again. A twin that comes later is deleted, here or by a later run that finds the record. Throws a
 * StatusCakeError.
 */
export async function create(client: StatusCakeClient, step: Step): Promise<string> {
  const id = await createOnce(client, step);
  client.creations.note(createdBy(step, id));
  return id;
}

async function createOnce(client: StatusCakeClient, step: Step): Promise<string> {
  const { resource, form } = step;
  let doubt: StatusCakeError | undefined;
  for (let failures = 1; ; failures += 1) {
    try {
      const id = await createResource(client, resource, form);
      // Read only here: it costs a file, where a creation was uncertain of late.
      const records = recordsOf(client, step);
      if (records.length === 0) {
        return id;
      }
      return await keepOne(client, step, records, id, () => findCreated(client, step));
    } catch (error) {
      if (!(error instanceof StatusCakeError)) {
        throw error;
      }
      if (!isUncertain(error)) {
        throw doubt ? uncertain(doubt, error) : error;
      }
      doubt = error;
    }
    await client.creations.put(recordOf(step, null));
    const isLast = failures > client.maximumRetries;
    const found = await lookFor(client, step, doubt, isLast ? [] : PAUSES);
    const [oldest] = found;
    if (oldest) {
      return keepOne(client, step, recordsOf(client, step), oldest.id, async () => found);
    }
    if (isLast) {
      throw uncertain(doubt);
    }
  }
}

/** Returns what was created, as soon as a look shows it. */
async function lookFor(
  client: StatusCakeClient,
  step: Step,
  doubt: StatusCakeError,
  pauses: readonly number[],
): Promise<Remote[]> {
  try {
    await client.backOff(1, doubt);
    let found = await findCreated(client, step);
    for (const pause of pauses) {
      if (found.length > 0) {
        break;
      }
      await client.wait(pause);
      found = await findCreated(client, step);
    }
    return found;
  } catch (error) {
    throw error instanceof StatusCakeError ? uncertain(doubt, error) : error;
  }
}

/** Returns those with the name and the tags of a creation, other than the one that it replaces, the oldest first. */
async function findCreated(client: StatusCakeClient, { resource, form, id }: Step): Promise<Remote[]> {
  const { identity, tagField } = resource;
  const wanted = normaliseIdentity(resource, String(form[identity]));
  const tags = tagField === undefined ? [] : ((form[tagField] ?? []) as string[]);
  const judged = tagField === undefined ? [] : [tagField];
  const list = await readAllWith(client, resource, judged, tagQuery(resource, tags));
  return list
    .filter((remote) => remote.id !== id && identityOf(resource, remote) === wanted)
    .filter(({ [tagField ?? '']: held }) => tags.every((tag) => Array.isArray(held) && held.includes(tag)))
    .sort(byAge);
}

/**
 * Deletes the twins of an uncertain creation that a look shows, and returns the ID of the one that stays. Later twins are for
 * a later run: the record says which one was kept.
 */
async function keepOne(
  client: StatusCakeClient,
  step: Step,
  records: readonly CreationRecord[],
  created: string,
  look: () => Promise<readonly Remote[]>,
): Promise<string> {
  const remember = async (kept: string) => {
    for (const record of records) {
      await client.creations.put({ ...record, kept });
    }
  };
  await remember(created);
  try {
    const { successions: twins } = await twinsIn(client, step.resource, await look());
    const kept = twins.get(created) ?? created;
    if (kept !== created) {
      await remember(kept);
    }
    for (const twin of twins.keys()) {
      await deleteResource(client, step.resource, twin);
    }
    return kept;
  } catch (error) {
    if (error instanceof StatusCakeError) {
      return created;
    }
    throw error;
  }
}

function recordsOf(client: StatusCakeClient, { resource, form }: Step): CreationRecord[] {
  const identity = normaliseIdentity(resource, String(form[resource.identity]));
  return client.creations.of(resource.name).filter((record) => record.identity === identity);
}

/** Returns the error of a creation of which nothing says whether it took place, and what ended the search for it. */
function uncertain(doubt: StatusCakeError, end?: StatusCakeError): StatusCakeError {
  const reason = end === undefined ? '' : ` (${end.message})`;
  return new StatusCakeError(
    `${doubt.message}; whether it was created all the same is not known${reason}, and the next run finds out`,
    { ...(end ?? doubt).facts, uncertain: true },
  );
}
