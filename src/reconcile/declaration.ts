import {
  normaliseIdentity,
  type Remote,
  type Resource,
  type ResourceName,
  type Values,
} from '../statuscake/resource.ts';
import type { Policy } from './plan.ts';

/** One check that a stack declares. */
export interface CheckDeclaration {
  /** The declared fields. */
  readonly values: Values;
  /** ID of the resource, where it is declared; else its name tells which one is meant. */
  readonly id: string | null;
  /** What it was called before; it is then the one of that name, which gets the new one. */
  readonly renamedFrom?: string;
  /** Whether it has a mistake: then it only tells what it means, so that nobody else has that. */
  readonly isFaulty?: true;
  readonly policy: Policy;
}

type State = 'present' | 'absent';

/** Why nothing is done for a stack, while what it declares is kept for it: another task keeps it, or it has a mistake. */
export type Untouched = 'elsewhere' | 'faulty';

/** One stack, and what it shall have. */
export interface StackDeclaration {
  readonly stack: string;
  readonly state: State;
  /** Its checks by kind; of a kind that is not there the stack says nothing. */
  readonly checks: Readonly<Partial<Record<ResourceName, readonly CheckDeclaration[]>>>;
  /** The hosts that it says are its own. */
  readonly domains: readonly string[];
  /** What the stack was called before: what bears that name is its own, and gets the new one. */
  readonly formerName?: string;
  readonly untouched?: Untouched;
}

/** What one stack shall have of one kind. */
export interface KindDeclaration {
  readonly stack: string;
  readonly state: State;
  /** `null` where the stack says nothing of the kind. */
  readonly checks: readonly CheckDeclaration[] | null;
  readonly formerName?: string;
  readonly untouched?: Untouched;
}

/** A check that is to be present, with the resource that it means; `null` where there is none yet. */
export interface Claim {
  readonly stack: string;
  readonly check: CheckDeclaration;
  readonly actual: Remote | null;
  /** Whether another stack takes it, or may yet, so that nothing of this one can hang on it. */
  readonly isMoving?: boolean;
}

/** A resource that has to go, with the stack that it belonged to. */
export interface Deletion {
  readonly stack: string;
  readonly actual: Remote;
  /** ID of what has taken its place, if anything has. */
  readonly successor: string | null;
}

/** Returns what stacks say of one kind. */
export function ofKind(stacks: readonly StackDeclaration[], kind: ResourceName): KindDeclaration[] {
  return stacks.map((declaration) => ({ ...declaration, checks: declaration.checks[kind] ?? null }));
}

/** Returns what people call a declared check: its name (its URL, where it has none), or its ID where only that is declared. */
export function labelOf(resource: Resource, { id, values }: CheckDeclaration): string {
  const identity = values[resource.identity];
  return identity === undefined ? String(id) : normaliseIdentity(resource, String(identity));
}
