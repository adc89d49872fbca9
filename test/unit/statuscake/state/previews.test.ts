import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sharedPreviews } from '../../../../src/statuscake/state/previews.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'previews-'));
  file = join(folder, 'previews');
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

test('what one preview would create another one knows, by kind and name', async () => {
  await sharedPreviews(file).put('contactGroup', ['Operations', 'Sales']);
  const previews = sharedPreviews(file);
  expect(previews.has('contactGroup', 'Operations')).toBe(true);
  expect(previews.has('contactGroup', 'Others')).toBe(false);
  expect(previews.has('uptime', 'Operations')).toBe(false);
  expect(readFileSync(file, 'utf8')).not.toContain('Operations');
});

test('what earlier previews would create stays known, once', async () => {
  const previews = sharedPreviews(file);
  for (const names of [['Operations'], ['Sales'], ['Operations']]) {
    await previews.put('contactGroup', names);
  }
  expect(['Operations', 'Sales'].map((name) => previews.has('contactGroup', name))).toEqual([true, true]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(2);
});

test('it is bounded in number, the latest stay', async () => {
  const previews = sharedPreviews(file);
  await previews.put(
    'uptime',
    Array.from({ length: 5001 }, (_, number) => `n${number}`),
  );
  expect(['n0', 'n1', 'n5000'].map((name) => previews.has('uptime', name))).toEqual([false, true, true]);
});

test('a preview that would create nothing leaves no file', async () => {
  await sharedPreviews(file).put('contactGroup', []);
  expect(existsSync(file)).toBe(false);
});

test('it is not believed without a time that is one', async () => {
  const previews = sharedPreviews(file);
  await previews.put('contactGroup', ['Operations']);
  const [[key, time]] = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify([[key, String(time)]]));
  expect(previews.has('contactGroup', 'Operations')).toBe(false);
});

test('it is forgotten after an hour, and one that comes from the future is not believed', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const start = Date.now();
  const previews = sharedPreviews(file);
  await previews.put('contactGroup', ['Operations']);
  const isKnownAt = (minutes: number) => {
    vi.setSystemTime(start + minutes * 60_000);
    return previews.has('contactGroup', 'Operations');
  };
  expect([-1, 0, 59, 60].map(isKnownAt)).toEqual([false, true, true, false]);
});

test.each(['', '{', '{"a":1}', '[1,null,["a"],["a","b"]]'])(
  'a damaged file %j says nothing',
  async (text) => {
    writeFileSync(file, text);
    const previews = sharedPreviews(file);
    expect(previews.has('contactGroup', 'Operations')).toBe(false);
    await previews.put('contactGroup', ['Operations']);
    expect(previews.has('contactGroup', 'Operations')).toBe(true);
  },
);

test('without a usable file nothing is known, and nothing fails', async () => {
  const previews = sharedPreviews(join(folder, 'missing', 'previews'));
  await previews.put('contactGroup', ['Operations']);
  expect(previews.has('contactGroup', 'Operations')).toBe(false);
});

test('of a file that cannot be read nothing is known', () => {
  symlinkSync('loop', join(folder, 'loop'));
  expect(sharedPreviews(join(folder, 'loop', 'previews')).has('contactGroup', 'Operations')).toBe(false);
});
