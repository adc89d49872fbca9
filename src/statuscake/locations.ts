import type { Json } from '../json.ts';
import type { StatusCakeClient } from './client.ts';
import { locations } from './generated/response-checks.js';

/** Where StatusCake tests from. */
export type Location = { readonly region_code: string; readonly [name: string]: Json };

/**
 * Reads where tests can be run from, a list without pages.
 * @param path `/uptime-locations` or `/pagespeed-locations`
 * @throws StatusCakeError
 */
export async function readLocations(client: StatusCakeClient, path: string): Promise<readonly Location[]> {
  const { data } = await client.get<{ data: readonly Location[] }>(path, {}, locations);
  return data;
}
