import type { ArgumentSpec, Option } from '../ansible/argument-spec.ts';
import { documentOptions, type OptionPage } from '../ansible/documentation.ts';
import { toYaml } from '../ansible/yaml.ts';
import { toJson } from '../json.ts';
import { withoutRepetition } from './repetition.ts';

/** A value of the results, as an ansible-doc page tells of it. */
export interface ReturnPage {
  readonly description: string | readonly string[];
  readonly returned?: string;
  readonly type: string;
  readonly elements?: string;
  readonly choices?: readonly unknown[];
  readonly sample?: unknown;
  readonly contains?: Readonly<Record<string, ReturnPage>>;
}

/** What is written by hand about a module: all but its options. Other keys of ansible-doc's pages may be added. */
export interface Documentation {
  readonly short_description: string;
  readonly description: string | readonly string[];
  readonly author?: string | readonly string[];
  readonly version_added?: string;
  readonly requirements?: readonly string[];
  readonly notes?: readonly string[];
  /** Tasks, as YAML. */
  readonly examples: string;
  readonly return?: Readonly<Record<string, ReturnPage>>;
  readonly [key: string]: unknown;
}

/** What a page is made of, besides what is written by hand. */
export interface DocumentedModule {
  readonly name: string;
  readonly argument_spec: ArgumentSpec;
}

/** The page that ansible-doc reads beside a module that is not in Python ("sidecar" documentation). */
export interface ModulePage {
  readonly DOCUMENTATION: {
    readonly module: string;
    readonly options: Readonly<Record<string, OptionPage>>;
    readonly [key: string]: unknown;
  };
  readonly EXAMPLES: string;
  readonly RETURN?: Documentation['return'];
}

/**
 * Returns the page of a module.
 * @param aboutOption what there is to say of an option besides
 */
export function documentModule(
  { name, argument_spec }: DocumentedModule,
  { examples, return: returned, ...about }: Documentation,
  aboutOption?: (option: Option) => readonly string[],
): ModulePage {
  return {
    DOCUMENTATION: {
      module: name,
      ...about,
      options: withoutRepetition(documentOptions(argument_spec, aboutOption)),
    },
    EXAMPLES: examples,
    ...(returned && { RETURN: returned }),
  };
}

/** Returns a page as the text of its file, in YAML. Examples lose empty lines around them, and the indentation that all lines share. */
export function writePage({ EXAMPLES, ...page }: ModulePage): string {
  const { DOCUMENTATION, ...rest } = toJson(page);
  const lines = EXAMPLES.replace(/^\s*\n|\s+$/g, '').split('\n');
  const indentations = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const shared = Math.min(...indentations);
  const examples = lines.map((line) => line.slice(shared) && `  ${line.slice(shared)}`).join('\n');
  const returned = Object.keys(rest).length > 0 ? toYaml(rest) : '';
  return `${toYaml({ DOCUMENTATION: DOCUMENTATION ?? null })}EXAMPLES: |2\n${examples}\n${returned}`;
}
