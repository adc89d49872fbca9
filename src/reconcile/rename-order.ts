import { normalise, type Remote, type Resource } from '../statuscake/resource.ts';
import { uptime } from '../statuscake/resources/uptime.ts';
import type { StackDeclaration } from './declaration.ts';
import { stacksOf } from './ownership.ts';
import { renamingMark, renamingsIn } from './renaming-mark.ts';
import { signsIn } from './ssl-sign.ts';
import { concernedBy, type PlannedCheck } from './stack-plan.ts';
import { isRenamed, type KindAccount } from './stack-renames.ts';
import { byAge } from './succession.ts';

/** A planned check that is written, and what is there of it. */
interface Written {
  readonly check: PlannedCheck;
  readonly actual: Remote;
}

/**
 * Returns planned checks in an order by which a later run knows what one that is cut short has begun. Of each stack that is being
 * renamed one check gets a mark before any other is written, and is the last. Where none can carry that, since the stack has page
 * speed tests alone, these wait for all that goes, and what is new waits for them. Checks that other stacks take over are waited for,
 * too: they still have the former name of the stack. Pure.
 */
export function inRenameOrder(
  checks: readonly PlannedCheck[],
  stacks: readonly StackDeclaration[],
  kinds: readonly KindAccount[],
  tagPrefix: string,
): PlannedCheck[] {
  const written = writtenOf(checks, kinds);
  const ordered = new Map<PlannedCheck, PlannedCheck>();
  for (const { stack, formerName } of stacks.filter(isRenamed)) {
    const changing = written.filter(({ check }) => concernedBy(check).includes(stack));
    const candidates = changing.filter(
      ({ check, actual }) => check.stack === stack && stacksOf(actual.tags, tagPrefix).join() === formerName,
    );
    const last = lastOf(stack, candidates);
    if (last === undefined) {
      const own = changing.length === 0 ? [] : checks.filter((one) => one.stack === stack);
      for (const check of own) {
        const turn = turnWithoutMark(check);
        ordered.set(check, turn === undefined ? check : { ...check, turn });
      }
      continue;
    }
    // What carries the mark may be about to go, or to move to another stack.
    const isBegun = kinds.some(({ account }) =>
      account.some((remote) => renamingsIn(remote).includes(stack)),
    );
    const isAlone = checks.every(
      (check) =>
        !concernedBy(check).includes(stack) || check.step.action === 'unchanged' || check === last.check,
    );
    if (!isAlone || isBegun || last.check.step.action !== 'updated') {
      ordered.set(last.check, asLast(stack, last, changing));
    }
  }
  return checks.map((check) => ordered.get(check) ?? check);
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
  const held = normalise('set', actual.tags) as string[];
  const isBearer = check.step.resource === uptime;
  const tags = normalise('set', [...held, renamingMark(stack), ...(isBearer ? signs : [])]) as string[];
  const adoption = tags.length > held.length ? { tags } : null;
  return { ...check, turn: 'settle', step: { ...check.step, adoption } };
}

/** Returns the tags that a check is to have, where they are written. */
function tagsOf({ step: { form } }: PlannedCheck): string[] {
  return [form.tags ?? []].flat().map(String);
}

/** Returns for what a check of a stack waits whose other checks cannot carry a mark. */
function turnWithoutMark({ step: { action, resource } }: PlannedCheck): PlannedCheck['turn'] {
  if (action === 'created' && resource.tagField !== undefined) {
    return 'conclude';
  }
  return action === 'updated' && resource.tagField === undefined ? 'settle' : undefined;
}
