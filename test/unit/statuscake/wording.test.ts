import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quote } from '../../../src/statuscake/wording.ts';

test.each([
  ['a short text stays', 'a b', 'a b'],
  ['lines become one', 'a\n b', 'a b'],
  ['500 characters stay', 'x'.repeat(500), 'x'.repeat(500)],
  ['501 without a space are counted', 'x'.repeat(501), '501 characters without a space'],
  ['501 are cut before the last word that is whole', `${'x'.repeat(497)} yyy`, `${'x'.repeat(497)} …`],
  ['a word that ends where the mark would stand is left out', `ab ${'x'.repeat(496)} yyy`, 'ab …'],
])('%s', (_, text, quoted) => {
  expect(quote(text)).toBe(quoted);
});

test('whatever is quoted is the beginning of it, of whole words, and never longer than 500 characters', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,80}$/), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(words, (list) => {
      const quoted = quote(list.join(' '));
      expect(quoted.length).toBeLessThanOrEqual(500);
      const own = quoted.split(' ').filter((word) => word !== '…');
      expect(own).toEqual(list.slice(0, own.length));
      expect(own.length < list.length).toBe(quoted.endsWith(' …'));
    }),
  );
});
