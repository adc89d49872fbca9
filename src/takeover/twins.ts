import type { Json } from '../json.ts';
import { groupBy } from '../reconcile/group-by.ts';
import { withoutMarks } from '../reconcile/marks.ts';
import { equal, normalise, readField } from '../statuscake/resource.ts';
import { byAge, type HeldCheck, urlOf } from './check.ts';

/** Checks that test the same, the oldest first. */
export interface Twins {
  /** What they test, for people. */
  readonly subject: string;
  readonly checks: readonly HeldCheck[];
  /** What is not the same of all of them: an option, and what each has. */
  readonly differences: readonly { readonly option: string; readonly values: readonly Json[] }[];
}

/** Finds checks that test the same: the same URL in the same way; of heartbeat tests the same name. Pure. */
export function findTwins(checks: readonly HeldCheck[]): Twins[] {
  const groups = groupBy(checks, (check) => JSON.stringify([check.kind.option, ...subjectOf(check)]));
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .map((group) => {
      const twins = [...group].sort(byAge);
      const [first] = twins as [HeldCheck, ...HeldCheck[]];
      const subject = subjectOf(first).filter((part) => part !== '' && part !== '0');
      return { subject: subject.join(' '), checks: twins, differences: differencesOf(twins) };
    });
}

/** What a check tests, and how: what of two twins is equal. */
function subjectOf(check: HeldCheck): string[] {
  const { remote, label } = check;
  const url = String(normalise('url', urlOf(check) ?? label));
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

function differencesOf(twins: readonly HeldCheck[]): Twins['differences'] {
  const [first] = twins as [HeldCheck, ...HeldCheck[]];
  const { resource } = first.kind;
  return resource.fields
    .filter(({ shown, name }) => shown !== 'never' && name !== 'website_url')
    .map((field) => ({
      option: field.name,
      values: twins.map(({ remote }) => readField(field, withoutMarks(resource, remote))),
    }))
    .filter(({ values }) => values.some((value) => !equal(value, values[0] ?? null)));
}
