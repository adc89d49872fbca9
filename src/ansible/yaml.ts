import type { Json } from '../json.ts';

/** Text that means itself in YAML without quotes: no word or number that YAML reads as something else. */
const PLAIN = /^[A-Za-z/][\w ./:@+-]*$/;
const RESERVED = /^(y|n|yes|no|on|off|true|false|null|nan|inf|e[-+]?[\d_]+)$/i;

/** What a terminal obeys instead of showing it, and what PyYAML takes for no text, as far as JSON leaves it as it is. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/** A number that YAML 1.1 takes for a text, since it has an exponent and no point. */
const POINTLESS = /^(-?\d+)(?=e)/;

/**
 * Writes a value as YAML, block style, as Ansible's diffs show it: one line per key and per list item, so that a changed
 * item is a changed line.
 */
export function toYaml(value: Json): string {
  return lines(value)
    .map((line) => `${line}\n`)
    .join('');
}

function lines(value: Json): string[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item) => prefix(lines(item), '- ', '  '));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    if (entries.length > 0) {
      return entries.flatMap(([key, item]) => entry(scalar(key), item));
    }
  }
  return [scalar(value)];
}

function entry(key: string, value: Json): string[] {
  const nested = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return nested ? [`${key}:`, ...prefix(lines(value), '  ', '  ')] : [`${key}: ${scalar(value)}`];
}

function prefix(block: readonly string[], first: string, rest: string): string[] {
  return block.map((line, index) => (index === 0 ? first : rest) + line);
}

/** Returns a value on one line, as YAML: what is neither a list nor a dict, or is empty. */
export function scalar(value: Json): string {
  if (typeof value === 'number') {
    return JSON.stringify(value).replace(POINTLESS, '$1.0');
  }
  const plain = typeof value === 'string' && PLAIN.test(value) && !RESERVED.test(value);
  return plain && !/: |:$| $/.test(value) ? value : JSON.stringify(value).replace(UNSHOWN, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}
