import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claim, type Purging } from '../../../src/reconcile/claims.ts';
import type { KindDeclaration } from '../../../src/reconcile/declaration.ts';
import { byTag, type OwnedKind } from '../../../src/reconcile/ownership.ts';
import { planPresent } from '../../../src/reconcile/plan.ts';
import {
  deletionsOf,
  needsWindows,
  planStacks,
  requestsOf,
  type StackPlan,
} from '../../../src/reconcile/stack-plan.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { carryOut } from './carry-out.ts';

const KIND: OwnedKind = { resource: uptime, rule: byTag('stack-') };
const PURGING: Purging = { purge: true, purgeUnlisted: false, duplicates: 'remove' };

function plan(stacks: readonly KindDeclaration[], account: readonly Remote[]): StackPlan {
  return planStacks(KIND, claim(KIND, stacks, account, PURGING));
}

function declare(stack: string, ...checks: Values[]): KindDeclaration {
  const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
  return { stack, state: 'present', checks: checks.map((values) => ({ id: null, values, policy })) };
}

const live = { name: 'live', website_url: 'https://acme.example.com' };

test('a new check is tagged in the request that creates it', () => {
  const [check] = plan([declare('acme', { ...live, tags: ['b'] })], []).checks;
  expect(check?.step).toMatchObject({ action: 'created', form: { tags: ['b', 'stack-acme'] } });
});

test('an adopted check keeps the tags that nobody declares', () => {
  const account = [{ id: '1', ...live, test_type: 'HTTP', check_rate: 60, tags: ['mine'] }];
  const [check] = plan([declare('acme', live)], account).checks;
  expect(check?.step).toMatchObject({
    action: 'updated',
    form: { tags: ['mine', 'stack-acme'] },
    changes: ['tags'],
    adoption: null,
  });
});

test('a check cannot be declared with the tag of another stack', () => {
  const { problems } = plan([declare('acme', { ...live, tags: ['stack-globex'] })], []);
  expect(problems).toMatchObject([{ stack: 'acme', check: 'live', option: 'tags' }]);
});

describe('a check that is made anew', () => {
  const account: Remote[] = [
    {
      id: '11',
      ...live,
      test_type: 'TCP',
      check_rate: 60,
      tags: ['stack-acme', 'replaces-10', 'replaces-9'],
    },
    { id: '10', ...live, test_type: 'TCP', check_rate: 60, tags: ['stack-acme'] },
  ];
  const tagsFor = (id: string | null) => {
    const policy = { recreate: true, writeHidden: 'on_create', verify: 'details' } as const;
    const check = { id, values: { ...live, test_type: 'HTTP' }, policy };
    return plan([{ ...declare('acme'), checks: [check] }], account).checks[0]?.step.form.tags;
  };

  test('names what it replaces and what is there of what that has replaced', () => {
    expect(tagsFor(null)).toEqual(['replaces-10', 'replaces-11', 'stack-acme']);
  });

  test('names the ID that is declared, though that is gone: by it the next run finds the check', () => {
    expect(tagsFor('9')).toEqual(['replaces-10', 'replaces-11', 'replaces-9', 'stack-acme']);
  });
});

test('mistakes of the claims are told with those of the plan', () => {
  const { problems } = plan(
    [declare('acme', { ...live, name: 'a' }, { ...live, name: 'a' }, { name: 'b' })],
    [],
  );
  expect(problems.map(({ check, option }) => [check, option])).toEqual([
    ['a', 'name'],
    ['b', 'website_url'],
  ]);
});

test('all mistakes are told, each with its place', () => {
  const { problems } = plan(
    [declare('acme', { name: 'a' }, live, { name: 'b' }), declare('globex', { name: 'c' })],
    [],
  );
  expect(problems.map(({ stack, check, option }) => [stack, check, option])).toEqual([
    ['acme', 'a', 'website_url'],
    ['acme', 'b', 'website_url'],
    ['globex', 'c', 'website_url'],
  ]);
});

test('deletions and requests are counted', () => {
  const account = [{ id: '1', ...live, test_type: 'TCP', check_rate: 60, tags: ['stack-acme'] }];
  const other = { id: '2', ...live, name: 'old', test_type: 'HTTP', check_rate: 60, tags: ['stack-acme'] };
  const recreating = declare('acme', { ...live, test_type: 'HTTP' }, { ...live, name: 'new' });
  const checks = recreating.checks?.map((check) => ({
    ...check,
    policy: { ...check.policy, recreate: true },
  }));
  const planned = plan([{ ...recreating, checks: checks ?? null }], [...account, other]).checks;
  expect(planned.map(({ step }) => [step.action, requestsOf(step)])).toEqual([
    ['recreated', 2],
    ['created', 1],
    ['deleted', 1],
  ]);
  expect(deletionsOf(planned).map(({ name }) => name)).toEqual(['live', 'old']);
});

test('what the API decides about a new check takes a request more, and so do tags that are written before others change', () => {
  const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
  const created = planPresent(heartbeat, { name: 'backup' }, null, policy);
  expect(requestsOf(created)).toBe(2);
  const updated = planPresent(uptime, { name: 'other' }, { id: '1', ...live }, policy);
  expect(requestsOf(updated)).toBe(1);
  expect(requestsOf({ ...updated, adoption: { tags: ['stack-acme'] } })).toBe(2);
});

test('whatever the account holds: planning twice plans nothing, and what is not ours is untouched', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd');
  const tags = fc.uniqueArray(fc.constantFrom('stack-acme', 'stack-globex', 'x'), { maxLength: 2 });
  const ours = fc.record({ name: names, tags });
  const theirs = fc.record({
    name: fc.constantFrom('e', 'f'),
    tags: fc.constant<string[]>(['x', 'stack-acme-2']),
  });
  const account = fc
    .array(fc.oneof({ weight: 3, arbitrary: ours }, theirs), { maxLength: 8 })
    .map((remotes): Remote[] =>
      remotes.map((remote, index) => ({
        id: `${index}`,
        ...live,
        test_type: 'HTTP',
        check_rate: 60,
        ...remote,
      })),
    );
  const stacks = fc
    .record({ acme: fc.uniqueArray(names), globex: fc.uniqueArray(names), absent: fc.boolean() })
    .map(({ acme, globex, absent }) => [
      declare('acme', ...acme.map((name) => ({ ...live, name, check_rate: 300 }))),
      {
        ...declare(
          'globex',
          ...globex.filter((name) => !acme.includes(name)).map((name) => ({ ...live, name })),
        ),
        state: absent ? ('absent' as const) : ('present' as const),
      },
    ]);
  fc.assert(
    fc.property(account, stacks, (before, declared) => {
      const first = plan(declared, before);
      if (first.problems.length > 0) {
        return;
      }
      const after = carryOut(first, before);
      const second = plan(declared, after);
      expect(second.problems).toEqual([]);
      expect(second.checks.filter(({ step }) => step.action !== 'unchanged')).toEqual([]);
      const foreign = (remotes: readonly Remote[]) =>
        remotes.filter((remote) => (remote.tags as string[]).includes('stack-acme-2'));
      expect(foreign(after)).toEqual(foreign(before));
    }),
    { numRuns: 1000 },
  );
});

describe('maintenance windows have to be read', () => {
  const account = [{ id: '1', ...live, test_type: 'HTTP', check_rate: 60, tags: ['stack-acme'] }];
  const policy = { recreate: true, writeHidden: 'on_create', verify: 'details' } as const;
  const checks = (...declared: Values[]) =>
    plan([{ ...declare('acme'), checks: declared.map((values) => ({ id: null, values, policy })) }], account)
      .checks;
  const other = { ...live, name: 'other' };

  test('where one may name what is replaced, whatever else is done', () => {
    expect(needsWindows(checks({ ...live, test_type: 'HEAD' }, other))).toBe(true);
    const [unchanged] = checks(live);
    expect(unchanged?.step.action).toBe('unchanged');
    expect(needsWindows(checks(live, other))).toBe(false);
    expect(needsWindows([])).toBe(false);
  });

  test('where one may name what has been replaced by an earlier run', () => {
    const rest = [...account, { ...account[0], id: '2', tags: ['stack-acme', 'replaces-1'] } as Remote];
    const { checks: leftover } = plan([declare('acme', live)], rest);
    expect(leftover.map(({ step }) => step.action).sort()).toEqual(['deleted', 'unchanged']);
    expect(needsWindows(leftover)).toBe(true);
  });

  test('and a test that gets the tag of its stack before it is replaced takes a request more', () => {
    const adopted = plan(
      [{ ...declare('acme'), checks: [{ id: null, values: { ...live, test_type: 'HEAD' }, policy }] }],
      [{ ...account[0], tags: [] } as Remote],
    ).checks;
    const owned = checks({ ...live, test_type: 'HEAD' });
    expect(adopted.map(({ step }) => requestsOf(step))).toEqual([3]);
    expect(adopted[0]?.step.adoption).toEqual({ tags: ['stack-acme'] });
    expect(owned.map(({ step }) => requestsOf(step))).toEqual([2]);
  });
});
