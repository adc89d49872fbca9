import { type Answer, emptyAnswer } from './answer.ts';

/**
 * Checks an `authorization` header. By the API reference, a request without token is answered 401, one with a
 * wrong token 403 with an empty body. The body of the 401 is not documented: it is empty too.
 * @returns the refusal, or nothing when the token is right
 */
export function refusal(header: string | undefined, token: string): Answer | undefined {
  const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (given === undefined) {
    return emptyAnswer(401);
  }
  return given === token ? undefined : emptyAnswer(403, { 'x-ext-authz': 'denied' });
}
