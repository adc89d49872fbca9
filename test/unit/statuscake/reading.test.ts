import { describe, expect, test } from 'vitest';
import {
  complement,
  detailsReader,
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

describe('the details of one', () => {
  test('are none where nothing has the ID, and an error for any other reason', async () => {
    expect(await readDetails(scriptedClient(() => MISSING).client, uptime, '1')).toBeNull();
    await expect(readDetails(scriptedClient(() => REFUSED).client, uptime, '1')).rejects.toMatchObject({
      facts: { kind: 'forbidden' },
    });
  });

  test.each(['7', '07', '007'])('are those of the ID %s, however many zeros it begins with', async (id) => {
    expect(await readDetails(scriptedClient(() => details(named('7'))).client, uptime, id)).toEqual(
      named('7'),
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
