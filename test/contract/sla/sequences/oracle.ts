import { endOf, monthRange, monthsIn, monthsUntil, type Range, rangeBefore } from './calendar.ts';
import { type Figures, figuresOf, type Promised } from './figures.ts';
import { countedOf, hasAll, knownOf, type Look, lookAt } from './knowledge.ts';
import type { World } from './world.ts';

/** What a run is to tell of a stack. */
export interface Expected {
  readonly figures: Figures;
  readonly previous: Figures | null;
  readonly months: readonly (readonly [label: string, figures: Figures])[];
}

/** A look that is missing, or what a run is to tell. `undefined` is the error of a stack of which nothing is known. */
export interface Outcome {
  readonly expected: Expected | undefined;
  /** What the store knows after it. */
  readonly log: readonly Look[];
}

/**
 * Returns what comes out of a run for a stack.
 * @param stack as the account calls it now
 * @param log what runs before have read
 * @param isNewName whether the store knows it by its former name only
 */
export function outcomeOf(
  world: World,
  stack: string,
  log: readonly Look[],
  range: Range,
  promised: Promised,
  isNewName: boolean,
): Outcome {
  const { now } = world;
  const { counts } = promised;
  const own = monthsIn(range, now);
  const all = monthsUntil(now);
  const wanted = all.filter((label) => {
    const known = knownOf(log, label);
    if (known === undefined) {
      return own.includes(label);
    }
    const needed = Math.min(now, endOf(range), endOf(monthRange(label)));
    return (
      label <= (own.at(-1) ?? '') && (!hasAll(known, counts) || (own.includes(label) && known.until < needed))
    );
  });
  const after = wanted.length === 0 ? log : [...log, lookFor(world, stack, log, counts, wanted)];
  const look = after.length > log.length ? after.at(-1) : undefined;
  const isKnown =
    !isNewName &&
    own.some((label) => {
      const known = knownOf(log, label);
      return known !== undefined && countedOf(known, counts).length > 0;
    });
  if (look?.tests.length === 0 && !isKnown) {
    return { expected: undefined, log };
  }
  const of = (each: Range) =>
    figuresOf(
      after,
      each,
      now,
      promised,
      world.deployments.filter((deployed) => deployed.stack === (stack === 'globex' ? stack : 'acme')),
      lookAt(world, stack, counts, []).windows,
    );
  // Before there was any test, nothing is known.
  const before = (each: Range) => {
    const figures = of(each);
    return figures?.hasBegun ? figures : undefined;
  };
  const figures = of(range);
  return {
    log: after,
    expected: figures && {
      figures,
      previous: before(rangeBefore(range)) ?? null,
      months: all
        .filter((label) => label <= (own.at(-1) ?? ''))
        .flatMap((label) => {
          const month = own.includes(label) ? of(monthRange(label)) : before(monthRange(label));
          return month ? [[label, month] as const] : [];
        }),
    },
  };
}

/** A look for some months tells of all others as well that are not over in the store, as far as there is something to tell. */
function lookFor(
  world: World,
  stack: string,
  log: readonly Look[],
  counts: readonly string[],
  wanted: readonly string[],
): Look {
  const { now } = world;
  const seen = lookAt(world, stack, counts, []);
  const told = monthsUntil(now).filter((label) => {
    const end = Math.min(now, endOf(monthRange(label)));
    const hasBegun = seen.tests.some(({ oldest }) => oldest < end);
    return hasBegun && (knownOf(log, label)?.until ?? 0) < end;
  });
  return { ...seen, months: new Set([...wanted, ...told]) };
}
