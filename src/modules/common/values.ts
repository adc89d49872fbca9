import { HIDDEN } from '../../ansible/mask.ts';
import type { Json } from '../../json.ts';
import { OptionError } from '../../reconcile/option-error.ts';
import type { Resource, Values } from '../../statuscake/resource.ts';

/** Parameters of a module or of a list entry; an option that was not given is `null` or missing. */
export type Given = Readonly<Record<string, Json | undefined>>;

/**
 * Refuses declared values that the API would refuse, or that only the retired API knew.
 * @param given what was declared besides them
 * @throws OptionError
 */
export type Check = (values: Values, given: Given) => void;

/** Declared values in the form in which the API takes them. Throws an OptionError where they have none. */
export type Revision = (values: Values, given: Given) => Values;

/** Returns the declared fields of a resource: the options that were given, since one left out is not managed. */
export function givenFields({ fields }: Resource, given: Given): Values {
  const names = fields.map(({ name }) => name).filter((name) => (given[name] ?? null) !== null);
  return Object.fromEntries(names.map((name) => [name, given[name] ?? null]));
}

/**
 * Returns the declared fields of a resource, checked and in the form in which the API takes them.
 * @throws OptionError
 */
export function declaredValues(
  resource: Resource,
  given: Given,
  { check, revise }: { readonly check?: Check; readonly revise?: Revision },
): Values {
  const values = givenFields(resource, given);
  for (const [name, value] of Object.entries(values)) {
    refuseHiddenSecret(name, value);
  }
  check?.(values, given);
  return revise?.(values, given) ?? values;
}

/** Refuses the URL of a result in which a secret is hidden: it would take the place of the secret. */
function refuseHiddenSecret(name: string, value: Json): void {
  if (typeof value === 'string' && value.includes('://') && value.includes(HIDDEN)) {
    throw new OptionError(
      name,
      `holds ${HIDDEN}, which stands in results for a password or key that is not shown: give the secret itself, or leave the option out to keep it`,
    );
  }
}

/**
 * Checks an ID, which becomes part of a path.
 * @throws OptionError when it is not digits
 */
export function checkId(id: string | null): void {
  if (id !== null && !/^\d+$/.test(id)) {
    throw new OptionError('id', `must be digits, as the API shows it, got: ${id}`);
  }
}

/**
 * Checks what says which resource is meant: its ID, or else what it is known by. Blank is what an empty variable makes of a
 * template, and nobody knows what would be meant by it.
 * @throws OptionError
 */
export function checkIdentity({ identity, kind }: Resource, id: string | null, text: string | null): void {
  checkId(id);
  if (text === null && id === null) {
    throw new OptionError(
      identity,
      `is missing, and so is id: give one of them to say which ${kind} is meant`,
    );
  }
  if (text?.trim() === '') {
    throw new OptionError(identity, `cannot be empty: it says which ${kind} is meant`);
  }
}
