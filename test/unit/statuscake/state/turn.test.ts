import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
let now: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'turn-'));
  file = join(folder, 'runs');
  now = 0;
  vi.spyOn(process, 'uptime').mockImplementation(() => now / 1000);
});
afterEach(() => {
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
    expect(now).toBeLessThan(1000);
  });

  test.each<[string, Partial<ProcessId>, number]>([
    ['on another machine', { host: 'elsewhere' }, 30_000],
    ['on this machine', {}, 600_000],
  ])('%s, after a long time without a sign of life', async (_, holder, silence) => {
    leave(holder);
    await (await takeTurn(file, ['a'], sleep)).end();
    expect(now).toBeGreaterThan(silence);
    expect(now).toBeLessThan(silence + 2000);
  });

  test('but one that gives signs of life is', async () => {
    leave({ host: 'elsewhere' });
    let beats = 0;
    const waiting = takeTurn(file, ['a'], async (milliseconds) => {
      await sleep(milliseconds + 5000);
      beats += 1;
      if (beats > 50) rmSync(file, { force: true });
      else {
        const runs = present().map((run) => (run.id === 'other' ? { ...run, beat: beats } : run));
        writeFileSync(file, JSON.stringify(runs));
      }
    });
    await (await waiting).end();
    expect(beats).toBeGreaterThan(50);
  });
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
