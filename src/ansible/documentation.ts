import type { ArgumentSpec, Option } from './argument-spec.ts';

/** An option of an ansible-doc page. */
export interface OptionPage {
  readonly description: readonly string[];
  readonly type: string;
  readonly elements?: string;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly choices?: readonly unknown[];
  readonly aliases?: readonly string[];
  readonly version_added?: string;
  readonly suboptions?: Readonly<Record<string, OptionPage>>;
}

/**
 * Returns the `options` of an ansible-doc page, made from the declaration that also validates them. Bounds and environment
 * variables, for which the page has no key of their own, become sentences.
 * @param about what there is to say of an option besides
 */
export function documentOptions(
  spec: ArgumentSpec,
  about: (option: Option) => readonly string[] = () => [],
): Readonly<Record<string, OptionPage>> {
  return Object.fromEntries(
    Object.entries(spec).map(([name, option]) => [name, documentOption(option, about)]),
  );
}

function documentOption(option: Option, about: (option: Option) => readonly string[]): OptionPage {
  return {
    description: [...[option.description].flat(), ...about(option), ...sentences(option)],
    type: option.type ?? 'str',
    ...given('elements', option.elements),
    ...given('required', option.required),
    ...given('default', option.default),
    ...given('choices', option.choices),
    ...given('aliases', option.aliases),
    ...given('version_added', option.version_added),
    ...(option.options && { suboptions: documentOptions(option.options, about) }),
  };
}

function sentences(option: Option): string[] {
  const { minimum, maximum, environment, removed_in_version, removed_at_date } = option;
  return [
    ...(minimum !== undefined && maximum !== undefined ? [`From C(${minimum}) to C(${maximum}).`] : []),
    ...(minimum !== undefined && maximum === undefined ? [`At least C(${minimum}).`] : []),
    ...(minimum === undefined && maximum !== undefined ? [`At most C(${maximum}).`] : []),
    ...(environment
      ? [`Left out, it is taken from the environment: ${environment.map(variable).join(', then ')}.`]
      : []),
    ...(removed_in_version === undefined
      ? []
      : [`Deprecated; to be removed in version ${removed_in_version}.`]),
    ...(removed_at_date === undefined ? [] : [`Deprecated; to be removed after ${removed_at_date}.`]),
  ];
}

function variable(name: string): string {
  return `C(${name})`;
}

function given(key: keyof OptionPage, value: unknown): Partial<OptionPage> {
  return value === undefined ? {} : { [key]: value };
}
