/** Millionths of a percent in a whole. Bounds and shares are whole numbers of them, so that nothing is rounded by accident. */
const WHOLE = 100_000_000;
const PER_PERCENT = 1_000_000;

/** A text that is no target; its message is a clause. */
export class TargetError extends Error {}

/**
 * Returns the percentage that a number, or the text of one, says. `true` is none, though Ansible takes it for 1.
 * @throws TargetError for anything that is not from 0 to 100
 */
export function percentOf(given: unknown): number {
  const isNumber = typeof given === 'number' || (typeof given === 'string' && given.trim() !== '');
  const percent = isNumber ? Number(given) : Number.NaN;
  if (!(percent >= 0 && percent <= 100)) {
    throw new TargetError(`takes a percentage from 0 to 100, such as 99.9, got: ${JSON.stringify(given)}`);
  }
  return percent;
}

/**
 * Returns a target in millionths of a percent.
 * @param percent of six decimals at most
 * @throws TargetError
 */
export function targetOf(percent: number): number {
  const millionths = Math.round(percent * PER_PERCENT);
  if (Math.abs(percent * PER_PERCENT - millionths) > 1e-3) {
    throw new TargetError(`takes six decimals at most, got: ${percent}`);
  }
  return millionths;
}

/**
 * Returns the share of the time that was up, in percent, cut after six decimals: cut like that, it reaches a target only where the
 * exact share does. `null` where no second counts.
 */
export function availabilityOf(up: number, down: number): number | null {
  return up + down === 0 ? null : Number((BigInt(up) * BigInt(WHOLE)) / BigInt(up + down)) / PER_PERCENT;
}

/** Returns whether a target is met; `null` where no second counts. */
export function isMet(up: number, down: number, target: number): boolean | null {
  return up + down === 0 ? null : BigInt(up) * BigInt(WHOLE) >= BigInt(target) * BigInt(up + down);
}

/** Returns the whole seconds of so many that count that may be down without missing a target. */
export function allowedSeconds(counted: number, target: number): number {
  return Number((BigInt(WHOLE - target) * BigInt(counted)) / BigInt(WHOLE));
}

/** Returns a percentage cut, not rounded, after so many decimals. @param percent with six decimals at most */
export function cutPercent(percent: number, decimals: number): number {
  const unit = 10 ** (6 - decimals);
  return (Math.floor(Math.round(percent * PER_PERCENT) / unit) * unit) / PER_PERCENT;
}
