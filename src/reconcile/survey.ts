import pLimit from 'p-limit';
import type { StatusCakeClient } from '../statuscake/client.ts';
import { readAll, readDetails } from '../statuscake/reading.ts';
import type { Remote, Resource } from '../statuscake/resource.ts';
import type { Claim, Ownership } from './claims.ts';
import { labelOf, type StackDeclaration } from './declaration.ts';
import { stacksOf } from './ownership.ts';
import { needsDetails } from './plan.ts';

const READS_AT_A_TIME = 16;

/**
 * Reads the resources to judge the stacks by. For a single stack those with its tag are enough, unless something is
 * declared that is not among them: it may be there without the tag. Throws a StatusCakeError.
 */
export async function readAccount(
  client: StatusCakeClient,
  resource: Resource,
  stacks: readonly StackDeclaration[],
  { tagPrefix, purgeUnlisted }: Ownership,
): Promise<Remote[]> {
  const [single, ...others] = stacks;
  if (single && others.length === 0 && !purgeUnlisted) {
    const tagged = await readAll(client, resource, { tags: tagPrefix + single.stack });
    // Whether the API's filter takes parts of tags for matches is not documented, so what it returns is filtered again.
    const own = tagged.filter(({ tags }) => stacksOf(tags, tagPrefix).includes(single.stack));
    const known = new Set(own.flatMap((remote) => [remote.id, `name ${remote[resource.identity]}`]));
    const isKnown = (id: string | null, label: string) => known.has(id ?? `name ${label}`);
    if (single.checks.every((check) => isKnown(check.id, labelOf(resource, check)))) return own;
  }
  return readAll(client, resource);
}

/** Reads the details of the claimed resources whose declaration speaks of more than the list shows. */
export async function readClaimed(
  client: StatusCakeClient,
  resource: Resource,
  claims: readonly Claim[],
): Promise<Claim[]> {
  const side = pLimit(READS_AT_A_TIME);
  return Promise.all(
    claims.map(async (claim) => {
      const { actual, check } = claim;
      if (actual === null || !needsDetails(resource, check.values, actual, check.policy)) return claim;
      return { ...claim, actual: await side(() => readDetails(client, resource, actual.id)) };
    }),
  );
}
