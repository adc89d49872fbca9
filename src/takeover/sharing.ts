import type { Json } from '../json.ts';
import { isEmpty, type Values } from '../statuscake/resource.ts';
import type { Declaration } from './declaration.ts';

/** Options that hold for all checks of some kind, or of all kinds, where one does not say otherwise; in the form of `defaults`. */
export interface Presets {
  /** For checks of the first kind, and as far as COMMON for those of others. */
  readonly top: Values;
  /** For checks of another kind, by the option that declares these. */
  readonly byKind: Readonly<Record<string, Values>>;
}

export const NO_PRESETS: Presets = { top: {}, byKind: {} };

/** What holds for checks of all kinds that have it. */
export const COMMON = ['contact_groups', 'tags'];

/** What is of one check only. */
const OWN = ['name', 'website_url'];

/** The kind whose options stand at the top of `defaults`. */
const MAIN = 'tests';

/**
 * Returns the options that all of these checks share, kind by kind. Pure.
 * @param least how many checks there have to be for it to be worth telling
 */
export function sharedBy(declarations: readonly Declaration[], least: number): Presets {
  const main = declarations.filter(({ check }) => check.kind.option === MAIN);
  const whole = main.length >= least ? main : [];
  const common = main.length === 0 && declarations.length >= least ? declarations : [];
  const top = { ...sharedOptions(whole), ...pick(sharedOptions(common), COMMON) };
  const others = new Set(declarations.map(({ check }) => check.kind.option).filter((kind) => kind !== MAIN));
  const byKind = [...others].map((kind): [string, Values] => {
    const own = declarations.filter(({ check }) => check.kind.option === kind);
    const shared = own.length >= least ? sharedOptions(own) : {};
    return [
      kind,
      Object.fromEntries(Object.entries(shared).filter(([name, value]) => !isSame(top[name], value))),
    ];
  });
  return { top, byKind: Object.fromEntries(byKind.filter(([, values]) => !isEmpty(values as Json))) };
}

/** Returns what a declaration says besides what it shares, and otherwise than that. */
export function besides({ check, options, all }: Declaration, { top, byKind }: Presets): Values {
  const { option: kind } = check.kind;
  const presets = { ...(kind === MAIN ? top : pick(top, COMMON)), ...byKind[kind] };
  const rest = Object.entries(options).filter(([name, value]) => !isSame(presets[name], value));
  const otherwise = Object.keys(presets).filter((name) => name in all && !isSame(presets[name], all[name]));
  return {
    ...Object.fromEntries(rest),
    ...Object.fromEntries(otherwise.map((name) => [name, all[name] ?? null])),
  };
}

/** Returns presets as the option `defaults` takes them; nothing where there are none. */
export function toDefaults({ top, byKind }: Presets): Values {
  return { ...top, ...(byKind as Values) };
}

function sharedOptions(declarations: readonly Declaration[]): Values {
  const [first, ...others] = declarations;
  if (first === undefined) {
    return {};
  }
  const shared = Object.entries(first.options).filter(
    ([name, value]) => !OWN.includes(name) && others.every(({ options }) => isSame(options[name], value)),
  );
  return Object.fromEntries(shared);
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return one !== undefined && other !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
