import type { StatusCakeClient } from '../statuscake/client.ts';
import { isForbidden } from '../statuscake/errors.ts';
import { readAllWith } from '../statuscake/reading.ts';
import { identityOf, normalise, type Remote } from '../statuscake/resource.ts';
import { maintenanceWindow } from '../statuscake/resources/maintenance-window.ts';
import { stacksOf } from './ownership.ts';
import { planPresent } from './plan.ts';
import type { PlannedCheck } from './stack-plan.ts';

/** What is to become of the windows of a stack that was renamed. */
export interface WindowRename {
  readonly stack: string;
  readonly formerName: string;
  /** Whether all that has the former tag is the stack's; else only what an interrupted run has marked. */
  readonly isUnderWay: boolean;
}

/** Returns all maintenance windows; none on a plan without them. Throws a StatusCakeError. */
export async function readWindows(client: StatusCakeClient): Promise<readonly Remote[]> {
  try {
    return await readAllWith(client, maintenanceWindow, ['tags']);
  } catch (error) {
    if (isForbidden(error)) {
      return [];
    }
    throw error;
  }
}

/**
 * Plans that maintenance windows of stacks that were renamed are of their new names: by their tags; and by its own name, where a window is
 * of one stack only. While its tests are renamed a window has both tags, so that no failure is told meanwhile, and a mark by which
 * a later run knows that the former one is to go. Pure.
 */
export function planWindowRenames(
  windows: readonly Remote[],
  renames: readonly WindowRename[],
  tagPrefix: string,
): PlannedCheck[] {
  const names = new Set(windows.map((window) => identityOf(maintenanceWindow, window)));
  return windows.flatMap((window) => {
    const own = renames.filter((rename) => isToRename(window, rename, tagPrefix));
    const [first, ...others] = own;
    if (first === undefined) {
      return [];
    }
    const alsoOf = others.map(({ stack }) => stack);
    const tags = tagsOf(window);
    const marks = own.map(({ formerName }) => markOf(formerName));
    const kept = tags.filter((tag) => !own.some((rename) => marksOf(rename).includes(tag)));
    const changes = new Map(own.map(({ stack, formerName }) => [tagPrefix + formerName, tagPrefix + stack]));
    const present = kept.map((tag) => changes.get(tag) ?? tag);
    const name = renamedName(window, first);
    const isNameFree = !names.has(name);
    const isOfOne = stacksOf(present, tagPrefix).length === 1;
    const values = { tags: present, ...(isOfOne && isNameFree && { name }) };
    const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
    const step = planPresent(maintenanceWindow, values, window, policy);
    const both = normalise('set', [...tags, ...present, ...marks]) as string[];
    const adoption = both.length > tags.length ? { tags: both } : null;
    return [
      {
        stack: first.stack,
        alsoOf,
        name: identityOf(maintenanceWindow, window),
        step: { ...step, adoption },
      },
    ];
  });
}

/**
 * Returns whether a window is to lose the tag of a former name. One that has both without the mark was given both on purpose, such as for
 * the deployment in which the stack is renamed.
 */
export function isToRename(
  window: Remote,
  { stack, formerName, isUnderWay }: WindowRename,
  tagPrefix: string,
): boolean {
  const tags = tagsOf(window);
  const isMarked = marksOf({ stack, formerName }).some((mark) => tags.includes(mark));
  return (
    tags.includes(tagPrefix + formerName) && (isMarked || (isUnderWay && !tags.includes(tagPrefix + stack)))
  );
}

/** The marks that a rename of a stack takes off its windows: its own, and that of one that was cut short, and goes back. */
function marksOf({ stack, formerName }: Pick<WindowRename, 'stack' | 'formerName'>): string[] {
  return [markOf(formerName), markOf(stack)];
}

/** The tag of a window whose stack is being renamed. */
function markOf(formerName: string): string {
  return `renaming-${formerName}`;
}

function tagsOf({ tags }: Remote): string[] {
  return normalise('set', tags) as string[];
}

/** Returns the name of a window with that of the stack in the place of the former one, where that is a word of it. */
function renamedName(window: Remote, { stack, formerName }: WindowRename): string {
  const former = formerName.replaceAll('.', '\\.');
  const word = new RegExp(`(?<![A-Za-z0-9._-])${former}(?![A-Za-z0-9._-])`, 'g');
  return identityOf(maintenanceWindow, window).replace(word, () => stack);
}
