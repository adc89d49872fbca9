import type { ArgumentSpec } from '../ansible/argument-spec.ts';
import { documentOptions, type OptionPage } from '../ansible/documentation.ts';
import type { Documentation, DocumentedModule, ReturnPage } from '../toolkit/page.ts';
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
  const rows = optionRows(documentOptions(spec, fieldSentences), '', new Map());
  return `| option | type | default | description |\n| --- | --- | --- | --- |\n${rows}`;
}

type Options = Readonly<Record<string, OptionPage>>;

/** @param shown sub-options that the table has already, by the option that has them: they are not repeated for another one */
function optionRows(options: Options, prefix: string, shown: Map<string, Options>): string {
  return Object.entries(options)
    .sort(([one], [other]) => one.localeCompare(other))
    .sort(([, one], [, other]) => depthOf(one) - depthOf(other))
    .map(([name, option]) => {
      const path = prefix + name;
      const { suboptions = {} } = option;
      const [like, known = {}] = mostAlike(suboptions, shown) ?? [];
      const others = Object.fromEntries(
        Object.entries(suboptions).filter(([key]) => !(key in known && isSame(suboptions, known, key))),
      );
      const left = Object.keys(known).filter((key) => !(key in suboptions));
      const type = option.elements ? `list of ${option.elements}` : option.type;
      const notes = [
        ...option.description.map(toMarkdown),
        ...(option.choices ? [`Choices: ${option.choices.map(code).join(', ')}.`] : []),
        ...(option.aliases ? [`Aliases: ${option.aliases.map(code).join(', ')}.`] : []),
        ...(like === undefined ? [] : [likeOf(like, left, Object.keys(others))]),
      ];
      const preset =
        option.default === undefined ? (option.required ? 'required' : '') : code(option.default);
      const row = `| ${code(path)} | ${type} | ${preset} | ${notes.join(' ')} |\n`;
      if (Object.keys(suboptions).length > 0) {
        shown.set(path, suboptions);
      }
      return row + optionRows(others, `${path}.`, shown);
    })
    .join('');
}

/** Returns how many levels of sub-options an option has: what is made of others comes after them. */
function depthOf({ suboptions }: OptionPage): number {
  return suboptions === undefined ? 0 : 1 + Math.max(0, ...Object.values(suboptions).map(depthOf));
}

/** Returns the sub-options that most of these are among, and the option that has them; nothing, where that is not most of these. */
function mostAlike(options: Options, shown: ReadonlyMap<string, Options>): [string, Options] | undefined {
  const names = Object.keys(options);
  const likeness = (other: Options) => names.filter((name) => isSame(options, other, name)).length;
  const [best] = [...shown].sort(([, one], [, other]) => likeness(other) - likeness(one));
  return best && likeness(best[1]) > names.length / 2 ? best : undefined;
}

function isSame(options: Options, others: Options, name: string): boolean {
  return JSON.stringify(options[name]) === JSON.stringify(others[name]);
}

function likeOf(option: string, left: readonly string[], others: readonly string[]): string {
  const without = left.length === 0 ? '' : `, without ${left.map(code).join(', ')}`;
  return `The options of ${code(option)}${without}${others.length === 0 ? '' : ', and those below'}.`;
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
