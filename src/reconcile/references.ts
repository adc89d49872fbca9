import { identityOf, normaliseIdentity, type Remote, type Resource } from '../statuscake/resource.ts';
import { listFirst } from './listing.ts';
import { OptionError } from './option-error.ts';
import type { Step } from './plan.ts';

/** So many known names are told in a message. */
const NAMES_IN_MESSAGE = 50;

const isId = (reference: string) => /^\d+$/.test(reference);

/** Returns whether anything is referred to by its name, so that the names in the account have to be read. */
export function hasNames(references: readonly string[]): boolean {
  return references.some((reference) => reference !== '' && !isId(reference));
}

/**
 * Turns names of other resources into IDs, and leaves IDs as they are. A name of something that is only previewed stays, too.
 * @param option the option that refers to them
 * @param known all resources of that kind
 * @param isPreviewed whether there will be one of a name that is not known
 * @throws OptionError when a name is unknown, or borne by several (accounts hold such)
 */
export function resolveNames(
  option: string,
  resource: Resource,
  references: readonly string[],
  known: readonly Remote[],
  isPreviewed: (name: string) => boolean = () => false,
): string[] {
  return references.map((reference) => {
    if (reference === '' || isId(reference)) {
      return reference;
    }
    const ids = known.filter((remote) => identityOf(resource, remote) === reference).map(({ id }) => id);
    const [id] = ids;
    if (id !== undefined && ids.length === 1) {
      return id;
    }
    if (ids.length === 0 && isPreviewed(reference)) {
      return reference;
    }
    const message =
      ids.length > 1 ? ambiguous(resource, reference, ids) : unknown(resource, reference, known);
    throw new OptionError(option, message);
  });
}

/** Returns the names that steps give to resources which do not bear them yet, normalised. */
export function newNamesOf(steps: readonly Step[]): string[] {
  return steps.flatMap(({ resource, before, after }) => {
    const [old, name] = [before, after].map((values) => values?.[resource.identity]);
    return name === undefined || name === old ? [] : [normaliseIdentity(resource, String(name))];
  });
}

function ambiguous({ kind }: Resource, name: string, ids: readonly string[]): string {
  return `several ${kind}s are named "${name}", so give the ID of one: ${ids.join(', ')}`;
}

function unknown(resource: Resource, name: string, known: readonly Remote[]): string {
  const names = known.map((remote) => `"${identityOf(resource, remote)}" (${remote.id})`).sort();
  const listed = listFirst(names, NAMES_IN_MESSAGE);
  return `there is no ${resource.kind} "${name}"; the account has ${listed === '' ? 'none' : listed}`;
}
