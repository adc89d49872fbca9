import { HIDDEN } from '../../ansible/mask.ts';
import { hideAllSecretsOfUrls, promisesSecret } from '../../ansible/validation/stray-secrets.ts';
import type { Json } from '../../json.ts';

/** Options that hold headers or what is sent, with names of their own. */
const WITH_FIELDS = ['custom_header', 'post_body', 'post_raw'];

/** Headers that hold secrets under other names than anything else. */
const SECRET_HEADER = /^(?:set-)?cookie2?$|-key$/i;

/** What may be the name of a field in a text of any kind: of a tag, of a part of a form, or before an equals sign or a colon. */
const FIELD = /<\s*(?:\w+:)?([\w.-]+)|\bname\s*=\s*["']?([\w.-]+)|(?<![\w.-])([\w.-]+)["'\]]*\s*[=:]/g;

/**
 * Returns whether an option holds a secret that the API shows: a password or a key in a URL, or a header or a field whose name promises
 * one. However short it is, as it is to be written into files.
 */
export function holdsSecret(option: string, value: Json): boolean {
  const isShown = JSON.stringify(withoutUrlSecrets(value)) === JSON.stringify(value);
  return !isShown || (WITH_FIELDS.includes(option) && hasSecretField(value));
}

/** Returns a value with something else in the place of the passwords and keys in its URLs. */
export function withoutUrlSecrets(value: Json): Json {
  if (typeof value === 'string') {
    return hideAllSecretsOfUrls(value, HIDDEN);
  }
  if (Array.isArray(value)) {
    return value.map(withoutUrlSecrets);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutUrlSecrets(item)]))
    : value;
}

function hasSecretField(value: Json): boolean {
  if (typeof value === 'string') {
    const inner = structureIn(value);
    return inner === undefined ? namesIn(value).some(isSecretName) : hasSecretField(inner);
  }
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(([name, item]) => isSecretName(name) || hasSecretField(item ?? null))
  );
}

function isSecretName(name: string): boolean {
  return promisesSecret(name) || SECRET_HEADER.test(name);
}

/** Returns what a text says as JSON, if it is a list or a dictionary. */
function structureIn(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function namesIn(text: string): string[] {
  return [...unescaped(text).matchAll(FIELD)].map(([, tag, part, name]) => tag ?? part ?? name ?? '');
}

/** Forms may have their names encoded. */
function unescaped(text: string): string {
  return text.replace(/%([2-7][\da-f])/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
