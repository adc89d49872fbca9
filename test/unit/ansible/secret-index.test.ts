import fc from 'fast-check';
import { describe, expect, it, test, vi } from 'vitest';
import { SecretIndex } from '../../../src/ansible/secret-index.ts';

const MARK = '########';

/** One after the other, the longest first: what the index has to come to, in as many steps as there are secrets. */
function oneByOne(text: string, secrets: readonly string[]): string {
  return secrets
    .filter(({ length }) => length >= 3)
    .sort((one, other) => other.length - one.length)
    .reduce((masked, secret) => masked.replaceAll(secret, MARK), text);
}

// Few letters, so that secrets are parts of others and overlap.
const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '\ud83d'), maxLength: 40 });
const secrets = fc.uniqueArray(
  fc.oneof(
    letters.filter((text) => text !== ''),
    fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 6 }),
  ),
  { maxLength: 12 },
);

describe('an index of secrets', () => {
  test('masks as masking them one after the other does', () => {
    fc.assert(
      fc.property(secrets, fc.array(fc.oneof(letters, fc.nat(11)), { maxLength: 8 }), (all, parts) => {
        const text = parts.map((part) => (typeof part === 'number' ? (all[part] ?? '') : part)).join('');
        const index = new SecretIndex(all);
        expect(index.replaceAll(text, MARK)).toBe(oneByOne(text, [...all]));
        expect(index.has(text)).toBe(all.includes(text));
        expect(index.isWithin(text)).toBe(
          all.some((secret) => (secret.length < 3 ? text === secret : text.includes(secret))),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('prefers the longest secret, wherever it begins', () => {
    expect(new SecretIndex(['abcd', 'cdefgh']).replaceAll('abcdefgh', MARK)).toBe(`ab${MARK}`);
  });

  it.each([
    ['differ', (number: number) => `${(number * 2_654_435_761) % 2 ** 32}-secret`],
    ['begin alike', (number: number) => `secret-of-the-robot-${'x'.repeat(number % 100)}${number}`],
  ])('makes few look-ups among many secrets, be it that they %s', (_, nth) => {
    const many = Array.from({ length: 5000 }, (_each, number) => nth(number));
    const text = many.slice(0, 100).join(' ');
    const index = new SecretIndex(many);
    const lookUps = vi.spyOn(Map.prototype, 'get');
    index.replaceAll(text, MARK);
    const count = lookUps.mock.calls.length;
    lookUps.mockRestore();
    expect(count).toBeLessThan(10 * text.length);
  });
});
