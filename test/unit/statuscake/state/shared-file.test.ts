import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

test('a file that is to go goes, also where there is none', async () => {
  writeFileSync(file, '7');
  expect(await updateShared(file, (value) => [undefined, value])).toBe(7);
  expect(await updateShared(file, (value) => [undefined, value])).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

test('what is to go and cannot is an error', async () => {
  mkdirSync(file);
  await expect(updateShared(file, () => [undefined, 'done'])).rejects.toThrow('unlink');
});

describe('where the lock is lost before the new value is in its place, as in a long sleep of the machine', () => {
  /** Somebody else takes the lock, and is done while one waits for it. */
  const lose = () => writeFileSync(`${file}.lock`, 'of somebody else');
  const sleep = async () => rmSync(`${file}.lock`);

  test('nothing has changed, and the change is made on what others have left', async () => {
    writeFileSync(file, '[1]');
    const seen: unknown[] = [];
    const result = await updateShared(
      file,
      (value) => {
        seen.push(value);
        if (seen.length === 1) {
          lose();
          writeFileSync(file, '[2]');
        }
        return [[...(value as number[]), 3], 'done'];
      },
      sleep,
    );
    expect(result).toBe('done');
    expect(seen).toEqual([[1], [2]]);
    expect(readShared(file)).toEqual([2, 3]);
  });

  test('again and again, it is given up', async () => {
    writeFileSync(file, '[1]');
    let changes = 0;
    const lost = updateShared(
      file,
      () => {
        changes += 1;
        if (changes > 100) {
          throw new Error('never given up');
        }
        lose();
        return [[2], 'done'];
      },
      sleep,
    );
    await expect(lost).rejects.toThrow(`${file}.lock was lost`);
    expect(readShared(file)).toEqual([1]);
  });
});
