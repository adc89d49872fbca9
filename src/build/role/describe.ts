import { stringify } from 'yaml';
import type { Option } from '../../ansible/argument-spec.ts';
import { documentOptions } from '../../ansible/documentation.ts';
import type { JsonObject } from '../../json.ts';
import { uptimeOptions } from '../../modules/status_cake_test/options.ts';
import { code, toMarkdown } from '../markdown.ts';
import { ENTRY_POINTS } from './entry-points.ts';
import { PASSED_ON, PREFIX, SECTIONS, VARIABLES, type Variable } from './variables.ts';

const BEGIN = '<!-- Made by npm run build from src/build/role, up to where it ends. -->';
const END = '<!-- What npm run build makes ends here. -->';
const MADE_BY = '# Made by npm run build from src/build/role.\n---\n';

/** Returns the `meta/argument_specs.yml` of the role: what Ansible validates, and what ansible-doc shows. */
export function argumentSpecs(): string {
  const specs = Object.entries(ENTRY_POINTS).map(([name, { variables, ...about }]) => {
    const options = Object.fromEntries(variables.map((variable) => [PREFIX + variable, argument(variable)]));
    return [name, { ...about, options }];
  });
  return toYaml({ argument_specs: Object.fromEntries(specs) });
}

/** Returns the `defaults/main.yml` of the role. A variable without a default is not in it: what is left out is not managed. */
export function defaults(): string {
  const set = Object.entries(VARIABLES).flatMap(([name, variable]) => {
    const value = variable.expression ?? defaultOf(variable);
    return value === undefined ? [] : [[PREFIX + name, value]];
  });
  return toYaml(Object.fromEntries(set));
}

/** Returns the `vars/main.yml` of the role: which variables its action plugin passes on to which options. */
export function passedOn(): string {
  const lists = Object.fromEntries(Object.entries(PASSED_ON).map(([name, options]) => [name, [...options]]));
  return toYaml({ [`__${PREFIX}passed_on`]: lists });
}

/**
 * Returns the README of the role, with the tables of its variables in their place.
 * @throws {Error} where it has no such place
 */
export function withVariables(readme: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin === -1 || end < begin) {
    throw new Error(`the README of the role needs the lines ${BEGIN} and ${END}`);
  }
  return `${readme.slice(0, begin)}${BEGIN}\n\n${tables()}\n${readme.slice(end)}`;
}

function tables(): string {
  return SECTIONS.map(({ title, variables }) => {
    const rows = Object.entries(variables).map(([name, variable]) => {
      const value = defaultOf(variable);
      const cells = [code(PREFIX + name), value === undefined ? '' : code(value), meaningOf(name, variable)];
      return `| ${cells.join(' | ')} |\n`;
    });
    return `${title}\n\n| variable | default | meaning |\n| --- | --- | --- |\n${rows.join('')}`;
  }).join('\n');
}

/** In a row of a table: what is said of it first, its choices, and the options within it. */
function meaningOf(name: string, { description, choices, options, ...variable }: Variable): string {
  const [first] = [description].flat();
  const { description: sentences = [] } = documentOne({ ...variable, description: first ?? name });
  const texts = [
    ...(sentences as string[]),
    ...(choices ? [`One of ${choices.map((choice) => `C(${choice})`).join(', ')}.`] : []),
    ...(options
      ? [
          `They are ${Object.keys(options)
            .map((option) => `C(${option})`)
            .join(', ')}.`,
        ]
      : []),
  ];
  return texts.map((text) => toMarkdown(withVariableNames(text))).join(' ');
}

function argument(name: string): JsonObject {
  const variable = VARIABLES[name] as Variable;
  const { aliases: _, version_added: _since, suboptions, default: _default, ...page } = documentOne(variable);
  const value = defaultOf(variable);
  return {
    ...page,
    description: (page.description as string[]).map(withVariableNames),
    ...(value !== undefined && { default: value }),
    ...(variable.no_log && { no_log: true }),
    ...(suboptions !== undefined && { options: suboptions }),
  };
}

function documentOne(option: Option): JsonObject {
  return { ...documentOptions({ option }).option } as JsonObject;
}

/** Returns what a variable has where nobody sets it; nothing, where the environment may say it instead. */
function defaultOf({ default: value, environment }: Variable): Option['default'] | undefined {
  return environment === undefined ? value : undefined;
}

/** Names of options, as the pages of modules mark them, as those of the variables that are passed on; single tests have their own. */
function withVariableNames(text: string): string {
  const isVariable = (name: string) => name in VARIABLES && !(name in uptimeOptions);
  return text.replace(
    /\bI\(([a-z_]+)\)/g,
    (_, name: string) => `C(${isVariable(name) ? PREFIX : ''}${name})`,
  );
}

function toYaml(page: JsonObject): string {
  return MADE_BY + stringify(page, { lineWidth: 118, aliasDuplicateObjects: false });
}
