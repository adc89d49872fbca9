import type { StatusCakeClient } from '../statuscake/client.ts';
import { complement, detailsReader, readAllWith, readForCreation } from '../statuscake/reading.ts';
import { identityOf, type Remote, type Resource, tagQuery } from '../statuscake/resource.ts';
import { type CheckDeclaration, type Claim, type KindDeclaration, labelOf } from './declaration.ts';
import { stacksOf } from './ownership.ts';
import { needsDetails } from './plan.ts';
import { renamingMark, renamingsIn } from './renaming-mark.ts';
import { successionsIn } from './succession.ts';

/** The resources of a kind that were read. */
export interface Survey {
  readonly account: readonly Remote[];
  /** Whether these are all that there are. */
  readonly whole: boolean;
}

export const NOTHING_READ: Survey = { account: [], whole: false };

/**
 * Reads the resources of a kind to judge the stacks by. For a single stack those with its tag are enough, unless something
 * is declared that is not among them: it may be there without the tag. Throws a StatusCakeError.
 */
export async function survey(
  client: StatusCakeClient,
  resource: Resource,
  stacks: readonly KindDeclaration[],
  { tagPrefix, purgeUnlisted }: { readonly tagPrefix: string; readonly purgeUnlisted: boolean },
): Promise<Survey> {
  const [single, ...others] = stacks;
  const judged = judgedBy(resource);
  // Where runs read for each other, a list of its own would be one request more for each.
  if (
    client.lists === undefined &&
    resource.filters?.tags &&
    single &&
    others.length === 0 &&
    !purgeUnlisted &&
    !isRenaming(single)
  ) {
    const tagged = (tag: string) => readAllWith(client, resource, judged, tagQuery(resource, [tag]));
    // What an interrupted run was about to give the name of the stack goes as well, or has to be told.
    const mark = single.state === 'absent' ? [renamingMark(single.stack)] : [];
    const lists = await Promise.all([tagPrefix + single.stack, ...mark].map(tagged));
    // Whether the API's filter takes parts of tags for matches is not documented, so what it returns is filtered again.
    const own = lists
      .flat()
      .filter(
        (remote) =>
          stacksOf(remote.tags, tagPrefix).includes(single.stack) ||
          renamingsIn(remote).includes(single.stack),
      );
    const known = new Set(own.map((remote) => identityOf(resource, remote)));
    const checks = single.checks ?? [];
    // A new name for a check that is found by its ID must not be taken: that needs the whole list.
    const isNamed = (check: CheckDeclaration) =>
      check.values[resource.identity] === undefined || known.has(labelOf(resource, check));
    if (showsAll(resource, checks, own) && checks.every(isNamed)) {
      return { account: own, whole: false };
    }
  }
  const wanted = stacks.flatMap(({ state, checks, untouched }) =>
    state === 'present' && !untouched ? (checks ?? []) : [],
  );
  const rows = await readForCreation(client, resource, (list) => showsAll(resource, wanted, list), true);
  return { account: await complement(client, resource, judged, rows), whole: true };
}

/** Returns whether something of the stack may be there under other names, or without its tag. */
function isRenaming({ formerName, checks }: KindDeclaration): boolean {
  return formerName !== undefined || (checks ?? []).some(({ renamedFrom }) => renamedFrom !== undefined);
}

/** Returns whether all of these checks are among resources. */
function showsAll(
  resource: Resource,
  checks: readonly CheckDeclaration[],
  resources: readonly Remote[],
): boolean {
  const known = new Set(resources.flatMap((remote) => [remote.id, `name ${identityOf(resource, remote)}`]));
  const replaced = successionsIn(resource, resources);
  return checks.every(({ id, ...check }) =>
    id === null
      ? known.has(`name ${labelOf(resource, { id, ...check })}`)
      : known.has(id) || replaced.has(id),
  );
}

/** Returns the fields that tell to which stack a resource belongs, and at which host the stack is. */
export function judgedBy({ tagField, fields }: Resource): string[] {
  if (tagField === undefined) {
    return [];
  }
  return fields.map(({ name }) => name).filter((name) => name === tagField || name === 'website_url');
}

/**
 * Reads the details of the claimed resources whose declaration speaks of more than the list shows. Throws a StatusCakeError.
 * @param known details that were read before, by their IDs; what is read joins them
 */
export async function readClaimed(
  client: StatusCakeClient,
  resource: Resource,
  claims: readonly Claim[],
  known: Map<string, Remote>,
): Promise<Claim[]> {
  const read = detailsReader(client, resource);
  return Promise.all(
    claims.map(async (claim) => {
      const { actual, check } = claim;
      if (actual === null || !needsDetails(resource, check.values, actual, check.policy)) {
        return claim;
      }
      const details = known.get(actual.id) ?? (await read(actual.id));
      if (details !== null) {
        known.set(actual.id, details);
      }
      return { ...claim, actual: details };
    }),
  );
}
