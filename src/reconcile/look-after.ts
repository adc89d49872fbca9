import type { StatusCakeClient } from '../statuscake/client.ts';
import { StatusCakeError } from '../statuscake/errors.ts';
import { readAll, readUntil } from '../statuscake/reading.ts';
import { compareDigits, identityOf, type Remote, type Resource } from '../statuscake/resource.ts';
import { deleteResource } from '../statuscake/writing.ts';
import type { Outcome } from './apply-all.ts';
import { groupBy } from './group-by.ts';
import { stacksOf } from './ownership.ts';
import type { PlannedCheck } from './stack-plan.ts';
import { byAge, successionsIn } from './succession.ts';
import { recordOf } from './twins.ts';
import { windowMover } from './window-successors.ts';

/** Characters of tags in one query: with its commas encoded well below the 8 KB that servers take as a line. */
const LONGEST_QUERY = 3000;
const ROWS_OF_A_PAGE = 100;

/**
 * Looks, once a task and kind, whether runs on other machines have created the same at the same time, and for some seconds again while
 * what this one has created is not shown, or what will be deleted still is: whatever runs next has to find one. Of several with one name
 * and the tag of one stack the oldest stays, of kinds without tags of all with one name or URL: each run deletes only what it has created
 * itself, so that never all are deleted.
 */
export async function lookAfter(
  client: StatusCakeClient,
  outcomes: readonly Outcome[],
  tagPrefix: string,
): Promise<Outcome[]> {
  const settled = new Map<Outcome, Outcome>();
  // What is declared by its ID may have the same name, and is no twin.
  const declared = new Set(outcomes.map(({ id }) => id));
  const moveWindows = windowMover(client);
  for (const [resource, checks] of createdByKind(outcomes)) {
    try {
      const listed = await readCreated(client, resource, queriesOf(resource, checks, tagPrefix), checks);
      const byName = groupBy(withoutReplaced(resource, listed), (remote) => identityOf(resource, remote));
      for (const outcome of checks) {
        const namesakes = (byName.get(outcome.check.name) ?? []).filter(({ id }) => !declared.has(id));
        const [older] = olderTwins(namesakes, outcome, tagPrefix);
        if (older === undefined) {
          continue;
        }
        const own = String(outcome.id);
        if (outcome.check.step.action === 'recreated') {
          await moveWindows([own], older.id);
        }
        await deleteResource(client, resource, own);
        const note = `another run created the ${resource.kind} ${JSON.stringify(outcome.check.name)} at the same time: its own (ID ${older.id}) stays, that of this run (ID ${own}) was deleted again`;
        settled.set(outcome, { ...outcome, id: older.id, notes: [...(outcome.notes ?? []), note] });
      }
    } catch (error) {
      if (!(error instanceof StatusCakeError)) {
        throw error;
      }
      // The next run finds out, by the records.
      for (const { check, id } of checks) {
        await client.creations.put(recordOf(check.step, id));
      }
    }
  }
  return outcomes.map((outcome) => settled.get(outcome) ?? outcome);
}

/** Returns how many requests that takes, if all goes well; of kinds without tags, where these checks are all that there are. */
export function looksNeeded(checks: readonly PlannedCheck[], tagPrefix: string): number {
  const outcomes = checks.map((check) => ({ check, id: '0', computed: {} }));
  const looks = [...createdByKind(outcomes)].flatMap(([resource, created]) =>
    queriesOf(resource, created, tagPrefix).map((list) => {
      const tags = new Set(list);
      const rows = checks.filter(
        ({ stack, step }) =>
          step.resource === resource &&
          step.action !== 'deleted' &&
          (tags.size === 0 || tags.has(tagPrefix + stack)),
      );
      return Math.max(1, Math.ceil(rows.length / ROWS_OF_A_PAGE));
    }),
  );
  return looks.reduce((sum, requests) => sum + requests, 0);
}

/** Returns what was created, by kinds. */
function createdByKind(outcomes: readonly Outcome[]): Map<Resource, Outcome[]> {
  const created = outcomes.filter(({ id, error, unfinished, check: { step } }) => {
    const isDone = id !== null && (error === undefined || unfinished !== undefined);
    const isNew = step.action === 'created' || step.action === 'recreated';
    return isDone && isNew;
  });
  return groupBy(created, ({ check }) => check.step.resource);
}

/** Returns the tags of the stacks that got something, in as many lists as it takes queries; one without any for a kind that has none. */
function queriesOf(resource: Resource, outcomes: readonly Outcome[], tagPrefix: string): string[][] {
  if (!resource.filters?.tags) {
    return [[]];
  }
  const lists: string[][] = [];
  for (const tag of new Set(outcomes.map(({ check }) => tagPrefix + check.stack))) {
    const list = lists.at(-1);
    if (list && list.join().length + tag.length < LONGEST_QUERY) {
      list.push(tag);
    } else {
      lists.push([tag]);
    }
  }
  return lists;
}

function readCreated(
  client: StatusCakeClient,
  resource: Resource,
  lists: readonly (readonly string[])[],
  created: readonly Outcome[],
): Promise<Remote[]> {
  const read = () => readLists(client, resource, lists);
  return readUntil(client, read, (listed) => {
    const shown = new Set(listed.map(({ id }) => id));
    return created.every(({ id }) => shown.has(String(id))) && !hasYoungerTwins(resource, listed, created);
  });
}

/** Returns whether something without tags is there that another run has created later, and so deletes again. */
function hasYoungerTwins(
  resource: Resource,
  listed: readonly Remote[],
  created: readonly Outcome[],
): boolean {
  const own = new Map(created.map(({ id, check: { name } }) => [name, String(id)]));
  return (
    resource.tagField === undefined &&
    listed.some((remote) => {
      const id = own.get(identityOf(resource, remote));
      return id !== undefined && compareDigits(remote.id, id) > 0;
    })
  );
}

async function readLists(
  client: StatusCakeClient,
  resource: Resource,
  lists: readonly (readonly string[])[],
): Promise<Remote[]> {
  const found = new Map<string, Remote>();
  for (const tags of lists) {
    const query = {
      ...(tags.length > 0 && { tags: tags.join() }),
      ...(tags.length > 1 && { matchany: true }),
    };
    for (const remote of await readAll(client, resource, query)) {
      found.set(remote.id, remote);
    }
  }
  return [...found.values()];
}

function withoutReplaced(resource: Resource, list: readonly Remote[]): Remote[] {
  const replaced = successionsIn(resource, list);
  return list.filter(({ id }) => !replaced.has(id));
}

function olderTwins(
  namesakes: readonly Remote[],
  { id, check: { stack, step } }: Outcome,
  tagPrefix: string,
): Remote[] {
  return namesakes
    .filter((remote) => compareDigits(remote.id, String(id)) < 0 && remote.id !== step.id)
    .filter(
      (remote) => step.resource.tagField === undefined || stacksOf(remote.tags, tagPrefix).includes(stack),
    )
    .sort(byAge);
}
