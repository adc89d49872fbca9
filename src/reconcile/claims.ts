import { equal, identityOf, normalise, type Remote, type Resource } from '../statuscake/resource.ts';
import {
  type CheckDeclaration,
  type Claim,
  type Deletion,
  type KindDeclaration,
  labelOf,
} from './declaration.ts';
import { groupBy } from './group-by.ts';
import { OptionError } from './option-error.ts';
import { type OwnershipRule, otherOwner } from './ownership.ts';
import { collect, type Problem } from './problems.ts';
import { findTakenNames } from './renames.ts';
import { byAge, lastSuccessor, type Successions, successionsIn } from './succession.ts';

/** A kind of check, and what tells to which stack one belongs. */
export interface OwnedKind {
  readonly resource: Resource;
  readonly rule: OwnershipRule;
}

/** What is to be done with checks of stacks that nobody declares. */
export interface Purging {
  /** Delete what belongs to a declared stack and is not declared. */
  readonly purge: boolean;
  /** Delete what belongs to a stack that is not declared at all. */
  readonly purgeUnlisted: boolean;
  /** When several resources bear a declared name: plan nothing, or keep the oldest and delete the others. */
  readonly duplicates: 'error' | 'remove';
}

export interface Claims {
  readonly claims: readonly Claim[];
  readonly deletions: readonly Deletion[];
  readonly problems: readonly Problem[];
  /** What the user should know. */
  readonly notes: readonly string[];
}

/**
 * Finds the resource that each declared check means, and those that have to go. It judges by the resources that were read.
 * What belongs to another stack is never touched: where it would have to be, that is a problem.
 * @param successions replaced resources of the account: each goes with the check that it was declared as
 */
export function claim(
  kind: OwnedKind,
  stacks: readonly KindDeclaration[],
  account: readonly Remote[],
  purging: Purging,
  successions: Successions = successionsIn(kind.resource, account),
): Claims {
  const { resource, rule } = kind;
  const claims: Claim[] = [];
  const deletions: Deletion[] = [];
  const problems: Problem[] = [];
  const notes: string[] = [];
  const identify = identifier(kind, account, purging, withinStacks(rule, account, successions), notes);
  const doomed = doomedStacks(stacks, purging);
  const names = new Map<string, Naming>();
  const taken = new Set<string>();
  const remove = (stack: string, actual: Remote, successor: string | null = null) => {
    const other = rule.ownersOf(actual).find((owner) => owner !== stack && !doomed(owner));
    if (other !== undefined && rule.exclusive) {
      throw sharedError(kind, actual, stack, other);
    }
    // What stacks can share goes with the last of them.
    if (other !== undefined) {
      return;
    }
    deletions.push({ stack, actual, successor });
  };

  const staying = stacks.filter(({ state }) => state === 'present');
  const leaving = stacks.filter(({ state }) => state === 'absent');
  for (const { stack, state, checks } of [...staying, ...leaving]) {
    for (const check of checks ?? []) {
      const label = labelOf(resource, check);
      collect(problems, { stack, check: label }, () => {
        const { meant, replaced, duplicates } = identify(stack, state, check);
        // What stacks can share stays with the one that declares it.
        if (state === 'absent' && !rule.exclusive && (meant === null || taken.has(meant.id))) {
          return;
        }
        if (isShared(kind, names.get(label), stack, check)) {
          return;
        }
        refuseTwice(resource, names, { stack, check }, label, meant, taken);
        for (const { id } of [...(meant ? [meant] : []), ...replaced, ...duplicates]) {
          taken.add(id);
        }
        if (state === 'present') {
          claims.push({ stack, check, actual: meant });
        } else if (meant) {
          remove(stack, meant);
        }
        for (const old of replaced) {
          remove(stack, old, state === 'present' ? (meant?.id ?? null) : null);
        }
        for (const duplicate of duplicates) {
          remove(stack, duplicate);
        }
      });
    }
  }

  for (const actual of account.filter(({ id }) => !taken.has(id))) {
    const stack = rule.ownersOf(actual).find(doomed);
    if (stack === undefined) {
      continue;
    }
    collect(problems, { stack, check: identityOf(resource, actual) }, () => remove(stack, actual));
  }
  problems.push(...findTakenNames(resource, account, claims, deletions));
  return { claims, deletions, problems, notes };
}

/** What a declared check means. */
interface Meaning {
  /** The resource itself. */
  readonly meant: Remote | null;
  /** Resources that it has replaced, and that still exist. */
  readonly replaced: readonly Remote[];
  /** Others of its name that may go, too. */
  readonly duplicates: readonly Remote[];
}

/** Returns a function that finds the resource of a declared check. Unclaimed ones that stay are told in the notes. */
function identifier(
  kind: OwnedKind,
  account: readonly Remote[],
  { duplicates }: Purging,
  successions: Successions,
  notes: string[],
) {
  const { resource, rule } = kind;
  const byId = new Map(account.map((remote) => [remote.id, remote]));
  const byName = groupBy(account, (remote) => identityOf(resource, remote));
  const meaning = (stack: string, [meant, ...others]: readonly Remote[]): Meaning => {
    const isReplaced = ({ id }: Remote) => id !== meant?.id && lastSuccessor(successions, id) === meant?.id;
    const replaced = [...successions.keys()].flatMap((id) => byId.get(id) ?? []).filter(isReplaced);
    const own = replaced.filter((remote) => otherOwner(rule, remote, stack) === undefined);
    return { meant: meant ?? null, replaced: own, duplicates: others };
  };

  return (stack: string, state: KindDeclaration['state'], check: CheckDeclaration): Meaning => {
    const { id } = check;
    const label = labelOf(resource, check);
    if (id !== null) {
      const meant = byId.get(lastSuccessor(successions, id));
      if (meant === undefined && state === 'present') {
        throw new OptionError('id', `there is no ${resource.kind} with id ${id}: leave id out to create one`);
      }
      const owner = meant && otherOwner(rule, meant, stack);
      if (meant && owner !== undefined) {
        throw foreignError(kind, 'id', meant, stack, owner);
      }
      return meaning(stack, meant ? [meant] : []);
    }
    const namesakes = (byName.get(label) ?? []).filter((remote) => !successions.has(remote.id));
    const own = namesakes.filter((remote) => otherOwner(rule, remote, stack) === undefined);
    const [foreign] = namesakes;
    if (own.length === 0 && foreign !== undefined) {
      throw foreignError(kind, resource.identity, foreign, stack, otherOwner(rule, foreign, stack) ?? '');
    }
    if (state === 'absent') {
      // An unclaimed resource may be somebody's own: a name alone is no reason to delete it.
      const isClaimed = (remote: Remote) => rule.ownersOf(remote).includes(stack);
      for (const remote of own.filter((candidate) => !isClaimed(candidate))) {
        notes.push(`${nameOf(resource, remote)} stays, since it ${rule.unclaimed}: give its id to delete it`);
      }
      return meaning(stack, own.filter(isClaimed).sort(byAge));
    }
    if (own.length > 1 && duplicates === 'error') {
      throw duplicatesError(resource, label, own);
    }
    return meaning(stack, own.sort(byAge));
  };
}

/** Returns the successions between resources of the same stacks. */
function withinStacks(
  rule: OwnershipRule,
  account: readonly Remote[],
  successions: Successions,
): Successions {
  if (successions.size === 0) {
    return successions;
  }
  const owners = new Map(account.map((remote) => [remote.id, rule.ownersOf(remote)]));
  return new Map(
    [...successions].filter(
      ([old, id]) => owners.get(old)?.every((owner) => owners.get(id)?.includes(owner)) ?? true,
    ),
  );
}

/** Returns whether what belongs to a stack, and is not declared, has to go. */
function doomedStacks(stacks: readonly KindDeclaration[], { purge, purgeUnlisted }: Purging) {
  const declarations = new Map(stacks.map((declaration) => [declaration.stack, declaration]));
  return (stack: string): boolean => {
    const declaration = declarations.get(stack);
    if (declaration === undefined) {
      return purgeUnlisted;
    }
    return declaration.state === 'absent' || (purge && declaration.checks !== null);
  };
}

/** A check under its label, and the stack that has declared it first. */
interface Naming {
  readonly stack: string;
  readonly check: CheckDeclaration;
}

/**
 * Returns whether another stack has declared just the same already, of what stacks can share.
 * @throws OptionError when it has declared something else
 */
function isShared(
  { resource, rule }: OwnedKind,
  first: Naming | undefined,
  stack: string,
  { values }: CheckDeclaration,
): boolean {
  if (rule.exclusive || first === undefined || first.stack === stack) {
    return false;
  }
  const differing = resource.fields.find(
    ({ name, type }) => !equal(normalise(type, values[name]), normalise(type, first.check.values[name])),
  );
  if (differing !== undefined) {
    throw new OptionError(
      differing.name,
      `the stacks ${first.stack} and ${stack} share the ${resource.kind} and declare it differently: declare it alike, or for one of them`,
    );
  }
  return true;
}

function refuseTwice(
  resource: Resource,
  names: Map<string, Naming>,
  naming: Naming,
  label: string,
  meant: Remote | null,
  taken: ReadonlySet<string>,
): void {
  const { stack } = naming;
  const first = names.get(label)?.stack;
  if (first !== undefined || (meant && taken.has(meant.id))) {
    const where = first === undefined || first === stack ? 'twice' : `by the stacks ${first} and ${stack}`;
    throw new OptionError(
      resource.identity,
      `the same ${resource.kind} is declared ${where}: give each its own ${resource.identity}`,
    );
  }
  names.set(label, naming);
}

function foreignError(
  { resource, rule }: OwnedKind,
  option: string,
  remote: Remote,
  stack: string,
  owner: string,
): OptionError {
  return new OptionError(
    option,
    `${nameOf(resource, remote)} ${rule.claimBy(owner)}, so ${stack} cannot have it: ` +
      `give it another name here, or ${rule.advice}`,
  );
}

function duplicatesError(resource: Resource, name: string, own: readonly Remote[]): OptionError {
  const ids = own.map(({ id }) => id).join(', ');
  return new OptionError(
    resource.identity,
    `${own.length} ${resource.kind}s are named ${JSON.stringify(name)} (IDs ${ids}): say which with id, or let ` +
      'duplicates=remove keep the oldest',
  );
}

function sharedError(
  { resource, rule }: OwnedKind,
  remote: Remote,
  stack: string,
  other: string,
): OptionError {
  return new OptionError(
    resource.tagField ?? resource.identity,
    `${nameOf(resource, remote)} would be deleted with the stack ${stack}, ` +
      `but ${rule.claimBy(other)} as well: ${rule.advice}`,
  );
}

function nameOf(resource: Resource, remote: Remote): string {
  return `the ${resource.kind} ${JSON.stringify(identityOf(resource, remote))} (ID ${remote.id})`;
}
