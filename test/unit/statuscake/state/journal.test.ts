import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AccountState } from '../../../../src/statuscake/state/account-state.ts';
import { type Journal, openJournal } from '../../../../src/statuscake/state/journal.ts';
import { thisProcess } from '../../../../src/statuscake/state/processes.ts';

const NOW = 1_800_000_000_000;

let folder: string;
let state: AccountState;
let journal: Journal;
let lost: string[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  state = { fileOf: (purpose) => join(folder, purpose), leave: () => '' };
  lost = [];
  journal = openJournal(state, (path) => lost.push(path));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
const file = () => join(folder, String(readdirSync(folder)[0]));

describe('the writes since a time', () => {
  test('are those that came to their end since then, in their order', () => {
    journal.begin('/uptime')({ id: '1', values: { name: 'a' } });
    pass(100);
    const end = journal.begin('/uptime');
    journal.begin('/ssl')({ id: '9', values: {} });
    pass(100);
    end({ id: '2', values: null });
    journal.begin('/uptime')('none');
    const other = openJournal(state, () => {});
    expect(other.since('/uptime', NOW + 50)).toEqual({ done: [{ id: '2', values: null }], pending: 0 });
    expect(other.since('/uptime', NOW)?.done.map(({ id }) => id)).toEqual(['1', '2']);
    expect(other.since('/pagespeed', NOW)).toEqual({ done: [], pending: 0 });
  });

  test('may be under way, here or in another process that lives', () => {
    journal.begin('/uptime');
    expect(openJournal(state, () => {}).since('/uptime', NOW)).toEqual({ done: [], pending: 1 });
  });

  test('are told apart, so that the end of one is not that of another', () => {
    journal.begin('/uptime');
    journal.begin('/uptime')({ id: '12', values: null });
    expect(journal.since('/uptime', NOW)).toEqual({ done: [{ id: '12', values: null }], pending: 1 });
  });

  test.runIf(process.platform === 'linux')('leave no file open but the last one', () => {
    for (let minute = 0; minute < 3; minute += 1) {
      journal.begin('/uptime')('none');
      pass(60_000);
    }
    const links = readdirSync('/proc/self/fd').map((name) => {
      try {
        return readlinkSync(join('/proc/self/fd', name));
      } catch {
        return '';
      }
    });
    expect(links.filter((link) => link.startsWith(folder))).toHaveLength(1);
  });

  test('lie in a file for each minute, of which the last three are kept', () => {
    for (let minute = 0; minute < 6; minute += 1) {
      journal.begin('/uptime')({ id: String(minute), values: {} });
      pass(60_000);
    }
    expect(readdirSync(folder)).toHaveLength(3);
    const since = journal.since('/uptime', NOW + 4 * 60_000);
    expect(since?.done.map(({ id }) => id)).toEqual(['4', '5']);
  });
});

describe('nothing is known of the writes', () => {
  test('where one had an unknown outcome', () => {
    journal.begin('/uptime')('unknown');
    expect(journal.since('/uptime', NOW)).toBeUndefined();
    expect(journal.since('/uptime', NOW + 1)).toEqual({ done: [], pending: 0 });
  });

  test('where a process died before it noted the outcome', () => {
    const entry = { write: 'x', time: NOW, path: '/uptime', process: { ...thisProcess(), pid: 2 ** 22 + 1 } };
    journal.begin('/uptime')('none');
    appendFileSync(file(), `${JSON.stringify(entry)}\n`);
    expect(journal.since('/uptime', NOW)).toBeUndefined();
    // A list that was read since then shows what it has done.
    expect(journal.since('/uptime', NOW + 1)).toEqual({ done: [], pending: 1 });
  });

  test.each([
    '{"write":',
    '[]',
    'null',
    '{"write":"x","time":1,"path":"/uptime","outcome":{"id":"x","values":null}}',
    '{"write":"x","time":1,"path":"/uptime","outcome":{"id":"1"}}',
    '{"write":"x","time":1,"path":"/uptime","outcome":{"id":1,"values":null}}',
    '{"write":"x","time":1,"path":"/uptime","outcome":{"id":"../1","values":null}}',
    '{"write":"x","time":1,"path":"/uptime","outcome":{"id":"1/2","values":null}}',
    '{"write":7,"time":1,"path":"/uptime","outcome":"none"}',
    '{"write":"x","time":"1","path":"/uptime","outcome":"none"}',
    '{"write":"x","time":1,"path":7,"outcome":"none"}',
    '',
  ])('where a line is none: %s', (line) => {
    journal.begin('/uptime')({ id: '1', values: {} });
    writeFileSync(file(), `${readFileSync(file(), 'utf8')}${line}\n`);
    expect(journal.since('/uptime', NOW)).toBeUndefined();
  });

  test('and whoever could not note one says so', () => {
    rmSync(folder, { recursive: true });
    journal.begin('/uptime')({ id: '1', values: {} });
    expect(lost).toEqual(['/uptime', '/uptime']);
    expect(journal.since('/uptime', NOW)).toEqual({ done: [], pending: 0 });
    folder = mkdtempSync(join(tmpdir(), 'journal-'));
  });
});
