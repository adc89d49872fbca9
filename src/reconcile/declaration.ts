import type { Resource, Values } from '../statuscake/resource.ts';
import type { Policy } from './plan.ts';

/** One check that a stack declares. */
export interface CheckDeclaration {
  /** The declared fields. */
  readonly values: Values;
  /** ID of the resource, where it is declared; else its name tells which one is meant. */
  readonly id: string | null;
  readonly policy: Policy;
}

/** One stack, and what it shall have. */
export interface StackDeclaration {
  readonly stack: string;
  readonly state: 'present' | 'absent';
  readonly checks: readonly CheckDeclaration[];
}

/** What people call a declared check: its name, or its ID where only that is declared. */
export function labelOf(resource: Resource, { id, values }: CheckDeclaration): string {
  return String(values[resource.identity] ?? id);
}
