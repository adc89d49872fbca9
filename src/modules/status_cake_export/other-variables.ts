import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { SAYS_COVERED, SAYS_OTHERWISE } from '../../takeover/stand-alone.ts';
import { FILE } from './place.ts';
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
  return paths.some((path) => path !== own && SAYS_COVERED.test(textOf(path)));
}

/** What other files in the folder of a host say of what its own file says. */
export interface Neighbours {
  /** Whether one does that Ansible reads before, so that it counts where the own one says nothing. */
  readonly isBacked: boolean;
  /** One that Ansible reads afterwards, so that it counts more, or the folder with it; nothing where there is none. */
  readonly overruling: string | undefined;
}

/**
 * Looks at the files beside that of a host. Ansible reads all of a folder in the order of their names, and what comes last counts
 * (`_get_dir_vars_files` of its `DataLoader`).
 */
export function neighboursOf(own: string): Neighbours {
  const folder = dirname(own);
  const partOf = (path: string) => String(relative(folder, path).split(sep)[0]);
  const isLater = (path: string) => partOf(path) > FILE;
  const others = filesBelow(folder).filter((path) => path !== own);
  return {
    isBacked: others.some((path) => !isLater(path) && SAYS_COVERED.test(textOf(path))),
    overruling: others
      .filter((path) => isLater(path) && SAYS_OTHERWISE.test(textOf(path)))
      .map((path) => join(folder, partOf(path)))
      .at(0),
  };
}

function textOf(path: string): string {
  return readable(() => readFileSync(path, 'utf8')) ?? '';
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
