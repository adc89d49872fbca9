import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogramOf, percentile, responseTimesOf, sumOf } from '../../../src/sla/response-times.ts';

const times = fc.array(fc.integer({ min: 1, max: 75_000 }), { minLength: 1, maxLength: 200 });

test('percentiles are known to a percent, whether the responses were put together before or after', () => {
  fc.assert(
    fc.property(times, times, fc.double({ min: 0.01, max: 1, noNaN: true }), (some, others, share) => {
      const all = [...some, ...others].sort((one, other) => one - other);
      const exact = all[Math.ceil(all.length * share) - 1] ?? 0;
      const told = percentile(sumOf([histogramOf(some), histogramOf(others)]), share) ?? 0;
      expect(Math.abs(told - exact)).toBeLessThanOrEqual(Math.max(0.5, exact * 0.01) + 0.5);
    }),
    { numRuns: 1000 },
  );
});

test('a period without responses has none', () => {
  expect(responseTimesOf(new Map([['2026-10-01', new Map()]]))).toBeNull();
  expect(percentile(new Map(), 0.5)).toBeNull();
});
