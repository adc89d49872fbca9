import type { Remote, Resource } from './resource.ts';
import type { AccountState } from './state/account-state.ts';
import type { Journal } from './state/journal.ts';
import { readShared, updateShared } from './state/shared-file.ts';
import { takeTurn } from './state/turn.ts';

/** Whole lists that runs read for each other. */
export interface SharedLists {
  /**
   * Returns the list of a kind as it was read by any run not too long ago, with all that our runs have written since; read now, where
   * there is none.
   * @param read reads the whole list
   * @throws what that throws; a StatusCakeError when the client is stopped while another run reads
   */
  read(resource: Resource, read: () => Promise<readonly Remote[]>): Promise<SharedList>;
  /** Reads the list for this run and those to come, whatever others have read. Throws what `read` throws. */
  renew(resource: Resource, read: () => Promise<readonly Remote[]>): Promise<readonly Remote[]>;
}

export interface SharedList {
  readonly rows: readonly Remote[];
  /** Whether this very run has just read it. */
  readonly isNew: boolean;
  /** How many writes of other runs are under way. */
  readonly pending: number;
}

interface Reading {
  /** When its first request left, in milliseconds since 1970. */
  readonly began: number;
  readonly rows: readonly Remote[];
}

/**
 * Lists in the state folder of an account.
 * @param maxAge milliseconds for which others use what one has read
 * @param wait waits for milliseconds, and may throw to end the waiting
 */
export function sharedLists(
  state: AccountState,
  journal: Journal,
  maxAge: number,
  wait: (milliseconds: number) => Promise<void>,
): SharedLists {
  const find = (resource: Resource): SharedList | undefined => {
    const reading = readReading(listFile(state, resource.path));
    const age = Date.now() - (reading?.began ?? 0);
    // One from the future is from before the clock was set back.
    if (reading === undefined || age < 0 || age >= maxAge) {
      return undefined;
    }
    const writes = journal.since(resource.path, reading.began);
    if (writes === undefined) {
      return undefined;
    }
    const rows = new Map(reading.rows.map((row) => [row.id, row]));
    for (const { id, values } of writes.done) {
      if (values === null) {
        rows.delete(id);
      } else {
        rows.set(id, { ...rows.get(id), ...values, id });
      }
    }
    return { rows: [...rows.values()], isNew: false, pending: writes.pending };
  };

  const renew = async (
    resource: Resource,
    read: () => Promise<readonly Remote[]>,
  ): Promise<readonly Remote[]> => {
    const began = Date.now();
    const rows = await read();
    await keep(listFile(state, resource.path), { began, rows });
    return rows;
  };

  return {
    renew,
    async read(resource, read) {
      const found = find(resource);
      if (found) {
        return found;
      }
      const turn = await takeTurn(state.fileOf('readings'), [resource.path], wait);
      try {
        // Another run may have read it while this one waited.
        const left = find(resource);
        if (left) {
          return left;
        }
        return { rows: await renew(resource, read), isNew: true, pending: 0 };
      } finally {
        await turn.end();
      }
    },
  };
}

/** Makes sure that the list of a path is read anew. */
export function forgetList(state: AccountState, path: string): void {
  void keep(listFile(state, path), undefined);
}

function listFile(state: AccountState, path: string): string {
  return state.fileOf(`list${path.replaceAll('/', '-')}`);
}

async function keep(file: string, reading: Reading | undefined): Promise<void> {
  try {
    await updateShared(file, () => [reading, undefined]);
  } catch {
    // Others then read it themselves.
  }
}

function readReading(file: string): Reading | undefined {
  try {
    const { began, rows } = (readShared(file) ?? {}) as Partial<Reading>;
    const isRow = (row: unknown) => typeof (row as Remote | null)?.id === 'string';
    return Number.isFinite(began) && Array.isArray(rows) && rows.every(isRow)
      ? { began: Number(began), rows }
      : undefined;
  } catch {
    return undefined;
  }
}
