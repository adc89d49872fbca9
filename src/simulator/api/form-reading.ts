import type { Account } from '../account/account.ts';
import type { Collection } from '../account/collection.ts';
import type { CollectionName } from '../account/resource.ts';
import type { Entry, Errors, Value } from '../account/values.ts';
import { enteredFields, type FormPairs } from './form.ts';

export interface FormReading {
  readonly values: Record<string, Value | undefined>;
  /** Why it is refused, by field; empty when it is not. */
  readonly errors: Errors;
  /** Fields that the operation does not know. By the API reference it ignores them. */
  readonly unknownFields: readonly string[];
}

/**
 * Reads a form by the table of a collection's resource: converts what it says, checks it against the field's type and bounds,
 * looks up what it refers to, and sets aside what the operation does not know.
 * @param before what an update changes; nothing for a create
 */
export function readForm(
  form: FormPairs,
  collection: Collection,
  before: Entry | undefined,
  account: Account,
): FormReading {
  const { resource } = collection;
  const surroundings = { behaviour: account.behaviour, existing: collection.all() };
  const entered = enteredFields(form);
  const values: Record<string, Value | undefined> = {};
  const errors: Record<string, string[]> = {};

  for (const { name, written, refersTo, required, createOnly } of resource.fields) {
    if (written === undefined || (createOnly && before !== undefined)) {
      continue;
    }
    const field = entered.get(name);
    entered.delete(name);
    if (field === undefined) {
      if (required && before === undefined) {
        errors[name] = ['is required'];
      }
      continue;
    }
    const reading = written(field);
    const refused = 'refused' in reading ? reading.refused : missingOf(refersTo, reading.value, account);
    if (refused !== undefined) {
      errors[name] = [refused];
    } else if ('value' in reading) {
      values[name] = reading.value;
    }
  }
  return {
    values,
    errors:
      Object.keys(errors).length > 0
        ? errors
        : (resource.refusals?.({ ...before, ...values }, before, surroundings) ?? {}),
    unknownFields: [...entered.keys()],
  };
}

const REFERRED_TO: Readonly<Record<CollectionName, string>> = {
  contactGroups: 'contact group',
  uptimeTests: 'uptime test',
};

/** Says which ID of a value is that of nothing in the collection that its field refers to, if one is. */
function missingOf(
  refersTo: CollectionName | undefined,
  value: Value | undefined,
  account: Account,
): string | undefined {
  if (refersTo === undefined || !Array.isArray(value)) {
    return undefined;
  }
  const missing = value.find((id) => account[refersTo].get(String(id)) === undefined);
  return missing === undefined ? undefined : `there is no ${REFERRED_TO[refersTo]} ${missing}`;
}
