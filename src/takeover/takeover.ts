import type { Json, JsonObject } from '../json.ts';
import type { Remote, Values } from '../statuscake/resource.ts';
import { type Assignment, assign, type UnassignedCheck } from './assignment.ts';
import type { HeldCheck } from './check.ts';
import { type Declaration, declare, type LeftOut, type Surroundings } from './declaration.ts';
import { declareGroup, type GroupDeclaration } from './group-declaration.ts';
import { findOddities, type Oddity } from './oddities.ts';
import { type HostVariables, hostVariables, sharedVariables } from './role-variables.ts';
import { remarksOnRules } from './rule-remarks.ts';
import type { Judge, Rule } from './rules.ts';
import { type DeclaredStack, stackEntry } from './stack-entry.ts';
import { type TerraformResource, usernamesIn } from './terraform.ts';
import { findTwins, type Twins } from './twins.ts';

/** What an account holds, and how to tell its checks apart. */
export interface GrownAccount extends Omit<Surroundings, 'usernameOf'> {
  readonly checks: readonly HeldCheck[];
  readonly groups: readonly Remote[];
  readonly rules: readonly Rule[];
  /** What these rules make of a check. */
  readonly judge: Judge;
  /** What Terraform keeps of it. */
  readonly terraform: readonly TerraformResource[];
  /** The kinds that could not be read, by the options that declare them. */
  readonly unread: readonly string[];
  /** Returns whether a check is known to belong to nobody. */
  isKnown(check: HeldCheck): boolean;
  /** Returns a value with something else in the place of the secrets in its URLs. */
  withoutSecrets(value: Json): Json;
}

/** An option that somebody has to fill in to have it declared, or that cannot be declared. */
export interface OpenOption extends LeftOut {
  readonly declaration: Declaration;
}

/** A resource of Terraform, and the stack that declares it from now on. */
export interface LeavingResource {
  readonly resource: TerraformResource;
  /** `null` where it stays with Terraform. */
  readonly stack: string | null;
  /** Whether the account does not have it any more. */
  readonly isGone: boolean;
}

/** How an account becomes declarations. */
export interface Takeover {
  readonly stacks: readonly DeclaredStack[];
  /** The same as the option `stacks` of the module takes them. */
  readonly entries: readonly JsonObject[];
  readonly groups: readonly GroupDeclaration[];
  readonly unassigned: readonly (UnassignedCheck & { readonly isKnown: boolean })[];
  readonly twins: readonly Twins[];
  readonly oddities: readonly Oddity[];
  /** What people should know of their rules. */
  readonly ruleRemarks: readonly string[];
  /** Secrets, and what else cannot be declared as it is. */
  readonly open: readonly OpenOption[];
  /** The variables of the role for each of them, and those of them that all have alike. */
  readonly hosts: readonly HostVariables[];
  readonly shared: Values;
  readonly terraform: readonly LeavingResource[];
}

/** Makes declarations of an account. Pure. */
export function takeOver(account: GrownAccount): Takeover {
  const { checks, groups, rules, judge, terraform, tagPrefix, isKnown } = account;
  const surroundings = { ...account, usernameOf: usernamesIn(terraform) };
  const findings = new Map(checks.map((check) => [check, judge(check)]));
  const assignment = assign(checks, (check) => findings.get(check) ?? judge(check), tagPrefix);
  const stacks = [...assignment.stacks].map(([stack, own]) => ({
    stack,
    declarations: inOrder(
      checks,
      own.map((check) => declare(check, surroundings)),
    ),
  }));
  const all = stacks.flatMap(({ declarations }) => declarations);
  const hosts = stacks.map(hostVariables);
  return {
    stacks,
    entries: stacks.map(stackEntry),
    groups: groups.map((group) => declareGroup(group, account)),
    unassigned: assignment.unassigned.map((check) => ({ ...check, isKnown: isKnown(check) })),
    twins: findTwins(checks, account),
    oddities: findOddities(stacks),
    ruleRemarks: remarksOnRules(rules, findings),
    open: all.flatMap((declaration) => declaration.left.map((each) => ({ ...each, declaration }))),
    hosts,
    shared: sharedVariables(hosts),
    terraform: terraform.map((resource) => ({
      resource,
      stack: stackOf(resource, assignment),
      isGone: isGone(resource, account),
    })),
  };
}

/** Kind by kind, as the account was read; within a kind the oldest first, as they come. */
function inOrder(checks: readonly HeldCheck[], declarations: readonly Declaration[]): Declaration[] {
  const kinds = [...new Set(checks.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => declarations.filter(({ check }) => check.kind === kind));
}

function stackOf({ kind, id }: TerraformResource, { stacks }: Assignment): string | null {
  const own = [...stacks.values()]
    .flat()
    .find(({ remote, kind: { option } }) => option === kind && remote.id === id);
  return own?.stack ?? null;
}

/** Of what is not read, and of what has no ID, nobody can tell. */
function isGone({ kind, id }: TerraformResource, { checks, groups, unread }: GrownAccount): boolean {
  const isAmong =
    kind === 'contact_groups'
      ? groups.some((group) => group.id === id)
      : checks.some(({ remote, kind: { option } }) => option === kind && remote.id === id);
  return kind !== null && id !== null && !unread.includes(kind) && !isAmong;
}
