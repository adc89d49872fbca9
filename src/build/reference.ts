import type { ArgumentSpec } from '../ansible/argument-spec.ts';
import { documentOptions, type OptionPage } from '../ansible/documentation.ts';
import type { Documentation, DocumentedModule, ReturnPage } from '../toolkit/page.ts';
import { withoutRepetition } from '../toolkit/repetition.ts';
import { fieldSentences } from './field-sentences.ts';
import { code, toMarkdown } from './markdown.ts';

/** Returns the reference of a module as Markdown, from the same declarations as its ansible-doc page. */
export function describeModule(module: DocumentedModule, documentation: Documentation): string {
  const { short_description, description, examples, return: returned = {} } = documentation;
  return `<!-- Made by npm run build from src/modules/${module.name}. -->

# ${module.name}

${short_description}.

${bullets([description].flat())}

## Options

${optionTable(module.argument_spec)}
## Examples

\`\`\`yaml
${examples.trim()}
\`\`\`

## Return values

| value | type | returned | description |
| --- | --- | --- | --- |
${returnRows(returned)}`;
}

function optionTable(spec: ArgumentSpec): string {
  const rows = optionRows(withoutRepetition(documentOptions(spec, fieldSentences)));
  return `| option | type | default | description |\n| --- | --- | --- | --- |\n${rows}`;
}

function optionRows(options: Readonly<Record<string, OptionPage>>, prefix = ''): string {
  return Object.entries(options)
    .map(([name, option]) => {
      const path = prefix + name;
      const type = option.elements ? `list of ${option.elements}` : option.type;
      const notes = [
        ...option.description.map(toMarkdown),
        ...(option.choices ? [`Choices: ${option.choices.map(code).join(', ')}.`] : []),
        ...(option.aliases ? [`Aliases: ${option.aliases.map(code).join(', ')}.`] : []),
      ];
      const preset =
        option.default === undefined ? (option.required ? 'required' : '') : code(option.default);
      const row = `| ${code(path)} | ${type} | ${preset} | ${notes.join(' ')} |\n`;
      return row + optionRows(option.suboptions ?? {}, `${path}.`);
    })
    .join('');
}

function returnRows(values: Readonly<Record<string, ReturnPage>>, prefix = ''): string {
  return Object.entries(values)
    .map(([name, value]) => {
      const text = [value.description].flat().map(toMarkdown).join(' ');
      const row = `| ${code(prefix + name)} | ${value.type} | ${toMarkdown(value.returned ?? '')} | ${text} |\n`;
      return row + returnRows(value.contains ?? {}, `${prefix}${name}.`);
    })
    .join('');
}

function bullets(paragraphs: readonly string[]): string {
  return paragraphs.map((paragraph) => `- ${toMarkdown(paragraph)}`).join('\n');
}
