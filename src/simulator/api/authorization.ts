import { type ApiResponse, emptyResponse, jsonResponse } from './response.ts';

/**
 * Checks an `authorization` header. By the API reference, a request without token is answered 401, one with a
 * wrong token 403 with an empty body. The body of the 401 is not documented: it is empty too.
 * @returns the refusal, or nothing when the token is right
 */
export function refusal(header: string | undefined, token: string): ApiResponse | undefined {
  const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (given === undefined) {
    return emptyResponse(401);
  }
  return given === token ? undefined : emptyResponse(403, { 'x-ext-authz': 'denied' });
}

/**
 * Checks the path of a request against the resources that the plan of an account lacks, the paths of which are given. That
 * this is answered 403 with a message is by the API reference; that every method is, and not only writes, is not documented.
 * @returns the refusal, or nothing when the plan has the resource
 */
export function planRefusal(path: string, lacking: readonly string[]): ApiResponse | undefined {
  return lacking.some((resource) => path.split('/').includes(resource))
    ? jsonResponse(403, { message: 'Your current plan has no access to this feature' })
    : undefined;
}
