import { describe, expect, test } from 'vitest';
import type { StackDeclaration } from '../../../src/reconcile/declaration.ts';
import { planAbsent, planPresent } from '../../../src/reconcile/plan.ts';
import { inRenameOrder } from '../../../src/reconcile/rename-order.ts';
import type { PlannedCheck } from '../../../src/reconcile/stack-plan.ts';
import type { Remote, Resource, Values } from '../../../src/statuscake/resource.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { policy, remote } from './declared.ts';
import { accountsOf, former, type Held, own, renamed } from './renaming-account.ts';

const { formerName: _, ...settled } = renamed;

describe('the mark of a rename', () => {
  const change = (test: Remote, resource: Resource = uptime): PlannedCheck => ({
    stack: 'acme-eu',
    name: String(test.name),
    step: planPresent(resource, { tags: ['stack-acme-eu'] }, test, policy),
  });
  const unchanged: PlannedCheck = { stack: 'acme-eu', name: 'x', step: planAbsent(uptime, null) };
  const mark = (
    checks: readonly PlannedCheck[],
    held: Held,
    stacks: readonly StackDeclaration[] = [renamed],
  ) =>
    inRenameOrder(checks, stacks, accountsOf(held), 'stack-').map(({ turn, step }) => [
      step.id,
      turn === 'settle',
      step.adoption,
    ]);
  const MARKED = { tags: ['renaming-to-acme-eu', 'stack-acme'] };

  test('is on the oldest that is renamed, before anything else is written', () => {
    const tests = [former('10'), former('9'), own('1'), remote('2', 'a', 'stack-acme', 'stack-c')];
    expect(
      mark(
        tests.map((test) => change(test)),
        { tests },
      ),
    ).toEqual([
      ['10', false, null],
      ['9', true, MARKED],
      ['1', false, null],
      ['2', false, null],
    ]);
  });

  test('stays where it is', () => {
    const tests = [former('9'), former('10', 'renaming-to-acme-eu')];
    expect(
      mark(
        tests.map((test) => change(test)),
        { tests },
      ),
    ).toEqual([
      ['9', false, null],
      ['10', true, null],
    ]);
  });

  test('is on another one where what has it goes, or moves to another stack, also where that is alone', () => {
    const tests = [former('9', 'renaming-to-acme-eu'), former('10')];
    expect(mark([change(former('10'))], { tests })).toEqual([['10', true, MARKED]]);
  });

  const anew = (test: Remote): PlannedCheck => {
    const check = change(test);
    return { ...check, step: { ...check.step, action: 'recreated' } };
  };

  test('is on one that is made anew where all are, also where that is alone', () => {
    const tests = [former('9'), former('10')];
    expect(mark(tests.map(anew), { tests })).toEqual([
      ['9', true, MARKED],
      ['10', false, null],
    ]);
    expect(mark([anew(former('9'))], { tests })).toEqual([['9', true, MARKED]]);
  });

  test('is rather on one that is changed, which is less to do, and never on one that goes', () => {
    const tests = [former('8'), former('9'), former('10')];
    const gone: PlannedCheck = { stack: 'acme-eu', name: 'a', step: planAbsent(uptime, former('8')) };
    expect(mark([gone, anew(former('9')), change(former('10'))], { tests })).toEqual([
      ['8', false, null],
      ['9', false, null],
      ['10', true, MARKED],
    ]);
    expect(mark([gone, anew(former('9'))], { tests })).toEqual([
      ['8', false, null],
      ['9', true, MARKED],
    ]);
  });

  test('is on none of another kind that has the same ID', () => {
    const held = { tests: [own('3')], heartbeats: [former('3'), former('4')] };
    const changed = { ...change(own('3')), step: planPresent(uptime, { name: 'other' }, own('3'), policy) };
    expect(mark([changed, change(former('4'), heartbeat)], held)).toEqual([
      ['3', false, null],
      ['4', true, MARKED],
    ]);
  });

  test('is on nothing where all is created', () => {
    const values = { name: 'a', website_url: 'https://acme.example.com' };
    const created = { ...change(own('3')), step: planPresent(uptime, values, null, policy) };
    expect(mark([created], {})).toEqual([[null, false, null]]);
  });

  test('is on a heartbeat test where no uptime test is renamed', () => {
    const held = { heartbeats: [former('3')], tests: [former('1')] };
    const gone: PlannedCheck = { stack: 'acme-eu', name: 'a', step: planAbsent(uptime, former('1')) };
    expect(mark([gone, change(former('3'), heartbeat)], held)).toEqual([
      ['1', false, null],
      ['3', true, MARKED],
    ]);
  });

  test('is on one where another of the stack moves to another one meanwhile', () => {
    const tests = [former('9'), former('10')];
    const leaving = { ...change(former('10')), stack: 'globex', leaves: 'acme-eu' };
    expect(mark([change(former('9')), leaving], { tests })).toEqual([
      ['9', true, MARKED],
      ['10', false, null],
    ]);
  });

  describe('carries the signs of the SSL tests', () => {
    const signed = (test: Remote, ...signs: string[]): PlannedCheck => ({
      ...change(test),
      step: planPresent(uptime, { tags: ['stack-acme-eu'] }, test, policy, signs),
    });
    const [A, B, C] = ['ssl-0000000a', 'ssl-0000000b', 'ssl-0000000c'];

    test('that the stack has and gets, and of what leaves it', () => {
      const tests = [former('9'), former('10', A), former('11', C), own('12', 'ssl-0000000d')];
      const checks = [
        change(former('9')),
        signed(former('10', A), B),
        { ...signed(former('11', C)), stack: 'globex', leaves: 'acme-eu' },
        { ...signed(own('12', 'ssl-0000000d')), stack: 'globex' },
      ];
      expect(mark(checks, { tests })[0]).toEqual([
        '9',
        true,
        { tags: ['renaming-to-acme-eu', A, B, C, 'stack-acme'] },
      ]);
    });

    test('also where the mark is there already, but not where all are', () => {
      const [half, whole] = [former('9', 'renaming-to-acme-eu', B), former('9', 'renaming-to-acme-eu', A, B)];
      for (const [test_, tags] of [
        [half, ['renaming-to-acme-eu', A, B, 'stack-acme']],
        [whole, null],
      ] as const) {
        const tests = [test_, former('10', A)];
        const [marked] = mark([signed(test_), signed(former('10', A), B)], { tests });
        expect(marked).toEqual(['9', true, tags && { tags }]);
      }
    });

    test('on an uptime test, rather than on an older heartbeat, which cannot', () => {
      const held = { tests: [former('9')], heartbeats: [former('3')] };
      expect(mark([change(former('3'), heartbeat), signed(former('9'), A)], held)).toEqual([
        ['3', false, null],
        ['9', true, { tags: ['renaming-to-acme-eu', A, 'stack-acme'] }],
      ]);
      const alone = { tests: [former('9', A)], heartbeats: [former('3')] };
      const gone = { ...signed(former('9', A)), step: planAbsent(uptime, former('9', A)) };
      expect(mark([change(former('3'), heartbeat), gone], alone)[0]).toEqual(['3', true, MARKED]);
    });
  });

  test.each<[string, readonly PlannedCheck[], readonly StackDeclaration[]]>([
    ['nothing else is written', [change(former('9')), unchanged], [renamed]],
    [
      'something else is written for another stack only',
      [change(former('9')), { ...change(remote('10', 'globex 10', 'stack-globex')), stack: 'globex' }],
      [renamed],
    ],
    ['the stack was never renamed', [change(former('9')), change(former('10'))], [settled]],
  ])('is none where %s', (_case, checks, stacks) => {
    const tests = [former('9'), former('10'), own('2')];
    expect(mark(checks, { tests }, stacks).map(([, isLast]) => isLast)).toEqual(checks.map(() => false));
  });
});

test('where no check stays that could be the last, what goes is marked, and what is new waits for page speed tests', () => {
  const old = {
    id: '1',
    name: 'acme page',
    website_url: 'https://acme.example.com',
    region: 'UK',
    check_rate: 60,
  };
  const of = (resource: Resource, values: Values, actual: Remote | null): PlannedCheck => ({
    stack: 'acme-eu',
    name: 'x',
    step: planPresent(resource, values, actual, policy),
  });
  const checks = [
    of(pagespeed, { name: 'acme-eu page' }, old),
    of(pagespeed, { ...old, name: 'acme-eu new' }, null),
    of(heartbeat, { name: 'acme-eu job', period: 60 }, null),
    { ...of(heartbeat, { name: 'globex job', period: 60 }, null), stack: 'globex' },
    { stack: 'acme-eu', name: 'x', step: planAbsent(uptime, former('2')) },
  ];
  const turns = (stacks: readonly StackDeclaration[]) =>
    inRenameOrder(checks, stacks, accountsOf({ tests: [former('2')], pages: [old] }), 'stack-').map(
      ({ turn, step }) => [turn, step.adoption],
    );
  const NONE = [undefined, null];
  const marked = [undefined, { tags: ['renaming-to-acme-eu', 'stack-acme'] }];
  expect(turns([renamed])).toEqual([['name', null], NONE, ['release', null], NONE, marked]);
  expect(turns([settled])).toEqual(checks.map(() => NONE));
  const anew = checks.slice(1, 3);
  expect(inRenameOrder(anew, [renamed], accountsOf({}), 'stack-')).toEqual(anew);
});
