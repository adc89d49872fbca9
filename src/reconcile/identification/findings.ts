import { identityOf, type Remote, type Resource } from '../../statuscake/resource.ts';
import { type CheckDeclaration, type KindDeclaration, labelOf } from '../declaration.ts';
import { type FormerNames, renameText } from '../former-names.ts';
import { groupBy } from '../group-by.ts';
import { foreignError, type Hold } from '../identity-errors.ts';
import { OptionError } from '../option-error.ts';
import { type OwnedKind, otherOwner } from '../ownership.ts';
import { noRemarks } from '../remarks.ts';
import { lastSuccessor, type Successions } from '../succession.ts';

/** A declared check, and the stack that declares it. */
export interface Declared {
  readonly declaration: KindDeclaration;
  readonly check: CheckDeclaration;
}

/** What a declared check means. */
export interface Meaning {
  /** The resource itself. */
  readonly meant: Remote | null;
  /** Resources that it has replaced, and that still exist. */
  readonly replaced: readonly Remote[];
  /** Others of its name that may go, too. */
  readonly duplicates: readonly Remote[];
}

/** What there is to find resources in. */
export interface Situation {
  readonly kind: OwnedKind;
  readonly account: readonly Remote[];
  readonly successions: Successions;
  /** Why a stack keeps what it had; nothing where it says no more of that. */
  holdOf(stack: string): Hold | undefined;
  /** Whether what a stack has, and does not declare, is deleted: here, or where the stack is kept. */
  isPurged(stack: string): boolean;
  /** What a stack was called before, as far as it says so. */
  formerNameOf(stack: string): string | undefined;
  /** By the former names of stacks those that they bear now. */
  readonly formerNames: FormerNames;
  readonly duplicates: 'error' | 'remove';
  readonly adoptByUrl: boolean;
  readonly areAll: boolean;
}

/** What is known of declared checks so far, and what there is to go by. */
export class Findings {
  /** Each check with what it means, or why it cannot mean anything; without those of which there is nothing. */
  readonly meanings = new Map<CheckDeclaration, Meaning | OptionError>();
  readonly remarks = noRemarks();
  /** Whether it matters what other tasks declare. */
  isDisputed = false;
  readonly situation: Situation;
  readonly resource: Resource;
  /** What there is, without what other things have replaced. */
  readonly standing: readonly Remote[];
  readonly #byId: ReadonlyMap<string, Remote>;
  readonly #byName: ReadonlyMap<string, readonly Remote[]>;
  readonly #taken = new Set<string>();

  constructor(situation: Situation) {
    const { kind, account, successions } = situation;
    this.situation = situation;
    this.resource = kind.resource;
    this.standing = account.filter(({ id }) => !successions.has(id));
    this.#byId = new Map(account.map((remote) => [remote.id, remote]));
    this.#byName = groupBy(this.standing, (remote) => identityOf(kind.resource, remote));
  }

  /** Returns whether a check means a resource. */
  isTaken(id: string): boolean {
    return this.#taken.has(id);
  }

  /** Returns those checks of which nothing is known yet. */
  unknown(entries: readonly Declared[]): Declared[] {
    return entries.filter(({ check }) => !this.meanings.has(check));
  }

  /** Looks at declared checks, each by itself: why one cannot mean anything becomes what is known of it. */
  each(entries: readonly Declared[], look: (entry: Declared) => void): void {
    for (const entry of entries) {
      try {
        look(entry);
      } catch (error) {
        if (!(error instanceof OptionError)) {
          throw error;
        }
        this.meanings.set(entry.check, error);
      }
    }
  }

  /** Says that a check means the first of these, and that the others are its twins. */
  settle({ declaration: { stack, state }, check }: Declared, found: readonly Remote[]): void {
    const { successions } = this.situation;
    const [meant = null, ...duplicates] = found;
    const isReplaced = ({ id }: Remote) => id !== meant?.id && lastSuccessor(successions, id) === meant?.id;
    const replaced = [...successions.keys()]
      .flatMap((id) => this.#byId.get(id) ?? [])
      .filter((remote) => isReplaced(remote) && this.isOwn(remote, stack));
    this.meanings.set(check, { meant, replaced, duplicates });
    if (state === 'present') {
      for (const { id } of found) {
        this.#taken.add(id);
      }
    }
  }

  /** Returns the resource of an ID, or what has taken its place. */
  standingFor(id: string): Remote | undefined {
    return this.#byId.get(lastSuccessor(this.situation.successions, id));
  }

  /** Returns what bears a name (of SSL tests a URL). */
  namesakesOf(label: string): readonly Remote[] {
    return this.#byName.get(label) ?? [];
  }

  /** Returns whether no other stack keeps this one from having a resource. */
  isOwn(remote: Remote, stack: string): boolean {
    return otherOwner(this.situation.kind.rule, remote, stack) === undefined;
  }

  /** Returns whether the stacks that had a resource before say no more that it is theirs. */
  isLetGo(remote: Remote, stack: string): boolean {
    const { kind, holdOf } = this.situation;
    const others = kind.rule.ownersOf(remote).filter((owner) => owner !== stack);
    return others.every((owner) => holdOf(owner) === undefined) && !this.isTaken(remote.id);
  }

  /** Returns whether something that other stacks have goes there by now, so that it may move to this one. */
  isMoving(remote: Remote, stack: string): boolean {
    const { kind, isPurged } = this.situation;
    const owners = kind.rule.ownersOf(remote);
    return this.isLetGo(remote, stack) && owners.every(isPurged);
  }

  /** Returns whether a resource is of stacks that nobody declares, where all are known that somebody does. */
  isUndeclared(remote: Remote): boolean {
    const { kind, holdOf, areAll } = this.situation;
    const owners = kind.rule.ownersOf(remote);
    return areAll && owners.length > 0 && owners.every((owner) => holdOf(owner) === 'elsewhere');
  }

  /** Returns whether nothing but a mistake of the stacks that have it keeps a resource from moving. */
  isHeldByMistake(remote: Remote): boolean {
    const { kind, holdOf } = this.situation;
    const holds = kind.rule.ownersOf(remote).map(holdOf);
    return holds.includes('faulty') && holds.every((hold) => hold === undefined || hold === 'faulty');
  }

  /**
   * Returns whether something that another stack has is called as a check is, but for the names of the stacks at the beginning, of which
   * the other one may have a new one by now.
   */
  isCalledAlike({ declaration: { stack }, check }: Declared, remote: Remote): boolean {
    const { kind, formerNameOf } = this.situation;
    const rest = renameText(labelOf(this.resource, check), stack, '');
    const owners = kind.rule.ownersOf(remote);
    const names = owners.flatMap((owner) => [owner, formerNameOf(owner) ?? []].flat());
    return (
      rest !== undefined &&
      names.some((name) => renameText(identityOf(this.resource, remote), name, '') === rest)
    );
  }

  /** Returns whether something that seems to be nobody's may be of a stack that is not known: without tags only its name would show that. */
  mayBeAnothers(remotes: readonly Remote[]): boolean {
    const { rule } = this.situation.kind;
    return (
      rule.exclusive &&
      this.resource.tagField === undefined &&
      remotes.some((remote) => rule.ownersOf(remote).length === 0)
    );
  }

  /** Returns what to tell of a resource that another stack has. What other tasks declare may change that. */
  foreign({ declaration: { stack }, check }: Declared, remote: Remote): OptionError {
    this.isDisputed = true;
    const { kind, holdOf } = this.situation;
    const option = check.id === null ? this.resource.identity : 'id';
    const owner = String(otherOwner(kind.rule, remote, stack));
    const hold = holdOf(owner) ?? (this.isTaken(remote.id) ? 'declared' : 'ambiguous');
    return foreignError(kind, option, remote, stack, owner, hold);
  }

  /** Returns resources in a row, as people call them. */
  list(remotes: readonly Remote[]): string {
    return remotes
      .map((remote) => `${JSON.stringify(identityOf(this.resource, remote))} (ID ${remote.id})`)
      .join(' and ');
  }
}
