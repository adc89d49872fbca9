import * as fs from 'node:fs';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openAccountState, sweep } from '../../../../src/statuscake/state/account-state.ts';

vi.mock('node:fs', { spy: true });

const DAY = 24 * 60 * 60 * 1000;
const NOW = new Date('2026-03-01T12:00:00Z');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'account-'));
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.mocked(fs.readdirSync).mockReset();
  vi.mocked(fs.unlinkSync).mockReset();
  rmSync(folder, { recursive: true });
});

const fileOf = (url: string, token = 'token') => openAccountState(folder, url, token).fileOf('runs');

test('two spellings of a URL are one account', () => {
  const file = fileOf('https://api.example.com/v1');
  expect(fileOf('https://api.example.com/v1/')).toBe(file);
  expect(fileOf('https://api.example.com/v1//')).toBe(file);
});

test.each([
  ['https://api.example.com/v2', 'token'],
  ['http://api.example.com/v1', 'token'],
  ['https://api.example.com/v1', 'other'],
])('%s with the token "%s" is another account', (url, token) => {
  expect(fileOf(url, token)).not.toBe(fileOf('https://api.example.com/v1'));
});

describe('what is swept away', () => {
  const name = (number: number) => `${String(number).padStart(16, '0')}.runs`;
  const leave = (number: number, age: number, make = (path: string) => writeFileSync(path, '')) => {
    const path = join(folder, name(number));
    make(path);
    utimesSync(path, NOW, new Date(NOW.getTime() - age));
  };

  test('is a file of ours that nobody has changed for a day, and nothing else', () => {
    leave(1, DAY);
    leave(2, DAY - 1000);
    leave(3, DAY, (path) => mkdirSync(path));
    leave(4, DAY, (path) => symlinkSync(folder, path));
    sweep(folder);
    expect(readdirSync(folder)).toEqual([2, 3, 4].map(name));
  });

  test('is left to who is quicker', () => {
    leave(2, DAY);
    vi.mocked(fs.readdirSync).mockReturnValueOnce([name(1), name(2)] as never);
    sweep(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('stays where it belongs to somebody else, and the rest goes', () => {
    leave(1, DAY);
    leave(2, DAY);
    vi.mocked(fs.unlinkSync).mockImplementationOnce(() => {
      throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
    });
    sweep(folder);
    expect(readdirSync(folder)).toEqual([name(1)]);
  });
});
