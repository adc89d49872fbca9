import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint } from '../../../src/statuscake/fingerprint.ts';

test('has sixteen hexadecimal digits, always the same for the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fingerprint(text)).toMatch(/^[0-9a-f]{16}$/);
      expect(fingerprint(text)).toBe(fingerprint(text));
    }),
  );
});

test('each half tells a hundred thousand texts apart that differ in a digit or two', () => {
  const texts = Array.from({ length: 100_000 }, (_, number) => `{"confirmation":2,"timeout":${number}}`);
  const fingerprints = texts.map(fingerprint);
  const halves = [0, 8].map((start) => new Set(fingerprints.map((digits) => digits.slice(start, start + 8))));
  // With 32 bits one pair in a hundred thousand texts is to be expected.
  for (const half of halves) {
    expect(half.size).toBeGreaterThan(texts.length - 10);
  }
  expect(new Set(fingerprints).size).toBe(texts.length);
});

test('a changed letter changes about half of the bits', () => {
  const bits = (digits: string) =>
    [...digits].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
  const differing = Array.from({ length: 500 }, (_, number) => {
    const [one, other] = [bits(fingerprint(`text ${number} a`)), bits(fingerprint(`text ${number} b`))];
    return [...one].filter((bit, index) => bit !== other[index]).length;
  });
  const mean = differing.reduce((sum, count) => sum + count, 0) / differing.length;
  expect(mean).toBeGreaterThan(28);
  expect(mean).toBeLessThan(36);
});
