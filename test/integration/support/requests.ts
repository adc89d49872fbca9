import { expect } from 'vitest';
import type { RecordedRequest } from '../../../src/simulator/api/requests.ts';

/** A request on one line, as people read it: `PUT /uptime/1 check_rate=300&tags[]=production`. */
export function describeRequest({ method, path, query, form }: RecordedRequest): string {
  const target = path.replace(/^\/v1/, '') + (query === '' ? '' : `?${query}`);
  const fields = form.map(([name, text]) => `${name}=${text}`).join('&');
  return [method, target, fields].filter(Boolean).join(' ');
}

/** Requires that nothing was sent that the API would silently ignore. */
export function expectKnownFields(requests: readonly RecordedRequest[]): void {
  expect(requests.flatMap(({ unknownFields }) => unknownFields)).toEqual([]);
}
