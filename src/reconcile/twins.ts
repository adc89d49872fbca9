import type { StatusCakeClient } from '../statuscake/client.ts';
import { fingerprint } from '../statuscake/fingerprint.ts';
import { readDetails } from '../statuscake/reading.ts';
import {
  identityOf,
  type Json,
  normalise,
  type Remote,
  type Resource,
  readField,
} from '../statuscake/resource.ts';
import type { CreationRecord } from '../statuscake/state/creation-records.ts';
import type { Step } from './plan.ts';
import { sortKeys } from './settings-tag.ts';
import { byAge, type Successions, successionsIn } from './succession.ts';

/** What a step creates, as the record of a creation that may yet take place. */
export function recordOf({ resource, form, after }: Step, kept: string | null): CreationRecord {
  const { tagField } = resource;
  // What a result shows of it, with all of its tags.
  const content: Record<string, Json> = { ...after };
  if (tagField !== undefined && form[tagField] !== undefined)
    content[tagField] = normalise('set', [...(form[tagField] as string[])]);
  const fields = Object.keys(content).sort();
  return {
    kind: resource.name,
    identity: String(content[resource.identity]),
    fields,
    digest: digestOf(fields.map((name) => content[name] ?? null)),
    kept,
    time: Date.now(),
  };
}

/** Does the work of steps, of which later runs know what they were to create should this one be killed. */
export async function announcing<T>(
  client: StatusCakeClient,
  steps: readonly Step[],
  work: () => Promise<T>,
): Promise<T> {
  const creating = steps.filter(({ action }) => action === 'created' || action === 'recreated');
  if (creating.length === 0) return work();
  await client.creations.announce(creating.map((step) => recordOf(step, null)));
  try {
    return await work();
  } finally {
    await client.creations.withdraw();
  }
}

/**
 * Remembers that something is about to take the place of a resource: by its ID alone, a later run would not see what.
 * By its name, or the tag of its stack, it sees both.
 */
export async function beginReplacement(
  client: StatusCakeClient,
  resource: Resource,
  id: string,
): Promise<void> {
  const record = { kind: replacementOf(resource), identity: id, fields: [], digest: '', kept: null };
  await client.creations.put({ ...record, time: Date.now() });
}

/** Forgets it: the resource is gone. */
export async function endReplacement(
  client: StatusCakeClient,
  resource: Resource,
  id: string,
): Promise<void> {
  await client.creations.drop(replacementOf(resource), id);
}

/** Whether a run of the last day began to replace a resource, and did not come to the end of it. */
export function isReplacementBegun(client: StatusCakeClient, resource: Resource, id: string): boolean {
  return client.creations.of(replacementOf(resource)).some(({ identity }) => identity === id);
}

function replacementOf({ name }: Resource): string {
  return `replacement of ${name}`;
}

/**
 * What is there twice, of a list of whole resources or overviews, because a creation took place late: what is exactly as it
 * was to be created, and is not the one that was kept. Of such twins the oldest stays, whoever decides. Reads details, but
 * only where a record of the last day fits. Throws a StatusCakeError.
 */
export async function twinsIn(
  client: StatusCakeClient,
  resource: Resource,
  list: readonly Remote[],
): Promise<Successions> {
  const twins = new Map<string, string>();
  const records = client.creations.of(resource.name);
  if (records.length === 0) return twins;
  const replaced = successionsIn(resource, list);
  for (const record of records) {
    const namesakes = list.filter(
      (remote) => !replaced.has(remote.id) && identityOf(resource, remote) === record.identity,
    );
    if (namesakes.length < 2) continue;
    const matches = await Promise.all(
      namesakes.map(
        async ({ id }) =>
          id === record.kept || isAsCreated(resource, record, await readDetails(client, resource, id)),
      ),
    );
    const [oldest, ...others] = namesakes.filter((_, index) => matches[index]).sort(byAge);
    for (const { id } of others) if (oldest !== undefined) twins.set(id, oldest.id);
  }
  return twins;
}

/** What has to go of a list since something else has taken its place: the replaced ones, and twins. Throws a StatusCakeError. */
export async function allSuccessions(
  client: StatusCakeClient,
  resource: Resource,
  list: readonly Remote[],
): Promise<Successions> {
  return new Map([...successionsIn(resource, list), ...(await twinsIn(client, resource, list))]);
}

function isAsCreated(resource: Resource, { fields, digest }: CreationRecord, remote: Remote | null): boolean {
  if (remote === null) return false;
  const values = fields.map((name) => {
    const field = resource.fields.find((candidate) => candidate.name === name);
    return field === undefined ? null : readField(field, remote);
  });
  return digestOf(values) === digest;
}

function digestOf(values: readonly Json[]): string {
  return fingerprint(JSON.stringify(values.map(sortKeys)));
}
