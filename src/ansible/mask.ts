import type { JsonValue } from './argument-spec.ts';
import { str } from './validation/python.ts';

const WHOLE = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER';
const PART = '********';

// What is shorter turns up in texts by chance, where masking would not hide it but show where it is.
const SHORTEST_PART = 3;
const SHORTEST_ENCODED = 4;

/**
 * The value without the secrets, in values (Ansible: `remove_values`) and keys (Ansible:
 * `sanitize_keys`): a string loses the secrets in it, a number, boolean or null that contains one goes
 * altogether. Unlike Ansible, it also finds secrets escaped for JSON, encoded for a URL or in base64, and it looks for
 * secrets of one or two characters only as whole values.
 *
 * Keys that begin with `_ansible` and those in `keptKeys`, which have a meaning to Ansible, stay as they are.
 */
export function mask(
  value: JsonValue,
  secrets: Iterable<string>,
  keptKeys: ReadonlySet<string> = new Set(),
): JsonValue {
  const forms = new Set([...secrets].flatMap(formsOf));
  forms.delete('');
  // The longest first, as a secret may be part of another one.
  const ordered = [...forms].sort((one, other) => other.length - one.length);
  return maskAll(value, ordered, keptKeys);
}

function contains(text: string, secret: string): boolean {
  return secret.length < SHORTEST_PART ? text === secret : text.includes(secret);
}

function formsOf(secret: string): string[] {
  const trimmed = secret.trim();
  // Blanks around a secret are cut off before it is used, and those alone hide nothing.
  if (trimmed !== secret) return trimmed === '' ? [] : [secret, ...formsOf(trimmed)];
  if (secret.length < SHORTEST_ENCODED) return [secret];
  const bytes = Buffer.from(secret);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    // Through the bytes, as encodeURIComponent throws on half a surrogate pair.
    encodeURIComponent(bytes.toString()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    bytes.toString('base64'),
  ];
}

/** What holds no secret is returned as it is, not copied: results can be large. */
function maskAll(value: JsonValue, secrets: readonly string[], keptKeys: ReadonlySet<string>): JsonValue {
  if (typeof value === 'string') return maskText(value, secrets);
  if (typeof value !== 'object' || value === null) {
    const text = str(value);
    return secrets.some((secret) => contains(text, secret)) ? WHOLE : value;
  }
  if (Array.isArray(value)) {
    const masked = value.map((element) => maskAll(element, secrets, keptKeys));
    return masked.every((element, index) => element === value[index]) ? value : masked;
  }
  const entries = Object.entries(value).map(([key, element]): [string, JsonValue] => {
    const isKept = keptKeys.has(key) || key.startsWith('_ansible');
    return [isKept ? key : maskText(key, secrets), maskAll(element, secrets, keptKeys)];
  });
  const isClean = entries.every(([key, element]) => Object.hasOwn(value, key) && element === value[key]);
  return isClean ? value : Object.fromEntries(entries);
}

function maskText(text: string, secrets: readonly string[]): string {
  if (secrets.includes(text)) return WHOLE;
  const parts = secrets.filter((secret) => contains(text, secret));
  return parts.reduce((masked, secret) => masked.replaceAll(secret, PART), text);
}
