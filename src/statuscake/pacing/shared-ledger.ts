import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint } from '../fingerprint.ts';
import { systemClock } from './clock.ts';
import { EMPTY_LEDGER, type Ledger } from './ledger.ts';
import { type LedgerStore, memoryLedger } from './ledger-store.ts';

/** Longer than anybody holds the lock, which takes less than a millisecond: whoever does has crashed. */
const STALE_LOCK = 1000;
/** Ledgers that nobody has used for so long are swept away, all in milliseconds. */
const STALE_LEDGER = 24 * 60 * 60 * 1000;
const LONGEST_PAUSE = 5;

/**
 * A ledger that all processes of this user on this machine share, in a folder of the temporary directory that only this
 * user can enter. Its name is a fingerprint of URL and token. Where it cannot be kept there, it is this process's own.
 */
export function sharedLedger(url: string, token: string): LedgerStore {
  const alone = memoryLedger();
  let path: string | undefined;
  try {
    const folder = openFolder();
    const name = fingerprint(`${url}\n${token}`);
    path = join(folder, `${name}.json`);
  } catch {
    return alone;
  }
  const file = path;
  return {
    async update(change) {
      try {
        return await withLock(`${file}.lock`, () => {
          const [next, result] = change(readLedger(file));
          writeFileSync(file, JSON.stringify(next), { mode: 0o600 });
          return result;
        });
      } catch {
        // A full disk, a folder that has gone: others are then found out about by the 429s.
        return alone.update(change);
      }
    },
  };
}

/** Makes the folder, and makes sure that it is a folder of this user alone. Throws when it is not. */
function openFolder(): string {
  const uid = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `statuscake-${uid}`);
  // Almost always it is there, and an exception that says so would cost more than the question.
  if (!lstatSync(folder, { throwIfNoEntry: false })) makeFolder(folder);
  const status = lstatSync(folder);
  if (!status.isDirectory() || status.uid !== uid || (status.mode & 0o077) !== 0) {
    throw new Error(`${folder} is not a folder of this user alone`);
  }
  return folder;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function readLedger(file: string): Ledger {
  try {
    const ledger = JSON.parse(readFileSync(file, 'utf8'));
    const { windows, starts, pausedUntil, askingUntil } = ledger;
    const numbers = [...starts, pausedUntil, askingUntil, ...(windows ?? []).flatMap(Object.values)];
    if (numbers.every(Number.isFinite)) return { windows, starts, pausedUntil, askingUntil };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') sweep(join(file, '..'));
    // Anything else is what a process left that crashed while it wrote.
  }
  return EMPTY_LEDGER;
}

/** Removes the ledgers of accounts that nobody has talked to for a day. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > STALE_LEDGER) unlinkSync(file);
  }
}

async function withLock<T>(lock: string, work: () => T): Promise<T> {
  while (!tryLock(lock)) await systemClock.sleep(1 + Math.random() * LONGEST_PAUSE);
  try {
    return work();
  } finally {
    unlinkSync(lock);
  }
}

function tryLock(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx', 0o600));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    breakStale(lock);
    return false;
  }
}

/** Removes the lock of a process that crashed while it held it. */
function breakStale(lock: string): void {
  try {
    if (Date.now() - statSync(lock).mtimeMs > STALE_LOCK) unlinkSync(lock);
  } catch {
    // Somebody else was quicker.
  }
}
