import type { Json } from '../../json.ts';
import { ConversionError } from './conversion-error.ts';
import { str, typeName } from './python.ts';

const PREFIXES = 'BKMGTPEZY';

/** What a size counts, and how Ansible writes it. */
export interface SizeUnit {
  readonly symbol: 'B' | 'b';
  readonly word: 'byte' | 'bit';
  readonly label: 'Byte' | 'Bit';
}

export const BYTES: SizeUnit = { symbol: 'B', word: 'byte', label: 'Byte' };
export const BITS: SizeUnit = { symbol: 'b', word: 'bit', label: 'Bit' };

/**
 * Returns a size for people, such as `1.5 MB`, as a number (Ansible: `human_to_bytes`, which ignores what follows).
 * Throws a ConversionError if there is no number or the unit is not known.
 */
export function parseSize(value: Json, unit: SizeUnit): number {
  const [, digits = '', suffix = ''] = /^\s*(\d*\.?\d*)\s*([A-Za-z]+)?/.exec(str(value)) ?? [];
  const size = roundHalfToEven(Number.parseFloat(digits) * factor(suffix, unit));
  if (!Number.isFinite(size)) {
    throw new ConversionError(`${typeName(value)} cannot be converted to a ${unit.label} value`);
  }
  return size;
}

/** Returns what the unit written multiplies a number by; NaN for an unknown one. */
function factor(suffix: string, unit: SizeUnit): number {
  if (suffix === '') {
    return 1;
  }
  const power = PREFIXES.indexOf(suffix.charAt(0).toUpperCase());
  const isUnit = suffix.length === 1 || suffix.toLowerCase().includes(unit.word) || suffix[1] === unit.symbol;
  return power >= 0 && isUnit ? 1024 ** power : Number.NaN;
}

/** Python's `round()`. */
function roundHalfToEven(number: number): number {
  const floor = Math.floor(number);
  if (number - floor !== 0.5) {
    return Math.round(number);
  }
  return floor % 2 === 0 ? floor : floor + 1;
}
