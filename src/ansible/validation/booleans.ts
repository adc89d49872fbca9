import type { Json } from '../../json.ts';
import { withoutBooleans } from './python.ts';

// The spellings of Ansible's `convert_bool`, to which Python's `True` and `False` belong as `1` and `0`.
const TRUE: readonly Json[] = ['y', 'yes', 'on', '1', 'true', 't', 1];
const FALSE: readonly Json[] = ['n', 'no', 'off', '0', 'false', 'f', 0];

/** Every spelling of a boolean. */
export const BOOLEANS = [...TRUE, ...FALSE];

/** Returns whether Ansible reads the value, in lower case if it is a string, as true. */
export function meansTrue(value: Json): boolean {
  return TRUE.includes(withoutBooleans(value));
}

/** Returns whether Ansible reads the value, in lower case if it is a string, as false. */
export function meansFalse(value: Json): boolean {
  return FALSE.includes(withoutBooleans(value));
}
