import type { Json } from '../../json.ts';
import type { ArgumentSpec, Option } from '../argument-spec.ts';

/** Returns the sub-options to validate: those of a dict or of a list of dicts, as Ansible ignores all others. */
export function subOptions(option: Option): ArgumentSpec | undefined {
  const holdsDicts = option.type === 'dict' || (option.type === 'list' && option.elements === 'dict');
  return holdsDicts ? option.options : undefined;
}

/** Returns the option that a parameter is given to, by its name or an alias. */
export function findOption(spec: ArgumentSpec, name: string): Option | undefined {
  if (Object.hasOwn(spec, name)) {
    return spec[name];
  }
  return Object.values(spec).find(({ aliases }) => aliases?.includes(name));
}

/** Returns a value with each element of it changed, where it is a list, else changed itself. */
export function mapElements(value: Json, change: (element: Json, index: number) => Json): Json {
  return Array.isArray(value) ? value.map(change) : change(value, 0);
}
