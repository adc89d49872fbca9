import type { Json } from '../json.ts';
import { groupBy } from '../reconcile/group-by.ts';
import { isEmpty, type Values } from '../statuscake/resource.ts';
import type { Declaration } from './declaration.ts';

/** Options that hold for all checks of some kind, or of all kinds, where one does not say otherwise; in the form of `defaults`. */
export interface Presets {
  /** For checks of the first kind, and as far as COMMON for those of others. */
  readonly top: Values;
  /** For checks of another kind, by the option that declares these. */
  readonly byKind: Readonly<Record<string, Values>>;
}

/** What holds for checks of all kinds that have it. */
const COMMON = ['contact_groups', 'tags'];

/** What is of one check only. */
const OWN = ['name', 'website_url'];

/** The kind whose options stand at the top of `defaults`. */
const MAIN = 'tests';

/** What people say once for all tests of a stack, so that those with something else say it themselves. */
export const OF_ALL_TESTS = ['contact_groups', 'tags', 'regions'];

/**
 * Returns the options that these checks share: all of a kind, or with OF_ALL_TESTS most of them. Pure.
 * @param least how many checks have to share one for it to be told once for all of them
 * @param leastOfMost the same of OF_ALL_TESTS
 */
export function sharedBy(declarations: readonly Declaration[], least: number, leastOfMost = least): Presets {
  const main = declarations.filter(({ check }) => check.kind.option === MAIN);
  // Without any, what holds for all kinds is told for these.
  const [whole, names] = main.length > 0 ? [main, OF_ALL_TESTS] : [declarations, COMMON];
  // A check that could not say its own would get that of the others.
  const isLeftOut = (name: string) =>
    declarations.some(({ left }) => left.some(({ option }) => option === name));
  const ofMost = names.flatMap((name) => {
    if (isLeftOut(name)) {
      return [];
    }
    const usual = mostCommon(whole.flatMap(({ all }) => (name in all ? [all[name] ?? null] : [])));
    return usual === undefined || usual.count < leastOfMost || isEmpty(usual.value)
      ? []
      : [[name, usual.value]];
  });
  const ofAll = Object.entries(sharedOptions(main, least)).filter(([name]) => !OF_ALL_TESTS.includes(name));
  const top: Values = Object.fromEntries([...ofMost, ...ofAll]);
  const others = new Set(declarations.map(({ check }) => check.kind.option).filter((kind) => kind !== MAIN));
  const byKind = [...others].map((kind): [string, Values] => {
    const own = declarations.filter(({ check }) => check.kind.option === kind);
    const shared = Object.entries(sharedOptions(own, least)).filter(
      ([name, value]) => !isSame(top[name], value),
    );
    return [kind, Object.fromEntries(shared)];
  });
  return { top, byKind: Object.fromEntries(byKind.filter(([, values]) => !isEmpty(values as Json))) };
}

/** Returns the value that a list has most often, of several the first, and how often. */
export function mostCommon(
  values: readonly Json[],
): { readonly value: Json; readonly count: number } | undefined {
  const groups = [...groupBy(values, (value) => JSON.stringify(value)).values()];
  const [group] = groups.sort((one, other) => other.length - one.length);
  return group && { value: group[0] ?? null, count: group.length };
}

/** Returns what a declaration says besides what it shares, and otherwise than that. */
export function besides({ check, options, all }: Declaration, { top, byKind }: Presets): Values {
  const { option: kind } = check.kind;
  const presets = { ...(kind === MAIN ? top : pick(top, COMMON)), ...byKind[kind] };
  const isToTell = (name: string) => (name in presets ? !isSame(presets[name], all[name]) : name in options);
  // In the order of the options, as people know them.
  return Object.fromEntries(Object.entries(all).filter(([name]) => isToTell(name)));
}

/** Returns presets as the option `defaults` takes them; nothing where there are none. */
export function toDefaults({ top, byKind }: Presets): Values {
  return { ...top, ...(byKind as Values) };
}

function sharedOptions(declarations: readonly Declaration[], least: number): Values {
  const [first, ...others] = declarations;
  if (first === undefined || declarations.length < least) {
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
