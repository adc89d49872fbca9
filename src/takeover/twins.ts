import type { Json } from '../json.ts';
import { groupBy } from '../reconcile/group-by.ts';
import { withoutMarks } from '../reconcile/marks.ts';
import { equal, type Field, normalise, readField } from '../statuscake/resource.ts';
import { byAge, type HeldCheck, urlOf } from './check.ts';
import { referenceTo, type Surroundings } from './declaration.ts';

/** Checks that test the same, the oldest first. */
export interface Twins {
  /** What they test, for people. */
  readonly subject: string;
  readonly checks: readonly HeldCheck[];
  /** What is not the same of all of them: an option, and what each has. */
  readonly differences: readonly { readonly option: string; readonly values: readonly Json[] }[];
}

/** What stands in the place of what holds a secret: of headers and of what is sent nothing is shown then. */
const HIDDEN = '********';

/** What has to be known to tell of twins. */
interface Known extends Pick<Surroundings, 'groups' | 'isSecret'> {
  /** Returns a value with something else in the place of the secrets in its URLs. */
  withoutSecrets(value: Json): Json;
}

/** Finds checks that test the same: the same URL in the same way; of heartbeat tests the same name. Pure. */
export function findTwins(checks: readonly HeldCheck[], known: Known): Twins[] {
  const alike = groupBy(checks, (check) => JSON.stringify([check.kind.option, ...subjectOf(check)]));
  return [...alike.values()]
    .filter(({ length }) => length > 1)
    .map((group) => {
      const twins = [...group].sort(byAge);
      const [first] = twins as [HeldCheck, ...HeldCheck[]];
      const subject = subjectOf(first).filter((part) => part !== '' && part !== '0');
      return {
        subject: subject.map(known.withoutSecrets).join(' '),
        checks: twins,
        differences: differencesOf(twins, known),
      };
    });
}

/** What a check tests, and how: what of two twins is equal. */
function subjectOf(check: HeldCheck): string[] {
  const { remote, label } = check;
  const url = urlOf(check);
  // With a slash at the end it is hardly ever another page.
  const place = url === null ? label : String(normalise('url', url)).replace(/\/+$/, '');
  // Another server of the region tests the same.
  const region = String(remote.location ?? '').replace(/\d+$/, '');
  return [
    place,
    String(remote.test_type ?? ''),
    String(remote.port ?? ''),
    String(remote.hostname ?? ''),
    region,
  ];
}

function differencesOf(
  twins: readonly HeldCheck[],
  { groups, isSecret, withoutSecrets }: Known,
): Twins['differences'] {
  const [first] = twins as [HeldCheck, ...HeldCheck[]];
  const { resource } = first.kind;
  const held = (field: Field, { remote }: HeldCheck): Json => {
    const value = readField(field, withoutMarks(resource, remote));
    return field.name === 'contact_groups' && Array.isArray(value)
      ? value.map((id) => referenceTo(String(id), groups))
      : value;
  };
  const shown = (option: string, value: Json): Json => {
    const rest = withoutSecrets(value);
    return isSecret(option, rest) ? HIDDEN : rest;
  };
  return resource.fields
    .filter(({ shown }) => shown !== 'never')
    .map((field) => ({ option: field.name, values: twins.map((check) => held(field, check)) }))
    .filter(({ values }) => values.some((value) => !equal(value, values[0] ?? null)))
    .map(({ option, values }) => ({ option, values: values.map((value) => shown(option, value)) }));
}
