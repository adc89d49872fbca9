import type { Remote, Resource } from '../statuscake/resource.ts';
import type { StackDeclaration } from './declaration.ts';
import { listFirst } from './listing.ts';
import { stacksOf } from './ownership.ts';
import type { Survey } from './survey.ts';
import { isToRename } from './window-renames.ts';

/** So many stacks are told in a warning. */
const STACKS_IN_WARNING = 10;

/** What has become of the renames of stacks. */
interface Renames {
  /** Whether anything bears a former name yet. */
  readonly arePending: boolean;
  /** What the user should know. */
  readonly notes: readonly string[];
}

/** Returns what has become of the renames of stacks, by what was read: of those of whose former names nothing is left a warning tells. */
export function judgeRenames(
  stacks: readonly StackDeclaration[],
  surveys: ReadonlyMap<Resource, Survey>,
  windows: readonly Remote[],
  tagPrefix: string,
): Renames {
  const left = namesIn(surveys, tagPrefix);
  const renamed = stacks.flatMap(({ stack, formerName }) =>
    formerName === undefined ? [] : [{ stack, formerName }],
  );
  const settled = renamed.filter(
    ({ stack, formerName }) =>
      !left.has(formerName) && !windows.some((window) => isToRename(window, stack, formerName, tagPrefix)),
  );
  const names = listFirst(
    settled.map(({ stack, formerName }) => `${stack} (was ${formerName})`),
    STACKS_IN_WARNING,
  );
  const note = `nothing bears the former name of these stacks, so renamed_from can be taken out: ${names}`;
  return { arePending: settled.length < renamed.length, notes: settled.length === 0 ? [] : [note] };
}

/** Returns the names of stacks that resources bear, in their tags or as the first word of their own. */
function namesIn(surveys: ReadonlyMap<Resource, Survey>, tagPrefix: string): Set<string> {
  return new Set(
    [...surveys].flatMap(([{ tagField }, { account }]) =>
      account.flatMap(({ name, tags }) =>
        tagField === undefined ? [String(name).split(' ')[0] ?? ''] : stacksOf(tags, tagPrefix),
      ),
    ),
  );
}
