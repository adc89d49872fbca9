import type { Invocation } from '../../ansible/module.ts';
import { hasNames, resolveNames } from '../../reconcile/references.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { readAccount } from '../../statuscake/reading.ts';
import { identityOf, type Resource, type Values } from '../../statuscake/resource.ts';
import { contactGroup } from '../../statuscake/resources/contact-group.ts';

/** Where names are looked up that a task declares. */
export interface Lookup extends Pick<Invocation, 'checkMode' | 'warn'> {
  readonly client: StatusCakeClient;
  /** By the option that refers to resources: the names of their IDs, as far as they were read. It is added to. */
  readonly names: Map<string, ReadonlyMap<string, string>>;
}

/**
 * Returns a function that puts IDs in place of the names in one option of declared values, and throws a OptionError for a name that
 * is not that of one resource. The resources are read once, and only if any is given by its name. In a preview a name may also be
 * that of what an earlier preview would have created: it stays as it is, and a warning says so.
 * @param option the option that refers to resources of this kind
 */
export async function nameResolver(
  { client, checkMode, warn, names }: Lookup,
  option: string,
  resource: Resource,
  declarations: readonly Values[],
): Promise<(values: Values) => Values> {
  const referencesOf = ({ [option]: references }: Values): string[] =>
    Array.isArray(references) ? references.map((reference) => String(reference).trim()) : [];
  const known = declarations.some((values) => hasNames(referencesOf(values)))
    ? await readAccount(client, resource)
    : [];
  names.set(option, new Map(known.map((remote) => [remote.id, identityOf(resource, remote)])));
  const told = new Set<string>();
  const isPreviewed = (name: string): boolean => {
    if (!checkMode || !client.previews.has(resource.name, name)) {
      return false;
    }
    if (!told.has(name)) {
      told.add(name);
      warn(
        `${option}: there is no ${resource.kind} ${JSON.stringify(name)} yet. A preview of the last hour would create it, so this one takes it for there; whether it will be it cannot know`,
      );
    }
    return true;
  };
  return (values) =>
    values[option] === undefined
      ? values
      : { ...values, [option]: resolveNames(option, resource, referencesOf(values), known, isPreviewed) };
}

/** Returns the same for the contact groups of checks. */
export function groupResolver(
  lookup: Lookup,
  declarations: readonly Values[],
): Promise<(values: Values) => Values> {
  return nameResolver(lookup, 'contact_groups', contactGroup, declarations);
}

/** Declared values with IDs in place of the names of contact groups. Throws a OptionError for a name that is not that of one. */
export async function withGroupIds(lookup: Lookup, values: Values): Promise<Values> {
  return (await groupResolver(lookup, [values]))(values);
}
