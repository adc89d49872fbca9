import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWhole, writeFiles } from '../../../src/modules/common/whole-files.ts';

let folder: string;
const inFolder = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whole-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('files are written with their folders, and nothing else is left', () => {
  writeFiles('output', [
    { path: inFolder('a.txt'), text: 'one' },
    { path: inFolder('deep/er/b.txt'), text: 'two' },
  ]);
  expect(readWhole('output', inFolder('deep/er/b.txt'))).toBe('two');
  expect(readdirSync(folder).sort()).toEqual(['a.txt', 'deep']);
  expect(readWhole('output', inFolder('missing'))).toBeUndefined();
});

test('where one cannot be written, none is', () => {
  writeFileSync(inFolder('a.txt'), 'old');
  writeFileSync(inFolder('file'), '');
  const files = [
    { path: inFolder('a.txt'), text: 'new' },
    { path: inFolder('file/b.txt'), text: 'new' },
  ];
  expect(() => writeFiles('output', files)).toThrow(
    /^output: .*file\/b\.txt cannot be written: .*mend that, or name another folder$/,
  );
  expect(readFileSync(inFolder('a.txt'), 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['a.txt', 'file']);
});
