import {
  identityOf,
  normaliseIdentity,
  type Remote,
  type Resource,
  type Values,
} from '../statuscake/resource.ts';
import { type CheckDeclaration, type Claim, type Deletion, labelOf } from './declaration.ts';
import { OptionError } from './option-error.ts';
import { collect, type Problem } from './problems.ts';
import { predecessorsOf } from './succession.ts';

/** Returns whether declared values give another name to a resource that is found by its ID. What is known by its URL may share it. */
export function isRenamed(
  resource: Resource,
  { [resource.identity]: name }: Values,
  actual: Remote,
): boolean {
  return (
    resource.identity === 'name' &&
    name !== undefined &&
    normaliseIdentity(resource, String(name)) !== identityOf(resource, actual)
  );
}

/**
 * Makes sure that a new name of a resource is unique, or the name would no longer say which one is meant.
 * @param others resources that will be there too, under their names; one that takes its place may have the new one already
 * @throws OptionError when one of them has the name
 */
export function refuseTakenName(
  resource: Resource,
  values: Values,
  { id }: Remote,
  others: readonly Remote[],
): void {
  const name = normaliseIdentity(resource, String(values[resource.identity]));
  const holder = others.find(
    (other) =>
      other.id !== id &&
      identityOf(resource, other) === name &&
      !predecessorsOf(resource, other).includes(id),
  );
  if (holder === undefined) {
    return;
  }
  throw new OptionError(
    resource.identity,
    `the ${resource.kind} ${holder.id} is named ${JSON.stringify(name)} already, so ${id} cannot be: give it another name, ` +
      `or delete ${holder.id}`,
  );
}

/**
 * Returns the problems of claims that give a resource the name of another one which neither goes nor gets another name itself.
 * @param numbered checks that are declared by their IDs: these may have one name
 */
export function findTakenNames(
  resource: Resource,
  account: readonly Remote[],
  claims: readonly Claim[],
  deletions: readonly Deletion[],
  numbered: ReadonlySet<CheckDeclaration> = new Set(),
): Problem[] {
  const renamed = claims.flatMap(({ stack, check, actual }) =>
    actual && isRenamed(resource, check.values, actual) ? [{ stack, check, actual }] : [],
  );
  if (renamed.length === 0) {
    return [];
  }
  const leaving = new Set([...renamed, ...deletions].map(({ actual }) => actual.id));
  const staying = account.filter(({ id }) => !leaving.has(id));
  const toldApart = new Set(
    claims.flatMap(({ check, actual }) => (actual && numbered.has(check) ? [actual.id] : [])),
  );
  const problems: Problem[] = [];
  for (const { stack, check, actual } of renamed) {
    collect(problems, { stack, check: labelOf(resource, check) }, () =>
      refuseTakenName(
        resource,
        check.values,
        actual,
        numbered.has(check) ? staying.filter(({ id }) => !toldApart.has(id)) : staying,
      ),
    );
  }
  return problems;
}
