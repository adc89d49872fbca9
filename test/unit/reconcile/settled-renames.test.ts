import { describe, expect, test } from 'vitest';
import type { StackDeclaration } from '../../../src/reconcile/declaration.ts';
import { planAbsent } from '../../../src/reconcile/plan.ts';
import { judgeRenames } from '../../../src/reconcile/settled-renames.ts';
import type { PlannedCheck } from '../../../src/reconcile/stack-plan.ts';
import { isRenamed } from '../../../src/reconcile/stack-renames.ts';
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
  notes: [
    `nothing belongs to the former name of these stacks, so renamed_from can be taken out once their reports of the SLA, if any, have run with it: ${names}`,
  ],
});
const missing = (names: string) => ({
  arePending: false,
  notes: [`new stacks, since there is nothing either of the name that renamed_from gives: ${names}`],
});

interface Account {
  readonly tests?: readonly Remote[];
  readonly pages?: readonly Remote[];
  readonly windows?: readonly Remote[];
  readonly planned?: readonly PlannedCheck[];
}
const judge = (
  stacks: readonly StackDeclaration[],
  { tests = [], pages = [], windows = [], planned = [] }: Account,
  isUnderWay = true,
) => {
  const surveys = new Map<Resource, Survey>([
    [uptime, { account: tests, whole: true }],
    [pagespeed, { account: pages, whole: true }],
  ]);
  return judgeRenames(
    stacks.filter(isRenamed).map((stack) => ({ ...stack, isUnderWay })),
    planned,
    surveys,
    windows,
    'stack-',
  );
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
    ['tests are only called by the former name', { tests: [tagged('stack-acme-eu')] }],
    [
      'a check without tags has the new one as its first word',
      { pages: [{ id: '1', name: 'acme-eu page' }] },
    ],
    [
      'names of others only begin alike',
      { pages: [{ id: '1', name: 'acme-us page' }], tests: [tagged('stack-acme-eu')] },
    ],
    [
      'what it has was that of others, or of nobody',
      { planned: [{ stack: 'acme-eu', name: 'live', step: planAbsent(uptime, tagged()) }] },
    ],
    [
      'a maintenance window has both tags on purpose',
      { tests: [tagged('stack-acme-eu')], windows: [tagged('stack-acme', 'stack-acme-eu')] },
    ],
  ])('has come to its end where %s, of which a note tells', (_, account) => {
    expect(judge([renamed], account)).toEqual(settled('acme-eu (was acme)'));
  });

  test.each<[string, Account]>([
    ['nothing is there', {}],
    ['only the maintenance window of a deployment is', { windows: [tagged('stack-acme-eu')] }],
    [
      'all of it is to be created',
      { planned: [{ stack: 'acme-eu', name: 'live', step: planAbsent(uptime, null) }] },
    ],
    [
      'only something of another stack comes to it',
      { planned: [{ stack: 'acme-eu', leaves: 'globex', name: 'x', step: planAbsent(uptime, tagged()) }] },
    ],
    [
      'others are',
      { tests: [tagged('stack-acme-us'), tagged()], pages: [{ id: '1', name: 'acme-us page' }] },
    ],
  ])('has nothing to begin with where %s, which is told otherwise', (_, account) => {
    const typo = stackOf('acme-eu', { formerName: 'amce' });
    expect(judge([typo], account)).toEqual(missing('acme-eu (was amce)'));
  });

  test('of one that is to go has come to its end where nothing is there', () => {
    const absent = stackOf('acme-eu', { formerName: 'acme', state: 'absent' });
    expect(judge([absent], {})).toEqual(settled('acme-eu (was acme)'));
  });

  test('leaves tests of no stack, of which a note tells that are called by the former name', () => {
    const others = ['acme', 'acme-us shop', 'The acme shop'].map((name) => ({ id: '2', name, tags: [] }));
    const { notes } = judge([renamed], { tests: [tagged('stack-acme-eu'), tagged('production'), ...others] });
    const isCalledAlike =
      'of no stack, and so not renamed with one, although their names begin like it: the uptime test "acme live" (ID 1). ' +
      'To go on with one and its history, give its id, or its name as renamed_from of the check';
    expect(notes).toEqual([...settled('acme-eu (was acme)').notes, isCalledAlike]);
    const held = { tests: [tagged('stack-acme-eu'), tagged('stack-acme'), ...others, tagged('production')] };
    expect(judge([renamed], held)).toEqual({ arePending: true, notes: [isCalledAlike] });
    const planned = [
      { stack: 'acme-eu', name: 'live', step: planAbsent(uptime, { ...tagged('production'), id: '1' }) },
    ];
    expect(judge([renamed], { tests: [tagged('stack-acme'), tagged('production')], planned })).toEqual(
      PENDING,
    );
  });

  test('is told where it has come to its end, while others go on', () => {
    const stacks = [renamed, stackOf('globex-eu', { formerName: 'globex' }), stackOf('initech')];
    expect(judge(stacks, { tests: [tagged('stack-globex'), tagged('stack-acme-eu')] })).toEqual({
      ...settled('acme-eu (was acme)'),
      arePending: true,
    });
  });

  test('is told of the first ten', () => {
    const stacks = Array.from({ length: 11 }, (_, index) =>
      stackOf(`new${index}`, { formerName: `old${index}` }),
    );
    const first = stacks.slice(0, 10).map(({ stack, formerName }) => `${stack} (was ${formerName})`);
    expect(judge(stacks, {})).toEqual(missing(`${first.join(', ')} and 1 more`));
  });
});

test('of a rename that is over nothing is told of checks without tags: by their names they are another stack’s', () => {
  expect(judge([renamed], { pages: [{ id: '1', name: 'acme page' }] }, false)).toEqual(
    missing('acme-eu (was acme)'),
  );
});
