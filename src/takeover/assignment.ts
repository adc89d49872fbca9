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
  /** Whether nothing in the account can show whose it is: an SSL test of a stack without uptime tests, which could carry its sign. */
  readonly isSignless: boolean;
  /** Other stacks whose tags it carries, which it loses. */
  readonly alsoOf: readonly string[];
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
 * uptime test, or the name of a page speed test; then the rules. What carries the tags of several stacks goes to that one of them which a
 * rule says, else to the first. What no stack could declare stays unassigned. Pure.
 */
export function assign(checks: readonly HeldCheck[], judge: Judge, tagPrefix: string): Assignment {
  const assigned: AssignedCheck[] = [];
  const unassigned: UnassignedCheck[] = [];
  const ownersOf = ownership(checks, tagPrefix);
  const put = (check: HeldCheck, stack: string, rule: number | null, alsoOf: readonly string[] = []) => {
    const isOwned = rule === null && alsoOf.length === 0;
    assigned.push({ ...check, stack, rule, isOwned, isNamesake: false, isSignless: false, alsoOf });
  };
  const leave = ({ kind, remote, label }: HeldCheck, reason: string) =>
    unassigned.push({ kind, remote, label, reason });
  const named = checks.filter(({ kind }) => kind.ownership === 'name');
  for (const check of checks.filter(({ kind }) => kind.ownership !== 'name')) {
    const owners = ownersOf(check);
    const strange = owners.find((owner) => !isStackName(owner));
    const finding = judge(check);
    if (strange !== undefined) {
      leave(
        check,
        `its tag ${JSON.stringify(tagPrefix + strange)} names no stack: take the tag off it, or a run with purge_unlisted_stacks deletes it`,
      );
    } else if (owners.length > 1 && check.kind.ownership === 'tag') {
      const isTold = 'stack' in finding && owners.includes(finding.stack);
      const [stack, rule] = isTold ? [finding.stack, finding.rule] : [String(owners[0]), null];
      put(
        check,
        stack,
        rule,
        owners.filter((owner) => owner !== stack),
      );
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
  const labels = new Set(named.map(({ label }) => label));
  for (const { check, finding } of findings) {
    const [owner] = byNames.ownersOf(check.remote);
    if (owner !== undefined) {
      put(check, owner, null);
    } else {
      leave(check, 'stack' in finding ? misnamed(check, finding.stack, labels) : finding.reason);
    }
  }
  return sorted(withNamesakes(checks, assigned, unassigned));
}

/** Returns what tells to which stacks a check belongs by what the account shows, those without tags or signs to none. */
function ownership(checks: readonly HeldCheck[], tagPrefix: string): (check: HeldCheck) => readonly string[] {
  const tests = checks.filter(({ kind }) => kind.resource === uptime).map(({ remote }) => remote);
  const bySign = ownershipRule('sign', [], tests, tagPrefix);
  return ({ kind, remote }) =>
    kind.ownership === 'tag' ? [...new Set(stacksOf(remote.tags, tagPrefix))] : bySign.ownersOf(remote);
}

function misnamed({ remote, label }: HeldCheck, stack: string, taken: ReadonlySet<string>): string {
  const own = ownName(stack, label);
  const name = taken.has(own) ? `${own} (${remote.id})` : own;
  return (
    `it belongs to ${stack} only if its name begins with "${stack} ": ` +
    `declare it there with id "${remote.id}" and the name ${JSON.stringify(name)}, which renames it`
  );
}

/** A name that begins with that of the stack already, but for capital letters, needs it once. */
function ownName(stack: string, label: string): string {
  const [first, ...rest] = label.trim().split(' ');
  const isOwn = rest.length > 0 && first?.toLowerCase() === stack.toLowerCase();
  return [stack, ...(isOwn ? rest : [first, ...rest])].join(' ');
}

/**
 * Marks what has the name of another one of its kind: only its ID tells it from that. Takes out SSL tests of one URL that are not all of one
 * stack, since the URL shows whose they are.
 */
function withNamesakes(
  checks: readonly HeldCheck[],
  assigned: readonly AssignedCheck[],
  unassigned: readonly UnassignedCheck[],
): { assigned: AssignedCheck[]; unassigned: UnassignedCheck[] } {
  const keyOf = ({ kind, label }: HeldCheck) => `${kind.option} ${label}`;
  const namesakes = groupBy(checks, keyOf);
  const kept: AssignedCheck[] = [];
  const left = [...unassigned];
  for (const [key, group] of groupBy(assigned, keyOf)) {
    const all = namesakes.get(key) ?? [];
    const isNamesake = all.length > 1;
    const isOfOne = group.length === all.length && new Set(group.map(({ stack }) => stack)).size === 1;
    for (const check of group) {
      const { kind, remote, label } = check;
      if (isNamesake && kind.ownership === 'sign' && !isOfOne) {
        left.push({ kind, remote, label, reason: sameUrl(check, all) });
      } else {
        kept.push({ ...check, isNamesake });
      }
    }
  }
  return { assigned: kept, unassigned: left };
}

function sameUrl({ kind, remote }: HeldCheck, all: readonly HeldCheck[]): string {
  const others = all.filter((other) => other.remote.id !== remote.id).map((other) => other.remote.id);
  return `another ${kind.resource.kind} has its URL (ID${others.length === 1 ? '' : 's'} ${others.join(', ')}): delete all but one`;
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
    stacks: new Map(names.map((name) => [name, withSignless(groups.get(name) ?? [])])),
    unassigned: [...unassigned].sort(byAge),
  };
}

function withSignless(own: readonly AssignedCheck[]): AssignedCheck[] {
  const hasBearer = own.some(({ kind }) => kind.resource === uptime);
  return own.map((check) => ({ ...check, isSignless: check.kind.ownership === 'sign' && !hasBearer }));
}
