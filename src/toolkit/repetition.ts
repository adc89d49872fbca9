import type { OptionPage } from '../ansible/documentation.ts';

type Options = Readonly<Record<string, OptionPage>>;

/**
 * Returns the options of a page with sub-options that several of them have only once; the others say whose they are. Options are in
 * alphabetical order, those with sub-options last, so that what is made of others comes after them.
 */
export function withoutRepetition(options: Options): Options {
  return sayOnce(options, '', new Map());
}

/** @param said sub-options that the page has already, by the option that has them */
function sayOnce(options: Options, prefix: string, said: Map<string, Options>): Options {
  const entries = Object.entries(options)
    .sort(([one], [other]) => one.localeCompare(other))
    .sort(([, one], [, other]) => depthOf(one) - depthOf(other))
    .map(([name, option]) => {
      const { suboptions, ...page } = option;
      if (suboptions === undefined) {
        return [name, option];
      }
      const path = prefix + name;
      const [like, known = {}] = mostAlike(suboptions, said) ?? [];
      const others = Object.entries(suboptions).filter(([key]) => !isSame(suboptions, known, key));
      const left = Object.keys(known).filter((key) => !(key in suboptions));
      said.set(path, suboptions);
      const own = sayOnce(Object.fromEntries(others), `${path}.`, said);
      const sentence = like === undefined ? [] : [likeOf(like, left, Object.keys(own))];
      const description = [...page.description, ...sentence];
      return [name, { ...page, description, ...(others.length > 0 && { suboptions: own }) }];
    });
  return Object.fromEntries(entries);
}

/** Returns how many levels of sub-options an option has. */
function depthOf({ suboptions }: OptionPage): number {
  return suboptions === undefined ? 0 : 1 + Math.max(0, ...Object.values(suboptions).map(depthOf));
}

/** Returns the sub-options that most of these are among, and the option that has them; nothing, where that is not most of these. */
function mostAlike(options: Options, said: ReadonlyMap<string, Options>): [string, Options] | undefined {
  const names = Object.keys(options);
  const likeness = (other: Options) => names.filter((name) => isSame(options, other, name)).length;
  const [best] = [...said].sort(([, one], [, other]) => likeness(other) - likeness(one));
  return best && likeness(best[1]) > names.length / 2 ? best : undefined;
}

function isSame(options: Options, others: Options, name: string): boolean {
  return name in others && JSON.stringify(options[name]) === JSON.stringify(others[name]);
}

function likeOf(option: string, left: readonly string[], own: readonly string[]): string {
  const without = left.length === 0 ? '' : `, without ${left.map((name) => `I(${name})`).join(', ')}`;
  return `The options of I(${option})${without}${own.length === 0 ? '' : ', and those below'}.`;
}
