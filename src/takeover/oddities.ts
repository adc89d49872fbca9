import { groupBy } from '../reconcile/group-by.ts';
import { listFirst } from '../reconcile/listing.ts';
import { pathOf } from './addresses.ts';
import { shownName } from './check.ts';
import type { Declaration } from './declaration.ts';
import type { DeclaredStack } from './stack-entry.ts';

/** Something of a stack that is not as with the others, for people to look at. */
export interface Oddity {
  readonly stack: string;
  readonly text: string;
}

/** So many tests have to agree before another one is odd. */
const MAJORITY = 3;

/** So many checks of a stack are told in a line. */
const MOST_IN_LINE = 5;

/** Finds what looks odd: a check with the tags of two stacks, a stack without readiness, a test with another rate than those of its path, a check that tells nobody. Pure. */
export function findOddities(stacks: readonly DeclaredStack[]): Oddity[] {
  const all = [
    ...withSeveralTags(stacks),
    ...withoutReadiness(stacks),
    ...withOtherRates(stacks),
    ...telling(stacks),
  ];
  return all.sort((one, other) => (one.stack < other.stack ? -1 : Number(one.stack > other.stack)));
}

function withSeveralTags(stacks: readonly DeclaredStack[]): Oddity[] {
  return stacks.flatMap(({ stack, declarations }) =>
    declarations
      .filter(({ check }) => check.alsoOf.length > 0)
      .map(({ check: { label, alsoOf } }) => ({
        stack,
        text: `${shownName(label)} carries the tag of ${alsoOf.join(' and ')} as well, and loses it: a check is of one stack`,
      })),
  );
}

/** Only where another stack has it: else nobody means to. */
function withoutReadiness(stacks: readonly DeclaredStack[]): Oddity[] {
  const hasReadiness = ({ declarations }: DeclaredStack) => declarations.some(isReadiness);
  return stacks.some(hasReadiness)
    ? stacks
        .filter((stack) => !hasReadiness(stack))
        .map(({ stack }) => ({ stack, text: 'has no test of its readiness' }))
    : [];
}

function isReadiness({ check }: Declaration): boolean {
  return pathOf(check)?.includes('readiness') === true || /\breadiness\b/i.test(check.label);
}

function withOtherRates(stacks: readonly DeclaredStack[]): Oddity[] {
  const tests = stacks
    .flatMap(({ declarations }) => declarations)
    .filter(({ check }) => (pathOf(check) ?? '/') !== '/');
  return [...groupBy(tests, ({ check }) => pathOf(check))].flatMap(([path, siblings]) => {
    const rates = groupBy(siblings, ({ all }) => all.check_rate);
    const [[usual, most] = [undefined, []]] = [...rates].sort(
      ([, one], [, other]) => other.length - one.length,
    );
    if (most.length < MAJORITY || most.length * 2 <= siblings.length) {
      return [];
    }
    return siblings
      .filter(({ all }) => all.check_rate !== usual)
      .map(({ check, all }) => ({
        stack: check.stack,
        text: `${shownName(check.label)} is checked every ${all.check_rate} s, and ${path} of most others every ${usual} s`,
      }));
  });
}

function telling(stacks: readonly DeclaredStack[]): Oddity[] {
  return stacks.flatMap(({ stack, declarations }) => {
    const names = declarations
      .filter(({ all }) => Array.isArray(all.contact_groups) && all.contact_groups.length === 0)
      .map(({ check }) => shownName(check.label));
    const isEach = names.length === declarations.length;
    const [first] = names;
    if (first === undefined) {
      return [];
    }
    const text =
      names.length === 1
        ? `${first} has no contact group, so nobody is told when it fails`
        : `${isEach ? `none of its ${names.length} checks has a` : `${listFirst(names, MOST_IN_LINE)} have no`} contact group, so nobody is told when one fails`;
    return [{ stack, text }];
  });
}
