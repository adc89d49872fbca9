import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Created,
  type CreationRecord,
  memoryRecords,
  sharedRecords,
} from '../../../src/statuscake/state/creation-records.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'records-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const open = (account = 'account') => {
  const fileOf = (purpose: string) => join(folder, `${account}.${purpose}`);
  return sharedRecords(fileOf('creations'), fileOf('announced'), fileOf('created'));
};
const record = (identity: string, more: Partial<CreationRecord> = {}): CreationRecord => ({
  kind: 'uptime',
  identity,
  fields: ['name'],
  digest: 'd',
  kept: null,
  time: Date.now(),
  ...more,
});
/** What a file holds. */
const content = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const files = () =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.includes('.creations'));

describe('creations that may yet take place', () => {
  test('are known to other processes of the account, and to nobody else', async () => {
    await open().put(record('a'));
    expect(open().of('uptime')).toEqual([expect.objectContaining({ identity: 'a' })]);
    expect(open().of('ssl')).toEqual([]);
    expect(open('other').of('uptime')).toEqual([]);
  });

  test('take the place of an earlier one of the same content', async () => {
    await open().put(record('a'));
    await open().put(record('a', { kept: '7' }));
    await open().put(record('a', { digest: 'e' }));
    expect(open().of('uptime')).toMatchObject([{ kept: '7' }, { digest: 'e' }]);
    await open().drop('uptime', 'a');
    expect(open().of('uptime')).toEqual([]);
  });

  test('are not confused with those of another kind, identity or content', async () => {
    const others = [record('b'), record('a', { kind: 'ssl' })];
    for (const other of [record('a'), ...others]) {
      await open().put(other);
    }
    expect(open().of('uptime')).toMatchObject([{ identity: 'a' }, { identity: 'b' }]);
    await open().drop('uptime', 'a');
    expect(content('account.creations')).toEqual(others);
  });

  test('leave no file where there are none', async () => {
    open().of('uptime');
    await open().drop('uptime', 'a');
    expect(files()).toEqual([]);
  });

  test('are known of a run that was killed while it asked for them, and not to that run itself', async () => {
    const killed = open();
    await killed.announce([record('a'), record('b')]);
    expect(killed.of('uptime')).toEqual([]);
    expect(open().of('uptime')).toMatchObject([{ identity: 'a' }, { identity: 'b' }]);
    const next = open();
    await next.announce([record('a')]);
    expect(next.of('uptime')).toMatchObject([{ identity: 'a' }, { identity: 'b' }]);
    await next.withdraw();
    expect(open().of('uptime')).toHaveLength(2);
  });

  test('leave no file of a run that was not killed', async () => {
    const run = open();
    await run.announce([record('a')]);
    await run.withdraw();
    expect(readdirSync(folder)).toEqual([]);
    expect(run.of('uptime')).toEqual([]);
  });

  test('are forgotten after a day, and never believed from the future', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await open().put(record('a'));
    expect(open().of('uptime')).toHaveLength(1);
    vi.advanceTimersByTime(24 * 60 * 60 * 1000 - 1);
    expect(open().of('uptime')).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(open().of('uptime')).toEqual([]);
    await open().put(record('a', { time: Date.now() + 1 }));
    expect(open().of('uptime')).toEqual([]);
  });

  test('are bounded in number, the latest stay', async () => {
    await open().put(record('a'));
    const [name = ''] = files();
    const many = Array.from({ length: 500 }, (_, number) => record(`n${number}`));
    writeFileSync(join(folder, name), JSON.stringify(many));
    await open().put(record('last'));
    expect(JSON.parse(readFileSync(join(folder, name), 'utf8'))).toHaveLength(500);
    expect(open().of('uptime').at(-1)).toMatchObject({ identity: 'last' });
  });

  test('are bounded in number where they are announced, the latest stay', async () => {
    const many = Array.from({ length: 5000 }, (_, number) => record(`n${number}`, { run: 'other' }));
    writeFileSync(join(folder, 'account.announced'), JSON.stringify(many));
    await open().announce([record('last')]);
    expect(content('account.announced')).toHaveLength(5000);
    expect(content('account.announced').at(-1)).toMatchObject({ identity: 'last' });
  });

  test.each(['', '{', 'null', '7', '{"kind":"uptime"}', '[null, 7, "x", {"kind":"uptime"}]'])(
    'are none where the file reads %j, and can be written again',
    async (text) => {
      await open().put(record('a'));
      const [name = ''] = files();
      writeFileSync(join(folder, name), text);
      expect(open().of('uptime')).toEqual([]);
      await open().put(record('b'));
      expect(open().of('uptime')).toMatchObject([{ identity: 'b' }]);
    },
  );

  test.each<[string, Record<string, unknown>]>([
    ['a kind', { kind: 7 }],
    ['an identity', { identity: null }],
    ['a digest', { digest: ['d'] }],
    ['a run', { run: 7 }],
    ['a list of fields', { fields: 'name' }],
    ['names of fields', { fields: ['name', 7] }],
    ['an ID, but a number', { kept: 7 }],
    ['an ID, but words', { kept: 'all' }],
    ['an ID, but one and more', { kept: '7/8' }],
    ['an ID, but one at the end of a path', { kept: '../7' }],
    ['a time', { time: String(Date.now()) }],
  ])('are none where they do not hold %s, and those beside them count', async (_, damage) => {
    const whole = record('whole', { kept: '12', run: '7-0.5' });
    const damaged = { ...record('damaged'), ...damage };
    writeFileSync(join(folder, 'account.creations'), JSON.stringify([damaged, whole]));
    expect(open().of('uptime')).toEqual([whole]);
    await open().put(record('next'));
    expect(content('account.creations')).toMatchObject([{ identity: 'whole' }, { identity: 'next' }]);
  });

  test('are none where the file cannot be read', () => {
    symlinkSync('loop', join(folder, 'loop'));
    expect(open('loop/account').of('uptime')).toEqual([]);
  });

  test('are remembered by the process alone where there is no folder', async () => {
    const alone = open('not-there/account');
    await alone.put(record('a'));
    expect(alone.of('uptime')).toHaveLength(1);
    expect(alone.of('ssl')).toEqual([]);
    await alone.drop('uptime', 'a');
    expect(alone.of('uptime')).toEqual([]);
  });
});

describe('creations that took place', () => {
  const created = (identity: string, more: Partial<Created> = {}): Created => ({
    kind: 'uptime',
    identity,
    tags: 't',
    id: '7',
    time: Date.now(),
    ...more,
  });
  const file = () => join(folder, 'account.created');
  const note = async (...all: readonly Created[]) => {
    const run = open();
    for (const each of all) {
      run.note(each);
    }
    await run.withdraw();
  };

  test('are known to later runs as soon as the run has ended', async () => {
    const run = open();
    run.note(created('a'));
    expect(open().noted('uptime')).toEqual([]);
    await run.withdraw();
    await note(created('b'));
    expect(open().noted('uptime')).toMatchObject([{ identity: 'a' }, { identity: 'b' }]);
    expect(open().noted('ssl')).toEqual([]);
    expect(open().of('uptime')).toEqual([]);
  });

  test('are forgotten after a day', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await note(created('a'));
    vi.advanceTimersByTime(24 * 60 * 60 * 1000 - 1);
    expect(open().noted('uptime')).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(open().noted('uptime')).toEqual([]);
  });

  test('are bounded in number, the latest stay', async () => {
    await note(...Array.from({ length: 1001 }, (_, number) => created(`n${number}`)));
    expect(open().noted('uptime')).toHaveLength(1000);
    expect(open().noted('uptime').at(-1)).toMatchObject({ identity: 'n1000' });
  });

  test.each([
    '',
    '{',
    'null',
    '[null, 7, {"kind":"uptime"}]',
    `[{"kind":"uptime","identity":"a","tags":"t","id":"../7","time":${Date.now()}}]`,
    `[{"kind":"uptime","identity":"a","tags":"t","id":7,"time":${Date.now()}}]`,
  ])('are none where the file reads %j, and can be noted again', async (text) => {
    writeFileSync(file(), text);
    expect(open().noted('uptime')).toEqual([]);
    await note(created('b'));
    expect(open().noted('uptime')).toMatchObject([{ identity: 'b' }]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['an identity', { identity: 7 }],
    ['tags', { tags: ['t'] }],
    ['an ID, but a number', { id: 7 }],
    ['an ID, but words', { id: 'all' }],
    ['an ID, but one and more', { id: '7/8' }],
    ['an ID, but one at the end of a path', { id: '../7' }],
    ['a time', { time: String(Date.now() - 1) }],
  ])('are none where they do not hold %s, and those beside them count', (_, damage) => {
    const whole = created('whole', { id: '12' });
    writeFileSync(file(), JSON.stringify([{ ...created('damaged'), ...damage }, whole]));
    expect(open().noted('uptime')).toEqual([whole]);
  });

  test('are not known to a process that shares nothing', () => {
    const alone = memoryRecords();
    alone.note(created('a'));
    expect(alone.noted('uptime')).toEqual([]);
  });

  test("are nobody else's matter where there is no folder", async () => {
    const alone = open('not-there/account');
    alone.note(created('a'));
    await alone.withdraw();
    expect(alone.noted('uptime')).toEqual([]);
  });
});
