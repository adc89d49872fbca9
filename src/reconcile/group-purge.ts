import type { StatusCakeClient } from '../statuscake/client.ts';
import { isForbidden } from '../statuscake/errors.ts';
import { readAll, readAllWith } from '../statuscake/reading.ts';
import { identityOf, type Remote, type Resource, type Values } from '../statuscake/resource.ts';
import { CHECKS } from '../statuscake/resources/all.ts';
import { contactGroup } from '../statuscake/resources/contact-group.ts';
import type { StackDeclaration } from './declaration.ts';
import { listFirst } from './listing.ts';
import { planAbsent } from './plan.ts';
import type { PlannedCheck } from './stack-plan.ts';

/** A check of the account. */
interface User {
  readonly resource: Resource;
  readonly check: Remote;
}

/** So many checks are told in a note. */
const USERS_IN_NOTE = 3;

/** Contact groups that are to go, and notes of those that stay since something still tells them about failures. */
interface GroupPurge {
  readonly checks: readonly PlannedCheck[];
  readonly notes: readonly string[];
}

/**
 * Plans the deletion of contact groups of stacks that are gone, and that no check tells about failures once a plan has been carried
 * out. A group is a stack's where its name begins with the tag of the stack: contact groups have no tags. Throws a StatusCakeError.
 * @param planned what is to become of the checks of stacks
 */
export async function planGroupPurge(
  client: StatusCakeClient,
  stacks: readonly StackDeclaration[],
  planned: readonly PlannedCheck[],
  { tagPrefix, purgeUnlisted }: { readonly tagPrefix: string; readonly purgeUnlisted: boolean },
): Promise<GroupPurge> {
  const declarations = new Map(stacks.map((declaration) => [declaration.stack, declaration]));
  const renamed = new Set(stacks.flatMap(({ formerName }) => formerName ?? []));
  const isGone = (stack: string) => {
    const declaration = declarations.get(stack);
    return declaration === undefined
      ? purgeUnlisted && !renamed.has(stack)
      : declaration.state === 'absent' && !declaration.untouched;
  };
  const groups = await readAll(client, contactGroup);
  const marked = groups.flatMap((group) => {
    const [first = ''] = identityOf(contactGroup, group).split(' ');
    const stack = first.startsWith(tagPrefix) ? first.slice(tagPrefix.length) : '';
    return stack !== '' && isGone(stack) ? [{ stack, group }] : [];
  });
  if (marked.length === 0) {
    return { checks: [], notes: [] };
  }
  const users = usersAfter(await readUsers(client), planned);
  const checks: PlannedCheck[] = [];
  const notes: string[] = [];
  for (const { stack, group } of marked) {
    const name = identityOf(contactGroup, group);
    const own = users.flatMap(({ text, groups: told }) => (told.includes(group.id) ? [text] : []));
    if (own.length === 0) {
      checks.push({ stack, name, step: planAbsent(contactGroup, group) });
    } else {
      notes.push(
        `the contact group ${JSON.stringify(name)} (ID ${group.id}) of ${stack}, which is gone, stays: ${listFirst(own, USERS_IN_NOTE)} still tells it about failures`,
      );
    }
  }
  return { checks, notes };
}

/** Returns the IDs of the contact groups that some check tells about failures. Throws a StatusCakeError. */
export async function readUsedGroups(client: StatusCakeClient): Promise<ReadonlySet<string>> {
  const users = await readUsers(client);
  return new Set(users.flatMap(({ check }) => groupsIn(check)));
}

/** Reads the checks of all kinds, as the account has them now. */
async function readUsers(client: StatusCakeClient): Promise<User[]> {
  const lists = await Promise.all(
    CHECKS.map(async (resource) => {
      try {
        const list = await readAllWith(client, resource, ['contact_groups']);
        return list.map((check) => ({ resource, check }));
      } catch (error) {
        // A kind that the plan of the account lacks has no checks.
        if (!isForbidden(error)) {
          throw error;
        }
        return [];
      }
    }),
  );
  return lists.flat();
}

/** Returns the checks that there are after a plan, as a message tells them, each with its contact groups. */
function usersAfter(
  users: readonly User[],
  planned: readonly PlannedCheck[],
): { readonly text: string; readonly groups: readonly string[] }[] {
  const keyOf = ({ name }: Resource, id: string | null) => `${name} ${id}`;
  const known = new Map(users.map(({ resource, check }) => [keyOf(resource, check.id), check]));
  const steps = planned.map(({ step }) => step);
  const plannedKeys = new Set(steps.map(({ resource, id }) => keyOf(resource, id)));
  const others = users
    .filter(({ resource, check }) => !plannedKeys.has(keyOf(resource, check.id)))
    .map(({ resource, check }) => ({ resource, values: check as Values, id: check.id }));
  const after = steps.flatMap(({ resource, after: values, id }) =>
    // What a plan went by may have left out the contact groups.
    values ? [{ resource, values: { ...known.get(keyOf(resource, id)), ...values }, id }] : [],
  );
  return [...others, ...after].map(({ resource, values, id }) => ({
    text: `the ${resource.kind} ${JSON.stringify(values[resource.identity])}${id === null ? '' : ` (ID ${id})`}`,
    groups: groupsIn(values),
  }));
}

function groupsIn({ contact_groups: groups }: Values): string[] {
  return Array.isArray(groups) ? groups.map(String) : [];
}
