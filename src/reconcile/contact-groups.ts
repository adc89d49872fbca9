import type { Remote } from '../statuscake/resource.ts';
import { PlanError } from './plan.ts';

const isId = (group: string) => /^\d+$/.test(group);

/** Whether any of these contact groups is given by its name, so that the names of the account have to be read. */
export function namesGroups(groups: readonly string[]): boolean {
  return groups.some((group) => group !== '' && !isId(group));
}

/**
 * Turns names of contact groups into IDs, and leaves IDs as they are.
 * @param known all contact groups of the account
 * @throws PlanError when a name is unknown, or borne by several groups (older accounts hold such)
 */
export function resolveGroups(groups: readonly string[], known: readonly Remote[]): string[] {
  return groups.map((group) => {
    if (group === '' || isId(group)) return group;
    const ids = known.filter(({ name }) => name === group).map(({ id }) => id);
    const [id] = ids;
    if (id !== undefined && ids.length === 1) return id;
    throw new PlanError('contact_groups', ids.length > 1 ? ambiguous(group, ids) : unknown(group, known));
  });
}

function ambiguous(group: string, ids: readonly string[]): string {
  return `several contact groups are named "${group}", so give the ID of one: ${ids.join(', ')}`;
}

function unknown(group: string, known: readonly Remote[]): string {
  const names = known.map(({ name, id }) => `"${name}" (${id})`).sort();
  const list = names.length > 0 ? `the account has ${names.join(', ')}` : 'the account has none';
  return `there is no contact group "${group}"; ${list}`;
}
