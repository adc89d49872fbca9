import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { budgetOf } from '../../../src/sla/budget.ts';
import {
  allowedSeconds,
  availabilityOf,
  cutPercent,
  isMet,
  percentOf,
  targetOf,
} from '../../../src/sla/target.ts';

const seconds = fc.nat(400_000_000);
const target = fc.nat(100_000_000);

describe('a target', () => {
  test('is met by the exact share, and what is shown of it never says otherwise', () => {
    fc.assert(
      fc.property(
        seconds,
        seconds,
        target,
        fc.integer({ min: 0, max: 6 }),
        (up, down, millionths, decimals) => {
          fc.pre(up + down > 0);
          const met = isMet(up, down, millionths);
          const shown = availabilityOf(up, down) ?? Number.NaN;
          expect(met).toBe(BigInt(up) * 100_000_000n >= BigInt(millionths) * BigInt(up + down));
          expect(shown >= millionths / 1e6).toBe(met);
          expect(down <= allowedSeconds(up + down, millionths)).toBe(met);
          // With fewer digits a missed one is still below what was promised.
          const cut = cutPercent(shown, decimals);
          expect(cut <= shown && shown - cut < 10 ** -decimals + 1e-9).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('missed by a second in a month is missed in print', () => {
    const month = 30 * 86_400;
    const allowed = allowedSeconds(month, targetOf(99.9));
    expect(allowed).toBe(2592);
    expect(isMet(month - allowed, allowed, targetOf(99.9))).toBe(true);
    expect(isMet(month - allowed - 1, allowed + 1, targetOf(99.9))).toBe(false);
    expect(cutPercent(availabilityOf(month - allowed - 1, allowed + 1) ?? 0, 3)).toBe(99.899);
  });

  test('is neither met nor missed where nothing counts', () => {
    expect([availabilityOf(0, 0), isMet(0, 0, 0)]).toEqual([null, null]);
  });

  test.each([-1, 100.1, Number.NaN])('of %d is refused', (percent) => {
    expect(() => percentOf(percent)).toThrow(/from 0 to 100, such as 99.9/);
  });

  test('of too many decimals is refused', () => {
    expect(targetOf(99.999999)).toBe(99_999_999);
    expect(() => targetOf(99.9999999)).toThrow(/six decimals at most/);
  });
});

describe('a budget', () => {
  const day = (from: number, to: number) => [{ from: from * 1000, to: to * 1000 }];

  test('that was used up says when', () => {
    const down = [
      { from: 100, to: 110 },
      { from: 500, to: 520 },
    ];
    // 15 seconds of 1000 are allowed.
    const budget = budgetOf([{ from: 0, to: 970 }], down, [], targetOf(98.5));
    expect(budget).toEqual({ allowed: 15, used: 30, left: -15, usedUpAt: 505 });
  });

  test('of a period that is not over is that of all of it, and its end is predicted at the pace so far', () => {
    const used = [{ from: 9_990, to: 10_000 }];
    // 1 of 1000 was down; 100 of 100 000 are allowed, so the other 90 last for as many times as long.
    const budget = budgetOf([{ from: 0, to: 9_990 }], used, day(10, 110), targetOf(99.9));
    expect(budget).toEqual({ allowed: 110, used: 10, left: 100, usedUpAt: null });
    expect(budgetOf([{ from: 0, to: 9_990 }], used, day(10, 100), targetOf(99.95)).usedUpAt).toBe(50_000);
  });

  test('without an outage lasts', () => {
    expect(budgetOf(day(0, 10), [], day(10, 20), targetOf(100))).toEqual({
      allowed: 0,
      used: 0,
      left: 0,
      usedUpAt: null,
    });
  });
});
