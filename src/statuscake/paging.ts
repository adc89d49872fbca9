import pLimit from 'p-limit';
import type { StatusCakeClient } from './client.ts';
import { StatusCakeError } from './errors.ts';
import type { Query } from './http/form.ts';
import type { Remote } from './resource.ts';
import type { ResponseCheck } from './response-check.ts';
import { ATTEMPTS, numbersUpTo, type Page, settle } from './settling.ts';

/** What of the client reading a list takes. */
type ListReader = Pick<StatusCakeClient, 'get' | 'backOff'>;

/** The most that a page can hold (API reference). */
const PAGE_SIZE = 100;
const PAGES_AT_A_TIME = 16;
/** A list of more pages than this is not read: of 5 requests a second it would take three minutes. */
const MOST_PAGES = 1000;

/** A list of which every page has been read, at one time or another. */
export interface List {
  readonly rows: readonly Remote[];
  /**
   * The rows that the list had at one moment, none missing. A list of one page is that already; else its pages are read
   * once more. Throws a StatusCakeError, also when the list changes faster than it can be read.
   */
  settled(): Promise<readonly Remote[]>;
}

/**
 * Reads a whole list, the pages after the first side by side. What is created or deleted in the meantime shifts rows, so a
 * list that shows signs of it is settled at once, and one that lacks rows is read again.
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

  const settled = async (pages: readonly Page[]): Promise<readonly Remote[]> => {
    const rows = await settle(readPage, pages, (attempts) => client.backOff(attempts, undefined));
    if (rows === undefined) {
      throw unreadable(path, CHANGING);
    }
    return rows;
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
      return { rows, settled: async () => (count > 1 ? settled(pages) : rows) };
    }
    if (flaw === CHANGING) {
      // To begin again would not help while others go on: what was read so far is the first half of settling.
      const whole = await settled(pages);
      return { rows: whole, settled: async () => whole };
    }
  }
  throw unreadable(path, flaw);
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

const CHANGING = 'others created or deleted something all the time while it was read';

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
