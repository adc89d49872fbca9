/** Returns a generator of numbers from 0 up to 1, always the same ones for a seed (Mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Returns the element that a number from 0 up to 1 stands for.
 * @throws {RangeError} when there are none
 */
export function pick<Element>(elements: readonly Element[], random: number): Element {
  const element = elements[Math.floor(random * elements.length)];
  if (element === undefined) {
    throw new RangeError('There is nothing to pick from');
  }
  return element;
}
