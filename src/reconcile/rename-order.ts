import { normalise, type Remote, type Resource } from '../statuscake/resource.ts';
import { uptime } from '../statuscake/resources/uptime.ts';
import type { StackDeclaration } from './declaration.ts';
import { stacksOf } from './ownership.ts';
import { renamingMark, renamingsIn } from './renaming-mark.ts';
import { signsIn } from './ssl-sign.ts';
import { concernedBy, type PlannedCheck } from './stack-plan.ts';
import { isRenamed, type KindAccount, type RenamedStack } from './stack-renames.ts';
import { byAge } from './succession.ts';

/** A planned check that is written, and what is there of it. */
interface Written {
  readonly check: PlannedCheck;
  readonly actual: Remote;
}

/**
 * Returns planned checks in an order by which a later run knows what one that is cut short has begun. Of each stack that is being
 * renamed one check gets a mark before any other is written, and is the last. Where none stays that could be, all that goes or moves
 * to other stacks gets the mark; page speed tests, which cannot, wait for others that go, and what is new waits for them. Pure.
 */
export function inRenameOrder(
  checks: readonly PlannedCheck[],
  stacks: readonly StackDeclaration[],
  kinds: readonly KindAccount[],
  tagPrefix: string,
): PlannedCheck[] {
  const written = writtenOf(checks, kinds);
  const ordered = new Map<PlannedCheck, PlannedCheck>();
  for (const declaration of stacks.filter(isRenamed)) {
    const { stack, formerName, state } = declaration;
    const changing = written.filter(({ check }) => concernedBy(check).includes(stack));
    const orderings = state === 'absent' ? [] : orderingsOf(declaration, checks, changing, kinds, tagPrefix);
    for (const [check, ordering] of orderings) {
      ordered.set(check, { ...(ordered.get(check) ?? check), ...ordering });
    }
    // Of a stack that goes, or goes back to the name that it had, what tells of that goes, or loses its mark, after all others.
    const mark = state === 'absent' ? stack : formerName;
    for (const { check, actual } of changing) {
      if (check.stack === stack && renamingsIn(actual).includes(mark)) {
        ordered.set(check, { ...(ordered.get(check) ?? check), turn: 'settle' });
      }
    }
  }
  return checks.map((check) => ordered.get(check) ?? check);
}

/** What is to be different about a check. */
type Ordering = readonly [check: PlannedCheck, ordering: Partial<PlannedCheck>];

/** Returns what is to be different about the checks of a stack that is being renamed. */
function orderingsOf(
  { stack, formerName }: RenamedStack,
  checks: readonly PlannedCheck[],
  changing: readonly Written[],
  kinds: readonly KindAccount[],
  tagPrefix: string,
): Ordering[] {
  const candidates = changing.filter(
    ({ check, actual }) => check.stack === stack && stacksOf(actual.tags, tagPrefix).join() === formerName,
  );
  const last = lastOf(stack, candidates);
  if (last === undefined) {
    return withoutLast(stack, formerName, checks, changing, tagPrefix);
  }
  // What carries the mark may be about to go, or to move to another stack.
  const isBegun = kinds.some(({ account }) => account.some((remote) => renamingsIn(remote).includes(stack)));
  const isAlone = checks.every(
    (check) =>
      !concernedBy(check).includes(stack) || check.step.action === 'unchanged' || check === last.check,
  );
  return !isAlone || isBegun || last.check.step.action !== 'updated'
    ? [[last.check, asLast(stack, last, changing)]]
    : [];
}

function writtenOf(checks: readonly PlannedCheck[], kinds: readonly KindAccount[]): Written[] {
  const remotes = new Map(
    kinds.map(({ resource, account }): [Resource, Map<string, Remote>] => [
      resource,
      new Map(account.map((remote) => [remote.id, remote])),
    ]),
  );
  return checks.flatMap((check) => {
    const { action, resource, id } = check.step;
    const actual = remotes.get(resource)?.get(id ?? '');
    return action === 'unchanged' || actual === undefined ? [] : [{ check, actual }];
  });
}

/** Returns which of the checks that bear the former name of a stack is to be the last: one that stays, and that can keep signs of SSL tests. */
function lastOf(stack: string, candidates: readonly Written[]): Written | undefined {
  const isUpdated = ({ check: { step } }: Written) => step.action === 'updated';
  const isUptime = ({ check: { step } }: Written) => step.resource === uptime;
  return candidates
    .filter(({ check: { step } }) => step.action === 'updated' || step.action === 'recreated')
    .sort(
      (one, other) =>
        Number(isMarked(other, stack)) - Number(isMarked(one, stack)) ||
        Number(one.check.isMoving ?? false) - Number(other.check.isMoving ?? false) ||
        Number(isUpdated(other)) - Number(isUpdated(one)) ||
        Number(isUptime(other)) - Number(isUptime(one)) ||
        byAge(one.actual, other.actual),
    )[0];
}

function isMarked({ actual }: Written, stack: string): boolean {
  return renamingsIn(actual).includes(stack);
}

/**
 * Returns a check as the last of its stack. Beside the mark it carries the signs of all SSL tests that the stack has and gets: their URLs
 * change meanwhile.
 * @param written all that the rename of the stack changes
 */
function asLast(stack: string, { check, actual }: Written, written: readonly Written[]): PlannedCheck {
  const signs = written.flatMap((one) => [one.actual, { tags: tagsOf(one.check) }].flatMap(signsIn));
  const tags = withMark(stack, actual, check.step.resource === uptime ? signs : []);
  const adoption = tags.length > (normalise('set', actual.tags) as string[]).length ? { tags } : null;
  return { ...check, turn: 'settle', step: { ...check.step, adoption } };
}

/** Returns the tags that a check is to have, where they are written. */
function tagsOf({ step: { form } }: PlannedCheck): string[] {
  return [form.tags ?? []].flat().map(String);
}

/** Returns what is done about the checks of a stack of whose former checks with tags none stays. */
function withoutLast(
  stack: string,
  formerName: string,
  checks: readonly PlannedCheck[],
  changing: readonly Written[],
  tagPrefix: string,
): Ordering[] {
  const going = changing.filter(
    ({ check: { step }, actual }) =>
      step.action !== 'recreated' && stacksOf(actual.tags, tagPrefix).join() === formerName,
  );
  const isComing = ({ stack: owner, step }: PlannedCheck) =>
    owner === stack && step.action !== 'deleted' && step.action !== 'unchanged';
  const coming = checks.filter(isComing);
  if (coming.length === 0 || changing.length === 0) {
    return [];
  }
  const marked = going
    .filter(({ actual }) => !renamingsIn(actual).includes(stack))
    .map(
      ({ check, actual }): Ordering => [
        check,
        { step: { ...check.step, adoption: { tags: withMark(stack, actual) } } },
      ],
    );
  const waiting = coming
    .filter(({ step }) => step.resource.tagField !== undefined || step.action === 'updated')
    .map(
      (check): Ordering => [check, { turn: check.step.resource.tagField === undefined ? 'name' : 'release' }],
    );
  return [...marked, ...waiting];
}

function withMark(stack: string, actual: Remote, signs: readonly string[] = []): string[] {
  const held = normalise('set', actual.tags) as string[];
  return normalise('set', [...held, renamingMark(stack), ...signs]) as string[];
}
