import type { Json } from '../json.ts';
import { identityOf, isEmpty, type Remote, readField, type Values } from '../statuscake/resource.ts';
import { contactGroup } from '../statuscake/resources/contact-group.ts';
import { HOLDS_SECRET, type LeftOut, type Surroundings } from './declaration.ts';

/** A contact group as a task declares it. */
export interface GroupDeclaration {
  readonly group: Remote;
  /** Its options, with its ID where another one has its name; `null` where it has no name to declare it by. */
  readonly values: Values | null;
  readonly left: readonly LeftOut[];
}

/** Returns how a task declares a contact group. Pure. */
export function declareGroup(
  group: Remote,
  { groups, isSecret }: Pick<Surroundings, 'groups' | 'isSecret'>,
): GroupDeclaration {
  const name = identityOf(contactGroup, group);
  if (name.trim() === '') {
    const reason = 'it is blank, so no task can declare the group, and checks name it by its ID';
    return { group, values: null, left: [{ option: 'name', reason, isSecret: false, username: null }] };
  }
  const held = contactGroup.fields
    .map((field): [string, Json] => [field.name, readField(field, group)])
    .filter(([, value]) => !isEmpty(value));
  const shown = held.filter(([option, value]) => !isSecret(option, value));
  const left = held
    .filter((entry) => !shown.includes(entry))
    .map(([option]) => ({ option, ...HOLDS_SECRET }));
  const isNamesake = groups.some((other) => other.id !== group.id && other.name === group.name);
  const values: Values = { ...(isNamesake && { id: group.id }), ...Object.fromEntries(shown) };
  return { group, values: 'name' in values ? values : null, left };
}
