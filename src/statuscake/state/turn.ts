import { lstatSync } from 'node:fs';
import { StatusCakeError } from '../errors.ts';
import { fingerprint } from '../fingerprint.ts';
import { type Clock, systemClock } from '../pacing/clock.ts';
import { monotonic } from './monotonic.ts';
import { hasEnded, thisProcess } from './processes.ts';
import { beat, blockersOf, EVERYTHING, enter, leave, type Run, readRuns } from './registry.ts';
import { readShared, updateShared } from './shared-file.ts';

/** Milliseconds after which a run shows again that it lives. */
const BEAT = 5000;
/** Milliseconds without a sign of life after which a run is taken for dead: of another machine, and of this one, which tells of deaths. */
const SILENCE = 30_000;
const LONG_SILENCE = 600_000;
/** Milliseconds between two looks, at the least and at random more, which grow with the time waited. */
const LOOK = 20;
const SHORTEST_SPREAD = 80;
const LONGEST_SPREAD = 400;
/** After so many looks in a row that failed, the file is taken for unusable. */
const MOST_FAILURES = 10;

/** A turn: ends with `end`, which never throws. */
export interface Turn {
  end(): Promise<void>;
}

/** The subject of a run that is to have the whole account for itself. */
export const WHOLE_ACCOUNT = 'the whole account';

/**
 * Waits until no run that came earlier, in any process that uses the file, needs anything that this one is to have for
 * itself. Runs that died are not waited for. Where the file cannot be used, everything is free.
 * @param subjects what the run is to have for itself, in words that mean the same to all
 * @param sleep waits for milliseconds, and throws to end the waiting
 * @throws what `sleep` throws, and says who was waited for
 */
export async function takeTurn(
  file: string,
  subjects: readonly string[],
  sleep: Clock['sleep'],
): Promise<Turn> {
  const names = new Map(subjects.map((subject) => [keyOf(subject), subject]));
  const keys = [...names.keys()];
  const draft = { id: `${process.pid}-${Math.random()}`, process: thisProcess(), ticket: 0, beat: 0, keys };
  const change = (next: (runs: Run[]) => Run[], wait = sleep): Promise<Run[]> =>
    updateShared(
      file,
      (value) => {
        const runs = next(readRuns(value));
        // The last one leaves nothing behind.
        return [runs.length > 0 ? runs : undefined, runs];
      },
      wait,
    );

  let runs: Run[];
  try {
    runs = await change((present) => enter(present, draft));
  } catch {
    return { end: async () => {} };
  }
  const run = runs.find(({ id }) => id === draft.id) ?? draft;
  const timer = setInterval(() => {
    change((present) => beat(present, run), systemClock.sleep).then(ignore, ignore);
  }, BEAT).unref();
  const end = async (): Promise<void> => {
    clearInterval(timer);
    await change((present) => present.filter(({ id }) => id !== run.id), systemClock.sleep).then(
      ignore,
      ignore,
    );
  };

  const since = monotonic();
  const look = lookout(file, run, change);
  let blockers = blockersOf(runs, run);
  let failures = 0;
  while (blockers.length > 0 && failures < MOST_FAILURES) {
    try {
      await sleep(LOOK + Math.random() * spread(monotonic() - since));
    } catch (error) {
      await end();
      throw explain(error, blockers[0], names);
    }
    try {
      blockers = await look(blockers);
      failures = 0;
    } catch {
      failures += 1;
    }
  }
  return { end };
}

/** Returns a function that looks who of those that a run waits for is left. */
function lookout(
  file: string,
  run: Run,
  change: (next: (runs: Run[]) => Run[]) => Promise<Run[]>,
): (blockers: readonly Run[]) => Promise<Run[]> {
  const isSilent = silenceWatch();
  let seen: string | undefined;
  return async (blockers) => {
    const dead = blockers.filter((other) => hasEnded(other.process) || isSilent(other));
    const version = versionOf(file);
    if (dead.length > 0 || version === undefined) {
      return blockersOf(await change((present) => enter(leave(present, dead), run)), run);
    }
    // Cheap, since hundreds may look: nothing is read that has not changed, and nothing locked.
    if (version === seen) {
      return [...blockers];
    }
    const left = blockersOf(readRuns(readShared(file)), run);
    seen = version;
    return left;
  };
}

/** Names and URLs may hold what nobody is to find on a disk. */
function keyOf(subject: string): string {
  return subject === WHOLE_ACCOUNT ? EVERYTHING : fingerprint(subject);
}

function explain(error: unknown, blocker: Run | undefined, names: ReadonlyMap<string, string>): unknown {
  if (!(error instanceof StatusCakeError) || !blocker) {
    return error;
  }
  const { keys, process } = blocker;
  const subject = keys.map((key) => names.get(key)).find(Boolean) ?? WHOLE_ACCOUNT;
  const who = `process ${process.pid} on ${process.host}`;
  return new StatusCakeError(
    `${error.message}, while it waited for another run (${who}) that is at work on ${subject}`,
    error.facts,
  );
}

function spread(waited: number): number {
  return Math.min(Math.max(waited / 10, SHORTEST_SPREAD), LONGEST_SPREAD);
}

/** Returns what tells a version of the file from those before it; nothing where there is none. */
function versionOf(file: string): string | undefined {
  const status = lstatSync(file, { throwIfNoEntry: false });
  return status && `${status.ino} ${status.ctimeMs} ${status.size}`;
}

/** Returns a function that tells whether a run has given no sign of life for too long, on the clock of this process. */
function silenceWatch(): (run: Run) => boolean {
  const heard = new Map<string, { beat: number; at: number }>();
  return ({ id, beat, process }) => {
    const now = monotonic();
    const last = heard.get(id);
    if (last?.beat !== beat) {
      heard.set(id, { beat, at: now });
    }
    const self = thisProcess();
    const isNeighbour = process.host === self.host && process.space === self.space;
    return last?.beat === beat && now - last.at > (isNeighbour ? LONG_SILENCE : SILENCE);
  };
}

function ignore(): void {}
