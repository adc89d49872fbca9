/** Where each lane starts, and what it multiplies by: the numbers of FNV-1a, and two others as odd and as large. */
const LANES = [
  { basis: 0x811c9dc5, prime: 0x01000193 },
  { basis: 0x9e3779b9, prime: 0x85ebca6b },
] as const;

/**
 * Returns a fingerprint of a text, as 16 hexadecimal digits: enough to tell texts apart, and not a way back to them, but no
 * protection against somebody who makes up texts to fit. SHA-256 takes milliseconds to load, at every start of a module.
 */
export function fingerprint(text: string): string {
  const bytes = Buffer.from(text);
  return LANES.map(({ basis, prime }) => {
    let hash: number = basis;
    for (const byte of bytes) {
      hash = Math.imul(hash ^ byte, prime);
    }
    return (mix(hash) >>> 0).toString(16).padStart(8, '0');
  }).join('');
}

/** Spreads every bit over all others, as MurmurHash3 does at its end. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
