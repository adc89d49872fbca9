import { validate } from '../../ansible/validation/validate.ts';
import type { Json } from '../../json.ts';
import { OptionError } from '../../reconcile/option-error.ts';
import { STACK_KINDS } from '../status_cake_stack/kinds.ts';

/** Returns why a stack could not declare an option of a check with a value; `null` where it can. */
export function refusalOf(kind: string, option: string, value: Json): string | null {
  const { options, check, revise } = STACK_KINDS.find((each) => each.option === kind) ?? STACK_KINDS[0];
  const spec = options[option];
  const { errors, parameters } = validate(
    spec === undefined ? {} : { [option]: spec },
    {},
    { [option]: value },
    {},
  );
  try {
    check?.({ [option]: value }, {});
    revise?.({}, { [option]: value });
  } catch (error) {
    if (error instanceof OptionError) {
      return error.message;
    }
    throw error;
  }
  if (errors[0] !== undefined) {
    return errors[0].message;
  }
  const isKept = JSON.stringify(parameters[option]) === JSON.stringify(value);
  return isKept ? null : 'it holds what Ansible would hand over otherwise';
}
