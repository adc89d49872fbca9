/** What somebody else does in the account, by hand, while a client reads it. */

import type { Account } from '../account.ts';
import type { RecordedRequest } from '../requests.ts';

/** The name of every test made by hand. */
const NAME = 'made by hand';

/** Returns which page of the uptime tests is read; none for any other request. */
export function pageRead({ method, path, query }: RecordedRequest): number | undefined {
  return method === 'GET' && path.endsWith('/uptime')
    ? Number(new URLSearchParams(query).get('page') ?? 1)
    : undefined;
}

/** Returns the ID of the uptime test whose details are read; none for any other request. */
export function testRead({ method, path }: RecordedRequest): string | undefined {
  return method === 'GET' ? /\/uptime\/(\d+)$/.exec(path)?.[1] : undefined;
}

/** Creates a test before all others that the list read shows too, whatever it is filtered by. Returns its ID. */
export function createByHand({ uptimeTests }: Account, { query }: RecordedRequest): string {
  const filters = new URLSearchParams(query);
  const tags = filters.get('tags')?.split(',') ?? [];
  return uptimeTests.createFirst({
    name: NAME,
    test_type: 'HTTP',
    website_url: 'https://made-by-hand.example.com/',
    check_rate: 300,
    status: filters.get('status') ?? 'up',
    // Parts of tags pass the filter. The whole ones would make it a test of the client's own.
    tags: tags.filter(Boolean).map((tag) => `not-${tag}`),
  }).id;
}
