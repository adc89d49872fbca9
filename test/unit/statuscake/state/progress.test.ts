import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reportProgress } from '../../../../src/statuscake/state/progress.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-'));
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const START = { done: 0, total: 10, requests: 1, seconds_left: 4 };

test('a run that takes longer than a moment leaves how far it has come, and nothing when it has ended', () => {
  const file = join(folder, 'progress');
  const run = { ...START };
  const end = reportProgress(file, () => run);
  vi.advanceTimersByTime(1499);
  expect(readdirSync(folder)).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(START);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  run.done = 5;
  vi.advanceTimersByTime(500);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ done: 5 });
  end();
  vi.advanceTimersByTime(5000);
  expect(readdirSync(folder)).toEqual([]);
});

test('a short run leaves nothing', () => {
  const look = vi.fn(() => START);
  const end = reportProgress(join(folder, 'progress'), look);
  end();
  vi.advanceTimersByTime(5000);
  expect(look).not.toHaveBeenCalled();
});

test('a folder that is gone is no failure', () => {
  const end = reportProgress(join(folder, 'missing', 'progress'), () => START);
  vi.advanceTimersByTime(5000);
  end();
  expect(readdirSync(folder)).toEqual([]);
});
