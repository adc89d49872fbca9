import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readShared, updateShared } from '../../../../src/statuscake/state/shared-file.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shared-'));
  file = join(folder, 'file');
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ['a pipe', () => execFileSync('mkfifo', [file])],
  ['a link to a device without end', () => symlinkSync('/dev/zero', file)],
  [
    'larger than any of ours',
    () => {
      writeFileSync(file, '');
      truncateSync(file, 2 ** 40);
    },
  ],
])('what is %s in place of a file is not read, and replaced', async (_, put) => {
  put();
  expect(readShared(file)).toBeUndefined();
  expect(await updateShared(file, (value) => [{ was: value ?? null }, 'done'])).toBe('done');
  expect(readShared(file)).toEqual({ was: null });
});
