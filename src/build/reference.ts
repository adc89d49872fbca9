import type { ArgumentSpec, JsonObject } from '../ansible/argument-spec.ts';
import { documentOptions } from '../ansible/documentation.ts';
import type { DocumentedModule, Prose } from './prose.ts';

interface OptionPage {
  readonly description: readonly string[];
  readonly type: string;
  readonly elements?: string;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly choices?: readonly unknown[];
  readonly aliases?: readonly string[];
  readonly suboptions?: Record<string, OptionPage>;
}

interface ReturnPage {
  readonly description: string | readonly string[];
  readonly returned?: string;
  readonly type: string;
  readonly contains?: Record<string, ReturnPage>;
}

/** The reference of a module as Markdown, from the same declarations as its ansible-doc page. */
export function describeModule(module: DocumentedModule, prose: Prose): string {
  const { short_description, description, examples, return: returned } = prose;
  return `<!-- Made by npm run build from src/modules/${module.name}. -->

# ${module.name}

${short_description}.

${bullets(description)}

## Options

${optionTable(module.argument_spec)}
## Examples

\`\`\`yaml
${examples.trim()}
\`\`\`

## Return values

| value | type | returned | description |
| --- | --- | --- | --- |
${returnRows(returned as JsonObject as unknown as Record<string, ReturnPage>)}`;
}

function optionTable(spec: ArgumentSpec): string {
  const rows = optionRows(documentOptions(spec) as JsonObject as unknown as Record<string, OptionPage>);
  return `| option | type | default | description |\n| --- | --- | --- | --- |\n${rows}`;
}

function optionRows(options: Record<string, OptionPage>, prefix = ''): string {
  return Object.entries(options)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, option]) => {
      const type = option.elements ? `list of ${option.elements}` : option.type;
      const notes = [
        ...option.description.map(toMarkdown),
        ...(option.choices ? [`Choices: ${option.choices.map(code).join(', ')}.`] : []),
        ...(option.aliases ? [`Aliases: ${option.aliases.map(code).join(', ')}.`] : []),
      ];
      const preset =
        option.default === undefined ? (option.required ? 'required' : '') : code(option.default);
      const row = `| ${code(prefix + name)} | ${type} | ${preset} | ${notes.join(' ')} |\n`;
      return row + optionRows(option.suboptions ?? {}, `${prefix}${name}.`);
    })
    .join('');
}

function returnRows(values: Record<string, ReturnPage>, prefix = ''): string {
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

/** Ansible's markup as Markdown: `C(code)`, `I(option)`, `M(module)`. */
function toMarkdown(text: string): string {
  return text.replace(/\b[CIM]\(([^)]*)\)/g, (_, content: string) => code(content)).replaceAll('|', '\\|');
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
