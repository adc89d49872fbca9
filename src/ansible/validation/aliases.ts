import type { JsonObject } from '../../json.ts';
import type { ArgumentSpec, DeprecatedAlias } from '../argument-spec.ts';

/** An option given by its own name and by another name. */
export interface DoublyGiven {
  readonly option: string;
  readonly alias: string;
}

/** What there is to say about the aliases that were given. */
export interface AliasFindings {
  readonly given: DoublyGiven[];
  readonly deprecated: DeprecatedAlias[];
}

/**
 * Gives each option the value of its alias, the last one winning, and leaves the alias among the parameters
 * (Ansible: `_handle_aliases`).
 */
export function resolveAliases(spec: ArgumentSpec, parameters: JsonObject): AliasFindings {
  const findings: AliasFindings = { given: [], deprecated: [] };
  for (const [option, { aliases = [], deprecated_aliases = [] }] of Object.entries(spec)) {
    findings.deprecated.push(...deprecated_aliases.filter(({ name }) => name in parameters));
    for (const alias of aliases) {
      const value = parameters[alias];
      if (value === undefined) {
        continue;
      }
      if (option in parameters) {
        findings.given.push({ option, alias });
      }
      parameters[option] = value;
    }
  }
  return findings;
}
