import { parse, stringify } from 'yaml';
import type { JsonObject } from '../ansible/argument-spec.ts';
import { documentOptions } from '../ansible/documentation.ts';
import type { AnsibleModule } from '../ansible/module.ts';

/** What is written by hand about a module: all but its options. */
interface Prose {
  readonly short_description: string;
  readonly examples: string;
  readonly return: JsonObject;
  readonly [key: string]: unknown;
}

/** The page that ansible-doc reads beside a module that is not in Python ("sidecar" documentation). */
export function documentModule(module: AnsibleModule, prose: string, version: string): string {
  const { examples, return: returned, ...about } = parse(prose) as Prose;
  const page = {
    DOCUMENTATION: {
      module: module.name,
      ...about,
      version_added: version,
      author: ['The authors of statuscake-ansible-modules'],
      options: documentOptions(module.argument_spec),
    },
    EXAMPLES: examples,
    RETURN: returned,
  };
  return `# Made by npm run build from src/modules/${module.name}.ts and .yml.\n${stringify(page, { lineWidth: 118 })}`;
}
