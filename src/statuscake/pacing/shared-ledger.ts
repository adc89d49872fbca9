import { dirname } from 'node:path';
import { sweep } from '../state/account-state.ts';
import { readProcessId } from '../state/processes.ts';
import { readShared, updateShared } from '../state/shared-file.ts';
import type { Clock } from './clock.ts';
import { EMPTY_LEDGER, type Ledger } from './ledger.ts';
import { type LedgerStore, memoryLedger } from './ledger-store.ts';

/**
 * Returns a ledger in a file, for all processes that use the file. Where it cannot be kept there, it is this process's own.
 * @param sleep waits for milliseconds, and may throw to end the waiting for others
 */
export function sharedLedger(file: string, sleep?: Clock['sleep']): LedgerStore {
  const alone = memoryLedger();
  return {
    read() {
      try {
        return readLedger(readShared(file));
      } catch {
        return alone.read();
      }
    },
    async update(change) {
      try {
        const update = (value: unknown) => {
          if (value === undefined) {
            sweep(dirname(file));
          }
          return change(readLedger(value));
        };
        return await updateShared(file, update, sleep);
      } catch {
        // A full disk, a folder that has gone: others are then found out about by the 429s.
        return alone.update(change);
      }
    },
  };
}

function readLedger(value: unknown): Ledger {
  try {
    const { limits, starts, pausedUntil, mustAsk, asking, spacing, writtenAt } = value as Ledger;
    const by = readProcessId(asking?.by);
    const { startAt = 0, until = 0 } = asking ?? {};
    const numbers = [
      ...starts,
      pausedUntil,
      writtenAt,
      startAt,
      until,
      ...(limits ?? []).flatMap(Object.values),
    ];
    if (numbers.every(Number.isFinite)) {
      return {
        limits,
        starts,
        pausedUntil,
        mustAsk: mustAsk === true,
        asking: by ? { by, startAt, until } : null,
        spacing,
        writtenAt,
      };
    }
  } catch {
    // Not a ledger: another version's, or damaged.
  }
  return EMPTY_LEDGER;
}
