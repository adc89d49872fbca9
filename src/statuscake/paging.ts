import pLimit from 'p-limit';
import type { StatusCakeClient } from './client.ts';
import { StatusCakeError } from './errors.ts';
import type { Query } from './http/form.ts';
import type { Remote } from './resource.ts';
import type { ResponseCheck } from './response-check.ts';

/** What of the client reading a list takes. */
type ListReader = Pick<StatusCakeClient, 'get' | 'backOff'>;

interface Page {
  readonly data: readonly Remote[];
  readonly metadata: { readonly page: number; readonly page_count: number; readonly total_count: number };
}

/** The most that a page can hold (API reference). */
const PAGE_SIZE = 100;
const PAGES_AT_A_TIME = 16;
const ATTEMPTS = 5;
/** A list of more pages than this is not read: of 5 requests a second it would take three minutes. */
const MOST_PAGES = 1000;

/** A list of which every page has been read, at one time or another. */
export interface List {
  readonly rows: readonly Remote[];
  /**
   * The rows that the list had at one moment, none missing. A list of one page is that already; else its pages are read
   * once more. Throws a StatusCakeError, also when the list changes faster than it can be read.
   *
   * Why one reading is not enough: pages are not a snapshot. While another client deletes one row and creates another, a
   * third can slip from a page that is still to be read to one that has been, and no count and no row shows it.
   *
   * Why two are: take the moment at which the second reading asks for its first page, whose response tells how many rows there
   * are. A row that was read before that moment and is read again after it was there at the moment, too, since an ID is not
   * given twice; a row of that very response was, anyhow. Are these as many as there were at that moment, then they are all
   * that there were, whatever the order of the list and whatever changed in it before and after. Fewer requests do not do:
   * of a row that is not read again nobody knows whether it had been deleted before the last page was read, and made room
   * for another to slip.
   *
   * The last page is the first to be read again: where new rows come last, those that others create in the meantime do not
   * disturb. With two pages that has just been done.
   */
  settled(): Promise<readonly Remote[]>;
}

/**
 * Reads a whole list, the pages after the first side by side. What is created or deleted in the meantime shifts rows, so a
 * list that shows signs of it, or that lacks rows, is read again.
 * @throws StatusCakeError, also when none of five readings brings a whole list
 */
export async function readList(
  client: ListReader,
  path: string,
  query: Query,
  check: ResponseCheck,
): Promise<List> {
  const side = pLimit(PAGES_AT_A_TIME);
  const readPage = async (page: number): Promise<Page> => {
    const response = await side(() => client.get<Page>(path, { ...query, page, limit: PAGE_SIZE }, check));
    refuseMonster(response, path);
    return response;
  };

  let flaw = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) {
      await client.backOff(attempt - 1, undefined);
    }
    const first = await readPage(1);
    const count = first.metadata.page_count;
    const pages = [first, ...(await Promise.all(numbersUpTo(count).slice(1).map(readPage)))];
    const rows = pages.flatMap(({ data }) => data);
    flaw = flawOf(pages, rows);
    if (flaw === '') {
      return { rows, settled: async () => (count > 1 ? settle(client, path, readPage, pages) : rows) };
    }
  }
  throw unreadable(path, flaw);
}

/** See `settled`. */
async function settle(
  client: ListReader,
  path: string,
  readPage: (page: number) => Promise<Page>,
  pages: readonly Page[],
): Promise<readonly Remote[]> {
  const earlier = new Set<string>();
  const note = (page: Page) => {
    for (const { id } of page.data) {
      earlier.add(id);
    }
  };
  pages.forEach(note);
  let last = pages.length;
  let moment = last === 2 ? pages[1] : undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) {
      await client.backOff(attempt - 1, undefined);
    }
    const asked = last;
    moment ??= await readPage(asked);
    const { page_count: count, total_count: total } = moment.metadata;
    const others = numbersUpTo(count).filter((page) => page !== asked);
    const later = await Promise.all(others.map(readPage));
    const known = new Map(moment.data.map((row) => [row.id, row]));
    for (const row of later.flatMap(({ data }) => data)) {
      if (earlier.has(row.id)) {
        known.set(row.id, row);
      }
    }
    if (known.size === total) {
      return [...known.values()];
    }
    [moment, ...later].forEach(note);
    moment = undefined;
    last = Math.max(1, count);
  }
  throw unreadable(path, CHANGING);
}

function numbersUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** Refuses a count of pages that no account can have: as many requests would be sent as it says. */
function refuseMonster({ metadata }: Page, path: string): void {
  const { page_count: count, total_count: total } = metadata;
  if (count <= Math.min(MOST_PAGES, Math.max(1, total))) {
    return;
  }
  const reason = count > MOST_PAGES ? `no more than ${MOST_PAGES} are read` : `of ${total} rows`;
  const facts = { kind: 'response', transient: false, uncertain: false } as const;
  throw new StatusCakeError(`GET ${path}: the response speaks of ${count} pages, ${reason}`, facts);
}

const CHANGING = 'it kept changing while it was read';

/** Returns what shows that rows have shifted or are missing, or that pages came in place of others; empty where nothing does. */
function flawOf(pages: readonly Page[], rows: readonly Remote[]): string {
  const totals = new Set(pages.map(({ metadata }) => metadata.total_count));
  const distinct = new Set(rows.map(({ id }) => id));
  const [total] = totals;
  const strange = pages.findIndex(({ metadata }, index) => metadata.page !== index + 1);
  if (totals.size > 1 || distinct.size < rows.length) {
    return CHANGING;
  }
  if (strange !== -1) {
    return `page ${pages[strange]?.metadata.page} came for page ${strange + 1}`;
  }
  return rows.length === total ? '' : `it is to have ${total} rows, but ${rows.length} came`;
}

function unreadable(path: string, flaw: string): StatusCakeError {
  const facts = { kind: 'list', transient: true, uncertain: false } as const;
  return new StatusCakeError(`GET ${path}: no whole list in ${ATTEMPTS} readings: ${flaw}`, facts);
}
