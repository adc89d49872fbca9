import type { StackDeclaration } from '../../../src/reconcile/declaration.ts';

/** A stack that shall stay, of which nothing else is said. */
export const stackOf = (stack: string, more: Partial<StackDeclaration> = {}): StackDeclaration => ({
  stack,
  state: 'present',
  checks: {},
  domains: [],
  ...more,
});
