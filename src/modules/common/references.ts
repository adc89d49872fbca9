import { hasNames, resolveNames } from '../../reconcile/references.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { readAccount } from '../../statuscake/reading.ts';
import type { Resource, Values } from '../../statuscake/resource.ts';
import { contactGroup } from '../../statuscake/resources/contact-group.ts';

/**
 * Returns a function that puts IDs in place of the names in one option of declared values, and throws a OptionError for a name that
 * is not that of one resource. The resources are read once, and only if any is given by its name.
 * @param option the option that refers to resources of this kind
 */
export async function nameResolver(
  client: StatusCakeClient,
  option: string,
  resource: Resource,
  declarations: readonly Values[],
): Promise<(values: Values) => Values> {
  const referencesOf = ({ [option]: references }: Values): string[] =>
    Array.isArray(references) ? references.map((reference) => String(reference).trim()) : [];
  const known = declarations.some((values) => hasNames(referencesOf(values)))
    ? await readAccount(client, resource)
    : [];
  return (values) =>
    values[option] === undefined
      ? values
      : { ...values, [option]: resolveNames(option, resource, referencesOf(values), known) };
}

/** Returns the same for the contact groups of checks. */
export function groupResolver(
  client: StatusCakeClient,
  declarations: readonly Values[],
): Promise<(values: Values) => Values> {
  return nameResolver(client, 'contact_groups', contactGroup, declarations);
}

/** Declared values with IDs in place of the names of contact groups. Throws a OptionError for a name that is not that of one. */
export async function withGroupIds(client: StatusCakeClient, values: Values): Promise<Values> {
  return (await groupResolver(client, [values]))(values);
}
