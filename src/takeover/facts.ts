import type { Json, JsonObject } from '../json.ts';
import { identityOf, type Remote } from '../statuscake/resource.ts';
import { contactGroup } from '../statuscake/resources/contact-group.ts';
import type { AssignedCheck } from './assignment.ts';
import { type HeldCheck, shownName, urlOf } from './check.ts';
import type { LeftOut } from './declaration.ts';
import { type Counts, countsOf, describeCounts } from './summary.ts';
import type { LeavingResource, Takeover } from './takeover.ts';
import { forget } from './terraform.ts';
import type { Twins } from './twins.ts';

/** A check as people are told of it, or a contact group. */
export type CheckFacts = {
  /** What people call its kind. */
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly url: string | null;
};

/** What is told of a takeover, as plain data: in the result of a task and in its report. */
export type TakeoverFacts = {
  readonly summary: string;
  readonly counts: Counts;
  readonly stacks: readonly {
    readonly stack: string;
    readonly checks: readonly (CheckFacts & { readonly by: string; readonly paused: boolean })[];
    /** How many of its checks are declared with their IDs. */
    readonly ids: number;
  }[];
  readonly unassigned: readonly (CheckFacts & { readonly reason: string; readonly known: boolean })[];
  readonly twins: readonly {
    readonly subject: string;
    /** The oldest first. */
    readonly checks: readonly (CheckFacts & { readonly stack: string | null })[];
    /** In the order of the checks. */
    readonly differences: readonly { readonly option: string; readonly values: readonly string[] }[];
  }[];
  readonly paused: readonly (CheckFacts & { readonly stack: string | null })[];
  readonly oddities: readonly { readonly stack: string; readonly text: string }[];
  readonly passwords: readonly (CheckFacts & {
    /** `null` of a contact group. */
    readonly stack: string | null;
    readonly option: string;
    readonly username: string | null;
    readonly reason: string;
  })[];
  /** What else keeps what the account holds, since it cannot be declared. */
  readonly left: readonly (CheckFacts & {
    readonly stack: string | null;
    readonly option: string;
    readonly reason: string;
  })[];
  /** The variables of the role that all stacks have alike. */
  readonly shared: JsonObject;
  readonly terraform: readonly {
    readonly address: string;
    readonly id: string | null;
    readonly stack: string | null;
    /** Whether the account does not have it any more. */
    readonly gone: boolean;
  }[];
  /** What people should know of their rules. */
  readonly ruleRemarks: readonly string[];
  /** Commands that make Terraform forget what stacks declare from now on. */
  readonly stateRemovals: readonly string[];
};

/** Returns what is told of a takeover. */
export function factsOf(takeover: Takeover): TakeoverFacts {
  const { stacks, unassigned, twins, oddities, ruleRemarks, shared, terraform } = takeover;
  const counts = countsOf(takeover);
  const owners = new Map(
    stacks.flatMap(({ stack, declarations }) => declarations.map(({ check }) => [keyOf(check), stack])),
  );
  const withOwner = (check: HeldCheck) => ({ ...described(check), stack: owners.get(keyOf(check)) ?? null });
  const assigned = stacks.flatMap(({ declarations }) => declarations.map(({ check }): HeldCheck => check));
  const all = new Map([...assigned, ...unassigned].map((check) => [keyOf(check), check]));
  const open = openFacts(takeover);
  return {
    summary: describeCounts(counts),
    counts,
    stacks: stacks.map(({ stack, declarations }) => ({
      stack,
      checks: declarations.map(({ check }) => ({
        ...described(check),
        by: byWhat(check),
        paused: isPaused(check),
      })),
      ids: declarations.filter(({ id }) => id !== null).length,
    })),
    unassigned: unassigned.map((check) => ({
      ...described(check),
      reason: check.reason,
      known: check.isKnown,
    })),
    twins: twins.map((group) => twinFacts(group, withOwner)),
    paused: [...all.values()].filter(isPaused).map(withOwner),
    oddities,
    passwords: open.filter(({ isSecret }) => isSecret).map(({ facts, username }) => ({ ...facts, username })),
    left: open.filter(({ isSecret }) => !isSecret).map(({ facts }) => facts),
    shared: shared as JsonObject,
    terraform: terraform.map(({ resource: { address, id }, stack, isGone }) => ({
      address,
      id,
      stack,
      gone: isGone,
    })),
    ruleRemarks,
    stateRemovals: terraform.filter(isLeaving).map(({ resource }) => forget(resource)),
  };
}

function described(check: HeldCheck): CheckFacts {
  const { kind, remote, label } = check;
  return { kind: kind.resource.kind, id: remote.id, name: label, url: urlOf(check) };
}

function keyOf({ kind, remote }: HeldCheck): string {
  return `${kind.option} ${remote.id}`;
}

function isPaused({ remote }: HeldCheck): boolean {
  return remote.paused === true;
}

/** What the account shows already, by the ways in which kinds belong to stacks. */
const SHOWN = { tag: 'its tag', name: 'its name', sign: 'a tag of its stack' } as const;

function byWhat({ rule, kind }: AssignedCheck): string {
  return rule === null ? SHOWN[kind.ownership] : `rule ${rule}`;
}

function twinFacts(
  { subject, checks, differences }: Twins,
  withOwner: (check: HeldCheck) => CheckFacts & { readonly stack: string | null },
): TakeoverFacts['twins'][number] {
  return {
    subject,
    checks: checks.map(withOwner),
    differences: differences.map(({ option, values }) => ({
      option,
      values: values.map(textOf),
    })),
  };
}

/** What is left as it is: of checks, and then of contact groups. */
function openFacts({ open, groups }: Takeover) {
  const factsOf = (owner: CheckFacts, stack: string | null, { option, reason, ...rest }: LeftOut) => ({
    ...rest,
    facts: { ...owner, stack, option, reason },
  });
  return [
    ...open.map(({ declaration: { check }, ...left }) => factsOf(described(check), check.stack, left)),
    ...groups.flatMap(({ group, left }) => left.map((each) => factsOf(describedGroup(group), null, each))),
  ];
}

function describedGroup(group: Remote): CheckFacts {
  return { kind: contactGroup.kind, id: group.id, name: identityOf(contactGroup, group), url: null };
}

function isLeaving({ stack }: LeavingResource): boolean {
  return stack !== null;
}

/** Returns a value as people read it in a line. */
function textOf(value: Json): string {
  if (value === '' || (Array.isArray(value) && value.length === 0)) {
    return 'none';
  }
  return Array.isArray(value)
    ? value.map(textOf).join(', ')
    : typeof value === 'string'
      ? shownName(value)
      : JSON.stringify(value);
}
