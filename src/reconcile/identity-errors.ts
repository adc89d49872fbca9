import { identityOf, type Remote, type Resource } from '../statuscake/resource.ts';
import { OptionError } from './option-error.ts';
import type { OwnedKind } from './ownership.ts';

/** Returns what people call a resource in a message. */
export function nameOf(resource: Resource, remote: Remote): string {
  return `the ${resource.kind} ${JSON.stringify(identityOf(resource, remote))} (ID ${remote.id})`;
}

/** Why a stack keeps what another one declares: it is declared elsewhere, has mistakes, is silent on the kind, declares it as well, or has several of its name. */
export type Hold = 'elsewhere' | 'faulty' | 'silent' | 'declared' | 'ambiguous';

/** What moves it, by what keeps it. */
const MOVES: Readonly<Record<Hold, (owner: string, kind: string) => string>> = {
  elsewhere: () => 'declare both stacks in one task',
  faulty: (owner) => `put right what ${owner} declares`,
  silent: (owner, kind) => `say of ${owner} which ${kind}s it keeps`,
  declared: (owner) => `take it out of ${owner}`,
  ambiguous: () => 'give the id of the one that is meant',
};

/** Returns what to tell of a resource that another stack has. */
export function foreignError(
  { resource, rule }: OwnedKind,
  option: string,
  remote: Remote,
  stack: string,
  owner: string,
  hold: Hold,
): OptionError {
  return new OptionError(
    option,
    `${nameOf(resource, remote)} ${rule.claimBy(owner)}, so ${stack} cannot have it: ` +
      `give it another name here, ${rule.advice}, or ${MOVES[hold](owner, resource.kind)}, which moves it`,
  );
}

/** Returns what to tell of several resources of a declared name. */
export function duplicatesError(resource: Resource, name: string, own: readonly Remote[]): OptionError {
  const ids = own.map(({ id }) => id).join(', ');
  return new OptionError(
    resource.identity,
    `${own.length} ${resource.kind}s are named ${JSON.stringify(name)} (IDs ${ids}): say which with id, or let ` +
      'duplicates=remove keep the oldest',
  );
}

/** Returns what to tell of several resources of a former name. */
export function severalFormerError({ kind }: Resource, name: string, found: readonly Remote[]): OptionError {
  const ids = found.map(({ id }) => id).join(', ');
  return new OptionError(
    'renamed_from',
    `${found.length} ${kind}s are named ${JSON.stringify(name)} (IDs ${ids}): say which with id`,
  );
}

/** Returns what to tell of a former name that says nothing of one check alone, being `what`. */
export function formerError({ kind }: Resource, name: string, what: string): OptionError {
  return new OptionError(
    'renamed_from',
    `the ${kind} ${JSON.stringify(name)} is ${what}: take renamed_from out where it is not the same one`,
  );
}

/** Returns what to tell of a resource that other stacks have, too, where stacks can share it, and that is to get another name. */
export function sharedRenameError(
  { resource, rule }: OwnedKind,
  option: 'id' | 'renamed_from',
  remote: Remote,
  stack: string,
): OptionError {
  const other = String(rule.ownersOf(remote).find((owner) => owner !== stack));
  return new OptionError(
    option,
    `${nameOf(resource, remote)} ${rule.claimBy(other)}, too, so it stays as it is: take ${option} out, and ${stack} gets one of its own`,
  );
}

/**
 * Returns what to tell where something of the former name is there, and something of the new one.
 * @param stack where the former name is that of the stack, and all else goes on with the new one: what that has of the new name already
 */
export function bothError(
  { kind }: Resource,
  former: string,
  old: Remote,
  name: string,
  present: Remote,
  stack?: 'own' | 'foreign',
): OptionError {
  const declared = stack === 'own' ? ', and declare it by that,' : '';
  const other =
    stack === undefined
      ? 'take renamed_from out'
      : `give ID ${present.id} another name in the account${declared}`;
  return new OptionError(
    'renamed_from',
    `there are both the ${kind}s ${JSON.stringify(former)} (ID ${old.id}) and ${JSON.stringify(name)} (ID ${present.id}): ` +
      `delete the one whose history nobody needs, or ${other} if they are not the same`,
  );
}

/** Returns what to tell where nothing bears a former name, and something else of the stack goes. */
export function strayedError(resource: Resource, former: string, leaving: Remote): OptionError {
  return new OptionError(
    'renamed_from',
    `there is no ${resource.kind} ${JSON.stringify(former)}, while ${nameOf(resource, leaving)} is to be deleted: give the name of that ` +
      'one if it was renamed, or take renamed_from out',
  );
}

/** Returns what to tell where a former name leads to one thing, and something of the stack goes that looks more like what was meant. */
export function misleadingError(resource: Resource, meant: Remote, leaving: Remote): OptionError {
  return new OptionError(
    'renamed_from',
    `${nameOf(resource, meant)} would be taken, and ${nameOf(resource, leaving)} deleted, which the stack has: give the name of that ` +
      `one if it was renamed, or id ${meant.id} in place of renamed_from`,
  );
}
