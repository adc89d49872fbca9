import type { ArgumentSpec, Option } from '../argument-spec.ts';

/** The sub-options to validate: those of a dict or of a list of dicts, as Ansible ignores all others. */
export function subOptions(option: Option): ArgumentSpec | undefined {
  const holdsDicts = option.type === 'dict' || (option.type === 'list' && option.elements === 'dict');
  return holdsDicts ? option.options : undefined;
}
