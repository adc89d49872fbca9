import type { Json } from '../json.ts';
import { oneLine } from '../one-line.ts';
import { SecretIndex } from './secret-index.ts';
import { str } from './validation/python.ts';
import { hideSecretsOfUrls } from './validation/stray-secrets.ts';

const WHOLE = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER';
/** What stands in results in the place of a secret within a longer text. */
export const HIDDEN = '********';

// What is shorter is encoded by chance, too.
const SHORTEST_ENCODED = 4;

/** A shorter one may be a word, which would vanish from texts that only happen to use it. */
const SHORTEST_IN_OTHER_LETTERS = 16;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Returns the value without the secrets, in values (Ansible: `remove_values`) and keys (Ansible:
 * `sanitize_keys`): a string loses the secrets in it, a number, boolean or null that contains one goes
 * altogether. Unlike Ansible, it also finds secrets in capital or small letters, escaped for JSON or HTML, encoded for a URL, in
 * hexadecimal or in base64, on its own or within a longer text, and it looks for secrets of one or two characters only as whole values.
 * Passwords and keys in URLs go as well: what the account has kept, no option declares.
 *
 * Keys that begin with `_ansible` and those in `keptKeys`, which have a meaning to Ansible, stay as they are.
 */
export function mask(
  value: Json,
  secrets: Iterable<string>,
  keptKeys: ReadonlySet<string> = new Set(),
): Json {
  const forms = new Set([...secrets].flatMap(formsOf));
  forms.delete('');
  return maskAll(value, new SecretIndex(forms), keptKeys);
}

function formsOf(secret: string): string[] {
  const trimmed = secret.trim();
  // Blanks around a secret are cut off before it is used, and those alone hide nothing.
  if (trimmed !== secret) {
    return trimmed === '' ? [] : [secret, ...formsOf(trimmed)];
  }
  if (secret.length < SHORTEST_ENCODED) {
    return [secret, oneLine(secret)];
  }
  const bytes = Buffer.from(secret);
  const digits = bytes.toString('hex');
  return [
    secret,
    oneLine(secret),
    ...(secret.length < SHORTEST_IN_OTHER_LETTERS ? [] : [secret.toLowerCase(), secret.toUpperCase()]),
    secret.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character),
    digits,
    digits.toUpperCase(),
    JSON.stringify(secret).slice(1, -1),
    // Through the bytes, as encodeURIComponent throws on half a surrogate pair.
    encodeURIComponent(bytes.toString()),
    encodeURIComponent(bytes.toString()).replace(/%../g, (digits) => digits.toLowerCase()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    bytes.toString('base64'),
    ...[0, 1, 2].flatMap((before) => withinBase64(bytes, before)),
  ];
}

/**
 * Returns what the base64 of a longer text shows of a part of it, such as the token in that of `user:token`: the digits that no other
 * byte has a share in. They depend on how many bytes stand before the part: a multiple of three, or one or two more.
 */
function withinBase64(part: Buffer, before: number): string[] {
  const text = Buffer.concat([Buffer.alloc(before), part]).toString('base64');
  const digits = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + part.length) * 8) / 6));
  return [digits, digits.replaceAll('+', '-').replaceAll('/', '_')];
}

/** What holds no secret is returned as it is, not copied: results can be large. */
function maskAll(value: Json, secrets: SecretIndex, keptKeys: ReadonlySet<string>): Json {
  if (typeof value === 'string') {
    return maskText(value, secrets);
  }
  if (typeof value !== 'object' || value === null) {
    return secrets.isWithin(str(value)) ? WHOLE : value;
  }
  if (Array.isArray(value)) {
    const masked = value.map((element) => maskAll(element, secrets, keptKeys));
    return masked.every((element, index) => element === value[index]) ? value : masked;
  }
  const entries = Object.entries(value).map(([key, element]): [string, Json] => {
    const isKept = keptKeys.has(key) || key.startsWith('_ansible');
    return [isKept ? key : maskText(key, secrets), maskAll(element, secrets, keptKeys)];
  });
  const isClean = entries.every(([key, element]) => Object.hasOwn(value, key) && element === value[key]);
  return isClean ? value : Object.fromEntries(entries);
}

function maskText(text: string, secrets: SecretIndex): string {
  return secrets.has(text) ? WHOLE : hideSecretsOfUrls(secrets.replaceAll(text, HIDDEN), HIDDEN);
}
