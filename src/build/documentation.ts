import { stringify } from 'yaml';
import { documentOptions } from '../ansible/documentation.ts';
import { fieldSentences } from './field-sentences.ts';
import type { DocumentedModule, Prose } from './prose.ts';

/** Returns the page that ansible-doc reads beside a module that is not in Python ("sidecar" documentation). */
export function documentModule(module: DocumentedModule, prose: Prose): string {
  const { examples, return: returned, ...about } = prose;
  const page = {
    DOCUMENTATION: {
      module: module.name,
      ...about,
      author: ['The authors of statuscake-ansible-modules (@stack-ops)'],
      options: documentOptions(module.argument_spec, fieldSentences),
    },
    EXAMPLES: examples,
    RETURN: returned,
  };
  // As Ansible reads it, which is YAML 1.1: a time without quotes would be no text there.
  const text = stringify(page, { lineWidth: 118, schema: 'yaml-1.1' });
  return `# Made by npm run build from src/modules/${module.name}.\n${text}`;
}
