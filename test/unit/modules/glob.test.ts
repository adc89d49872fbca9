import fc from 'fast-check';
import { expect, test } from 'vitest';
import { globPattern } from '../../../src/modules/status_cake_info/glob.ts';

/** The same as a regular expression, which takes its time over many stars. */
function expression(glob: string): RegExp {
  const escaped = glob.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su');
}

test('a pattern fits what the same regular expression fits', () => {
  const texts = (...units: string[]) => fc.string({ unit: fc.constantFrom(...units), maxLength: 12 });
  fc.assert(
    fc.property(texts('a', 'b', '.', '💥', '*', '?'), texts('a', 'b', '.', '💥', '\n'), (glob, text) => {
      expect(globPattern(glob).test(text)).toBe(expression(glob).test(text));
    }),
    { numRuns: 5000 },
  );
});

test('many stars take no longer than few', () => {
  const glob = globPattern(`${'*a'.repeat(40)}*b`);
  expect(glob.test('a'.repeat(2000))).toBe(false);
  expect(glob.test(`${'a'.repeat(2000)}b`)).toBe(true);
});
