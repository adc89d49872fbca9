import { compareDigits, identityOf, type Remote, type Resource } from '../statuscake/resource.ts';
import { labelOf, type StackDeclaration } from './declaration.ts';
import { labelsBefore } from './former-names.ts';
import { nameOf } from './identity-errors.ts';
import { listFirst } from './listing.ts';
import { byName, byTag, type Ownership } from './ownership.ts';
import type { Problem } from './problems.ts';
import { byAge } from './succession.ts';

/** All resources of a kind, and what tells to which stack one belongs. */
export interface KindAccount {
  readonly resource: Resource;
  readonly ownership: Ownership;
  readonly account: readonly Remote[];
}

/** A stack that was renamed. */
type Renamed = Pick<StackDeclaration, 'stack'> & { readonly formerName: string };

/** What belongs to a stack alone under its former name, and under its present one; the oldest first. */
interface Bearers {
  readonly former: readonly Remote[];
  readonly present: readonly Remote[];
}

/** Stacks without the former names that others bear by now. */
interface Judged {
  readonly stacks: readonly StackDeclaration[];
  readonly problems: readonly Problem[];
  /** What the user should know. */
  readonly notes: readonly string[];
}

/** So many stacks are told in a warning. */
const MOST_IN_WARNING = 10;

/**
 * Returns the oldest resource of a kind that a stack has under its former name. It is renamed last, so that a former name which is only
 * borne by what is younger than all that the stack has is another stack's by now. Nothing where there is none. Pure.
 */
export function oldestOfFormer(
  kind: KindAccount,
  { stack, formerName }: Pick<StackDeclaration, 'stack' | 'formerName'>,
  tagPrefix: string,
): Remote | undefined {
  return formerName === undefined ? undefined : bearersOf(kind, { stack, formerName }, tagPrefix).former[0];
}

/**
 * Returns stacks without those former names that other stacks have been given since: what such a one has is its own. A check that would be
 * new, and whose counterpart is there under the former name, is a problem, since it may be meant. Pure.
 */
export function withoutReusedNames(
  stacks: readonly StackDeclaration[],
  kinds: readonly KindAccount[],
  tagPrefix: string,
): Judged {
  const problems: Problem[] = [];
  const reused: string[] = [];
  const judged = stacks.map((declaration) => {
    const { formerName, ...rest } = declaration;
    if (formerName === undefined || declaration.untouched) {
      return declaration;
    }
    const renamed = { ...declaration, formerName };
    const bearers = kinds.map((kind) => ({ kind, ...bearersOf(kind, renamed, tagPrefix) }));
    const isReused = bearers.some(
      ({ former: [other], present: [own] }) => other && own && compareDigits(own.id, other.id) < 0,
    );
    if (!isReused) {
      return declaration;
    }
    reused.push(`${rest.stack} (was ${formerName})`);
    problems.push(...bearers.flatMap(({ kind, ...own }) => missingCounterparts(kind.resource, renamed, own)));
    return rest;
  });
  const notes =
    reused.length === 0
      ? []
      : [
          'the former name of these stacks is that of other ones by now, which keep what they have, so renamed_from can be taken out: ' +
            listFirst(reused, MOST_IN_WARNING),
        ];
  return { stacks: judged, problems, notes };
}

function bearersOf(
  { ownership, account }: KindAccount,
  { stack, formerName }: Renamed,
  tagPrefix: string,
): Bearers {
  // SSL tests have neither tags nor names, so none bears that of a stack.
  const { ownersOf } = ownership === 'tag' ? byTag(tagPrefix) : byName(new Set([stack, formerName]));
  const ofStack = (name: string) => account.filter((remote) => ownersOf(remote).join() === name).sort(byAge);
  return { former: ofStack(formerName), present: ofStack(stack) };
}

/** Returns a problem for each check that would be new while its counterpart is there under the former name of the stack. */
function missingCounterparts(
  resource: Resource,
  declaration: StackDeclaration & Renamed,
  { former, present }: Bearers,
): Problem[] {
  const { stack, state, formerName, checks } = declaration;
  const known = new Set(present.map((remote) => identityOf(resource, remote)));
  const declared = state === 'present' ? (checks[resource.name] ?? []) : [];
  return declared.flatMap((check) => {
    const label = labelOf(resource, check);
    const [before] = labelsBefore(resource, declaration, [label]);
    const counterpart = former.find((remote) => identityOf(resource, remote) === before);
    if (check.id !== null || known.has(label) || counterpart === undefined) {
      return [];
    }
    const message =
      `${nameOf(resource, counterpart)} is one of a stack ${formerName} that came after ${stack}, as their IDs tell: ` +
      `take renamed_from out of the stack, or give the id here if it is the same test`;
    return [{ stack, check: label, option: 'renamed_from', message }];
  });
}
