import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** How far a run has come. */
export interface Progress {
  /** Checks that were dealt with, and all that are to be; both 0 while it is only read what there is. */
  readonly done: number;
  readonly total: number;
  /** Requests sent so far. */
  readonly requests: number;
  /** Seconds that the rest takes at the least under the limit of the account. */
  readonly seconds_left: number;
}

/** Milliseconds before the first report, so that short runs leave none, and between two. */
const PATIENCE = 1500;
const PERIOD = 500;

/**
 * Leaves in a file how far a run has come, twice a second, which also shows that it lives, until the function that it returns is called. Who reads it
 * finds it whole. Where it cannot be written, nobody is told.
 * @param look returns how far it has come
 */
export function reportProgress(file: string, look: () => Progress): () => void {
  let timer: NodeJS.Timeout | undefined;
  const report = () => {
    try {
      writeFileSync(`${file}.tmp`, JSON.stringify(look()), { mode: 0o600 });
      renameSync(`${file}.tmp`, file);
    } catch {
      // A full disk, or a folder that has gone.
    }
  };
  const patience = setTimeout(() => {
    report();
    timer = setInterval(report, PERIOD).unref();
  }, PATIENCE).unref();
  return () => {
    clearTimeout(patience);
    if (timer !== undefined) {
      clearInterval(timer);
      rmSync(file, { force: true });
    }
  };
}
