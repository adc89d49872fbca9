import type { Remote } from './resource.ts';

/** A page of a list. */
export interface Page {
  readonly data: readonly Remote[];
  readonly metadata: { readonly page: number; readonly page_count: number; readonly total_count: number };
}

/** So often a list is read at the most, until it is whole. */
export const ATTEMPTS = 5;

/**
 * Reads a list once more, of which every page has been read, and returns the rows that it had at one moment, none missing;
 * nothing, where it changes faster than it can be read.
 *
 * Why one reading is not enough: pages are not a snapshot. While another client deletes one row and creates another, a
 * third can slip from a page that is still to be read to one that has been, and no count and no row shows it.
 *
 * Why two are: take the moment at which a page is asked for, whose response tells how many rows there are. A row that was read
 * before that moment and is read again after it was there at the moment, too, since an ID is not given twice; a row of that
 * very response was, anyhow. Are these as many as there were at that moment, then they are all that there were, whatever the
 * order of the list and whatever changed in it before and after. Fewer requests do not do: of a row that is not read again
 * nobody knows whether it had been deleted before the last page was read, and made room for another to slip.
 *
 * The page of the moment is the one where new rows come, the last or the first: those that others create in the meantime
 * then do not disturb. With two pages the second has just been read, after the first.
 * @param pause waits after so many attempts in vain
 */
export async function settle(
  readPage: (page: number) => Promise<Page>,
  pages: readonly Page[],
  pause: (attempts: number) => Promise<void>,
): Promise<readonly Remote[] | undefined> {
  const earlier = new Set<string>();
  const note = (read: readonly Page[]) => {
    for (const { id } of read.flatMap(({ data }) => data)) {
      earlier.add(id);
    }
  };
  note(pages);
  let asked = newest(pages);
  let moment = asked === 2 ? pages[1] : undefined;
  let comeFirst = false;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) {
      await pause(attempt - 1);
    }
    moment ??= await readPage(asked);
    if (!comeFirst && moment.metadata.page_count > asked) {
      note([moment]);
      asked = moment.metadata.page_count;
      moment = await readPage(asked);
    }
    const { page_count: count, total_count: total } = moment.metadata;
    const later = await readOthers(readPage, count, asked);
    const known = new Map(moment.data.map((row) => [row.id, row]));
    for (const row of [...later.values()].flatMap(({ data }) => data)) {
      if (earlier.has(row.id)) {
        known.set(row.id, row);
      }
    }
    if (known.size === total) {
      return [...known.values()];
    }
    const all = [...later.set(asked, moment).values()];
    const last = newest(all);
    comeFirst = last > 1 && later.get(1)?.data.some(({ id }) => !earlier.has(id)) === true;
    note(all);
    // Where rows come, they come while the rest is read, too: the shorter ago it was read, the fewer are missed.
    const came = Math.max(...all.map(({ metadata }) => metadata.total_count)) - total;
    const most = Math.max(1, ...all.map(({ data }) => data.length));
    const grown = comeFirst
      ? numbersUpTo(Math.min(last, 1 + Math.ceil(came / most)))
      : numbersUpTo(last).slice(count - 1);
    const ends = await Promise.all(grown.map(readPage));
    note(ends);
    asked = comeFirst ? 1 : newest([...all, ...ends]);
    moment = undefined;
  }
  return undefined;
}

/**
 * Reads all pages but one, by their numbers, and those that were not there before: rows that come at the beginning push others
 * there.
 */
async function readOthers(
  readPage: (page: number) => Promise<Page>,
  count: number,
  asked: number,
): Promise<Map<number, Page>> {
  const read = new Map<number, Page>();
  let reach = count;
  for (let next = numbersUpTo(count).filter((page) => page !== asked); next.length > 0; ) {
    const pages = await Promise.all(next.map(readPage));
    next.forEach((page, index) => {
      read.set(page, pages[index] as Page);
    });
    const last = newest(pages);
    next = numbersUpTo(last).slice(reach);
    reach = Math.max(reach, last);
  }
  return read;
}

/** Returns how many pages the list had, by the latest of these. */
function newest(pages: readonly Page[]): number {
  return Math.max(1, ...pages.map(({ metadata }) => metadata.page_count));
}

/** Returns the numbers from 1. */
export function numbersUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
