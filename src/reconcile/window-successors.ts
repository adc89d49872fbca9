import type { StatusCakeClient } from '../statuscake/client.ts';
import { type ErrorKind, StatusCakeError } from '../statuscake/errors.ts';
import { readAll, readDetails } from '../statuscake/reading.ts';
import { equal, normalise, type Remote } from '../statuscake/resource.ts';
import { maintenanceWindow } from '../statuscake/resources/maintenance-window.ts';

/**
 * Replaces the IDs of old tests by that of the new one in every maintenance window, and returns notes of what could not be done.
 * Throws a StatusCakeError where another try may help.
 */
export type MoveWindows = (from: readonly string[], to: string) => Promise<string[]>;

/** After one of these it was not the API that refused. */
const NOT_REFUSED: ReadonlySet<ErrorKind> = new Set([
  'stopped',
  'unresolved',
  'unreachable',
  'tls',
  'rate-limit',
]);

/** Returns a function that does so for one test after another, since one window may name two. The windows are listed once. */
export function windowMover(client: StatusCakeClient): MoveWindows {
  let listed: readonly Remote[] | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const move = async (from: readonly string[], to: string): Promise<string[]> => {
    listed ??= await readWindows(client);
    const notes: string[] = [];
    for (const { id, name } of listed.filter((window) => names(window, from))) {
      try {
        await rename(client, id, from, to);
      } catch (error) {
        if (!isRefusal(error)) {
          throw error;
        }
        // A change that is sent again since its response was lost may be refused as none.
        const window = await readDetails(client, maintenanceWindow, id);
        if (window === null || !names(window, from)) {
          continue;
        }
        notes.push(
          `the maintenance window ${JSON.stringify(name)} (ID ${id}) still names ${from[0]}, not ${to}: ${error.message}`,
        );
      }
    }
    return notes;
  };
  return (from, to) => {
    const moved = last.then(() => move(from, to));
    last = moved.catch(() => {});
    return moved;
  };
}

/** Returns all windows; none on a plan without them. */
async function readWindows(client: StatusCakeClient): Promise<readonly Remote[]> {
  try {
    return await readAll(client, maintenanceWindow);
  } catch (error) {
    if (isRefusal(error)) {
      return [];
    }
    throw error;
  }
}

async function rename(
  client: StatusCakeClient,
  id: string,
  from: readonly string[],
  to: string,
): Promise<void> {
  // Read anew: somebody else may have changed it since it was listed.
  const window = await readDetails(client, maintenanceWindow, id);
  if (window === null) {
    return;
  }
  const before = testsOf(window);
  const after = normalise('set', [...before.filter((test) => !from.includes(test)), to]) as string[];
  if (before.some((test) => from.includes(test)) && !equal(before, after)) {
    await client.put(`${maintenanceWindow.path}/${id}`, { tests: after });
  }
}

function names(window: Remote, ids: readonly string[]): boolean {
  return testsOf(window).some((test) => ids.includes(test));
}

function testsOf({ tests }: Remote): string[] {
  return normalise('set', tests) as string[];
}

/** Returns whether the API refused for good: the plan of the account, or this very change. */
function isRefusal(error: unknown): error is StatusCakeError {
  return error instanceof StatusCakeError && !error.facts.transient && !NOT_REFUSED.has(error.facts.kind);
}
