import { describe, expect, test } from 'vitest';
import type { CheckDeclaration, Claim, StackDeclaration } from '../../../src/reconcile/declaration.ts';
import { planPresent } from '../../../src/reconcile/plan.ts';
import { planSigns } from '../../../src/reconcile/signs.ts';
import { signOf, signsIn } from '../../../src/reconcile/ssl-sign.ts';
import { planSignsOf } from '../../../src/reconcile/stack-plan.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const POLICY = { recreate: true, writeHidden: 'on_create', verify: 'details' } as const;
const [ONE, TWO] = ['https://one.example.com', 'https://two.example.com'] as const;
const [FIRST, SECOND] = [signOf(ONE), signOf(TWO)];

const check = (values: Values): CheckDeclaration => ({ id: null, values, policy: POLICY });
const declare = (urls?: readonly string[]): StackDeclaration => ({
  stack: 'acme',
  state: 'present',
  checks: urls ? { ssl: urls.map((url) => check({ website_url: url })) } : {},
  domains: [],
});
const uptimeTest = (id: string, ...signs: string[]): Remote => ({
  id,
  name: `test ${id}`,
  test_type: 'HTTP',
  tags: ['stack-acme', ...signs],
});
const claim = (actual: Remote | null): Claim => ({ stack: 'acme', check: check({ name: 'a' }), actual });

interface Decided {
  readonly claims: readonly Claim[];
  readonly gone: readonly Remote[];
  /** IDs of what others declare. */
  readonly kept: readonly string[];
  readonly purge: boolean;
}

function plan(
  stack: StackDeclaration,
  tests: readonly Remote[],
  { claims = [], gone = [], kept = [], purge = true }: Partial<Decided> = {},
) {
  const sslTests = [ONE, TWO].map((url, index) => ({ id: String(index + 1), website_url: url }));
  const deletions = gone.map((actual) => ({ stack: 'acme', actual, successor: null }));
  const signs = planSigns(
    [stack],
    { claims, deletions, kept: new Set(kept) },
    { tests, sslTests, tagPrefix: 'stack-', purge },
  );
  return {
    claims: claims.map((one) => signs.ofClaims.get(one)),
    others: signs.ofOthers.map(({ test: { id }, signs: own }) => [id, own]),
  };
}

describe('the signs of a stack', () => {
  test('go with the creation of its first test', () => {
    expect(plan(declare([ONE, TWO]), [], { claims: [claim(null), claim(null)] }).claims).toEqual([
      [FIRST, SECOND].sort(),
      [],
    ]);
  });

  test('stay where they are, and one that is missing joins them', () => {
    const tests = [uptimeTest('1'), uptimeTest('2', FIRST)];
    expect(plan(declare([ONE]), tests)).toEqual({ claims: [], others: [] });
    expect(plan(declare([ONE, TWO]), tests).others).toEqual([['2', [FIRST, SECOND].sort()]]);
  });

  test('move on from a test that goes', () => {
    const [old, other] = [uptimeTest('1', FIRST), uptimeTest('2')];
    for (const stack of [declare([ONE]), declare()]) {
      expect(plan(stack, [old, other], { gone: [old] }).others).toEqual([['2', [FIRST]]]);
    }
  });

  test('are on its other tests before one goes to another stack, which takes them off', () => {
    const [moving, other] = [uptimeTest('1', FIRST), uptimeTest('2')];
    expect(plan(declare([ONE]), [moving, other], { kept: ['1'] }).others).toEqual([['2', [FIRST]]]);
    expect(plan(declare([ONE]), [moving, uptimeTest('2', FIRST)], { kept: ['1'] }).others).toEqual([]);
  });

  test('are in one order, whatever that of the SSL tests is', () => {
    for (const urls of [
      [ONE, TWO],
      [TWO, ONE],
    ]) {
      expect(plan(declare(urls), [uptimeTest('1')]).others).toEqual([['1', [FIRST, SECOND].sort()]]);
    }
  });

  test('go to the oldest of its tests, whatever their order', () => {
    const tests = ['10', '9', '11'].map((id) => uptimeTest(id));
    expect(plan(declare([ONE]), tests).others).toEqual([['9', [FIRST]]]);
  });

  test('are left to the task that keeps the stack', () => {
    const elsewhere = { ...declare([ONE]), untouched: 'elsewhere' } as const;
    expect(plan(elsewhere, [uptimeTest('1', SECOND)])).toEqual({ claims: [], others: [] });
  });

  test.each<[string, Values, string]>([
    ['what has the ID', {}, TWO],
    ['the URL that what has the ID gets', { website_url: ONE }, ONE],
  ])('are those of %s, where an SSL test is declared by it', (_, values, url) => {
    const stack = { ...declare(), checks: { ssl: [{ ...check(values), id: '2' }] } };
    expect(plan(stack, [uptimeTest('1')]).others).toEqual([['1', [signOf(url)]]]);
  });

  test('of the former URL of an SSL test go, though nothing is purged', () => {
    const stack = { ...declare(), checks: { ssl: [{ ...check({ website_url: TWO }), renamedFrom: ONE }] } };
    expect(plan(stack, [uptimeTest('1', FIRST)], { purge: false }).others).toEqual([['1', [SECOND]]]);
  });

  test('go with what is not declared any more, unless it stays', () => {
    const tests = [uptimeTest('1', FIRST, SECOND)];
    expect(plan(declare([ONE]), tests).others).toEqual([['1', [FIRST]]]);
    expect(plan(declare([ONE]), tests, { purge: false }).others).toEqual([]);
    const unknown = [uptimeTest('1', signOf('https://gone.example.com'))];
    expect(plan(declare([]), unknown, { purge: false }).others).toEqual([['1', []]]);
  });

  test('stay where nothing is said of SSL tests', () => {
    expect(plan(declare(), [uptimeTest('1', FIRST)]).others).toEqual([]);
  });
});

describe('a test with signs', () => {
  test('keeps them where nobody decides about them, also when other tags are written', () => {
    const actual = uptimeTest('1', FIRST);
    expect(planPresent(uptime, { tags: ['stack-acme'] }, actual, POLICY).action).toBe('unchanged');
    expect(planPresent(uptime, { tags: ['x'] }, actual, POLICY).form).toEqual({ tags: [FIRST, 'x'] });
    const anew = { test_type: 'HEAD', website_url: ONE, check_rate: 60 };
    expect(planPresent(uptime, anew, actual, POLICY).form.tags).toEqual(
      ['replaces-1', FIRST, 'stack-acme'].sort(),
    );
  });

  test('is changed with them, which the diff shows, and the step that takes one off says so', () => {
    const [given] = planSignsOf([{ stack: 'acme', test: uptimeTest('1', FIRST), signs: [SECOND] }]);
    expect(given).toMatchObject({
      name: 'test 1',
      step: {
        action: 'updated',
        changes: ['tags'],
        form: { tags: [SECOND, 'stack-acme'].sort() },
        before: { tags: [FIRST, 'stack-acme'].sort() },
        after: { tags: [SECOND, 'stack-acme'].sort() },
        released: [FIRST],
      },
    });
  });
});

test('signs are told from the other marks of a test', () => {
  expect(signsIn(uptimeTest('9', FIRST, 'replaces-1', 'credentials-0000-00000000'))).toEqual([FIRST]);
});
