import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StatusCakeError } from '../../../src/statuscake/errors.ts';
import type { HttpResponse, Transport } from '../../../src/statuscake/http/transport.ts';
import { readAll } from '../../../src/statuscake/reading.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { openAccountState } from '../../../src/statuscake/state/account-state.ts';
import { DONE, listOf, respondWith, scriptedClient } from './scripted-client.ts';

const LIMITS = { 'x-ratelimit-limit': '5, 60;w=60, 5;w=1', 'x-ratelimit-remaining': '5' };
const refusal = (headers: HttpResponse['headers'] = {}): HttpResponse => ({ status: 429, headers, text: '' });
const BUSY: HttpResponse = { status: 503, headers: {}, text: '' };
const EMPTY = listOf([]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'client-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const stateOf = (token = 'token') => openAccountState(folder, 'https://api.example.com', token);

/** Responds with these, one after the other, and then with an empty list. */
const responses = (...list: HttpResponse[]) => {
  const left = [...list];
  return () => left.shift() ?? EMPTY;
};

describe('a request', () => {
  test('is sent as the API reads it', async () => {
    const { client, sent } = scriptedClient(
      responses(respondWith({ data: { new_id: '7' } }, 201), DONE, DONE, EMPTY),
    );
    expect(await client.post('/ssl', { name: 'a b', tags: ['x', 'y'] })).toBe('7');
    await client.put('/ssl/7', { paused: true });
    await client.delete('/ssl/7');
    await client.get('/ssl', { page: 2 }, () => true);
    expect(sent).toEqual([
      'POST /ssl name=a+b&tags%5B%5D=x&tags%5B%5D=y',
      'PUT /ssl/7 paused=true',
      'DELETE /ssl/7',
      'GET /ssl?page=2',
    ]);
    expect(client.usage).toEqual({ requests: 4, retries: 0, waited_seconds: 0 });
  });

  test('is tried as often as the client may, and the last error is told', async () => {
    const { client, sent, clock } = scriptedClient(() => BUSY, { retries: 2 });
    expect(client.maximumRetries).toBe(2);
    await expect(readAll(client, contactGroup)).rejects.toThrow('GET /contact-groups: HTTP 503');
    expect(sent).toHaveLength(3);
    expect(clock.now()).toBe(500 + 1000);
    expect(client.usage).toEqual({ requests: 3, retries: 2, waited_seconds: 1.5 });
  });

  test('is repeated no more once the client is stopped, which is told with what it waited for', async () => {
    const sleep = async () => {
      stopped.client.stop('somebody said so');
      await new Promise(() => {});
    };
    const stopped = scriptedClient(() => BUSY, { retries: 3, clock: { now: () => 0, sleep } });
    await expect(readAll(stopped.client, contactGroup)).rejects.toMatchObject({
      message: 'not started, since somebody said so; the try before: GET /contact-groups: HTTP 503',
      facts: { kind: 'stopped', transient: false, uncertain: false },
    });
    expect(stopped.client.usage).toEqual({ requests: 1, retries: 0, waited_seconds: 0 });
  });

  test('needs connections until the client is closed', async () => {
    let closed = 0;
    const transport: Transport = {
      send: async () => EMPTY,
      giveUp() {},
      async close() {
        closed += 1;
      },
    };
    const { client } = scriptedClient(() => EMPTY, { transport });
    await readAll(client, contactGroup);
    expect(closed).toBe(0);
    await client.close();
    expect(closed).toBe(1);
  });

  test('that was redirected is no success', async () => {
    const { client } = scriptedClient(() => ({ status: 300, headers: {}, text: '{}' }));
    await expect(client.get('/ssl', {}, () => true)).rejects.toThrow('GET /ssl: HTTP 300');
  });
});

describe('a refusal for haste', () => {
  test('is waited for ever longer while no other response comes', async () => {
    const { client, clock } = scriptedClient(
      responses(refusal(), refusal(), EMPTY, refusal(), refusal(), refusal()),
    );
    await readAll(client, contactGroup);
    expect(clock.now()).toBe((1 + 2) * 1000);
    await readAll(client, contactGroup);
    expect(clock.now()).toBe((1 + 2 + 1 + 2 + 4) * 1000);
  });

  test('is no failure, and yet not waited for without end', async () => {
    const { client, clock } = scriptedClient(() => refusal({ 'x-ratelimit-reset': '300' }));
    await expect(readAll(client, contactGroup)).rejects.toMatchObject({ facts: { kind: 'rate-limit' } });
    // Of the ten minutes none is left after the third.
    expect(clock.now()).toBe(900_000);
  });

  test('is waited for up to ten minutes, as the service asks', async () => {
    const { client, clock } = scriptedClient(responses(refusal({ 'x-ratelimit-reset': '600' })));
    await readAll(client, contactGroup);
    expect(clock.now()).toBe(600_000);
  });

  test.each([
    ['where refused requests count, too', LIMITS, 4, 4000 + 0.5 * 2000],
    ['of a moment', LIMITS, 2, 2000 + 0.5 * 1000],
    ['by the one limit that there is', { 'x-ratelimit-limit': '5, 5;w=1' }, 4, 4000],
  ])('has runs come back at different times %s', async (_, headers, seconds, waited) => {
    const { client, clock } = scriptedClient(
      responses({ ...EMPTY, headers }, refusal({ ...headers, 'x-ratelimit-reset': String(seconds) })),
      { random: () => 0.5 },
    );
    await readAll(client, contactGroup);
    await readAll(client, contactGroup);
    expect(clock.now()).toBe(waited);
  });
});

describe('how many requests are under way', () => {
  /** Sends one, then three side by side, and returns how many of these were under way together. */
  async function sideBySide(first: HttpResponse): Promise<number> {
    let underWay = 0;
    let most = 0;
    const { client } = scriptedClient(async (_, number) => {
      if (number === 1) {
        return first;
      }
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      return BUSY;
    });
    const reading = () => readAll(client, contactGroup).catch(() => []);
    await reading();
    await Promise.all([1, 2, 3].map(reading));
    return most;
  }

  test.each([
    ['a response without limits says that there are none', EMPTY, 3],
    ['an error without limits may be of a proxy, and says nothing', { ...BUSY, status: 500 }, 1],
    ['nor does a redirection', { ...BUSY, status: 300 }, 1],
    [
      'an error that names limits says what a response says',
      { ...BUSY, headers: { 'x-ratelimit-limit': '9, 9;w=1' } },
      3,
    ],
  ])('%s', async (_, response, most) => {
    expect(await sideBySide(response)).toBe(most);
  });
});

describe('the limits of the account', () => {
  test('are those that responses name, and the part of them that may be used', async () => {
    const { client } = scriptedClient(() => ({ ...EMPTY, headers: LIMITS }), { share: 0.5 });
    expect(client.rateLimits).toEqual([]);
    await readAll(client, contactGroup);
    expect(client.rateLimits).toEqual([
      { requests: 30, seconds: 60 },
      { requests: 2, seconds: 1 },
    ]);
  });
});

describe('a pause', () => {
  test.each([
    ['grows with the failures', 3, new Error('bug'), 2000],
    ['is as long as the service asked', 1, 7, 7000],
    ['is no shorter than it would be anyway', 5, 7, 8000],
  ])('%s', async (_, failures, asked, milliseconds) => {
    const { client, clock } = scriptedClient(() => EMPTY);
    const facts = { kind: 'server', transient: true, uncertain: true } as const;
    const error =
      typeof asked === 'number' ? new StatusCakeError('busy', { ...facts, retryAfter: asked }) : asked;
    await client.backOff(failures, error);
    expect(clock.now()).toBe(milliseconds);
    expect(client.usage.waited_seconds).toBe(milliseconds / 1000);
  });
});

describe('work that nobody else is to do at the same time', () => {
  const clock = { now: Date.now, sleep: (_: number) => new Promise<void>((wake) => setTimeout(wake, 1)) };
  const sharing = () => scriptedClient(() => EMPTY, { state: stateOf(), clock }).client;

  test('waits for others that are at the same', async () => {
    const story: string[] = [];
    const work = (subjects: string[], name: string) =>
      sharing().exclusively(subjects, async () => {
        story.push(`${name} begins`);
        await clock.sleep(1);
        story.push(`${name} ends`);
        return name;
      });
    const names = await Promise.all([work(['a'], 'one'), work(['a', 'b'], 'other')]);
    expect(names).toEqual(['one', 'other']);
    const [first] = String(story[0]).split(' ');
    expect(story.slice(0, 2)).toEqual([`${first} begins`, `${first} ends`]);
  });

  test.each([
    ['that are at something else', () => [sharing(), sharing()], ['a'], ['b']],
    ['where nothing is shared', () => Array(2).fill(scriptedClient(() => EMPTY).client), ['a'], ['a']],
  ])('waits for no others %s', async (_, open, ...subjects) => {
    let begun = 0;
    let release = () => {};
    const bothBegun = new Promise<void>((resolve) => {
      release = resolve;
    });
    const work = async () => {
      begun += 1;
      if (begun === 2) {
        release();
      }
      await bothBegun;
    };
    await Promise.all(open().map((client, index) => client.exclusively(subjects[index] ?? [], work)));
    expect(begun).toBe(2);
  });

  test('keeps nobody waiting once it has failed', async () => {
    const failing = sharing().exclusively(['a'], () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(await sharing().exclusively(['a'], async () => 'done')).toBe('done');
  });
});

describe('how far a run has come', () => {
  afterEach(() => vi.useRealTimers());

  test('is told in a file while it lasts', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
    const state = stateOf();
    const { client } = scriptedClient(() => ({ ...EMPTY, headers: { 'x-ratelimit-limit': '1, 1;w=10' } }), {
      state,
    });
    const file = state.fileOf(`${process.pid}.progress.json`);
    const shown = () => JSON.parse(readFileSync(file, 'utf8'));
    const stop = client.showProgress();
    await vi.advanceTimersByTimeAsync(1500);
    expect(shown()).toEqual({ done: 0, total: 0, requests: 0, seconds_left: 0 });
    await readAll(client, contactGroup);
    client.expect(3, 4);
    client.advance();
    client.advance();
    await vi.advanceTimersByTimeAsync(500);
    expect(shown()).toEqual({ done: 2, total: 3, requests: 1, seconds_left: 30 });
    await readAll(client, contactGroup);
    await vi.advanceTimersByTimeAsync(500);
    expect(shown()).toEqual({ done: 2, total: 3, requests: 2, seconds_left: 20 });
    stop();
    expect(existsSync(file)).toBe(false);
  });

  test('is told nobody where nothing is shared', () => {
    expect(() => scriptedClient(() => EMPTY).client.showProgress()()).not.toThrow();
  });
});

describe('a text for people', () => {
  test('is left in a file of this user', () => {
    const { client } = scriptedClient(() => EMPTY, { state: stateOf() });
    const file = client.leave('problems.txt', 'all of them') ?? '';
    expect(readFileSync(file, 'utf8')).toBe('all of them');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('is left nowhere where nothing is shared, or it cannot be written', () => {
    expect(scriptedClient(() => EMPTY).client.leave('problems.txt', 'x')).toBeNull();
    const { client } = scriptedClient(() => EMPTY, { state: stateOf() });
    expect(client.leave('none/problems.txt', 'x')).toBeNull();
  });
});

describe('silence', () => {
  afterEach(() => vi.useRealTimers());

  test('ends the run, with what it was', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { client } = scriptedClient(() => new Promise<HttpResponse>(() => {}), { silence: 60_000 });
    const heard = readAll(client, contactGroup).catch(String);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await heard).toContain('given up without a response, since nothing was heard of the API for 60 s');
    await expect(readAll(client, contactGroup)).rejects.toMatchObject({
      message: 'not started, since nothing was heard of the API for 60 s',
      facts: { kind: 'stopped', transient: false, uncertain: false },
    });
  });

  test('is none where responses come', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { client } = scriptedClient(() => EMPTY, { silence: 60_000 });
    await readAll(client, contactGroup);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await readAll(client, contactGroup)).toEqual([]);
  });
});

describe('what runs share', () => {
  test('is nothing without a folder, lists only on demand', () => {
    const alone = scriptedClient(() => EMPTY, { listAge: 1000 }).client;
    expect([alone.journal, alone.lists, alone.previews.has('a', 'b')]).toEqual([undefined, undefined, false]);
    const state = stateOf();
    expect(scriptedClient(() => EMPTY, { state }).client.lists).toBeUndefined();
    expect(scriptedClient(() => EMPTY, { state, listAge: 1000 }).client.lists).toBeDefined();
  });

  test('is what previews would have created, and what creations nobody is sure of', async () => {
    const [one, other] = [1, 2].map(() => scriptedClient(() => EMPTY, { state: stateOf() }).client);
    await one?.previews.put('contactGroup', ['Operations']);
    expect(other?.previews.has('contactGroup', 'Operations')).toBe(true);
    const record = { kind: 'uptime', identity: 'a', fields: [], digest: 'x', kept: null, time: Date.now() };
    await one?.creations.put(record);
    expect(other?.creations.of('uptime')).toEqual([record]);
    const stranger = scriptedClient(() => EMPTY, { state: stateOf('other') }).client;
    expect(stranger.creations.of('uptime')).toEqual([]);
  });

  test('is under names that runs of other versions know', async () => {
    const state = stateOf();
    const { client } = scriptedClient(() => ({ ...EMPTY, headers: LIMITS }), { state });
    const time = Date.now();
    const record = { kind: 'uptime', identity: 'a', fields: [], digest: 'x', kept: null, time };
    await client.creations.put(record);
    await client.creations.announce([record]);
    client.creations.note({ kind: 'uptime', identity: 'b', tags: '', id: '7', time });
    await client.previews.put('uptime', ['c']);
    await readAll(client, contactGroup);
    const prefix = state.fileOf('').length - folder.length - 1;
    const names = () =>
      readdirSync(folder)
        .map((name) => name.slice(prefix))
        .sort();
    expect(await client.exclusively(['a'], async () => names())).toEqual([
      'announced',
      'creations',
      'ledger',
      'previews',
      'runs',
    ]);
    await client.creations.withdraw();
    expect(names()).toEqual(['created', 'creations', 'ledger', 'previews']);
  });

  test('is waited for while another run reads it', async () => {
    const clock = { now: Date.now, sleep: (_: number) => new Promise<void>((wake) => setTimeout(wake, 1)) };
    const open = () => scriptedClient(() => EMPTY, { state: stateOf(), listAge: 60_000, clock }).client;
    const [reader, waiting] = [open(), open()];
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const reading = reader.lists?.read(contactGroup, async () => {
      await finished;
      return [];
    });
    await vi.waitFor(() => expect(existsSync(stateOf().fileOf('readings'))).toBe(true));
    const shared = waiting.lists?.read(contactGroup, async () => []);
    await vi.waitFor(() => expect(waiting.usage.waited_seconds).toBeGreaterThan(0));
    finish();
    expect(await Promise.all([reading, shared])).toMatchObject([{ isNew: true }, { isNew: false }]);
  });

  test('is read anew where a write could not be noted', async () => {
    const state = stateOf();
    const read = async () => [];
    const open = (fileOf = state.fileOf) =>
      scriptedClient(() => DONE, { state: { ...state, fileOf }, listAge: 1000 }).client;
    await open().lists?.read(contactGroup, read);
    expect(await open().lists?.read(contactGroup, read)).toMatchObject({ isNew: false });
    const lost = open((purpose) =>
      purpose.startsWith('writes') ? join(folder, 'none', purpose) : state.fileOf(purpose),
    );
    lost.journal?.begin('/contact-groups');
    await vi.waitFor(async () => expect(existsSync(state.fileOf('list-contact-groups'))).toBe(false));
  });
});
