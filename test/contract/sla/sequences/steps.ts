import fc from 'fast-check';
import { CELL, type Wish } from './calendar.ts';
import type { Promised } from './figures.ts';

/** A run of the module. */
export interface RunStep {
  readonly kind: 'run';
  readonly stacks: readonly ('acme' | 'globex')[];
  readonly wish: Wish;
  readonly promised: Promised;
  readonly isCheck: boolean;
}

/** Something that happens to one of the tests, by its place among them. */
interface TestStep {
  readonly kind: 'toggle' | 'pause' | 'delete' | 'move';
  readonly test: number;
}

export type Action =
  | RunStep
  | TestStep
  | { readonly kind: 'forget'; readonly test: number; readonly seconds: number }
  | { readonly kind: 'rename'; readonly test: number; readonly word: string }
  | {
      readonly kind: 'create' | 'recreate';
      readonly test: number;
      readonly stack: 'acme' | 'globex';
      readonly word: string;
    }
  | { readonly kind: 'rename stack' }
  | {
      readonly kind: 'open';
      readonly stack: 'acme' | 'globex';
      /** Places of tests; `null` for the whole stack. */
      readonly tests: readonly number[] | null;
      readonly seconds: number;
      readonly repeats: 'never' | '1d' | '1w';
    }
  | { readonly kind: 'close'; readonly window: number }
  | { readonly kind: 'shift'; readonly window: number; readonly seconds: number }
  | { readonly kind: 'deploy'; readonly stack: 'acme' | 'globex'; readonly seconds: number };

/** Something that happens so many seconds after what came before. */
export interface Step {
  readonly after: number;
  readonly action: Action;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

const stack = fc.constantFrom('acme' as const, 'globex' as const);
const word = fc.constantFrom('liveness', 'readiness', 'health');
const test = fc.nat(7);
const short = fc.integer({ min: 1, max: 40 }).map((count) => count * CELL);

const counts = fc.constantFrom(
  ['*'],
  ['*'],
  ['* liveness'],
  ['* readiness'],
  ['* liveness', '* readiness'],
  ['* health', '* liveness'],
  ['* health'],
);

const promised: fc.Arbitrary<Promised> = fc.record({
  counts,
  downWhen: fc.constantFrom('any', 'any', 'any', 'all'),
  unknownAs: fc.constantFrom('unknown', 'unknown', 'unknown', 'down'),
  hasHours: fc.constantFrom(false, false, false, true),
  hasExclusions: fc.constantFrom(false, false, true),
});

const wish: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('month_to_date' as const) },
  { weight: 4, arbitrary: fc.constant('previous_month' as const) },
  { weight: 1, arbitrary: fc.constant('last_30_days' as const) },
  { weight: 2, arbitrary: fc.record({ months: fc.integer({ min: 2, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ quarters: fc.nat(1) }) },
);

const run: fc.Arbitrary<Action> = fc.record({
  kind: fc.constant('run' as const),
  stacks: fc.constantFrom(
    ['acme'] as const,
    ['acme'] as const,
    ['globex'] as const,
    ['acme', 'globex'] as const,
  ),
  wish,
  promised,
  isCheck: fc.constantFrom(false, false, false, true),
});

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 12, arbitrary: run },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constantFrom('toggle', 'toggle', 'toggle', 'pause', 'pause', 'delete', 'move'),
      test,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rename' as const), test, word }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('create', 'recreate'), test, stack, word }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'rename stack' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('forget' as const),
      test,
      seconds: fc.integer({ min: 1, max: 40 }).map((days) => days * DAY),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('open' as const),
      stack,
      tests: fc.option(fc.uniqueArray(test, { minLength: 1, maxLength: 3 })),
      seconds: short,
      repeats: fc.constantFrom('never', '1d', '1w'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), window: fc.nat(4) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('shift' as const),
      window: fc.nat(4),
      seconds: fc.constantFrom(-DAY, -2 * HOUR, CELL, 3 * HOUR, DAY),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('deploy' as const), stack, seconds: short }) },
);

const after = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 60 }).map((count) => count * CELL) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }).map((days) => days * DAY) },
  { weight: 1, arbitrary: fc.integer({ min: 7, max: 35 }).map((days) => days * DAY + HOUR) },
);

/** What happens on one account, some four months long at most. */
export const sequences: fc.Arbitrary<Step[]> = fc.array(fc.record({ after, action }), {
  minLength: 6,
  maxLength: 40,
  size: 'max',
});
