import * as fs from 'node:fs';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStateFolder } from '../../../../src/statuscake/state/folder.ts';

vi.mock('node:fs', { spy: true });

let temporary: string;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'state-'));
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.mocked(fs.mkdirSync).mockReset();
  rmSync(temporary, { recursive: true });
});

const modeOf = (path: string) => statSync(path).mode & 0o777;

test('by default it is one in the temporary directory that nobody else can enter', () => {
  const folder = openStateFolder();
  expect(folder.startsWith(temporary)).toBe(true);
  expect(modeOf(folder)).toBe(0o700);
  expect(openStateFolder()).toBe(folder);
});

test.each<[string, (folder: string) => void]>([
  ['others can enter', (folder) => chmodSync(folder, 0o755)],
  [
    'is a file',
    (folder) => {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, '', { mode: 0o600 });
    },
  ],
  [
    'is a link',
    (folder) => {
      rmSync(folder, { recursive: true });
      mkdirSync(join(temporary, 'elsewhere'), { mode: 0o700 });
      symlinkSync(join(temporary, 'elsewhere'), folder);
    },
  ],
])('the default is not used where it %s', (_, spoil) => {
  const folder = openStateFolder();
  spoil(folder);
  expect(() => openStateFolder()).toThrow('is not a folder of this user alone');
});

test('the default is not used where it is that of another user', () => {
  vi.spyOn(process, 'getuid').mockReturnValue(statSync(temporary).uid + 1);
  expect(() => openStateFolder()).toThrow('is not a folder of this user alone');
});

test('two processes may make the default at a time', async () => {
  const { mkdirSync: make } = await vi.importActual<typeof fs>('node:fs');
  vi.mocked(fs.mkdirSync).mockImplementationOnce((path, options) => {
    make(path, options);
    return make(path, options);
  });
  expect(modeOf(openStateFolder())).toBe(0o700);
});

test('a default that cannot be made is an error that says so', () => {
  vi.stubEnv('TMPDIR', join(temporary, 'missing'));
  expect(() => openStateFolder()).toThrow(/no such file or directory, mkdir '.*missing/);
});

test('one that the user names is made for this user alone, with what is above it', () => {
  const folder = join(temporary, 'a/b');
  expect(openStateFolder(folder)).toBe(folder);
  expect([modeOf(join(temporary, 'a')), modeOf(folder)]).toEqual([0o700, 0o700]);
});

test('one that the user names is used as it is', () => {
  const folder = join(temporary, 'shared');
  mkdirSync(folder);
  chmodSync(folder, 0o775);
  expect(openStateFolder(folder)).toBe(folder);
  expect(modeOf(folder)).toBe(0o775);
});

test('a file in its place is an error', () => {
  const file = join(temporary, 'file');
  writeFileSync(file, '');
  expect(() => openStateFolder(file)).toThrow('file');
  expect(() => openStateFolder(join(file, 'below'))).toThrow('file');
});
