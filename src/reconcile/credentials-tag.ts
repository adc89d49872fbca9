import { identityOf, type Remote, type Resource, type Values } from '../statuscake/resource.ts';
import { CREDENTIALS, tagsIn } from './marks.ts';

/** Makes digits of texts that nobody can check a guess against who does not have its key. */
export interface Seal {
  /** Four hexadecimal digits that tell this key from others. */
  readonly key: string;
  /** Eight hexadecimal digits of a text. */
  digest(text: string): string;
}

/**
 * Returns a seal whose key is the token of the API. Whoever reads tags, in the web application or where another tool copies them
 * to, can try no passwords on what it makes; whoever has the token needs no password to see and change what is tested.
 */
export async function openSeal(token: string): Promise<Seal> {
  // It takes milliseconds to load, and few tests have passwords.
  const { createHmac } = await import('node:crypto');
  const hmac = (text: string) => createHmac('sha256', token).update(text).digest('hex');
  return {
    key: hmac('key of credentials').slice(0, 4),
    digest: (text) => hmac(`digest of credentials\n${text}`).slice(0, 8),
  };
}

/** Returns the names of the declared fields that no read shows. */
export function hiddenIn({ fields }: Resource, values: Values): string[] {
  return fields.filter(({ name, shown }) => shown === 'never' && name in values).map(({ name }) => name);
}

/**
 * Returns the tag for declared credentials on the resource that is known by a name, without which equal passwords of several would
 * show; `null` where none are declared.
 */
export function credentialsTag(
  resource: Resource,
  declared: Values,
  identity: string,
  seal: Seal,
): string | null {
  const hidden = hiddenIn(resource, declared);
  if (hidden.length === 0) {
    return null;
  }
  // In the order of the table, whatever that of the options.
  const values = hidden.map((name) => [name, declared[name] ?? null]);
  return `credentials-${seal.key}-${seal.digest(JSON.stringify([identity, values]))}`;
}

/**
 * Returns whether the declared credentials are those that were written last: `unknown` where no tag tells that this seal could
 * check. Then what is there may be somebody's own, and nobody could read it back once it is overwritten.
 */
export function compareCredentials(
  resource: Resource,
  declared: Values,
  actual: Remote,
  seal: Seal | undefined,
): 'same' | 'other' | 'unknown' {
  const own = tagsIn(resource, actual).filter((tag) => CREDENTIALS.exec(tag)?.[1] === seal?.key);
  if (seal === undefined || own.length !== 1) {
    return 'unknown';
  }
  const tag = credentialsTag(resource, declared, identityOf(resource, actual), seal);
  return own[0] === tag ? 'same' : 'other';
}
