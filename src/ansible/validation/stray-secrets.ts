import type { Json } from '../../json.ts';
import type { ArgumentSpec } from '../argument-spec.ts';
import { toDict } from './conversions.ts';
import { isObject } from './json.ts';
import { parseLiteral } from './literal.ts';
import { scalarsIn } from './no-log.ts';
import { findOption, subOptions } from './sub-options.ts';

/** Names that promise a secret, misspelt ones too: `basic_passwd`, `pasword`, `apiKey`, `Authorization`. */
const SECRETIVE =
  /pas+(?!ive)|pwd|(?<![a-z])pw(?![a-z])|secret|toke?n|credential|auth|api.?key|private.?key/i;

/**
 * What is before the `@` of a URL, or of what is to be one: the password, or all of it where there is only one part. A password
 * that has an unescaped `/` or `@` in it ends at the last `@`.
 */
const USER_INFO = [
  /(?:\/\/[^\s/?#@:]*:(?!\d+[/?#])|^[^\s/?#@:]+:(?!\/\/))(\S*)@/,
  /\/\/[^\s/?#@:]*:([^\s/?#@]*)@/,
  /\/\/([^\s/?#@:]+)@/,
];

/** Names that promise one where something is signed, or where somebody is logged in: `X-Amz-Signature`, `jwt`, `jsessionid`. */
const SECRETIVE_IN_REQUEST =
  /signature$|jwt|hmac|sess(?:ion)?.?id|(?:access|subscription|functions).?key(?!.?id)/i;

/** Names that promise one in a URL only: those of signed URLs and of webhooks. */
const SECRETIVE_IN_URL = /^(?:key|sig|code)$/i;

/** What a parameter begins with in the path, the query or the fragment of a URL. */
const PARAMETER = /[?&;#]([^\s?&;#=]+)=/g;

/** The value of a parameter in a URL that stands anywhere in a text; what is shorter is no key, but a switch. */
const LONG_VALUE = /[^\s"<>&;#]{8,}/y;

/** The value of a parameter, however short; a comma at its end is that of the text around it. */
const ANY_VALUE = /[^\s&#]*[^\s&#,]/y;

/**
 * Adds the secrets that no declaration tells of: values under a name that promises a secret, where no option of that name is
 * (a misspelt option, one in a wrong place, a dict where a list is meant), and passwords and keys in URLs.
 * @param spec the options that the keys of a dict stand for, if they do
 */
export function collectStraySecrets(value: Json, spec: ArgumentSpec | undefined, secrets: Set<string>): void {
  if (typeof value === 'string') {
    addSecretsOfUrl(value, secrets);
  } else if (Array.isArray(value)) {
    for (const element of value) {
      collectStraySecrets(element, undefined, secrets);
    }
  } else if (isObject(value)) {
    for (const [key, element] of Object.entries(value)) {
      collectUnder(key, element, spec, secrets);
    }
  }
}

function collectUnder(key: string, value: Json, spec: ArgumentSpec | undefined, secrets: Set<string>): void {
  const option = spec && findOption(spec, key);
  const nested = option && subOptions(option);
  if (nested) {
    for (const element of Array.isArray(value) ? value : [value]) {
      collectStraySecrets(read(element), nested, secrets);
    }
  } else if (option === undefined && SECRETIVE.test(key)) {
    for (const secret of scalarsIn(value)) {
      secrets.add(secret);
    }
  } else if (option?.type !== 'dict' || !isObject(value)) {
    // What a dict without sub-options may hold is for the module to say.
    collectStraySecrets(value, undefined, secrets);
  }
}

/** Adds the password of a URL to the secrets, and the values in its query whose names promise a secret. */
export function addSecretsOfUrl(text: string, secrets: Set<string>): void {
  const add = (part: string) => secrets.add(part).add(decoded(part));
  if (text.includes('@')) {
    for (const pattern of USER_INFO) {
      const info = pattern.exec(text)?.[1];
      if (info) {
        add(info);
      }
    }
  }
  if (text.includes('=')) {
    for (const { value } of secretParameters(text, LONG_VALUE)) {
      add(value);
    }
  }
}

/** What is before the `@` of a whole URL: the password, or all of it where there is only one part. */
const SHOWN_USER_INFO = /(:\/\/(?:[^\s/?#@:]*:)?)([^\s/?#]+)@/g;

/** The same with a password that has an unescaped `/`, `?` or `#` in it; what is hidden already is none. */
const LOOSE_USER_INFO = /(:\/\/[^\s/?#@:]*:)(?!\d+[/?#]|\*+@)(\S*)@/g;

/** A host with something behind it, or a path, at the beginning of a word: a URL without its scheme. */
const BARE_URL = /(?:^|[\s"'(])(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?[/?#;]|\/)\S/;

/** A user and a password before a host at the beginning of a word, without a scheme; addresses of people are written likewise. */
const BARE_USER_INFO =
  /(^|[\s"'(])(?!mailto:|sips?:|xmpp:|acct:)([^\s/?#@:]+:)(?!\/\/|\*+@)([^\s/?#@]+)@(?=[\w-]+[.:/])/gi;

/** What follows the scheme of a URL that is encoded, once or more often. */
const ENCODED_SCHEME = /%(?:25)*3a%(?:25)*2f%(?:25)*2f/i;

/** The parts of a URL that may be encoded URLs as a whole, as they stand in the query of another. */
const PART = /[^\s?&#=]+/g;

/** Returns the text with something else in the place of the passwords and keys in the URLs within it. */
export function hideSecretsOfUrls(text: string, replacement: string): string {
  return text.includes('://') ? hideParts(text, replacement, LONG_VALUE) : text;
}

/** The same where nothing may be left of them, however short they are: also of URLs without a scheme, and of odd passwords. */
export function hideAllSecretsOfUrls(text: string, replacement: string): string {
  const hideEncoded = (part: string) => {
    const inner = ENCODED_SCHEME.test(part) ? decoded(part) : part;
    return inner === part || hideAllSecretsOfUrls(inner, '') === inner ? part : replacement;
  };
  const shown = text
    .replace(PART, hideEncoded)
    .replace(BARE_USER_INFO, (_, before: string, user: string) => `${before}${user}${replacement}@`);
  return shown.includes('://') || BARE_URL.test(shown)
    ? hideParts(shown, replacement, ANY_VALUE).replace(
        LOOSE_USER_INFO,
        (_, before: string) => `${before}${replacement}@`,
      )
    : shown;
}

/** Returns whether a secret is to be expected under a name: of a header, or of a field in what is sent. */
export function promisesSecret(name: string): boolean {
  return SECRETIVE.test(name) || SECRETIVE_IN_REQUEST.test(name);
}

function hideParts(text: string, replacement: string, values: RegExp): string {
  const shown = text.replace(SHOWN_USER_INFO, (_, before: string) => `${before}${replacement}@`);
  let [result, end] = ['', 0];
  for (const { start, value } of secretParameters(shown, values)) {
    result += shown.slice(end, start) + replacement;
    end = start + value.length;
  }
  return result + shown.slice(end);
}

/** Yields the values of parameters whose names promise a secret, and where they begin. */
function* secretParameters(text: string, values: RegExp): Generator<{ start: number; value: string }> {
  const names = new RegExp(PARAMETER);
  for (let found = names.exec(text); found !== null; found = names.exec(text)) {
    const start = names.lastIndex;
    values.lastIndex = start;
    const name = decoded(found[1] ?? '');
    const isSecretive = promisesSecret(name) || SECRETIVE_IN_URL.test(name);
    const value = isSecretive ? values.exec(text)?.[0] : undefined;
    if (value !== undefined) {
      names.lastIndex = start + value.length;
      yield { start, value };
    }
  }
}

/** Returns what a string writes that is meant for sub-options, or else the value itself. */
function read(value: Json): Json {
  if (typeof value !== 'string') {
    return value;
  }
  for (const parse of value.startsWith('[') ? [JSON.parse, parseLiteral] : [toDict]) {
    try {
      return parse(value);
    } catch {
      // Not in this notation.
    }
  }
  return value;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
