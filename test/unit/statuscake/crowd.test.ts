import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spacingAfterRefusal, spacingAfterResponse } from '../../../src/statuscake/pacing/crowd.ts';

const SECOND = { requests: 5, seconds: 1 };

test.each([
  ['nobody else is seen', 0, 3, 3, 0],
  ['the count has begun anew since our own', 0, 1, 4, 0],
  ['another is seen for the first time', 0, 3, 2, 1600],
  ['others leave room', 1600, 3, 1, 1600],
  ['others leave room, and one goes slowly already', 3000, 3, 1, 3000],
  ['others leave next to none', 1600, 5, 1, 2400],
  ['others leave none, whatever one does', 5000, 5, 1, 5000],
  ['the others are gone', 1600, 1, 1, 800],
  ['they are gone, and one goes hardly slower than the limit lets', 400, 1, 1, 200],
  ['they have been gone for a while', 300, 1, 1, 0],
])(
  'where %s, a spacing of %i ms with %i used and %i our own becomes %i',
  (_, spacing, used, own, expected) => {
    expect(spacingAfterResponse(spacing, SECOND, used, own)).toBe(expected);
  },
);

test.each([
  [0, true, 1600],
  [1600, true, 2400],
  [0, false, 1600],
  [2400, false, 2400],
])(
  'after a refusal a spacing of %i, in the shortest limit: %j, becomes %i',
  (spacing, isShortest, expected) => {
    expect(spacingAfterRefusal(spacing, SECOND, isShortest)).toBe(expected);
  },
);

test('who is alone is never slowed down, and gets fast again soon', () => {
  const count = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), count, count, (spacing, used, more) => {
      let left = spacing;
      for (let responses = 0; responses < 5; responses += 1) {
        left = spacingAfterResponse(left, SECOND, used, used + more);
      }
      expect(left).toBe(0);
    }),
  );
});
