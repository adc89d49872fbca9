import { identityOf, type Remote, type Resource } from '../statuscake/resource.ts';
import type { StackDeclaration } from './declaration.ts';
import { listFirst } from './listing.ts';
import { stacksOf } from './ownership.ts';
import type { PlannedCheck } from './stack-plan.ts';
import type { Survey } from './survey.ts';
import { isToRename, type WindowRename } from './window-renames.ts';

/** So many stacks, or checks, are told in a warning. */
const MOST_IN_WARNING = 10;

/** What has become of the renames of stacks. */
interface Renames {
  /** Whether anything belongs to a former name yet. */
  readonly arePending: boolean;
  /** What the user should know. */
  readonly notes: readonly string[];
}

/**
 * Returns what has become of the renames of stacks, by what was read and planned. Warnings tell of those to whose former names nothing
 * belongs any more, of those to which nothing ever did, and of what is only called as if it did.
 */
export function judgeRenames(
  renames: readonly (WindowRename & Pick<StackDeclaration, 'state'>)[],
  planned: readonly PlannedCheck[],
  surveys: ReadonlyMap<Resource, Survey>,
  windows: readonly Remote[],
  tagPrefix: string,
): Renames {
  // What comes from another stack does not show that this one was there before.
  const found = new Set(
    planned.filter(({ step, leaves }) => step.id !== null && leaves === undefined).map(({ stack }) => stack),
  );
  const owners = ownersIn(surveys, tagPrefix);
  const done = renames.filter(
    (rename) =>
      !(rename.isUnderWay && owners.has(rename.formerName)) &&
      !windows.some((window) => isToRename(window, rename, tagPrefix)),
  );
  const isNew = ({ stack, state }: (typeof done)[number]) =>
    state === 'present' && !found.has(stack) && !owners.has(stack);
  const tell = (entries: typeof done) =>
    entries.map(({ stack, formerName }) => `${stack} (was ${formerName})`);
  const note = (texts: readonly string[], what: string, advice = '') =>
    texts.length === 0 ? [] : [`${what}: ${listFirst(texts, MOST_IN_WARNING)}${advice}`];
  return {
    arePending: done.length < renames.length,
    notes: [
      ...note(
        tell(done.filter(isNew)),
        'new stacks, since there is nothing either of the name that renamed_from gives',
      ),
      ...note(
        tell(done.filter((each) => !isNew(each))),
        'nothing belongs to the former name of these stacks, so renamed_from can be taken out once their reports of the SLA, if any, have run with it',
      ),
      ...note(
        renames.flatMap(({ formerName }) => namesakesOf(formerName, surveys, planned, tagPrefix)),
        'of no stack, and so not renamed with one, although their names begin like it',
        '. To go on with one and its history, give its id, or its name as renamed_from of the check',
      ),
    ],
  };
}

/** Returns the names of stacks that checks bear, in their tags or as the first word of their own. */
function ownersIn(surveys: ReadonlyMap<Resource, Survey>, tagPrefix: string): Set<string> {
  const names = [...surveys].flatMap(([{ tagField }, { account }]) =>
    account.flatMap(({ name, tags }) =>
      tagField === undefined ? [String(name).split(' ')[0] ?? ''] : stacksOf(tags, tagPrefix),
    ),
  );
  return new Set(names);
}

/** Returns the checks of no stack, also in time to come, whose names begin with that of one, as people call them. */
function namesakesOf(
  stack: string,
  surveys: ReadonlyMap<Resource, Survey>,
  planned: readonly PlannedCheck[],
  tagPrefix: string,
): string[] {
  const isPlanned = (resource: Resource, { id }: Remote) =>
    planned.some(({ step }) => step.resource === resource && step.id === id);
  return [...surveys].flatMap(([resource, { account }]) =>
    resource.tagField === undefined
      ? []
      : account
          .filter(
            (remote) =>
              stacksOf(remote.tags, tagPrefix).length === 0 &&
              identityOf(resource, remote).startsWith(`${stack} `) &&
              !isPlanned(resource, remote),
          )
          .map(
            (remote) =>
              `the ${resource.kind} ${JSON.stringify(identityOf(resource, remote))} (ID ${remote.id})`,
          ),
  );
}
