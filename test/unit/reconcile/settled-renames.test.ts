import { describe, expect, test } from 'vitest';
import type { StackDeclaration } from '../../../src/reconcile/declaration.ts';
import { judgeRenames } from '../../../src/reconcile/settled-renames.ts';
import type { Survey } from '../../../src/reconcile/survey.ts';
import type { Remote, Resource } from '../../../src/statuscake/resource.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { stackOf } from './stack-declarations.ts';

const renamed = stackOf('acme-eu', { formerName: 'acme' });
const tagged = (...tags: string[]): Remote => ({ id: '1', name: 'acme live', tags });
const PENDING = { arePending: true, notes: [] };
const settled = (names: string) => ({
  arePending: false,
  notes: [`nothing bears the former name of these stacks, so renamed_from can be taken out: ${names}`],
});

interface Account {
  readonly tests?: readonly Remote[];
  readonly pages?: readonly Remote[];
  readonly windows?: readonly Remote[];
}
const judge = (stacks: readonly StackDeclaration[], { tests = [], pages = [], windows = [] }: Account) => {
  const surveys = new Map<Resource, Survey>([
    [uptime, { account: tests, whole: true }],
    [pagespeed, { account: pages, whole: true }],
  ]);
  return judgeRenames(stacks, surveys, windows, 'stack-');
};

test('stacks that were never renamed are no matter of it', () => {
  expect(judge([stackOf('acme')], { tests: [tagged('stack-acme')] })).toEqual({
    arePending: false,
    notes: [],
  });
});

describe('the rename of a stack', () => {
  test.each<[string, Account]>([
    ['a test has its tag', { tests: [tagged('stack-acme-eu'), tagged('stack-acme')] }],
    ['a check without tags has it as its first word', { pages: [{ id: '1', name: 'acme page' }] }],
    ['one is called by it', { pages: [{ id: '1', name: 'acme' }] }],
    ['a maintenance window is to lose its tag', { windows: [tagged('stack-globex'), tagged('stack-acme')] }],
  ])('goes on while of the former name %s', (_, account) => {
    expect(judge([renamed], account)).toEqual(PENDING);
  });

  test.each<[string, Account]>([
    ['nothing is there', {}],
    ['tests are only called by the former name', { tests: [tagged('stack-acme-eu')] }],
    ['names of others only begin alike', { pages: [{ id: '1', name: 'acme-us page' }] }],
    ['a maintenance window has both tags on purpose', { windows: [tagged('stack-acme', 'stack-acme-eu')] }],
  ])('has come to its end where %s, of which a note tells', (_, account) => {
    expect(judge([renamed], account)).toEqual(settled('acme-eu (was acme)'));
  });

  test('is told where it has come to its end, while others go on', () => {
    const stacks = [renamed, stackOf('globex-eu', { formerName: 'globex' }), stackOf('initech')];
    expect(judge(stacks, { tests: [tagged('stack-globex')] })).toEqual({
      ...settled('acme-eu (was acme)'),
      arePending: true,
    });
  });

  test('is told of the first ten', () => {
    const stacks = Array.from({ length: 11 }, (_, index) =>
      stackOf(`new${index}`, { formerName: `old${index}` }),
    );
    const first = stacks.slice(0, 10).map(({ stack, formerName }) => `${stack} (was ${formerName})`);
    expect(judge(stacks, {})).toEqual(settled(`${first.join(', ')} and 1 more`));
  });
});
