import type { Account } from '../account/account.ts';
import type { Entry } from '../account/collection.ts';
import type { Resource, Value } from '../account/resource.ts';
import type { Errors } from './answer.ts';
import { enteredFields, type FormPairs } from './form.ts';

export interface FormReading {
  readonly values: Record<string, Value | undefined>;
  /** Why it is refused, by field; empty when it is not. */
  readonly errors: Errors;
  /** Fields that the operation does not know. By the API reference it ignores them. */
  readonly unknownFields: readonly string[];
}

/**
 * Reads a form by a resource's table: converts what it says, checks it against the field's type and bounds,
 * and sets aside what the operation does not know.
 * @param before what an update changes; nothing for a create
 */
export function readForm(
  form: FormPairs,
  resource: Resource,
  before: Entry | undefined,
  account: Account,
): FormReading {
  const entered = enteredFields(form);
  const values: Record<string, Value | undefined> = {};
  const errors: Record<string, string[]> = {};

  for (const { name, written, required, createOnly } of resource.fields) {
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
    const reading = written(field, account);
    if ('refused' in reading) {
      errors[name] = [reading.refused];
    } else {
      values[name] = reading.value;
    }
  }
  return {
    values,
    errors:
      Object.keys(errors).length > 0
        ? errors
        : (resource.refusals?.({ ...before, ...values }, before, account) ?? {}),
    unknownFields: [...entered.keys()],
  };
}
