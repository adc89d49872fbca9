import type { Json } from '../json.ts';
import { groupBy } from '../reconcile/group-by.ts';
import { withoutMarks } from '../reconcile/marks.ts';
import { equal, type Field, normalise, type Remote, readField } from '../statuscake/resource.ts';
import { byAge, type HeldCheck, urlOf } from './check.ts';
import { referenceTo } from './declaration.ts';

/** Checks that test the same, the oldest first. */
export interface Twins {
  /** What they test, for people. */
  readonly subject: string;
  readonly checks: readonly HeldCheck[];
  /** What is not the same of all of them: an option, and what each has. */
  readonly differences: readonly { readonly option: string; readonly values: readonly Json[] }[];
}

/** Finds checks that test the same: the same URL in the same way; of heartbeat tests the same name. Pure. */
export function findTwins(checks: readonly HeldCheck[], groups: readonly Remote[]): Twins[] {
  const alike = groupBy(checks, (check) => JSON.stringify([check.kind.option, ...subjectOf(check)]));
  return [...alike.values()]
    .filter(({ length }) => length > 1)
    .map((group) => {
      const twins = [...group].sort(byAge);
      const [first] = twins as [HeldCheck, ...HeldCheck[]];
      const subject = subjectOf(first).filter((part) => part !== '' && part !== '0');
      return { subject: subject.join(' '), checks: twins, differences: differencesOf(twins, groups) };
    });
}

/** What a check tests, and how: what of two twins is equal. */
function subjectOf(check: HeldCheck): string[] {
  const { remote, label } = check;
  // With a slash at the end it is hardly ever another page.
  const url = String(normalise('url', urlOf(check) ?? label)).replace(/\/+$/, '');
  // Another server of the region tests the same.
  const place = String(remote.location ?? '').replace(/\d+$/, '');
  return [
    url,
    String(remote.test_type ?? ''),
    String(remote.port ?? ''),
    String(remote.hostname ?? ''),
    place,
  ];
}

function differencesOf(twins: readonly HeldCheck[], groups: readonly Remote[]): Twins['differences'] {
  const [first] = twins as [HeldCheck, ...HeldCheck[]];
  const { resource } = first.kind;
  const held = (field: Field, { remote }: HeldCheck): Json => {
    const value = readField(field, withoutMarks(resource, remote));
    return field.name === 'contact_groups' && Array.isArray(value)
      ? value.map((id) => referenceTo(String(id), groups))
      : value;
  };
  return resource.fields
    .filter(({ shown }) => shown !== 'never')
    .map((field) => ({ option: field.name, values: twins.map((check) => held(field, check)) }))
    .filter(({ values }) => values.some((value) => !equal(value, values[0] ?? null)));
}
