import { describe, expect, test } from 'vitest';
import { type Page, settle } from '../../../src/statuscake/settling.ts';

/** Rows on pages of so many. */
const pageOf = (rows: readonly string[], perPage: number, page: number): Page => ({
  data: rows.slice((page - 1) * perPage, page * perPage).map((id) => ({ id })),
  metadata: { page, page_count: Math.ceil(rows.length / perPage), total_count: rows.length },
});
const old = (count: number) => Array.from({ length: count }, (_, index) => `old ${index + 1}`);

/** Settles a list of which these pages were read. Returns the IDs, the pages that it took, and after how many attempts it paused. */
async function settled(pages: readonly Page[], readPage: (page: number, request: number) => Page) {
  const asked: number[] = [];
  const pauses: number[] = [];
  const rows = await settle(
    async (page) => {
      asked.push(page);
      return readPage(page, asked.length);
    },
    pages,
    async (attempts) => {
      pauses.push(attempts);
    },
  );
  return { ids: rows?.map(({ id }) => id).sort(), asked, pauses };
}

/** Settles a list that was read with its old rows, and changes before some of the requests to come. */
async function settledWhile(
  changes: Readonly<Record<number, (rows: readonly string[]) => readonly string[]>>,
  length: number,
  perPage: number,
) {
  let rows: readonly string[] = old(length);
  const pages = Array.from({ length: Math.ceil(length / perPage) }, (_, index) =>
    pageOf(rows, perPage, index + 1),
  );
  return settled(pages, (page, request) => {
    rows = changes[request]?.(rows) ?? rows;
    return pageOf(rows, perPage, page);
  });
}

const atEnd =
  (...ids: string[]) =>
  (rows: readonly string[]) => [...rows, ...ids];
const atBeginning =
  (...ids: string[]) =>
  (rows: readonly string[]) => [...ids, ...rows];

describe('a list of which every page was read', () => {
  test('is settled at once where new rows have made a new page at its end', async () => {
    expect(await settledWhile({ 1: atEnd('new 1', 'new 2') }, 11, 4)).toEqual({
      ids: ['new 1', 'new 2', ...old(11)].sort(),
      asked: [3, 4, 1, 2, 3],
      pauses: [],
    });
  });

  test('is settled from its end where rows come there faster than a page is read', async () => {
    const changes = { 1: atEnd('new 1', 'new 2'), 2: atEnd('new 3', 'new 4', 'new 5') };
    expect(await settledWhile(changes, 6, 2)).toEqual({
      ids: ['new 1', 'new 2', 'new 3', 'new 4', 'new 5', ...old(6)].sort(),
      // The new last page once more, before the pause and after it.
      asked: [3, 4, 1, 2, 3, 5, 6, 6, 6, 1, 2, 3, 4, 5],
      pauses: [1],
    });
  });

  test('is settled from its beginning where rows come there', async () => {
    const changes = { 1: atBeginning('new 1'), 6: atBeginning('new 2') };
    expect(await settledWhile(changes, 6, 2)).toEqual({
      ids: ['new 1', 'new 2', ...old(6)].sort(),
      asked: [3, 4, 1, 2, 3, 1, 1, 2, 3, 4],
      pauses: [1],
    });
  });

  test('is settled from its end where one page with a new row was left of it, and then grows', async () => {
    const changes = { 1: () => ['new 1'], 4: atEnd('new 2') };
    expect(await settledWhile(changes, 3, 1)).toEqual({
      ids: ['new 1', 'new 2'],
      asked: [3, 1, 1, 1, 2, 1],
      pauses: [1],
    });
  });

  test('is given up after five attempts, with a pause between them', async () => {
    let last = 0;
    const everNew = (page: number): Page => {
      last += 1;
      return { data: [{ id: `new ${last}` }], metadata: { page, page_count: 2, total_count: 2 } };
    };
    const { ids, pauses } = await settled([pageOf(old(2), 1, 1), pageOf(old(2), 1, 2)], everNew);
    expect(ids).toBeUndefined();
    expect(pauses).toEqual([1, 2, 3, 4]);
  });
});
