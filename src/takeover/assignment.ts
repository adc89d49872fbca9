import { groupBy } from '../reconcile/group-by.ts';
import { byName, isStackName, ownershipRule, stacksOf } from '../reconcile/ownership.ts';
import { uptime } from '../statuscake/resources/uptime.ts';
import { byAge, type HeldCheck } from './check.ts';
import type { Judge } from './rules.ts';

/** A check of a stack. */
export interface AssignedCheck extends HeldCheck {
  readonly stack: string;
  /** The rule that has said so, counted from 1; nothing where the account itself shows it. */
  readonly rule: number | null;
  /** Whether the account shows that it belongs to the stack, so that its name alone finds it. */
  readonly isOwned: boolean;
  /** Whether another one has its name, so that only its ID tells which is meant. */
  readonly isNamesake: boolean;
}

/** A check that belongs to no stack, or that none can declare, and why. */
export interface UnassignedCheck extends HeldCheck {
  readonly reason: string;
}

export interface Assignment {
  /** In the order of their names, each with its checks, the oldest first. */
  readonly stacks: ReadonlyMap<string, readonly AssignedCheck[]>;
  readonly unassigned: readonly UnassignedCheck[];
}

/**
 * Says which check belongs to which stack. What the account shows already comes first: a tag of a stack, the sign of an SSL test on an
 * uptime test, or the name of a page speed test; then the rules. What no stack could declare stays unassigned. Pure.
 */
export function assign(checks: readonly HeldCheck[], judge: Judge, tagPrefix: string): Assignment {
  const assigned: AssignedCheck[] = [];
  const unassigned: UnassignedCheck[] = [];
  const ownersOf = ownership(checks, tagPrefix);
  const put = (check: HeldCheck, stack: string, rule: number | null) =>
    assigned.push({ ...check, stack, rule, isOwned: rule === null, isNamesake: false });
  const leave = ({ kind, remote, label }: HeldCheck, reason: string) =>
    unassigned.push({ kind, remote, label, reason });
  const named = checks.filter(({ kind }) => kind.ownership === 'name');
  for (const check of checks.filter(({ kind }) => kind.ownership !== 'name')) {
    const owners = ownersOf(check);
    const conflict = conflictOf(check, owners, tagPrefix);
    const finding = judge(check);
    if (conflict !== null) {
      leave(check, conflict);
    } else if (owners.length > 0) {
      for (const owner of owners) {
        put(check, owner, null);
      }
    } else if ('stack' in finding) {
      put(check, finding.stack, finding.rule);
    } else {
      leave(check, finding.reason);
    }
  }

  const findings = named.map((check) => ({ check, finding: judge(check) }));
  // A stack of page speed tests only is one that their own names begin with.
  const alone = findings.flatMap(({ check, finding }) =>
    'stack' in finding && check.label.startsWith(`${finding.stack} `) ? [finding.stack] : [],
  );
  const byNames = byName(new Set([...assigned.map(({ stack }) => stack), ...alone]));
  for (const { check, finding } of findings) {
    const [owner] = byNames.ownersOf(check.remote);
    if (owner !== undefined) {
      put(check, owner, null);
    } else {
      leave(check, 'stack' in finding ? misnamed(check, finding.stack) : finding.reason);
    }
  }
  return sorted(withoutNamesakes(checks, assigned, unassigned));
}

/** Returns what tells to which stacks a check belongs by what the account shows, those without tags or signs to none. */
function ownership(checks: readonly HeldCheck[], tagPrefix: string): (check: HeldCheck) => readonly string[] {
  const tests = checks.filter(({ kind }) => kind.resource === uptime).map(({ remote }) => remote);
  const bySign = ownershipRule('sign', [], tests, tagPrefix);
  return ({ kind, remote }) =>
    kind.ownership === 'tag' ? [...new Set(stacksOf(remote.tags, tagPrefix))] : bySign.ownersOf(remote);
}

/** Why no stack can have a check, for the tags that it carries; `null` where one can. */
function conflictOf({ kind }: HeldCheck, owners: readonly string[], tagPrefix: string): string | null {
  const strange = owners.find((owner) => !isStackName(owner));
  if (strange !== undefined) {
    return `its tag ${JSON.stringify(tagPrefix + strange)} names no stack: take the tag off it`;
  }
  return kind.ownership === 'tag' && owners.length > 1
    ? `it carries the tags of the stacks ${owners.join(' and ')}: take all but one off it`
    : null;
}

function misnamed({ remote, label }: HeldCheck, stack: string): string {
  return (
    `it belongs to ${stack} only if its name begins with "${stack} ": ` +
    `declare it there with id "${remote.id}" and the name ${JSON.stringify(ownName(stack, label))}, which renames it`
  );
}

/** A name that begins with that of the stack already, but for capital letters, needs it once. */
function ownName(stack: string, label: string): string {
  const [first, ...rest] = label.trim().split(' ');
  const isOwn = rest.length > 0 && first?.toLowerCase() === stack.toLowerCase();
  return [stack, ...(isOwn ? rest : [first, ...rest])].join(' ');
}

/**
 * Takes out what has the name of another one of its kind, since a name is declared once in an account: the oldest stays, or one that
 * belongs to its stack already. Of SSL tests of one URL none is taken: their stack could not tell them apart, and would delete one.
 */
function withoutNamesakes(
  checks: readonly HeldCheck[],
  assigned: readonly AssignedCheck[],
  unassigned: readonly UnassignedCheck[],
): { assigned: AssignedCheck[]; unassigned: UnassignedCheck[] } {
  const keyOf = ({ kind, label }: HeldCheck) => `${kind.option} ${label}`;
  const namesakes = groupBy(checks, keyOf);
  const kept: AssignedCheck[] = [];
  const left = [...unassigned];
  for (const group of groupBy(assigned, keyOf).values()) {
    const all = namesakes.get(keyOf(group[0] as AssignedCheck)) ?? [];
    const isUnique = all.length === 1;
    const [first] = [...group].sort(
      (one, other) => Number(other.isOwned) - Number(one.isOwned) || byAge(one, other),
    );
    const isUntold = first?.kind.ownership === 'sign' && !first.isOwned;
    for (const check of group) {
      // Stacks can share an SSL test.
      if (isUnique || (check.remote.id === first?.remote.id && !isUntold)) {
        kept.push({ ...check, isNamesake: !isUnique });
      } else {
        const { kind, remote, label, stack } = check;
        left.push({ kind, remote, label, reason: sameName(check, stack, all) });
      }
    }
  }
  return { assigned: kept, unassigned: left };
}

function sameName({ kind, remote, label }: HeldCheck, stack: string, all: readonly HeldCheck[]): string {
  const others = all.filter((other) => other.remote.id !== remote.id).map((other) => other.remote.id);
  const ids = `ID${others.length === 1 ? '' : 's'} ${others.join(', ')}`;
  return kind.ownership === 'sign'
    ? `another ${kind.resource.kind} has its URL (${ids}): delete all but one`
    : `another ${kind.resource.kind} has its name (${ids}): delete one, or declare this one in ${stack} with id "${remote.id}" and ` +
        `another name, such as ${JSON.stringify(otherName(stack, label))}, which renames it`;
}

function otherName(stack: string, label: string): string {
  const own = ownName(stack, label);
  return own === label ? `${label} 2` : own;
}

function sorted({
  assigned,
  unassigned,
}: {
  assigned: AssignedCheck[];
  unassigned: UnassignedCheck[];
}): Assignment {
  const groups = groupBy([...assigned].sort(byAge), ({ stack }) => stack);
  const names = [...groups.keys()].sort((one, other) => (one < other ? -1 : 1));
  return {
    stacks: new Map(names.map((name) => [name, groups.get(name) ?? []])),
    unassigned: [...unassigned].sort(byAge),
  };
}
