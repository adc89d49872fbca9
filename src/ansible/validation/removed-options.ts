import type { JsonObject } from '../../json.ts';
import type { ArgumentSpec, Option } from '../argument-spec.ts';
import type { Deprecation } from './findings.ts';
import { isObject } from './json.ts';

/** Returns the deprecations of the options given, sub-options included (Ansible: `_list_deprecations`). */
export function listDeprecations(spec: ArgumentSpec, parameters: JsonObject, prefix = ''): Deprecation[] {
  const deprecations: Deprecation[] = [];
  for (const [name, option] of Object.entries(spec)) {
    const value = parameters[name];
    if (value === undefined) {
      continue;
    }
    const path = prefix === '' ? name : `${prefix}["${name}"]`;
    deprecations.push(...deprecationOf(option, path));
    for (const element of Array.isArray(value) ? value : [value]) {
      if (isObject(element)) {
        deprecations.push(...listDeprecations(option.options ?? {}, element, path));
      }
    }
  }
  return deprecations;
}

function deprecationOf(option: Option, path: string): Deprecation[] {
  const { removed_at_date: date, removed_in_version: version, removed_from_collection } = option;
  const end = date !== undefined ? { date } : version !== undefined ? { version } : undefined;
  if (end === undefined) {
    return [];
  }
  const collection =
    removed_from_collection === undefined ? {} : { collection_name: removed_from_collection };
  return [
    { msg: `Param '${path}' is deprecated. See the module docs for more information`, ...end, ...collection },
  ];
}
