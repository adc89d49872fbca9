import { namesGroups, resolveGroups } from '../reconcile/contact-groups.ts';
import type { StatusCakeClient } from '../statuscake/client.ts';
import { contactGroup } from '../statuscake/contact-group.ts';
import { readAll } from '../statuscake/reading.ts';
import type { Values } from '../statuscake/resource.ts';

/**
 * A function that puts IDs in place of the names among the `contact_groups` of declared values, and throws a PlanError for
 * a name that is not that of one group. The groups of the account are read once, and only if any is given by its name.
 */
export async function groupResolver(
  client: StatusCakeClient,
  declarations: readonly Values[],
): Promise<(values: Values) => Values> {
  const known = declarations.some((values) => namesGroups(groupsOf(values)))
    ? await readAll(client, contactGroup)
    : [];
  return (values) =>
    values.contact_groups === undefined
      ? values
      : { ...values, contact_groups: resolveGroups(groupsOf(values), known) };
}

function groupsOf({ contact_groups: groups }: Values): string[] {
  return Array.isArray(groups) ? groups.map((group) => String(group).trim()) : [];
}
