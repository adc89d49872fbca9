import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SAYS_COVERED } from '../../takeover/stand-alone.ts';
import { readable } from './readable.ts';

/** No file that somebody has written has more bytes. */
const LARGEST = 1_048_576;

/** Names of files that Ansible passes over in an inventory, and of pages, as the report may lie there. */
const NO_VARIABLES = /^\.|~$|\.(?:bak|cfg|html|md|orig|pyc|pyo|retry|rpm|rst|swp|txt)$/;

/**
 * Returns whether an inventory says elsewhere what hosts that stand alone say themselves: in a file at its top, or of a group.
 * @param own the file of this module among those of the groups
 */
export function hasOtherVariables(directory: string, own: string): boolean {
  const paths = [...filesIn(directory), ...filesBelow(join(directory, 'group_vars'))];
  return paths.some(
    (path) => path !== own && SAYS_COVERED.test(readable(() => readFileSync(path, 'utf8')) ?? ''),
  );
}

function filesIn(folder: string): string[] {
  return pathsIn(folder).filter((path) => {
    const facts = readable(() => statSync(path));
    return facts?.isFile() === true && facts.size <= LARGEST;
  });
}

/** @param above the folders on the way, since a link may lead back to one */
function filesBelow(folder: string, above: readonly string[] = []): string[] {
  const place = readable(() => realpathSync(folder));
  if (place === undefined || above.includes(place)) {
    return [];
  }
  const folders = pathsIn(folder).filter((path) => readable(() => statSync(path))?.isDirectory() === true);
  return [...filesIn(folder), ...folders.flatMap((each) => filesBelow(each, [...above, place]))];
}

function pathsIn(folder: string): string[] {
  const names = readable(() => readdirSync(folder)) ?? [];
  return names.filter((name) => !NO_VARIABLES.test(name)).map((name) => join(folder, name));
}
