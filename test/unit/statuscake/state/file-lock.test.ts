import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withLock } from '../../../../src/statuscake/state/file-lock.ts';
import { type ProcessId, thisProcess } from '../../../../src/statuscake/state/processes.ts';
import { endedProcess } from './ended-process.ts';

vi.mock('node:fs', { spy: true });

let folder: string;
let lock: string;
/** Milliseconds on the clock of this process, which runs ahead with every look at it. */
let elapsed: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  lock = join(folder, 'lock');
  elapsed = 0;
  vi.spyOn(process, 'uptime').mockImplementation(() => {
    elapsed += 100;
    return elapsed / 1000;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.mocked(fs.unlinkSync).mockReset();
  vi.mocked(fs.writeSync).mockReset();
  rmSync(folder, { recursive: true });
});

const leave = (holder: Partial<ProcessId>, file = lock) =>
  writeFileSync(file, JSON.stringify({ ...thisProcess(), ...holder }));
/** As the system fails. */
const failure = (code: string) => Object.assign(new Error(code), { code });

test('a lock is there while the work is done, names this process, and goes also after a failure', async () => {
  expect(await withLock(lock, () => JSON.parse(readFileSync(lock, 'utf8')))).toMatchObject({
    ...thisProcess(),
  });
  expect(existsSync(lock)).toBe(false);
  const failing = withLock(lock, () => {
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  expect(readdirSync(folder)).toEqual([]);
});

describe('a lock is broken', () => {
  test('at once where its process has ended, whatever the time of the file', async () => {
    for (const time of [new Date(0), new Date('2099-01-01')]) {
      leave(await endedProcess());
      utimesSync(lock, time, time);
      elapsed = 0;
      expect(await withLock(lock, () => elapsed)).toBeLessThan(2000);
    }
  });

  test('at once where its process number was given to another', async () => {
    leave({ started: '1' });
    expect(await withLock(lock, () => elapsed)).toBeLessThan(2000);
  });

  test.each<[string, () => void, number]>([
    ['is of another machine', () => leave({ host: 'elsewhere' }), 2000],
    ['is of another container', () => leave({ space: 'elsewhere' }), 2000],
    ['is of a process that lives', () => leave({}), 10_000],
    ['is empty', () => writeFileSync(lock, ''), 2000],
    ['holds something else', () => writeFileSync(lock, '{"pid":-1}'), 2000],
    ['is a directory', () => mkdirSync(lock), 2000],
    ['is a directory with something in it', () => mkdirSync(join(lock, 'x'), { recursive: true }), 2000],
  ])('after seconds on the clock of who waits, where it %s', async (_, make, milliseconds) => {
    make();
    const waited = await withLock(lock, () => elapsed);
    expect(waited).toBeGreaterThan(milliseconds);
    expect(waited).toBeLessThan(milliseconds + 1000);
    expect(existsSync(lock)).toBe(false);
  });

  test('also where another process has ended while it broke it', async () => {
    leave(await endedProcess());
    writeFileSync(`${lock}.break`, JSON.stringify(await endedProcess()));
    expect(await withLock(lock, () => 'done')).toBe('done');
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('one that changes hands all the time is waited for, however long', async () => {
  let hands = 0;
  leave({ host: 'elsewhere' });
  vi.spyOn(process, 'uptime').mockImplementation(() => {
    hands += 1;
    if (hands < 100) {
      leave({ host: 'elsewhere', pid: hands + 1 });
    } else {
      rmSync(lock, { force: true });
    }
    return hands * 1.5;
  });
  await withLock(lock, () => {});
  expect(hands).toBeGreaterThanOrEqual(100);
});

test('so is one that changes hands before its holders have written their names', async () => {
  let hands = 0;
  writeFileSync(lock, '');
  vi.spyOn(process, 'uptime').mockImplementation(() => {
    hands += 1;
    if (hands < 100) {
      // The one before is there until then, so that no two are the same file.
      writeFileSync(`${lock}.next`, '');
      renameSync(`${lock}.next`, lock);
    } else {
      rmSync(lock, { force: true });
    }
    return hands * 1.5;
  });
  await withLock(lock, () => {});
  expect(hands).toBeGreaterThanOrEqual(100);
});

describe('a lock is left alone, and so is the work of another that breaks it,', () => {
  /** Waits for the lock, which goes at the tenth look; returns what was there at each. */
  const wait = async () => {
    const seen: string[][] = [];
    await withLock(
      lock,
      () => {},
      async () => {
        seen.push(readdirSync(folder));
        if (seen.length === 10) {
          rmSync(lock);
        }
      },
    );
    return seen;
  };

  test('while its holder lives', async () => {
    leave({});
    leave(await endedProcess(), `${lock}.break`);
    expect(await wait()).toEqual(Array(10).fill(['lock', 'lock.break']));
    expect(readdirSync(folder)).toEqual(['lock.break']);
  });

  test('while the other lives, though its holder has ended', async () => {
    leave(await endedProcess());
    leave({}, `${lock}.break`);
    expect(await wait()).toEqual(Array(10).fill(['lock', 'lock.break']));
    expect(readdirSync(folder)).toEqual(['lock.break']);
  });

  test('where it has changed hands since its holder was found to have ended', async () => {
    leave(await endedProcess());
    vi.spyOn(process, 'kill').mockImplementationOnce(() => {
      leave({});
      throw failure('ESRCH');
    });
    expect(await wait()).toEqual(Array(10).fill(['lock']));
  });
});

test('who waits looks again after milliseconds, and not all look at the same time', async () => {
  const pauseFor = async (random: number) => {
    vi.spyOn(Math, 'random').mockReturnValue(random);
    leave({});
    let pause = 0;
    await withLock(
      lock,
      () => {},
      async (milliseconds) => {
        pause = milliseconds;
        rmSync(lock);
      },
    );
    return pause;
  };
  const [shortest, longest] = [await pauseFor(0), await pauseFor(0.999)];
  expect(shortest).toBeGreaterThan(0);
  expect(longest).toBeGreaterThan(shortest + 1);
  expect(longest).toBeLessThan(10);
});

test('no file stays open', async () => {
  vi.mocked(fs.openSync).mockClear();
  vi.mocked(fs.closeSync).mockClear();
  await withLock(lock, () => {});
  const opened = vi.mocked(fs.openSync).mock.results.map(({ value }) => value);
  expect(vi.mocked(fs.closeSync).mock.calls.flat()).toEqual(opened);
});

test('on a full disk no empty lock stays behind', async () => {
  vi.mocked(fs.writeSync).mockImplementationOnce(() => {
    throw failure('ENOSPC');
  });
  await expect(withLock(lock, () => 'done')).rejects.toThrow('ENOSPC');
  expect(readdirSync(folder)).toEqual([]);
});

test('a lock that somebody else has removed just before is no error', async () => {
  const { unlinkSync } = await vi.importActual<typeof fs>('node:fs');
  vi.mocked(fs.unlinkSync).mockImplementationOnce((path) => {
    unlinkSync(path);
    unlinkSync(path);
  });
  expect(await withLock(lock, () => 'done')).toBe('done');
});

test.each([
  ['stays', () => {}],
  ['has gone all the same', () => rmSync(lock)],
])('a lock that cannot be removed is an error, where it %s', async (_, remove) => {
  vi.mocked(fs.unlinkSync).mockImplementationOnce(() => {
    remove();
    throw failure('EIO');
  });
  await expect(withLock(lock, () => 'done')).rejects.toThrow('EIO');
  expect(readdirSync(folder).filter((name) => name !== 'lock')).toEqual([]);
});

test('waiting ends when its sleep says so', async () => {
  leave({});
  const stopped = () => Promise.reject(new Error('stopped'));
  await expect(withLock(lock, () => 'done', stopped)).rejects.toThrow('stopped');
  expect(existsSync(lock)).toBe(true);
});

test('who lost the lock finds out, and leaves it to its new holder', async () => {
  const held = await withLock(lock, (isHeld) => {
    leave({ host: 'elsewhere' });
    return isHeld();
  });
  expect(held).toBe(false);
  expect(existsSync(lock)).toBe(true);
});

test('of many processes that find the same lock abandoned, no two hold it at a time', async () => {
  vi.restoreAllMocks();
  const { host, space, pid, started } = await endedProcess();
  const source = `
    import { withLock } from ${JSON.stringify(join(import.meta.dirname, '../../../../src/statuscake/state/file-lock.ts'))};
    import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
    const [lock, log] = process.argv.slice(1);
    for (let turn = 0; turn < 20; turn += 1) {
      await withLock(lock, () => {
        const count = Number(readFileSync(log, 'utf8'));
        writeFileSync(log, String(count + 1));
        // Every fifth forgets its lock, as if it had crashed.
        if (turn % 5 === 4) writeFileSync(lock, ${JSON.stringify(JSON.stringify({ host, space, pid, started }))});
      });
    }
  `;
  const log = join(folder, 'log');
  writeFileSync(log, '0');
  leave({ host, space, pid, started });
  const runs = Array.from({ length: 4 }, () =>
    once(
      spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source, lock, log], {
        stdio: 'inherit',
      }),
      'exit',
    ),
  );
  expect(await Promise.all(runs)).toEqual(Array(4).fill([0, null]));
  expect(readFileSync(log, 'utf8')).toBe('80');
});
