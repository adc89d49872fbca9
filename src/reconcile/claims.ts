import type { Remote, Resource } from '../statuscake/resource.ts';
import { type CheckDeclaration, labelOf, type StackDeclaration } from './declaration.ts';
import { otherOwner, stacksOf } from './ownership.ts';
import { PlanError } from './plan.ts';
import { collect, type Problem } from './problems.ts';

/** How checks are told to belong to stacks, and what is to be done with those that nobody declares. */
export interface Ownership {
  /** What the tag of a stack begins with; the name of the stack follows. */
  readonly tagPrefix: string;
  /** Delete what carries the tag of a declared stack and is not declared. */
  readonly purge: boolean;
  /** Delete what carries the tag of a stack that is not declared at all. */
  readonly purgeUnlisted: boolean;
  /** When several resources bear a declared name: plan nothing, or keep the oldest and delete the others. */
  readonly duplicates: 'error' | 'remove';
}

/** A check that is to be present, with the resource that it means; `null` where there is none yet. */
export interface Claim {
  readonly stack: string;
  readonly check: CheckDeclaration;
  readonly actual: Remote | null;
}

/** A resource that has to go, with the stack that it belonged to. */
export interface Deletion {
  readonly stack: string;
  readonly actual: Remote;
}

export interface Claims {
  readonly claims: readonly Claim[];
  readonly deletions: readonly Deletion[];
  readonly problems: readonly Problem[];
}

/**
 * Finds the resource that each declared check means, and those that have to go. It judges by the resources that were read.
 * What carries another stack's tag is never touched: where it would have to be, that is a problem.
 */
export function claim(
  resource: Resource,
  stacks: readonly StackDeclaration[],
  account: readonly Remote[],
  ownership: Ownership,
): Claims {
  const claims: Claim[] = [];
  const deletions: Deletion[] = [];
  const problems: Problem[] = [];
  const identify = identifier(resource, account, ownership);
  const names = new Map<string, string>();
  const taken = new Set<string>();

  for (const { stack, state, checks } of stacks) {
    for (const check of checks) {
      const label = labelOf(resource, check);
      collect(problems, { stack, check: label }, () => {
        const [meant = null, ...duplicates] = identify(stack, state, check);
        refuseTwice(resource, names, stack, label, meant, taken);
        for (const { id } of [...(meant ? [meant] : []), ...duplicates]) taken.add(id);
        if (state === 'present') claims.push({ stack, check, actual: meant });
        else if (meant) deletions.push({ stack, actual: meant });
        deletions.push(...duplicates.map((actual) => ({ stack, actual })));
      });
    }
  }

  const doomed = doomedStacks(stacks, ownership);
  for (const actual of account.filter(({ id }) => !taken.has(id))) {
    const owners = stacksOf(actual.tags, ownership.tagPrefix);
    const stack = owners.find(doomed);
    const other = owners.find((owner) => !doomed(owner));
    if (stack === undefined) continue;
    collect(problems, { stack, check: String(actual[resource.identity]) }, () => {
      if (other !== undefined) throw sharedError(resource, actual, stack, other);
      deletions.push({ stack, actual });
    });
  }
  return { claims, deletions, problems };
}

/** Finds what a declared check means: the resource itself, the oldest first where it has duplicates that may go. */
function identifier(resource: Resource, account: readonly Remote[], { tagPrefix, duplicates }: Ownership) {
  const byId = new Map(account.map((remote) => [remote.id, remote]));
  const byName = groupByName(resource, account);

  return (stack: string, state: StackDeclaration['state'], check: CheckDeclaration): Remote[] => {
    const { id } = check;
    const label = labelOf(resource, check);
    if (id !== null) {
      const meant = byId.get(id);
      if (meant === undefined && state === 'present') {
        throw new PlanError('id', `there is no ${resource.kind} with id ${id}: leave id out to create one`);
      }
      const owner = meant && otherOwner(meant, stack, tagPrefix);
      if (meant && owner !== undefined) throw foreignError(resource, 'id', meant, stack, owner);
      return meant ? [meant] : [];
    }
    const namesakes = byName.get(label) ?? [];
    const own = namesakes.filter((remote) => otherOwner(remote, stack, tagPrefix) === undefined);
    const [foreign] = namesakes;
    if (own.length === 0 && foreign !== undefined) {
      throw foreignError(
        resource,
        resource.identity,
        foreign,
        stack,
        otherOwner(foreign, stack, tagPrefix) ?? '',
      );
    }
    const tagged = own.filter(({ tags }) => stacksOf(tags, tagPrefix).includes(stack));
    const goAnyway = state === 'absent' && tagged.length === own.length;
    if (own.length > 1 && duplicates === 'error' && !goAnyway) throw duplicatesError(resource, label, own);
    return own.sort((one, other) => Number(one.id) - Number(other.id));
  };
}

function groupByName(resource: Resource, account: readonly Remote[]): ReadonlyMap<string, Remote[]> {
  const groups = new Map<string, Remote[]>();
  for (const remote of account) {
    const name = String(remote[resource.identity]);
    const group = groups.get(name);
    if (group) group.push(remote);
    else groups.set(name, [remote]);
  }
  return groups;
}

/** Whether what carries a stack's tag, and is not declared, has to go. */
function doomedStacks(stacks: readonly StackDeclaration[], { purge, purgeUnlisted }: Ownership) {
  const states = new Map(stacks.map(({ stack, state }) => [stack, state]));
  return (stack: string): boolean => {
    const state = states.get(stack);
    return state === undefined ? purgeUnlisted : purge || state === 'absent';
  };
}

function refuseTwice(
  resource: Resource,
  names: Map<string, string>,
  stack: string,
  label: string,
  meant: Remote | null,
  taken: ReadonlySet<string>,
): void {
  const first = names.get(label);
  if (first !== undefined || (meant && taken.has(meant.id))) {
    const where = first === undefined || first === stack ? 'twice' : `by the stacks ${first} and ${stack}`;
    throw new PlanError(
      resource.identity,
      `the same ${resource.kind} is declared ${where}: give each its own name`,
    );
  }
  names.set(label, stack);
}

function foreignError(
  resource: Resource,
  option: string,
  remote: Remote,
  stack: string,
  owner: string,
): PlanError {
  const name = JSON.stringify(remote[resource.identity]);
  return new PlanError(
    option,
    `the ${resource.kind} ${name} (ID ${remote.id}) carries the tag of the stack ${owner}, so ${stack} cannot have it: ` +
      'give it another name here, or take that tag off it',
  );
}

function duplicatesError(resource: Resource, name: string, own: readonly Remote[]): PlanError {
  const ids = own.map(({ id }) => id).join(', ');
  return new PlanError(
    resource.identity,
    `${own.length} ${resource.kind}s are named ${JSON.stringify(name)} (IDs ${ids}): say which with id, or let ` +
      'duplicates=remove keep the oldest',
  );
}

function sharedError(resource: Resource, remote: Remote, stack: string, other: string): PlanError {
  return new PlanError(
    'tags',
    `the ${resource.kind} ${JSON.stringify(remote[resource.identity])} (ID ${remote.id}) would be deleted with the stack ` +
      `${stack}, but carries the tag of the stack ${other} as well: take one of the tags off it`,
  );
}
