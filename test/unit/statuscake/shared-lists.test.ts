import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { forgetList, sharedLists } from '../../../src/statuscake/shared-lists.ts';
import type { AccountState } from '../../../src/statuscake/state/account-state.ts';
import { openJournal } from '../../../src/statuscake/state/journal.ts';

const NOW = 1_800_000_000_000;
const AGE = 30_000;
const ROWS: Remote[] = [
  { id: '1', name: 'a', check_rate: 60 },
  { id: '2', name: 'b', check_rate: 60 },
];

let folder: string;
let state: AccountState;
let reads: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  folder = mkdtempSync(join(tmpdir(), 'lists-'));
  state = { fileOf: (purpose) => join(folder, purpose), leave: () => '' };
  reads = 0;
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const read = async () => {
  reads += 1;
  return ROWS;
};
const wait = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
/** The lists as one run sees them. */
function openRun() {
  const journal = openJournal(state, () => {});
  return { journal, lists: sharedLists(state, journal, AGE, wait) };
}
const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
const listFile = () => join(folder, readdirSync(folder).find((name) => name.startsWith('list')) ?? '');

describe('a list that a run has read', () => {
  test('serves those that come after it, and is told from one that was just read', async () => {
    expect(await openRun().lists.read(uptime, read)).toEqual({ rows: ROWS, isNew: true, pending: 0 });
    expect(await openRun().lists.read(uptime, read)).toEqual({ rows: ROWS, isNew: false, pending: 0 });
    expect(reads).toBe(1);
    expect(await openRun().lists.read(ssl, read)).toMatchObject({ isNew: true });
    expect(reads).toBe(2);
  });

  test.each([
    ['is not too old', AGE - 1, 1],
    ['is too old', AGE, 2],
    ['is of a time that is still to come', -1, 2],
  ])('is read by others or not, as it %s', async (_, milliseconds, times) => {
    await openRun().lists.read(uptime, read);
    pass(milliseconds);
    await openRun().lists.read(uptime, read);
    expect(reads).toBe(times);
  });

  test('is as old as its first request, however long the reading took', async () => {
    await openRun().lists.read(uptime, async () => {
      pass(AGE);
      return ROWS;
    });
    await openRun().lists.read(uptime, read);
    expect(reads).toBe(1);
  });

  test('shows what runs have written since', async () => {
    await openRun().lists.read(uptime, read);
    const { journal } = openRun();
    journal.begin('/uptime')({ id: '1', values: { check_rate: 300 } });
    journal.begin('/uptime')({ id: '2', values: null });
    journal.begin('/uptime')({ id: '3', values: { name: 'c' } });
    journal.begin('/ssl')({ id: '1', values: null });
    journal.begin('/uptime')('none');
    journal.begin('/uptime');
    expect(await openRun().lists.read(uptime, read)).toEqual({
      rows: [
        { id: '1', name: 'a', check_rate: 300 },
        { id: '3', name: 'c' },
      ],
      isNew: false,
      pending: 1,
    });
  });

  test('is read anew where nobody knows what came of a write', async () => {
    await openRun().lists.read(uptime, read);
    openRun().journal.begin('/uptime')('unknown');
    pass(1);
    expect(await openRun().lists.read(uptime, read)).toMatchObject({ isNew: true });
  });

  test('is read anew once it was forgotten, or for those to come once somebody has renewed it', async () => {
    const { lists } = openRun();
    await lists.read(uptime, read);
    forgetList(state, '/uptime');
    await vi.waitFor(() => expect(listFile()).toBe(folder));
    await lists.read(uptime, read);
    expect(reads).toBe(2);
    const later: Remote[] = [{ id: '9', name: 'z' }];
    expect(await lists.renew(uptime, async () => later)).toEqual(later);
    expect(await openRun().lists.read(uptime, read)).toMatchObject({ rows: later, isNew: false });
  });

  test.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a text', '"list"'],
    ['no time', JSON.stringify({ rows: ROWS })],
    ['a time that is none', JSON.stringify({ began: String(NOW), rows: ROWS })],
    ['no rows', JSON.stringify({ began: NOW })],
    ['rows that are none', JSON.stringify({ began: NOW, rows: { 1: ROWS[0] } })],
    ['a row without an ID', JSON.stringify({ began: NOW, rows: [...ROWS, { name: 'c' }] })],
    ['a row that is null', JSON.stringify({ began: NOW, rows: [null] })],
    ['a row whose ID is a number', JSON.stringify({ began: NOW, rows: [{ id: 1 }] })],
  ])('is read anew where its file holds %s', async (_, text) => {
    await openRun().lists.read(uptime, read);
    writeFileSync(listFile(), text);
    expect(await openRun().lists.read(uptime, read)).toEqual({ rows: ROWS, isNew: true, pending: 0 });
    expect(reads).toBe(2);
  });

  test('is read by one of two that come at the same time', async () => {
    const slowly = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return read();
    };
    const both = await Promise.all([1, 2].map(() => openRun().lists.read(uptime, slowly)));
    expect(reads).toBe(1);
    expect(both.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
  });

  test('that could not be read keeps nobody from reading it', async () => {
    const { lists } = openRun();
    await expect(lists.read(uptime, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await openRun().lists.read(uptime, read)).toMatchObject({ isNew: true });
  });

  test('is read by each where it cannot be kept', async () => {
    await openRun().lists.read(uptime, read);
    const { journal } = openRun();
    const nowhere: AccountState = {
      ...state,
      fileOf: (purpose) =>
        purpose.startsWith('list') ? join(folder, 'none', purpose) : state.fileOf(purpose),
    };
    const lists = sharedLists(nowhere, journal, AGE, wait);
    expect(await lists.read(uptime, read)).toEqual({ rows: ROWS, isNew: true, pending: 0 });
    expect(await lists.read(uptime, read)).toMatchObject({ isNew: true });
    expect(() => forgetList(nowhere, '/uptime')).not.toThrow();
  });
});
