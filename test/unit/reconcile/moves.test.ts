import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claim, type Purging } from '../../../src/reconcile/claims.ts';
import type { CheckDeclaration, KindDeclaration } from '../../../src/reconcile/declaration.ts';
import { formerNamesOf } from '../../../src/reconcile/former-names.ts';
import { byTag } from '../../../src/reconcile/ownership.ts';
import { planStacks, type StackPlan } from '../../../src/reconcile/stack-plan.ts';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { carryOut } from './carry-out.ts';

const PURGING: Purging = { purge: true, purgeUnlisted: false, duplicates: 'error' };
const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;

function plan(stacks: readonly KindDeclaration[], account: readonly Remote[]): StackPlan {
  const kind = { resource: uptime, rule: byTag('stack-', formerNamesOf(stacks)) };
  return planStacks(kind, claim(kind, stacks, account, PURGING));
}

/** What a stack has: the path at which it is tested tells which check is which, whatever it is called. */
interface Check {
  readonly path: string;
  readonly name: string;
}

const declare = (stack: string, checks: readonly (Check & Partial<CheckDeclaration>)[]): KindDeclaration => ({
  stack,
  state: 'present',
  checks: checks.map(({ path, name, renamedFrom }) => ({
    id: null,
    values: { name, website_url: `https://example.com/${path}` },
    policy,
    ...(renamedFrom !== undefined && { renamedFrom }),
  })),
});
const account = (stacks: Readonly<Record<string, readonly Check[]>>): Remote[] =>
  Object.entries(stacks)
    .flatMap(([stack, checks]) => checks.map((check) => ({ stack, ...check })))
    .map(({ stack, path, name }, index) => ({
      id: String(index + 1),
      name,
      website_url: `https://example.com/${path}`,
      test_type: 'HTTP',
      check_rate: 300,
      tags: [`stack-${stack}`],
    }));

const paths = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 });
/** Whether a name begins with that of its stack. */
const isPrefixed = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
const named = (stack: string, list: readonly string[], prefixed: readonly boolean[]): Check[] =>
  list.map((path, index) => ({ path, name: prefixed[index] ? `${stack} ${path}` : `The ${path}` }));

const idsByPath = (remotes: readonly Remote[]) =>
  Object.fromEntries(remotes.map(({ id, website_url: url }) => [String(url), id]));
const changes = ({ checks }: StackPlan) => checks.filter(({ step }) => step.action !== 'unchanged');

/** The account after some of the steps of a plan, and then of a whole one. */
function interrupted(
  declared: readonly KindDeclaration[],
  before: readonly Remote[],
  isDone: readonly boolean[],
): Remote[] {
  const first = plan(declared, before);
  const some = { checks: first.checks.filter((_, index) => isDone[index]) };
  const between = carryOut(some, before);
  const second = plan(declared, between);
  expect(second.problems).toEqual([]);
  return carryOut(second, between);
}

describe('whatever a stack has, and wherever its run is cut short', () => {
  test('renaming the stack keeps every ID, and the next plan is empty', () => {
    fc.assert(
      fc.property(paths, isPrefixed, isPrefixed, (list, prefixed, isDone) => {
        const before = account({ acme: named('acme', list, prefixed) });
        const declared = [{ ...declare('acme-eu', named('acme-eu', list, prefixed)), formerName: 'acme' }];
        const after = interrupted(declared, before, isDone);
        expect(idsByPath(after)).toEqual(idsByPath(before));
        expect(after.flatMap(({ tags }) => tags)).toEqual(list.map(() => 'stack-acme-eu'));
        expect(changes(plan(declared, after))).toEqual([]);
        expect(changes(plan([declare('acme-eu', named('acme-eu', list, prefixed))], after))).toEqual([]);
      }),
    );
  });

  test('renaming its checks keeps every ID, and the next plan is empty', () => {
    fc.assert(
      fc.property(paths, isPrefixed, (list, isDone) => {
        const before = account({ acme: named('acme', list, []) });
        const checks = list.map((path) => ({ path, name: `acme new ${path}`, renamedFrom: `The ${path}` }));
        const declared = [declare('acme', checks)];
        const after = interrupted(declared, before, isDone);
        expect(idsByPath(after)).toEqual(idsByPath(before));
        const next = plan(declared, after);
        expect(changes(next)).toEqual([]);
        expect(next.notes).toHaveLength(1);
      }),
    );
  });
});

describe('whatever moves between stacks', () => {
  const owners = fc.array(fc.constantFrom('acme', 'globex', 'initech'), { minLength: 6, maxLength: 6 });
  const spread = (list: readonly string[], owner: readonly string[], prefixed: readonly boolean[]) =>
    Object.fromEntries(
      ['acme', 'globex', 'initech'].map((stack) => {
        const own = list
          .map((path, index) => ({ path, index }))
          .filter(({ index }) => owner[index] === stack);
        return [
          stack,
          own.map(({ path, index }) => ({
            path,
            name: prefixed[index] ? `${stack} ${path}` : `The ${path}`,
          })),
        ];
      }),
    );

  test('in one task keeps every ID, and the next plan is empty', () => {
    fc.assert(
      fc.property(paths, owners, owners, isPrefixed, isPrefixed, (list, from, to, prefixed, isDone) => {
        const before = account(spread(list, from, prefixed));
        const declared = Object.entries(spread(list, to, prefixed)).map(([stack, own]) =>
          declare(stack, own),
        );
        const after = interrupted(declared, before, isDone);
        expect(idsByPath(after)).toEqual(idsByPath(before));
        expect(changes(plan(declared, after))).toEqual([]);
      }),
    );
  });

  test('in a task for each stack keeps every ID, in whatever order, and the next plans are empty', () => {
    const orders = fc.shuffledSubarray(['acme', 'globex', 'initech'], { minLength: 3 });
    fc.assert(
      fc.property(paths, owners, owners, isPrefixed, orders, (list, from, to, prefixed, order) => {
        const before = account(spread(list, from, prefixed));
        const wanted = spread(list, to, prefixed);
        const planOf = (own: string, remotes: readonly Remote[]) => {
          const others = order.filter((stack) => stack !== own);
          return plan(
            [
              declare(own, wanted[own] ?? []),
              ...others.map((stack) => ({
                ...declare(stack, wanted[stack] ?? []),
                untouched: 'elsewhere' as const,
              })),
            ],
            remotes,
          );
        };
        let after: Remote[] = before;
        for (const stack of order) {
          const planned = planOf(stack, after);
          expect(planned.problems).toEqual([]);
          expect(planned.checks.every((check) => check.stack === stack)).toBe(true);
          after = carryOut(planned, after);
        }
        expect(idsByPath(after)).toEqual(idsByPath(before));
        expect(order.flatMap((stack) => changes(planOf(stack, after)))).toEqual([]);
      }),
    );
  });
});
