import {
  equal,
  identityOf,
  normalise,
  normaliseIdentity,
  type Remote,
  type Resource,
  type Values,
} from '../statuscake/resource.ts';
import { actualAddress, declaredAddress } from './addresses.ts';
import type { StackEntry } from './by-stack.ts';
import {
  type CheckDeclaration,
  type Claim,
  type Deletion,
  type KindDeclaration,
  labelOf,
} from './declaration.ts';
import { formerNamesOf } from './former-names.ts';
import type { Declared, Meaning } from './identification/findings.ts';
import { identify, type Strayed } from './identification/identification.ts';
import { type Hold, nameOf, strayedError } from './identity-errors.ts';
import { OptionError } from './option-error.ts';
import type { OwnedKind, OwnershipRule } from './ownership.ts';
import { collect, type Problem } from './problems.ts';
import { noRemarks, type Remarks } from './remarks.ts';
import { findTakenNames } from './renames.ts';
import { type Successions, successionsIn } from './succession.ts';

/** What is to be done with checks of stacks that nobody declares. */
export interface Purging {
  /** Delete what belongs to a declared stack and is not declared. */
  readonly purge: boolean;
  /** Delete what belongs to a stack that is not declared at all. */
  readonly purgeUnlisted: boolean;
  /** When several resources bear a declared name: plan nothing, or keep the oldest and delete the others. */
  readonly duplicates: 'error' | 'remove';
  /** Take for a check that is not there yet the only resource of no stack that tests the same. */
  readonly adoptByUrl?: boolean;
  /** Whether these are all stacks that are declared anywhere, so that any other has nobody who keeps it. */
  readonly areAll?: boolean;
}

export interface Claims {
  readonly claims: readonly Claim[];
  readonly deletions: readonly Deletion[];
  readonly problems: readonly Problem[];
  /** What the user should know. */
  readonly remarks: Remarks;
  /** Whether it matters what other tasks declare. */
  readonly isDisputed: boolean;
  /** The IDs of all that was read. */
  readonly known: ReadonlySet<string>;
  /** The IDs of what is kept for stacks that are not to be touched. */
  readonly kept: ReadonlySet<string>;
}

/**
 * Finds the resource that each declared check means, and those that have to go. It judges by the resources that were read.
 * What belongs to another stack is never touched, unless that one is among these and has let go of it: else it is a problem.
 * Of stacks that are not to be touched there are no claims and no deletions; what they declare is kept for them.
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
  const decisions = decisionsOf(stacks, purging);
  const names = new Map<string, Naming[]>();
  const taken = new Set<string>();
  /** By IDs the stacks that what is kept is for. */
  const kept = new Map<string, string>();
  const remove = (stack: string, actual: Remote, successor: string | null = null) => {
    const other = rule.ownersOf(actual).find((owner) => owner !== stack && !decisions.isDoomed(owner));
    if (other !== undefined && rule.exclusive) {
      throw sharedError(kind, actual, stack, other);
    }
    // What stacks can share goes with the last of them.
    if (other !== undefined) {
      return;
    }
    deletions.push({ stack, actual, successor });
  };

  const entries = entriesOf(stacks);
  const {
    meanings,
    remarks: all,
    strayed,
    isDisputed,
  } = identify(entries, {
    kind,
    account,
    successions: withinStacks(rule, account, successions),
    ...decisions,
    duplicates: purging.duplicates,
    adoptByUrl: purging.adoptByUrl ?? false,
    areAll: purging.areAll ?? false,
  });
  const remarks = ofTouched(stacks, all);
  for (const { declaration, check } of entries) {
    const { stack, state, untouched } = declaration;
    const label = labelOf(resource, check);
    collect(untouched || check.isFaulty ? [] : problems, { stack, check: label }, () => {
      const { meant, replaced, duplicates } = meaningOf(meanings, check);
      // What is gone is no matter, however often it is declared; what was another stack's, or is shared, stays with the one that declares it.
      if (state === 'absent' && (meant === null || taken.has(meant.id))) {
        return;
      }
      const naming = { stack, check };
      const namesakes = names.get(label) ?? [];
      const rival = namesakes.find((other) => areRivals(naming, other));
      if (isShared(kind, rival, stack, check)) {
        return;
      }
      refuseTwice(resource, rival, stack, meant, taken);
      names.set(label, [...namesakes, naming]);
      for (const { id } of [...(meant ? [meant] : []), ...replaced, ...duplicates]) {
        taken.add(id);
        if (untouched) {
          kept.set(id, stack);
        }
      }
      if (untouched || check.isFaulty) {
        return;
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

  const declaredDeletions = deletions.length;
  const mayBeMeant = doubtful(kind, entries, meanings);
  const renamed = new Set(formerNamesOf(stacks.filter(({ untouched }) => !untouched)).values());
  // What moves to another stack, or may yet, has to be found there: it keeps a name that is declared, and without tags it is left alone for that.
  const sought = new Set(entries.flatMap(({ check }) => labelsOf(resource, check)));
  const takeAlong = (actual: Remote, isMoving: boolean) => {
    const isSought = sought.has(identityOf(resource, actual));
    const carried =
      isSought && resource.tagField === undefined ? [] : carriedOver(kind, renamed, actual, isSought);
    return isMoving ? carried.map((claimed) => ({ ...claimed, isMoving })) : carried;
  };
  const staying = account.filter(({ id }) => kept.has(id));
  claims.push(...staying.flatMap((actual) => takeAlong(actual, true)));
  for (const actual of staying) {
    const stack = rule.exclusive ? rule.ownersOf(actual).find(decisions.isLeaving) : undefined;
    if (stack !== undefined) {
      const text = `${nameOf(resource, actual)} stays for ${kept.get(actual.id)}, which takes it where ${stack} does not declare it any more, or is absent there: run that before ${stack} leaves the inventory`;
      remarks.staying.push({ stack, text });
    }
  }
  for (const actual of account.filter(({ id }) => !taken.has(id))) {
    const stack = rule.ownersOf(actual).find(decisions.isDoomed);
    if (stack !== undefined && mayBeMeant(actual)) {
      const text = `${nameOf(resource, actual)} stays for now, since a check with a mistake, or one of another task, may mean it`;
      remarks.staying.push({ stack, text });
      claims.push(...takeAlong(actual, true));
    } else if (stack !== undefined) {
      collect(problems, { stack, check: identityOf(resource, actual) }, () => remove(stack, actual));
    } else {
      claims.push(...takeAlong(actual, false));
    }
  }
  const own = deletions.slice(declaredDeletions);
  problems.push(...strayed.flatMap((each) => strayedProblems(kind, each, own, account, decisions)));
  const numbered = new Set(entries.flatMap(({ check }) => (check.id === null ? [] : [check])));
  problems.push(...findTakenNames(resource, account, claims, deletions, numbered));
  const known = new Set(account.map(({ id }) => id));
  return {
    claims,
    deletions,
    problems,
    remarks,
    isDisputed: isDisputed || deletions.length > 0,
    known,
    kept: new Set(kept.keys()),
  };
}

/** Returns a function that tells whether a check that has a mistake, or may have one, may mean a resource, by its name or what it tests. */
function doubtful(
  { resource, rule }: OwnedKind,
  entries: readonly Declared[],
  meanings: ReadonlyMap<CheckDeclaration, Meaning | OptionError>,
): (remote: Remote) => boolean {
  const present = entries.filter(({ declaration: { state } }) => state === 'present');
  const repeated = rule.exclusive ? repeatedIn(present, meanings) : new Set();
  const checks = present.flatMap(({ declaration: { untouched }, check }) =>
    untouched === 'faulty' ||
    check.isFaulty ||
    repeated.has(check) ||
    meanings.get(check) instanceof OptionError
      ? [check]
      : [],
  );
  const labels = new Set(checks.flatMap((check) => labelsOf(resource, check)));
  const addresses = new Set(checks.flatMap(({ values }) => declaredAddress(resource, values) ?? []));
  // Of what another task declares, and that is not there yet, a mistake may be anything but the URL.
  const urls = new Set(
    present.flatMap(({ declaration: { untouched }, check }) =>
      untouched === 'elsewhere' && (!meanings.has(check) || repeated.has(check)) ? urlOf(check.values) : [],
    ),
  );
  return (remote) =>
    labels.has(identityOf(resource, remote)) ||
    addresses.has(actualAddress(resource, remote) ?? '') ||
    urlOf(remote).some((url) => urls.has(url));
}

/** Returns the checks that mean what another one means already: one of them has a slip of the pen in it. */
function repeatedIn(
  entries: readonly Declared[],
  meanings: ReadonlyMap<CheckDeclaration, Meaning | OptionError>,
): Set<CheckDeclaration> {
  const known = new Set<string>();
  const repeated = new Set<CheckDeclaration>();
  for (const { check } of entries) {
    const meaning = meanings.get(check);
    const id = meaning instanceof OptionError ? undefined : meaning?.meant?.id;
    if (id !== undefined && known.has(id)) {
      repeated.add(check);
    }
    known.add(id ?? '');
  }
  return repeated;
}

/** Returns what a declared check is called, and what it says that it was called before. */
function labelsOf(resource: Resource, check: CheckDeclaration): string[] {
  const { renamedFrom } = check;
  const former = renamedFrom === undefined ? [] : [normaliseIdentity(resource, renamedFrom)];
  return [labelOf(resource, check), ...former];
}

function urlOf({ website_url: url }: Values): string[] {
  return typeof url === 'string' ? [String(normalise('url', url))] : [];
}

/** Returns the checks that stacks declare, those that are to be present first. */
function entriesOf(stacks: readonly KindDeclaration[]): Declared[] {
  const staying = stacks.filter(({ state }) => state === 'present');
  const leaving = stacks.filter(({ state }) => state === 'absent');
  return [...staying, ...leaving].flatMap((declaration) =>
    (declaration.checks ?? []).map((check) => ({ declaration, check })),
  );
}

/** @throws OptionError where a check cannot mean anything */
function meaningOf(
  meanings: ReadonlyMap<CheckDeclaration, Meaning | OptionError>,
  check: CheckDeclaration,
): Meaning {
  const meaning = meanings.get(check);
  if (meaning instanceof OptionError) {
    throw meaning;
  }
  return meaning ?? { meant: null, replaced: [], duplicates: [] };
}

/**
 * Returns the claim of a renamed stack on what nobody of this task declares and what stays: it gets the new name of the stack. What several
 * stacks have stays as it is: one of them alone cannot rename it.
 * @param keepsName whether its name stays
 */
function carriedOver(
  { resource, rule }: OwnedKind,
  renamed: ReadonlySet<string>,
  actual: Remote,
  keepsName: boolean,
): Claim[] {
  const [stack = '', ...others] = rule.ownersOf(actual);
  const values = others.length === 0 && renamed.has(stack) ? rule.carryOver(stack, actual) : undefined;
  if (values === undefined) {
    return [];
  }
  const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
  const name = keepsName && { [resource.identity]: identityOf(resource, actual) };
  return [{ stack, check: { id: actual.id, values: { ...values, ...name }, policy }, actual }];
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

/**
 * Returns the problems of a check whose former name nothing bears: what goes may well be the one that was meant, under a name with a slip
 * of the pen in it.
 */
function strayedProblems(
  { resource, rule }: OwnedKind,
  { stack, label, former, rivals }: Strayed,
  deletions: readonly Deletion[],
  account: readonly Remote[],
  { isDoomed, isTouched }: Pick<ReturnType<typeof decisionsOf>, 'isDoomed' | 'isTouched'>,
): Problem[] {
  const leaving =
    deletions.find((deletion) => deletion.stack === stack)?.actual ??
    account.find(({ id }) => rivals.includes(id));
  if (leaving === undefined) {
    return [];
  }
  const { option, reason } = strayedError(resource, former, leaving);
  const owners = rule.ownersOf(leaving).filter((owner) => owner !== stack && isDoomed(owner));
  return [
    ...(isTouched(stack) ? [{ stack, check: label, option, message: reason }] : []),
    ...owners.map((owner) => ({
      stack: owner,
      check: identityOf(resource, leaving),
      option: resource.identity,
      message: `it may be what ${stack} means by ${JSON.stringify(former)}, which nothing is called: put that right first`,
    })),
  ];
}

/** Returns remarks without those on stacks that another task keeps, which tells them itself. */
function ofTouched(stacks: readonly KindDeclaration[], remarks: Remarks): Remarks {
  const others = new Set(stacks.filter(({ untouched }) => untouched).map(({ stack }) => stack));
  const own = noRemarks();
  for (const [sort, entries] of Object.entries(remarks) as [keyof Remarks, StackEntry[]][]) {
    own[sort].push(...entries.filter(({ stack }) => !others.has(stack)));
  }
  return own;
}

/** Returns what is to become of that which belongs to a stack, and is not declared. */
function decisionsOf(stacks: readonly KindDeclaration[], { purge, purgeUnlisted }: Purging) {
  const declarations = new Map(stacks.map((declaration) => [declaration.stack, declaration]));
  const holdOf = (stack: string): Hold | undefined => {
    const declaration = declarations.get(stack);
    if (declaration === undefined) {
      return purgeUnlisted ? undefined : 'elsewhere';
    }
    const { state, checks, untouched } = declaration;
    if (untouched === 'faulty') {
      return 'faulty';
    }
    return state === 'absent' || checks !== null ? undefined : 'silent';
  };
  const isPurged = (stack: string): boolean => {
    const state = declarations.get(stack)?.state;
    return holdOf(stack) === undefined && (purge || state !== 'present');
  };
  return {
    holdOf,
    isPurged,
    formerNameOf: (stack: string) => declarations.get(stack)?.formerName,
    formerNames: formerNamesOf(stacks),
    isDoomed: (stack: string) => isPurged(stack) && !declarations.get(stack)?.untouched,
    isTouched: (stack: string) => !declarations.get(stack)?.untouched,
    isLeaving: (stack: string) =>
      declarations.get(stack)?.state === 'absent' && !declarations.get(stack)?.untouched,
  };
}

/** A declared check, and the stack that declares it. */
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

/** Returns whether two checks of one name may mean the same, since their IDs do not tell them apart. */
function areRivals(one: Naming, other: Naming): boolean {
  const [id, otherId] = [one.check.id, other.check.id];
  return id === null || otherId === null || id === otherId;
}

function refuseTwice(
  { kind, identity }: Resource,
  rival: Naming | undefined,
  stack: string,
  meant: Remote | null,
  taken: ReadonlySet<string>,
): void {
  if (rival !== undefined || (meant && taken.has(meant.id))) {
    const where =
      rival === undefined || rival.stack === stack ? 'twice' : `by the stacks ${rival.stack} and ${stack}`;
    throw new OptionError(
      identity,
      `the same ${kind} is declared ${where}: give each its own ${identity}, or its id`,
    );
  }
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
