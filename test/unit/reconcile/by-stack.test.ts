import { expect, test } from 'vitest';
import { listByStack } from '../../../src/reconcile/by-stack.ts';

const entries = [
  { stack: 'acme', text: 'a' },
  { stack: 'globex', text: 'c' },
  { stack: 'acme', text: 'b' },
  { stack: 'hooli', text: 'd' },
];

test.each([
  [4, 'acme: a, b; globex: c; hooli: d'],
  [5, 'acme: a, b; globex: c; hooli: d'],
  [3, 'acme: a, b; globex: c; and 1 more'],
  [1, 'acme: a; and 3 more'],
])('of what stacks have the first %i are told, each under its stack: %s', (most, text) => {
  expect(listByStack(entries, most)).toBe(text);
});

test('of nothing, nothing is told', () => {
  expect(listByStack([], 3)).toBe('');
});
