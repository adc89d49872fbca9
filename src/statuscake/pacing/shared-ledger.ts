import { readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '../fingerprint.ts';
import { withLock } from '../state/file-lock.ts';
import { openStateFolder } from '../state/folder.ts';
import { EMPTY_LEDGER, type Ledger } from './ledger.ts';
import { type LedgerStore, memoryLedger } from './ledger-store.ts';

/** Ledgers that nobody has used for so many milliseconds are swept away. */
const STALE_LEDGER = 24 * 60 * 60 * 1000;

/**
 * A ledger that all processes of this user on this machine share, in a folder of the temporary directory that only this
 * user can enter. Its name is a fingerprint of URL and token. Where it cannot be kept there, it is this process's own.
 */
export function sharedLedger(url: string, token: string): LedgerStore {
  const alone = memoryLedger();
  let path: string | undefined;
  try {
    const folder = openStateFolder();
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
