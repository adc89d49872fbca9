import type { CheckDeclaration, KindDeclaration } from '../../../src/reconcile/declaration.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';

export const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;

/** A check that is declared by its name. */
export const named = (name: string, values: Values = {}): CheckDeclaration => ({
  id: null,
  values: { name, ...values },
  policy,
});

/** A check that is declared by its ID. */
export const numbered = (id: string, values: Values = {}): CheckDeclaration => ({ id, values, policy });

/** A check that had another name before. */
export const renamed = (renamedFrom: string, check: CheckDeclaration): CheckDeclaration => ({
  ...check,
  renamedFrom,
});

/** A check that has a mistake of its own. */
export const mistaken = (check: CheckDeclaration): CheckDeclaration => ({ ...check, isFaulty: true });

/** A stack that is to have checks of one kind. */
export const stack = (name: string, ...checks: CheckDeclaration[]): KindDeclaration => ({
  stack: name,
  state: 'present',
  checks,
});

/** A stack that goes. */
export const gone = (name: string, ...checks: CheckDeclaration[]): KindDeclaration => ({
  ...stack(name, ...checks),
  state: 'absent',
});

/** A stack that another task keeps. */
export const elsewhere = (name: string, ...checks: CheckDeclaration[]): KindDeclaration => ({
  ...stack(name, ...checks),
  untouched: 'elsewhere',
});

/** A stack that is left alone, since it has a mistake. */
export const faulty = (name: string, ...checks: CheckDeclaration[]): KindDeclaration => ({
  ...stack(name, ...checks),
  untouched: 'faulty',
});

/** A stack that had another name before. */
export const formerly = (formerName: string, declaration: KindDeclaration): KindDeclaration => ({
  ...declaration,
  formerName,
});

/** What the account has. */
export const remote = (id: string, name: string, ...tags: string[]): Remote => ({ id, name, tags });
