import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  complement,
  detailsReader,
  readAccount,
  readAll,
  readAllWith,
  readDetails,
  readExisting,
  readForCreation,
  readUntil,
} from '../../../src/statuscake/reading.ts';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { openAccountState } from '../../../src/statuscake/state/account-state.ts';
import { listOf, respondWith, scriptedClient } from './scripted-client.ts';

const MISSING = respondWith({ message: 'No results found' }, 404);
const REFUSED = respondWith({ message: 'Your current plan has no access' }, 403);
const named = (id: string, name = 'a') => ({ id, name });
const details = (row: object) => respondWith({ data: row });

describe('a list', () => {
  test('is asked for without what makes it dear, but for what somebody asks for', async () => {
    const { client, sent } = scriptedClient(() => listOf([named('1')]));
    expect(await readAll(client, uptime)).toEqual([named('1')]);
    await readAll(client, uptime, { tags: 'a' });
    await readAll(client, uptime, { nouptime: false });
    await readAll(client, contactGroup);
    expect(sent).toEqual([
      'GET /uptime?nouptime&page=1&limit=100',
      'GET /uptime?tags=a&nouptime&page=1&limit=100',
      'GET /uptime?page=1&limit=100',
      'GET /contact-groups?page=1&limit=100',
    ]);
  });

  test('is completed by the details of those rows that lack a field, and of no others', async () => {
    const row = { ...named('1'), tags: ['a'] };
    const { client, sent } = scriptedClient(({ path }) => {
      if (path.includes('?')) {
        return listOf([row, named('2'), named('3')]);
      }
      return path.endsWith('/2') ? details({ ...named('2'), tags: ['b'] }) : MISSING;
    });
    const rows = await readAllWith(client, uptime, ['name', 'tags']);
    expect(rows).toEqual([row, { ...named('2'), tags: ['b'] }]);
    // One that a list shows is asked for again before it counts as gone.
    expect(sent.filter((request) => request === 'GET /uptime/3')).toHaveLength(5);
    expect(sent.filter((request) => request === 'GET /uptime/2')).toHaveLength(1);
    expect(sent).not.toContain('GET /uptime/1');
  });

  test('needs no completion where nothing is asked of it', async () => {
    const { client, sent } = scriptedClient(() => MISSING);
    const rows: Remote[] = [named('1')];
    expect(await complement(client, uptime, [], rows)).toEqual(rows);
    expect(sent).toEqual([]);
  });
});

describe('a list to create by, of pages that are read one after the other', () => {
  const page = (number: number) =>
    respondWith({
      data: [named(String(number), `test ${number}`)],
      metadata: { page: number, page_count: 3, total_count: 3 },
    });
  const pagesOf = () => scriptedClient(({ path }) => page(Number(/page=(\d)/.exec(path)?.[1])));

  test('is read once where it shows all that is wanted, and else twice', async () => {
    const whole = pagesOf();
    const isComplete = (rows: readonly Remote[]) => rows.some(({ name }) => name === 'test 3');
    expect(await readForCreation(whole.client, uptime, isComplete, false)).toHaveLength(3);
    expect(whole.sent).toHaveLength(3);
    const lacking = pagesOf();
    expect(await readForCreation(lacking.client, uptime, () => false, true)).toHaveLength(3);
    expect(lacking.sent).toHaveLength(6);
  });
});

describe('a list to create by, where runs read lists for each other', () => {
  const ROWS = [named('1'), named('2', 'b')];
  const LATER = [...ROWS, named('3', 'c')];
  const WHOLE = 'GET /uptime?nouptime&page=1&limit=100';
  const COUNT = 'GET /uptime?nouptime&page=1&limit=1';

  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reading-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A run on an account that has these rows, and says to have so many. */
  const openRun = (rows = ROWS, total = rows.length) =>
    scriptedClient(({ path }) => listOf(rows, path.endsWith('limit=1') ? total : rows.length), {
      state: openAccountState(folder, 'https://api.example.com', 'token'),
      listAge: 60_000,
    });

  test('is one that this run has just read, whatever it lacks', async () => {
    const { client, sent } = openRun();
    expect(await readForCreation(client, uptime, () => false, false)).toEqual(ROWS);
    expect(sent).toEqual([WHOLE]);
  });

  test.each([
    ['shows all that is wanted', true, false],
    ['lacks something, for which twins are looked for afterwards', false, true],
  ])('is that of another run where it %s', async (_, isComplete, looksAfter) => {
    await readAccount(openRun().client, uptime);
    const { client, sent } = openRun(LATER);
    expect(await readForCreation(client, uptime, () => isComplete, looksAfter)).toEqual(ROWS);
    expect(sent).toEqual([]);
  });

  test.each([
    ['as many as it shows', 2, 0, true],
    ['one more', 3, 0, false],
    ['one less', 1, 0, false],
    ['as many as it shows, while another run is writing', 2, 1, true],
    ['one more, which another run may just have created', 3, 1, true],
    ['more than other runs may just have created', 4, 1, false],
    ['one less, while another run is writing', 1, 1, false],
  ])(
    'of another run that lacks something is compared with how many there are: %s',
    async (_, there, writes, isCurrent) => {
      const other = openRun();
      await readAccount(other.client, uptime);
      if (writes === 1) {
        other.client.journal?.begin('/uptime');
      }
      const { client, sent } = openRun(LATER, there);
      const read = await readForCreation(client, uptime, () => false, false);
      expect(read).toEqual(isCurrent ? ROWS : LATER);
      expect(sent).toEqual(isCurrent ? [COUNT] : [COUNT, WHOLE]);
      // What was read anew is there for others.
      expect(await readAccount(openRun([]).client, uptime)).toEqual(read);
    },
  );
});

describe('the details of one', () => {
  test('are none where nothing has the ID, and an error for any other reason', async () => {
    expect(await readDetails(scriptedClient(() => MISSING).client, uptime, '1')).toBeNull();
    await expect(readDetails(scriptedClient(() => REFUSED).client, uptime, '1')).rejects.toMatchObject({
      facts: { kind: 'forbidden' },
    });
  });

  test.each([
    ['7', '7'],
    ['07', '7'],
    ['007', '7'],
    ['101', '101'],
  ])('that is asked for as %s, whatever zeros that begins with, are those of %s', async (asked, id) => {
    expect(await readDetails(scriptedClient(() => details(named(id))).client, uptime, asked)).toEqual(
      named(id),
    );
  });

  test.each([
    ['0', '00'],
    ['70', '7'],
    ['7', '70'],
  ])('with the ID %s are asked for, those of %s are strange', async (id, asked) => {
    const reading = readDetails(scriptedClient(() => details(named(id))).client, uptime, asked);
    if (id === '0') {
      expect(await reading).toEqual(named('0'));
    } else {
      await expect(reading).rejects.toMatchObject({
        message: `GET /uptime/${asked}: the response is about another one, with the ID ${id}`,
        facts: { kind: 'response', transient: true, uncertain: false },
      });
    }
  });
});

describe('what has to be there', () => {
  test('is asked for five times, with growing pauses, and no more', async () => {
    const { client, clock, sent } = scriptedClient(() => MISSING);
    expect(await readExisting(client, heartbeat, '7')).toBeNull();
    expect(sent).toEqual(Array(5).fill('GET /heartbeat/7'));
    expect(clock.now()).toBe(500 + 1000 + 2000 + 4000);
  });

  test('is asked for no more once it is there, and whole', async () => {
    const { client, sent } = scriptedClient((_, number) =>
      number === 1 ? MISSING : details({ ...named('7'), url: number > 2 ? 'https://x' : null }),
    );
    const found = await readExisting(client, heartbeat, '7', ({ url }) => url !== null);
    expect(found).toMatchObject({ url: 'https://x' });
    expect(sent).toHaveLength(3);
  });

  test('is what the last look showed, though that was not all', async () => {
    let looks = 0;
    const { client } = scriptedClient(() => MISSING);
    const look = async () => {
      looks += 1;
      return looks;
    };
    expect(await readUntil(client, look, () => false)).toBe(5);
    expect(await readUntil(client, look, (found) => found === 6)).toBe(6);
    expect(looks).toBe(6);
  });

  test('is read side by side, sixteen at a time', async () => {
    let underWay = 0;
    let most = 0;
    const { client } = scriptedClient(async ({ path }) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      return details(named(path.split('/').at(-1) ?? ''));
    });
    // Without a first response nobody knows that there are no limits, and requests leave one by one.
    await readDetails(client, uptime, '1');
    const read = detailsReader(client, uptime);
    const ids = Array.from({ length: 40 }, (_, index) => String(index + 1));
    expect((await Promise.all(ids.map(read))).map((remote) => remote?.id)).toEqual(ids);
    expect(most).toBe(16);
  });
});
