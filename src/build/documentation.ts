import { stringify } from 'yaml';
import { type Documentation, type DocumentedModule, documentModule } from '../toolkit/page.ts';
import { fieldSentences } from './field-sentences.ts';

/** Returns the page that ansible-doc reads beside a module. */
export function writeAnsibleDoc(module: DocumentedModule, documentation: Documentation): string {
  const author = ['The authors of statuscake-ansible-modules (@stack-ops)'];
  const page = documentModule(module, { ...documentation, author }, fieldSentences);
  // As Ansible reads it, which is YAML 1.1: a time without quotes would be no text there.
  const text = stringify(page, { lineWidth: 118, schema: 'yaml-1.1' });
  return `# Made by npm run build from src/modules/${module.name}.\n${text}`;
}
