import type { Json } from '../json.ts';
import type { StatusCakeClient } from '../statuscake/client.ts';
import { fingerprint } from '../statuscake/fingerprint.ts';
import { readExisting } from '../statuscake/reading.ts';
import {
  identityOf,
  normaliseIdentity,
  type Remote,
  type Resource,
  readField,
} from '../statuscake/resource.ts';
import type { Created, CreationRecord } from '../statuscake/state/creation-records.ts';
import { groupBy } from './group-by.ts';
import type { Step } from './plan.ts';
import { sortKeys } from './settings-tag.ts';
import { byAge, type Successions, successionsIn } from './succession.ts';

/** Returns what a step creates, as the record of a creation that may yet take place. */
export function recordOf({ resource, form, after }: Step, kept: string | null): CreationRecord {
  const { tagField } = resource;
  // What a result shows of it, with all of its tags.
  const content: Record<string, Json> = { ...after };
  if (tagField !== undefined && form[tagField] !== undefined) {
    content[tagField] = [...(form[tagField] as string[])];
  }
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

/** Returns a note of what a step has created, for as long as reads may not show it. */
export function createdBy({ resource, form }: Step, id: string): Created {
  const { name, identity, tagField } = resource;
  const tags = tagField === undefined ? [] : [...((form[tagField] ?? []) as string[])];
  return {
    kind: name,
    identity: normaliseIdentity(resource, String(form[identity])),
    tags: digestOf([tags]),
    id,
    time: Date.now(),
  };
}

/** Does the work of steps. Should this run be killed, later ones know what it was about to create. */
export async function announcing<T>(
  client: StatusCakeClient,
  steps: readonly Step[],
  work: () => Promise<T>,
): Promise<T> {
  const creating = steps.filter(({ action }) => action === 'created' || action === 'recreated');
  if (creating.length === 0) {
    return work();
  }
  await client.creations.announce(creating.map((step) => recordOf(step, null)));
  try {
    return await work();
  } finally {
    await client.creations.withdraw();
  }
}

/**
 * Remembers that a resource is about to be replaced: by its ID alone, a later run would not see by what.
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

/** Returns whether a run of the last day began to replace a resource, and did not come to the end of it. */
export function isReplacementBegun(client: StatusCakeClient, resource: Resource, id: string): boolean {
  return client.creations.of(replacementOf(resource)).some(({ identity }) => identity === id);
}

function replacementOf({ name }: Resource): string {
  return `replacement of ${name}`;
}

/** What has to go of a list. */
export interface Twins {
  readonly successions: Successions;
  /** IDs of resources that somebody has deleted since the list was read. */
  readonly gone: ReadonlySet<string>;
}

/**
 * Returns what is there twice, of a list of whole resources or overviews: because a creation took place late, which is then exactly as it
 * was to be created, and is not the one that was kept; or because a run did not see what an earlier one had created, and created
 * it again with the same tags. Of such twins the oldest stays, whoever decides. Reads details, but only where a record of the
 * last day fits. Throws a StatusCakeError.
 */
export async function twinsIn(
  client: StatusCakeClient,
  resource: Resource,
  list: readonly Remote[],
): Promise<Twins> {
  const records = client.creations.of(resource.name);
  const noted = client.creations.noted(resource.name);
  if (records.length === 0 && noted.length === 0) {
    return { successions: new Map(), gone: new Set() };
  }
  const replaced = successionsIn(resource, list);
  const standing = list.filter(({ id }) => !replaced.has(id));
  const byName = groupBy(standing, (remote) => identityOf(resource, remote));
  const groups: Remote[][] = [];
  const gone = new Set<string>();
  for (const record of records) {
    const namesakes = byName.get(record.identity) ?? [];
    if (namesakes.length < 2) {
      continue;
    }
    const matches = await Promise.all(
      namesakes.map(async ({ id }) => {
        if (id === record.kept) {
          return true;
        }
        const remote = await readExisting(client, resource, id);
        if (remote === null) {
          gone.add(id);
        }
        return remote !== null && isAsCreated(resource, record, remote);
      }),
    );
    groups.push(namesakes.filter((_, index) => matches[index]));
  }
  for (const alike of groupBy(noted, ({ identity, tags }) => JSON.stringify([identity, tags])).values()) {
    const ids = new Set(alike.map(({ id }) => id));
    const namesakes = byName.get(alike[0]?.identity ?? '') ?? [];
    groups.push(namesakes.filter(({ id }) => ids.has(id)));
  }
  const twins = new Map<string, string>();
  for (const group of joined(groups)) {
    const [oldest, ...others] = group.sort(byAge);
    for (const { id } of others) {
      if (oldest !== undefined) {
        twins.set(id, oldest.id);
      }
    }
  }
  return { successions: twins, gone };
}

/** Merges groups that have a member in common. */
function joined(groups: readonly Remote[][]): Remote[][] {
  let all: Remote[][] = [];
  for (const group of groups) {
    const isCommon = (other: readonly Remote[]) => other.some((remote) => group.includes(remote));
    const common = all.filter(isCommon);
    all = [...all.filter((other) => !common.includes(other)), [...new Set([group, ...common].flat())]];
  }
  return all;
}

/**
 * Returns what has to go of a list since something else has taken its place: the replaced ones, and twins; and what of it is gone already.
 * Throws a StatusCakeError.
 */
export async function allSuccessions(
  client: StatusCakeClient,
  resource: Resource,
  list: readonly Remote[],
): Promise<Twins> {
  const { successions, gone } = await twinsIn(client, resource, list);
  return { successions: new Map([...successionsIn(resource, list), ...successions]), gone };
}

function isAsCreated(resource: Resource, { fields, digest }: CreationRecord, remote: Remote): boolean {
  const values = fields.map((name) => {
    const field = resource.fields.find((candidate) => candidate.name === name);
    return field === undefined ? null : readField(field, remote);
  });
  return digestOf(values) === digest;
}

function digestOf(values: readonly Json[]): string {
  return fingerprint(JSON.stringify(values.map(sortKeys)));
}
