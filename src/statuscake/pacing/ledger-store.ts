import { EMPTY_LEDGER, type Ledger } from './ledger.ts';

/** Where the ledger of an account is kept. */
export interface LedgerStore {
  /** The ledger as it is; somebody may be about to change it. */
  read(): Ledger;
  /** Reads the ledger, puts a new one in its place and returns a result, with nobody else in between. */
  update<T>(change: (ledger: Ledger) => readonly [Ledger, T]): Promise<T>;
}

/** Returns a ledger that only this process knows. */
export function memoryLedger(): LedgerStore {
  let current = EMPTY_LEDGER;
  return {
    read: () => current,
    async update(change) {
      const [next, result] = change(current);
      current = next;
      return result;
    },
  };
}
