import { stringify } from 'yaml';
import { type Documentation, type DocumentedModule, documentModule } from '../toolkit/page.ts';
import { fieldSentences } from './field-sentences.ts';

/** Returns the page that ansible-doc reads beside a module. */
export function writeAnsibleDoc(module: DocumentedModule, documentation: Documentation): string {
  const author = ['The authors of statuscake-ansible-modules'];
  const page = documentModule(module, { ...documentation, author }, fieldSentences);
  return `# Made by npm run build from src/modules/${module.name}.\n${stringify(page, { lineWidth: 118 })}`;
}
