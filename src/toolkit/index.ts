/** What a module imports. */

export type {
  ArgumentSpec,
  CollectionName,
  DeprecatedAlias,
  Option,
  OptionRelations,
  OptionType,
  Parameters,
  RequiredIf,
} from '../ansible/argument-spec.ts';
export { diffEntry } from '../ansible/diff.ts';
export { type AnsibleModule, defineModule, type Invocation, ModuleFailure } from '../ansible/module.ts';
export type { Deprecation } from '../ansible/validation/findings.ts';
export { type Json, type JsonObject, toJson } from '../json.ts';
export type { Documentation, ReturnPage } from './page.ts';
