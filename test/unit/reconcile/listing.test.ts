import { expect, test } from 'vitest';
import { listFirst } from '../../../src/reconcile/listing.ts';

test.each([
  [[], 2, ''],
  [['a', 'b'], 2, 'a, b'],
  [['a', 'b', 'c', 'd'], 2, 'a, b and 2 more'],
])('of %j the first %i are %j', (texts, most, expected) => {
  expect(listFirst(texts, most)).toBe(expected);
});
