import { describe, expect, test } from 'vitest';
import { type ErrorFacts, StatusCakeError } from '../../../src/statuscake/errors.ts';
import { backoff, limitBackoff, mayRepeat } from '../../../src/statuscake/retry.ts';

describe('backoff', () => {
  test('doubles from half a second to half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((failures) => backoff(failures, 0))).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
  });

  test('a random half is taken off', () => {
    expect(backoff(1, 0.5)).toBe(375);
    expect(backoff(1, 0.999)).toBeCloseTo(250, 0);
  });
});

test('after refusals in a row the wait doubles from a second to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(limitBackoff)).toEqual([1, 2, 4, 8, 16, 30, 30]);
});

describe('mayRepeat', () => {
  const error = (facts: Omit<ErrorFacts, 'kind'>) => new StatusCakeError('', { kind: 'server', ...facts });

  test.each([
    ['reads and changes after a passing fault', { transient: true, uncertain: true }, false, true],
    ['no creation that may have taken place', { transient: true, uncertain: true }, true, false],
    ['a creation that certainly has not', { transient: true, uncertain: false }, true, true],
    ['nothing after a mistake', { transient: false, uncertain: false }, false, false],
  ])('%s', (_, facts, creates, repeat) => {
    expect(mayRepeat(error(facts), creates)).toBe(repeat);
  });

  test('nothing after a bug', () => {
    expect(mayRepeat(new TypeError('bug'), false)).toBe(false);
  });
});
