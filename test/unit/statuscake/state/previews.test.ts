import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
