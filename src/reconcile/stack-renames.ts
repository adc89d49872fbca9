import { identityOf, type Remote, type Resource } from '../statuscake/resource.ts';
import { labelOf, type StackDeclaration } from './declaration.ts';
import { labelsBefore } from './former-names.ts';
import { groupBy } from './group-by.ts';
import { bothError, nameOf } from './identity-errors.ts';
import { listFirst } from './listing.ts';
import { byName, byTag, type Ownership, stacksOf } from './ownership.ts';
import type { Problem } from './problems.ts';
import { renamingMark, renamingsIn } from './renaming-mark.ts';

/** All resources of a kind, and what tells to which stack one belongs. */
export interface KindAccount {
  readonly resource: Resource;
  readonly ownership: Ownership;
  readonly account: readonly Remote[];
}

/** A stack that says what it was called before. */
export type RenamedStack = StackDeclaration & { readonly formerName: string };

/** Returns whether a stack says what it was called before. */
export function isRenamed(declaration: StackDeclaration): declaration is RenamedStack {
  return declaration.formerName !== undefined;
}

/** What the account shows of the renames that stacks declare. */
interface Judged {
  /** All stacks, without former names of which nothing is theirs any more. */
  readonly stacks: readonly StackDeclaration[];
  /** Those whose renames are over, since nothing carries the tag of the former name, or something that is another stack's by now. */
  readonly settled: readonly RenamedStack[];
  readonly reused: readonly RenamedStack[];
  /** Former names, and others of renames that are not over, that no stack is declared by: what these have is nobody's to delete. */
  readonly held: readonly string[];
  readonly problems: readonly Problem[];
  /** What the user should know. */
  readonly notes: readonly string[];
}

/** So many stacks are told in a warning. */
const MOST_IN_WARNING = 10;

/**
 * Judges which renames of stacks are still to be carried out: where nothing carries the tag of the new name yet, or where the mark of a run
 * that was cut short is there. Else what carries the tag of the former name is another stack's, and stays alone. Where that has a
 * counterpart of what is declared it may be meant, so it is a problem. Pure.
 * @param isMirror whether stacks that are not declared are deleted: then one may be meant by a former name with a slip of the pen in it
 */
export function judgeStackRenames(
  stacks: readonly StackDeclaration[],
  kinds: readonly KindAccount[],
  tagPrefix: string,
  isMirror = false,
): Judged {
  const bearers = bearersByStack(kinds, tagPrefix);
  const bearersOf = (stack: string) => bearers.get(stack) ?? [];
  const renamings = renamingsByTarget(bearers);
  const problems: Problem[] = [];
  const settled: RenamedStack[] = [];
  const reused: RenamedStack[] = [];
  const held = new Set<string>();
  const hold = (...names: (string | undefined)[]) => {
    for (const name of names.filter((each) => each !== undefined)) {
      held.add(name);
    }
  };
  const judged = stacks.map((declaration) => {
    const { formerName, ...rest } = declaration;
    const { stack, state, untouched } = rest;
    const problem = (message: string) =>
      problems.push({ stack, check: 'the stack itself', option: 'renamed_from', message });
    const own = bearersOf(stack);
    const next = own.flatMap(renamingsIn).find((name) => name !== stack && name !== formerName);
    const begun = renamings.get(stack)?.find((name) => name !== stack);
    if (next !== undefined || (begun !== undefined && begun !== formerName)) {
      const [from, to] = next === undefined ? [String(begun), stack] : [stack, next];
      hold(from, to, formerName);
      if (!untouched) {
        problem(
          `an interrupted run was renaming ${from} to ${to}: declare ${to} with renamed_from ${from} to go on, or ${from} with ` +
            `renamed_from ${to} to go back`,
        );
        return rest;
      }
    }
    if (formerName === undefined) {
      return declaration;
    }
    const former = bearersOf(formerName);
    const isBegun =
      former.some((remote) => renamingsIn(remote).includes(stack)) ||
      own.some((remote) => renamingsIn(remote).includes(formerName));
    const [target] = former.flatMap(renamingsIn);
    const [origin] = renamings.get(formerName) ?? [];
    if (!isBegun && (target !== undefined || origin !== undefined)) {
      const [from, to] = target === undefined ? [origin, formerName] : [formerName, target];
      hold(from, to);
      problem(
        `an interrupted run was renaming ${from} to ${to}: finish that first, with renamed_from ${from} at ${to}`,
      );
      return rest;
    }
    // What is to go takes nothing more along.
    const renamed = { ...declaration, formerName };
    if (isBegun || (state === 'present' && !hasOwn(kinds, renamed, own))) {
      return declaration;
    }
    hold(formerName);
    if (!untouched) {
      (former.length > 0 ? reused : settled).push(renamed);
      problems.push(...kinds.flatMap((kind) => counterparts(kind, renamed, tagPrefix)));
    }
    return rest;
  });
  const declared = new Set(stacks.map(({ stack }) => stack));
  const spokenOf = new Set([...declared, ...held, ...stacks.map(({ formerName }) => formerName)]);
  const leaving = [...bearers.keys()].filter((name) => !spokenOf.has(name));
  if (isMirror && leaving.length > 0) {
    const strayed = judged.filter(isRenamed).filter((one) => isStrayed(one, kinds, bearersOf));
    problems.push(...strayed.map((one) => strayedProblem(one, leaving)));
    hold(...(strayed.length > 0 ? leaving : []));
  }
  const mistaken = new Set(problems.map(({ stack }) => stack));
  return {
    stacks: judged,
    settled,
    reused,
    held: [...held].filter((name) => !declared.has(name)),
    problems,
    notes: notesOf(
      reused.filter(({ stack }) => !mistaken.has(stack)),
      (stack) => bearersOf(stack).length > 0,
    ),
  };
}

/** Returns whether nothing is there of a stack, neither by its name nor by its former one. */
function isStrayed(
  { stack, formerName, state, untouched }: RenamedStack,
  kinds: readonly KindAccount[],
  bearersOf: (stack: string) => readonly Remote[],
): boolean {
  const { ownersOf } = byName(new Set([stack, formerName]));
  const isNamed = kinds.some(
    ({ ownership, account }) => ownership === 'name' && account.some((remote) => ownersOf(remote).length > 0),
  );
  const isThere = isNamed || bearersOf(stack).length + bearersOf(formerName).length > 0;
  return state === 'present' && !untouched && !isThere;
}

function strayedProblem({ stack, formerName }: RenamedStack, leaving: readonly string[]): Problem {
  const message =
    `there is no stack ${formerName}, while all of ${listFirst(leaving, MOST_IN_WARNING)} is to be deleted, which no list has: ` +
    'give that name if it was renamed, or take renamed_from out';
  return { stack, check: 'the stack itself', option: 'renamed_from', message };
}

/** Returns the stacks that are being renamed, by the names that they get. */
function renamingsByTarget(bearers: ReadonlyMap<string, readonly Remote[]>): Map<string, string[]> {
  const entries = [...bearers].flatMap(([stack, own]) =>
    own.flatMap((remote) => renamingsIn(remote).map((target) => ({ stack, target }))),
  );
  const groups = groupBy(entries, ({ target }) => target);
  return new Map([...groups].map(([target, all]) => [target, all.map(({ stack }) => stack)]));
}

/**
 * Returns whether a stack has checks of its own under its present name: what carries its tag, or, where it declares nothing that could, what
 * its name shows. Then a run was cut short where one of these has its former name still.
 */
function hasOwn(kinds: readonly KindAccount[], declaration: RenamedStack, own: readonly Remote[]): boolean {
  const { stack, checks } = declaration;
  const declaresTagged = kinds.some(
    ({ ownership, resource }) => ownership === 'tag' && checks[resource.name]?.length,
  );
  const { ownersOf } = byName(new Set([stack]));
  const isNamed = kinds.some(
    ({ ownership, account }) =>
      ownership === 'name' && account.some((remote) => ownersOf(remote).includes(stack)),
  );
  return own.length > 0 || (isNamed && !declaresTagged && !kinds.some((kind) => lacksAny(kind, declaration)));
}

/** Returns whether a check that is declared is there by its former name alone. */
function lacksAny({ resource, account }: KindAccount, declaration: RenamedStack): boolean {
  const names = new Set(account.map((remote) => identityOf(resource, remote)));
  return (declaration.checks[resource.name] ?? []).some((check) => {
    const label = labelOf(resource, check);
    const [before] = labelsBefore(resource, declaration, [label]);
    return before !== undefined && names.has(before) && !names.has(label);
  });
}

function notesOf(reused: readonly RenamedStack[], isThere: (stack: string) => boolean): string[] {
  const isNeverRenamed = ({ stack, state }: RenamedStack) => state === 'absent' && !isThere(stack);
  const note = (stacks: readonly RenamedStack[], what: string) => {
    const names = stacks.map(({ stack, formerName }) => `${stack} (was ${formerName})`);
    return names.length === 0 ? [] : [`${what}: ${listFirst(names, MOST_IN_WARNING)}`];
  };
  return [
    ...note(
      reused.filter((stack) => !isNeverRenamed(stack)),
      'the former name of these stacks is that of others by now, which keep what they have, so renamed_from can be taken out',
    ),
    ...note(
      reused.filter(isNeverRenamed),
      'nothing is there of these stacks, and what there is of their former names stays: to remove that, rename it first, or remove it by the former name',
    ),
  ];
}

/** Returns what carries the tags of stacks, by their names. */
function bearersByStack(kinds: readonly KindAccount[], tagPrefix: string): Map<string, Remote[]> {
  const entries = kinds.flatMap(({ resource: { tagField }, account }) =>
    tagField === undefined
      ? []
      : account.flatMap((remote) => stacksOf(remote.tags, tagPrefix).map((stack) => ({ stack, remote }))),
  );
  return new Map(
    [...groupBy(entries, ({ stack }) => stack)].map(([stack, own]) => [
      stack,
      own.map(({ remote }) => remote),
    ]),
  );
}

/** Returns a problem for each declared check that has a counterpart of the former name of its stack. */
function counterparts(
  { resource, ownership, account }: KindAccount,
  declaration: RenamedStack,
  tagPrefix: string,
): Problem[] {
  const { stack, state, formerName, checks } = declaration;
  // SSL tests have neither tags nor names, so none is of the former name.
  const { ownersOf } = ownership === 'tag' ? byTag(tagPrefix) : byName(new Set([stack, formerName]));
  const findIn = (owner: string, label: string | undefined) =>
    account.find((remote) => ownersOf(remote).join() === owner && identityOf(resource, remote) === label);
  const declared = state === 'present' ? (checks[resource.name] ?? []) : [];
  return declared.flatMap((check) => {
    const label = labelOf(resource, check);
    const [before] = labelsBefore(resource, declaration, [label]);
    const other = findIn(formerName, before);
    if (check.id !== null || before === undefined || other === undefined) {
      return [];
    }
    const own = findIn(stack, label);
    const message =
      own === undefined
        ? `${nameOf(resource, other)} is of another stack ${formerName}, since ${stack} has checks already: take renamed_from out of ` +
          `${stack}${ownership === 'tag' ? `, or, if all that ${formerName} has is meant, give one of its tests the tag ${renamingMark(stack)}, and run it again` : ', and say it of the check if that is meant'}`
        : bothError(resource, before, other, label, own).reason;
    return [{ stack, check: label, option: 'renamed_from', message }];
  });
}
