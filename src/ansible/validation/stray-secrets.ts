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

/** Names that promise a secret in the query of a URL: those of signed URLs and of webhooks. */
const SECRETIVE_IN_QUERY = /^(?:key|sig|signature|code)$/i;

/** A parameter in the query of a URL; what is shorter is no key, but a switch. */
const QUERY_PARAMETER = /[?&;]([^\s?&;#=]+)=([^\s"<>&;#]{8,})/g;

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
    for (const [, name = '', value = ''] of text.matchAll(QUERY_PARAMETER)) {
      if (isSecretiveInQuery(name)) {
        add(value);
      }
    }
  }
}

/** What is before the `@` of a whole URL: the password, or all of it where there is only one part. */
const SHOWN_USER_INFO = /(:\/\/(?:[^\s/?#@:]*:)?)([^\s/?#]+)@/g;

/** Returns the text with something else in the place of the passwords and keys in the URLs within it. */
export function hideSecretsOfUrls(text: string, replacement: string): string {
  if (!text.includes('://')) {
    return text;
  }
  return text
    .replace(SHOWN_USER_INFO, (_, before: string) => `${before}${replacement}@`)
    .replace(QUERY_PARAMETER, (parameter: string, name: string, value: string) =>
      isSecretiveInQuery(name) ? parameter.slice(0, -value.length) + replacement : parameter,
    );
}

function isSecretiveInQuery(name: string): boolean {
  return SECRETIVE.test(name) || SECRETIVE_IN_QUERY.test(name);
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
