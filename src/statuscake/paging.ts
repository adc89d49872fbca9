import pLimit from 'p-limit';
import type { AnswerCheck } from './answer-check.ts';
import type { StatusCakeClient } from './client.ts';
import { StatusCakeError } from './errors.ts';
import type { Query } from './form.ts';
import type { Remote } from './resource.ts';

interface Page {
  readonly data: readonly Remote[];
  readonly metadata: { readonly page_count: number; readonly total_count: number };
}

/** The most that a page can hold (API reference). */
const PAGE_SIZE = 100;
const PAGES_AT_A_TIME = 16;
const ATTEMPTS = 5;

/**
 * Reads a whole list, the pages after the first side by side. Pages are not a snapshot: what is created or deleted in the
 * meantime shifts rows, so a list that shows signs of it is read again.
 * @throws StatusCakeError, also when the list does not stand still for five readings
 */
export async function readList(
  client: StatusCakeClient,
  path: string,
  query: Query,
  check: AnswerCheck,
): Promise<Remote[]> {
  const side = pLimit(PAGES_AT_A_TIME);
  const readPage = (page: number) =>
    side(() => client.get<Page>(path, { ...query, page, limit: PAGE_SIZE }, check));

  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const first = await readPage(1);
    const others = Array.from(
      { length: Math.max(0, first.metadata.page_count - 1) },
      (_, index) => index + 2,
    );
    const pages = [first, ...(await Promise.all(others.map(readPage)))];
    const list = wholeList(pages);
    if (list) return list;
  }
  throw new StatusCakeError(`GET ${path}: the list kept changing while it was read`, {
    kind: 'answer',
    transient: true,
    uncertain: false,
  });
}

/** The rows of all pages; nothing if `total_count` changed or an ID came twice, which shows that rows have shifted. */
function wholeList(pages: readonly Page[]): Remote[] | undefined {
  const rows = pages.flatMap(({ data }) => data);
  const totals = new Set(pages.map(({ metadata }) => metadata.total_count));
  const distinct = new Set(rows.map(({ id }) => id));
  return totals.size === 1 && distinct.size === rows.length ? rows : undefined;
}
