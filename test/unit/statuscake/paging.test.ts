import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StatusCakeError } from '../../../src/statuscake/errors.ts';
import type { Query } from '../../../src/statuscake/http/form.ts';
import { type List, readList } from '../../../src/statuscake/paging.ts';

interface Change {
  readonly kind: 'create' | 'delete' | 'move';
  /** Where, as a share of the list. */
  readonly at: number;
  readonly to: number;
}

/** A list that others change between the reading of one page and the next. */
class ChangingList {
  readonly perPage: number;
  /** The IDs at every moment so far. */
  readonly moments: string[][];
  requests = 0;
  #created = 0;

  constructor(length: number, perPage: number) {
    this.perPage = perPage;
    this.moments = [Array.from({ length }, (_, index) => `old ${index}`)];
  }

  get now(): string[] {
    return this.moments.at(-1) ?? [];
  }

  change({ kind, at, to }: Change): void {
    const rows = [...this.now];
    const index = Math.floor(at * (rows.length + (kind === 'create' ? 1 : 0)));
    if (kind === 'create') {
      rows.splice(index, 0, `new ${this.#created++}`);
    } else {
      const [row] = rows.splice(index, 1);
      if (kind === 'move' && row !== undefined) {
        rows.splice(Math.floor(to * (rows.length + 1)), 0, row);
      }
    }
    this.moments.push(rows);
  }

  page(page: number) {
    this.requests += 1;
    const rows = this.now.slice((page - 1) * this.perPage, page * this.perPage);
    return {
      data: rows.map((id) => ({ id })),
      metadata: { page, page_count: Math.ceil(this.now.length / this.perPage), total_count: this.now.length },
    };
  }
}

/** Reads a list whose responses are what a function makes of its pages. */
function read(response: (page: number) => unknown): Promise<List> {
  const client = {
    get: async <T>(_path: string, { page }: Query) => response(Number(page)) as T,
    backOff: async () => {},
  };
  return readList(client, '/uptime', {}, () => true);
}

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).sort();

describe('a list that others change while it is read', () => {
  const share = fc.double({ min: 0, max: 0.999, noNaN: true });
  const kind = fc.constantFrom<Change['kind']>('create', 'create', 'delete', 'delete', 'move');
  const change = fc.record({ kind, at: share, to: share });
  const story = fc.record({
    length: fc.nat({ max: 14 }),
    perPage: fc.integer({ min: 1, max: 4 }),
    // What happens before each page is read, and how long its request is under way.
    before: fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 60 }),
    ticks: fc.array(fc.nat({ max: 6 }), { maxLength: 60 }),
  });

  test('is settled as it was at one moment, or that is an error', async () => {
    let settledOnes = 0;
    await fc.assert(
      fc.asyncProperty(story, async ({ length, perPage, before, ticks }) => {
        const list = new ChangingList(length, perPage);
        let sent = 0;
        const response = async (page: number) => {
          const number = sent++;
          for (let tick = ticks[number] ?? 0; tick > 0; tick -= 1) {
            await undefined;
          }
          before[number]?.forEach((each) => {
            list.change(each);
          });
          return list.page(page);
        };
        try {
          const reading = await read(response);
          const settled = idsOf(await reading.settled());
          const states = list.moments.map((rows) => [...rows].sort());
          expect(states).toContainEqual(settled);
          settledOnes += 1;
        } catch (error) {
          if (!(error instanceof StatusCakeError)) {
            throw error;
          }
          expect(error.message).toMatch(/^GET \/uptime: no whole list in 5 readings: (it|others) /);
        }
      }),
      { numRuns: 3000 },
    );
    expect(settledOnes).toBeGreaterThan(1000);
  });

  /** As many as 19 other runs create while this one, which has the same share of the rate limit, reads a page. */
  test.each([
    ['its end', 0.9999],
    ['its beginning', 0],
  ])('is read all the same while twenty runs add to %s', async (_, at) => {
    const list = new ChangingList(620, 100);
    const { rows, settled } = await read((page) => {
      for (let others = 0; others < 19; others += 1) {
        list.change({ kind: 'create', at, to: 0 });
      }
      return list.page(page);
    });
    const states = list.moments.map((ids) => [...ids].sort().join());
    expect(states).toContain(idsOf(rows).join());
    expect(states).toContain(idsOf(await settled()).join());
  });

  /** While page 2 of 3 is on its way, one row of page 1 goes and a new one comes at the end: `old 4` slips onto page 1. */
  function slipping(): { list: ChangingList; response: (page: number) => unknown } {
    const list = new ChangingList(12, 4);
    const response = (page: number) => {
      if (list.requests === 1) {
        list.change({ kind: 'delete', at: 0, to: 0 });
        list.change({ kind: 'create', at: 0.999, to: 0 });
      }
      return list.page(page);
    };
    return { list, response };
  }

  test('hides a row that slips, which a second reading shows', async () => {
    const { list, response } = slipping();
    const { rows, settled } = await read(response);
    expect(idsOf(rows)).not.toContain('old 4');
    expect(list.requests).toBe(3);
    expect(idsOf(await settled())).toEqual([...list.now].sort());
  });

  test('is settled at once where others only add to its end', async () => {
    const list = new ChangingList(9, 4);
    const { settled } = await read((page) => list.page(page));
    list.change({ kind: 'create', at: 0.999, to: 0 });
    expect(idsOf(await settled())).toEqual([...list.now].sort());
    expect(list.requests).toBe(3 + 3);
  });
});

describe('what settling costs', () => {
  test.each([
    { length: 0, reading: 1, settling: 0 },
    { length: 4, reading: 1, settling: 0 },
    { length: 8, reading: 2, settling: 1 },
    { length: 12, reading: 3, settling: 3 },
    { length: 40, reading: 10, settling: 10 },
  ])('$settling requests for $length rows on pages of 4', async ({ length, reading, settling }) => {
    const list = new ChangingList(length, 4);
    const { rows, settled } = await read((page) => list.page(page));
    expect(list.requests).toBe(reading);
    expect(idsOf(await settled())).toEqual(idsOf(rows));
    expect(list.requests).toBe(reading + settling);
  });
});

describe('a list that is not whole', () => {
  const page = (metadata: object, ...ids: string[]) => ({ data: ids.map((id) => ({ id })), metadata });

  test.each([
    [
      'lacks the rows of a page',
      (number: number) =>
        number === 1
          ? page({ page: 1, page_count: 2, total_count: 3 }, 'a', 'b')
          : page({ page: 2, page_count: 2, total_count: 3 }),
      'it is to have 3 rows, but 2 came',
    ],
    [
      'lacks most rows of its one page',
      () => page({ page: 1, page_count: 1, total_count: 150 }, 'a'),
      'it is to have 150 rows, but 1 came',
    ],
    [
      'shows a page in place of another',
      () => page({ page: 1, page_count: 2, total_count: 2 }, String(Math.random())),
      'page 1 came for page 2',
    ],
    [
      'shows rows twice',
      () => page({ page: 1, page_count: 1, total_count: 2 }, 'a', 'a'),
      'others created or deleted something all the time while it was read',
    ],
  ])('is read again and then an error: it %s', async (_, response, flaw) => {
    let requests = 0;
    const reading = read((number) => {
      requests += 1;
      return response(number);
    });
    await expect(reading).rejects.toThrow(`GET /uptime: no whole list in 5 readings: ${flaw}`);
    expect(requests).toBeGreaterThanOrEqual(5);
  });

  test.each([
    [1e9, 1e11, 'the response speaks of 1000000000 pages, no more than 1000 are read'],
    [900, 3, 'the response speaks of 900 pages, of 3 rows'],
  ])('is no list at all: %i pages', async (page_count, total_count, reason) => {
    let requests = 0;
    const reading = read(() => {
      requests += 1;
      return page({ page: 1, page_count, total_count }, 'a');
    });
    await expect(reading).rejects.toThrow(`GET /uptime: ${reason}`);
    expect(requests).toBe(1);
  });
});

test.each<[string, readonly { id: string }[]]>([
  ['lacks rows', []],
  ['shows one twice', [{ id: '1' }, { id: '1' }]],
])('a list that %s is read again after pauses that grow', async (_, data) => {
  const pauses: number[] = [];
  const client = {
    get: async <T>() => ({ data, metadata: { page: 1, page_count: 1, total_count: 2 } }) as T,
    backOff: async (failures: number) => void pauses.push(failures),
  };
  await expect(readList(client, '/uptime', {}, () => true)).rejects.toMatchObject({
    facts: { kind: 'list' },
  });
  expect(pauses.slice(0, 3)).toEqual([1, 2, 3]);
});
