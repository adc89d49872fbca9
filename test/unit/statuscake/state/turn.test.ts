import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StatusCakeError } from '../../../../src/statuscake/errors.ts';
import { type ProcessId, thisProcess } from '../../../../src/statuscake/state/processes.ts';
import { type Run, readRuns } from '../../../../src/statuscake/state/registry.ts';
import { takeTurn, WHOLE_ACCOUNT } from '../../../../src/statuscake/state/turn.ts';
import { endedProcess } from './ended-process.ts';

let folder: string;
let file: string;
/** Milliseconds on the clock of this process, which has run for a while. */
const START = 1_000_000;
let now: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'turn-'));
  file = join(folder, 'runs');
  now = START;
  vi.spyOn(process, 'uptime').mockImplementation(() => now / 1000);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A sleep that lets time pass, and others run. */
const sleep = async (milliseconds: number) => {
  now += milliseconds;
  await new Promise(setImmediate);
};
/** A sleep that ends the waiting at once, as a signal or the deadline does. */
const stopped = async () => {
  throw new StatusCakeError('stopped', { kind: 'stopped', transient: false, uncertain: false });
};
const present = (): Run[] => (existsSync(file) ? readRuns(JSON.parse(readFileSync(file, 'utf8'))) : []);
/** Puts runs in the place of those that are there, as other processes do. */
const replace = (runs: readonly Run[]) => {
  writeFileSync(`${file}.draft`, JSON.stringify(runs));
  renameSync(`${file}.draft`, file);
};
/** Leaves a run that is to have everything. */
const leave = (holder: Partial<ProcessId>) => {
  const process = { ...thisProcess(), ...holder };
  writeFileSync(file, JSON.stringify([{ id: 'other', ticket: 7, process, beat: 3, keys: ['*'] }]));
};

test('who comes first works first, and the last leaves nothing behind', async () => {
  const order: string[] = [];
  const first = await takeTurn(file, ['a', 'b'], sleep);
  const second = takeTurn(file, ['b', 'c'], sleep).then(async (turn) => {
    order.push('second');
    await turn.end();
  });
  const third = takeTurn(file, ['c'], sleep).then(async (turn) => {
    order.push('third');
    await turn.end();
  });
  const other = await takeTurn(file, ['d'], stopped);
  order.push('first ends');
  await Promise.all([first.end(), other.end(), second, third]);
  expect(order).toEqual(['first ends', 'second', 'third']);
  expect(existsSync(file)).toBe(false);
});

test('the whole account is had by one alone', async () => {
  const first = await takeTurn(file, [WHOLE_ACCOUNT], sleep);
  await expect(takeTurn(file, ['a'], stopped)).rejects.toThrow('the whole account');
  await first.end();
});

test('nothing is written of what is worked on', async () => {
  const turn = await takeTurn(file, ['the SSL test "https://user:secret@example.com"'], sleep);
  expect(readFileSync(file, 'utf8')).not.toContain('example');
  await turn.end();
});

test('who is stopped while it waits says for whom, and is not waited for any more', async () => {
  const first = await takeTurn(file, ['the tag stack-acme'], sleep);
  await expect(takeTurn(file, ['the tag stack-acme'], stopped)).rejects.toMatchObject({
    message: `stopped, while it waited for another run (process ${process.pid} on ${thisProcess().host}) that is at work on the tag stack-acme`,
    facts: { kind: 'stopped' },
  });
  expect(present()).toHaveLength(1);
  await first.end();
});

describe('a run that has died is not waited for', () => {
  test('at once, where its process is known to have ended', async () => {
    leave(await endedProcess());
    await (await takeTurn(file, ['a'], sleep)).end();
    expect(now - START).toBeLessThan(1000);
  });

  test.each<[string, Partial<ProcessId>, number]>([
    ['on another machine', { host: 'elsewhere' }, 30_000],
    ['in another container', { space: 'elsewhere' }, 30_000],
    ['on this machine', {}, 600_000],
  ])('%s, after a long time without a sign of life', async (_, holder, silence) => {
    leave(holder);
    await (await takeTurn(file, ['a'], sleep)).end();
    expect(now - START).toBeGreaterThan(silence);
    expect(now - START).toBeLessThan(silence + 2000);
  });

  test('but one that gives signs of life is', async () => {
    leave({ host: 'elsewhere' });
    let beats = 0;
    const waiting = takeTurn(file, ['a'], async (milliseconds) => {
      await sleep(milliseconds + 5000);
      beats += 1;
      if (beats > 50) {
        rmSync(file, { force: true });
      } else {
        const runs = present().map((run) => (run.id === 'other' ? { ...run, beat: beats } : run));
        writeFileSync(file, JSON.stringify(runs));
      }
    });
    await (await waiting).end();
    expect(beats).toBeGreaterThan(50);
  });
});

describe('who waits', () => {
  test('goes on with the first look after the other has ended, whoever else is there', async () => {
    const other = await takeTurn(file, ['b'], stopped);
    for (const looks of [1, 3]) {
      const first = await takeTurn(file, ['a'], stopped);
      let count = 0;
      const waiting = takeTurn(file, ['a'], async (milliseconds) => {
        count += 1;
        if (count === looks) {
          await first.end();
        }
        await sleep(milliseconds);
      });
      await (await waiting).end();
      expect(count).toBe(looks);
    }
    await other.end();
  });

  test('writes nothing while nothing changes', async () => {
    const first = await takeTurn(file, ['a'], stopped);
    const versions = new Set<string>();
    let count = 0;
    const waiting = takeTurn(file, ['a'], async (milliseconds) => {
      const { ino, ctimeMs } = statSync(file);
      versions.add(`${ino} ${ctimeMs}`);
      count += 1;
      if (count === 20) {
        await first.end();
      }
      await sleep(milliseconds);
    });
    await (await waiting).end();
    expect(versions.size).toBe(1);
  });

  test('is seen again by others where the file has gone, and goes on', async () => {
    leave({});
    let count = 0;
    const turn = await takeTurn(file, ['a'], async (milliseconds) => {
      count += 1;
      rmSync(file);
      await sleep(milliseconds);
    });
    expect(count).toBe(1);
    expect(present()).toMatchObject([{ process: thisProcess() }]);
    await turn.end();
  });

  test('looks less often the longer it waits, up to some times a second', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    leave({ host: 'elsewhere' });
    const pauses: { at: number; pause: number }[] = [];
    const turn = await takeTurn(file, ['a'], async (pause) => {
      pauses.push({ at: now - START, pause });
      await sleep(pause);
    });
    await turn.end();
    const longest = Math.max(...pauses.map(({ pause }) => pause));
    expect(longest).toBeLessThan(500);
    expect(pauses.filter(({ at }) => at > 10_000).every(({ pause }) => pause === longest)).toBe(true);
    expect(pauses.filter(({ at }) => at < 500).every(({ pause }) => pause < longest / 3)).toBe(true);
  });

  test('is told as it is of an end that is no error of ours', async () => {
    leave({});
    const error = new Error('broken');
    const waiting = takeTurn(file, ['a'], async () => {
      throw error;
    });
    await expect(waiting).rejects.toBe(error);
  });

  test('does not take one for dead that has shown that it lives while the machine of the waiter slept', async () => {
    leave({ host: 'elsewhere' });
    let count = 0;
    const waiting = takeTurn(file, ['a'], async (milliseconds) => {
      await sleep(milliseconds);
      count += 1;
      if (count === 3) {
        now += 60_000;
        replace(present().map((run) => ({ ...run, beat: run.beat + 1 })));
      }
      if (count === 6) {
        replace(present().filter(({ id }) => id !== 'other'));
      }
    });
    await (await waiting).end();
    expect(count).toBe(6);
  });
});

test('a run shows every few seconds that it lives, also where its file was lost, until it ends', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const turn = await takeTurn(file, ['a'], stopped);
  const [first] = present();
  await vi.advanceTimersByTimeAsync(10_000);
  const [later] = present();
  expect(later).toEqual({ ...first, beat: later?.beat });
  expect(later?.beat).toBeGreaterThan(first?.beat ?? 0);
  rmSync(file);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(present()).toMatchObject([{ id: first?.id, ticket: first?.ticket }]);
  await turn.end();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(existsSync(file)).toBe(false);
});

test('without a usable folder everything is free', async () => {
  const nowhere = join(folder, 'not-there', 'runs');
  await (await takeTurn(nowhere, ['a'], stopped)).end();
});

test('where the folder goes while it waits, a run goes on without', async () => {
  const first = await takeTurn(file, ['a'], sleep);
  const waiting = takeTurn(file, ['a'], async (milliseconds) => {
    rmSync(folder, { recursive: true, force: true });
    await sleep(milliseconds);
  });
  await (await waiting).end();
  await first.end();
});

test('a damaged file keeps nobody waiting', async () => {
  const first = await takeTurn(file, ['a'], sleep);
  writeFileSync(file, '[{"id":');
  const second = await takeTurn(file, ['a'], stopped);
  await Promise.all([first.end(), second.end()]);
});
