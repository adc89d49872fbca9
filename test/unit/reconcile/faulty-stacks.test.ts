import { expect, test } from 'vitest';
import { listByStack } from '../../../src/reconcile/by-stack.ts';
import type { StackDeclaration } from '../../../src/reconcile/declaration.ts';
import { withoutFaulty } from '../../../src/reconcile/faulty-stacks.ts';

const stacks = ['acme', 'globex', 'initech'].map(
  (stack): StackDeclaration => ({ stack, state: 'absent', checks: { uptime: [] }, domains: [] }),
);
const problem = (stack: string) => ({ stack, check: 'live', option: 'name', message: 'is taken' });

test('nothing is planned for faulty stacks, until none is left, and every mistake is told once', async () => {
  const silent: string[][] = [];
  const planned = await withoutFaulty(stacks, [problem('acme')], async (declared) => {
    const speaking = declared.filter(({ untouched }) => !untouched).map(({ stack }) => stack);
    silent.push(speaking);
    // Globex is faulty only once nothing is done for acme, and what nobody declares whatever happens.
    const found = speaking.includes('acme') || !speaking.includes('globex') ? [] : [problem('globex')];
    return { checks: [], notes: [], problems: [...found, problem('unlisted')], isDisputed: false };
  });
  expect(silent).toEqual([['acme', 'globex', 'initech'], ['globex', 'initech'], ['initech']]);
  expect(planned.problems.map(({ stack }) => stack)).toEqual(['acme', 'unlisted', 'globex']);
});

test('without mistakes a plan is made once', async () => {
  let plans = 0;
  await withoutFaulty(stacks, [], async () => {
    plans += 1;
    return { checks: [], notes: [], problems: [], isDisputed: false };
  });
  expect(plans).toBe(1);
});

test('entries are told by stack, the first of them', () => {
  const entries = ['acme 1', 'globex 1', 'acme 2'].map((text) => ({ stack: text.split(' ')[0] ?? '', text }));
  expect(listByStack(entries, 9)).toBe('acme: acme 1, acme 2; globex: globex 1');
  expect(listByStack(entries, 2)).toBe('acme: acme 1, acme 2; and 1 more');
});
