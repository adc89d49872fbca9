import { identityOf, type Remote, type Resource } from '../statuscake/resource.ts';
import { actualAddress, declaredAddress, isWholeAddress } from './addresses.ts';
import { type CheckDeclaration, type KindDeclaration, labelOf } from './declaration.ts';
import {
  type FormerLabel,
  type FormerNames,
  formerLabelOf,
  labelsBefore,
  renameText,
} from './former-names.ts';
import { groupBy } from './group-by.ts';
import {
  bothError,
  duplicatesError,
  foreignError,
  formerError,
  type Hold,
  misleadingError,
  nameOf,
  severalFormerError,
  sharedRenameError,
} from './identity-errors.ts';
import { OptionError } from './option-error.ts';
import { type OwnedKind, otherOwner } from './ownership.ts';
import type { Remarks } from './remarks.ts';
import { byAge, lastSuccessor, type Successions } from './succession.ts';

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

/** A check that says it had another name, which nothing bears. */
export interface Strayed {
  readonly stack: string;
  readonly label: string;
  readonly former: string;
  /** The IDs of what goes in other stacks and is called alike, or tests the same. */
  readonly rivals: readonly string[];
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
}

/**
 * Finds the resource that each declared check means. In this order: the one of its ID or name; that which another stack had and has let go
 * of; the one of its former name; and last, the only one that tests the same, where it was another stack's or where it may be
 * adopted. Pure.
 */
export class Identification {
  /** Each check with what it means, or why it cannot mean anything; without those of which there is nothing. */
  readonly meanings = new Map<CheckDeclaration, Meaning | OptionError>();
  readonly remarks: Remarks = {
    staying: [],
    settled: [],
    missing: [],
    beside: [],
    undeclared: [],
    instead: [],
  };
  /** New checks of whose former name there is nothing, and nothing that shows otherwise what they mean. */
  readonly strayed: readonly Strayed[];
  /** Whether it matters what other tasks declare. */
  isDisputed = false;
  readonly #situation: Situation;
  readonly #resource: Resource;
  readonly #byId: ReadonlyMap<string, Remote>;
  readonly #byName: ReadonlyMap<string, readonly Remote[]>;
  readonly #taken = new Set<string>();
  /** What bears the former names that checks declare. */
  readonly #renamed = new Map<CheckDeclaration, Remote>();
  readonly #strayed: (Omit<Strayed, 'rivals'> & { readonly check: CheckDeclaration })[] = [];
  /** What goes while a check is new, and that it may well be. */
  readonly #rivals = new Map<CheckDeclaration, readonly string[]>();

  /** @param entries declared checks, those that are to be present first */
  constructor(entries: readonly Declared[], situation: Situation) {
    const { kind, account, successions } = situation;
    this.#situation = situation;
    this.#resource = kind.resource;
    this.#byId = new Map(account.map((remote) => [remote.id, remote]));
    const standing = account.filter(({ id }) => !successions.has(id));
    this.#byName = groupBy(standing, (remote) => identityOf(kind.resource, remote));

    const unknown = () => entries.filter(({ check }) => !this.meanings.has(check));
    this.#each(unknown(), (entry) =>
      entry.check.id === null ? this.#findByName(entry) : this.#findById(entry, entry.check.id),
    );
    this.#each(unknown(), (entry) => this.#takeOver(entry));
    const present = entries.filter(({ declaration }) => declaration.state === 'present');
    this.#findByFormerNames(present);
    this.#each(present, (entry) => this.#refuseMisleading(entry, standing));
    this.#findByAddress(
      present.filter(({ check }) => !this.meanings.has(check)),
      standing,
    );
    this.isDisputed ||= this.#isShareOpen(present);
    this.strayed = this.#strayed
      .filter(({ check }) => !this.meanings.has(check))
      .map(({ check, ...strayed }) => ({ ...strayed, rivals: this.#rivals.get(check) ?? [] }));
    this.remarks.missing.push(
      ...this.strayed.map(({ stack, label, former }) => ({ stack, text: `${label} (was ${former})` })),
    );
  }

  /** Looks at declared checks, each by itself: why one cannot mean anything becomes what is known of it. */
  #each(entries: readonly Declared[], look: (entry: Declared) => void): void {
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

  #settle({ declaration: { stack, state }, check }: Declared, found: readonly Remote[]): void {
    const { successions } = this.#situation;
    const [meant = null, ...duplicates] = found;
    const isReplaced = ({ id }: Remote) => id !== meant?.id && lastSuccessor(successions, id) === meant?.id;
    const replaced = [...successions.keys()]
      .flatMap((id) => this.#byId.get(id) ?? [])
      .filter((remote) => isReplaced(remote) && this.#isOwn(remote, stack));
    this.meanings.set(check, { meant, replaced, duplicates });
    if (state === 'present') {
      for (const { id } of found) {
        this.#taken.add(id);
      }
    }
  }

  #findById(entry: Declared, id: string): void {
    const { stack, state } = entry.declaration;
    const meant = this.#standingFor(id);
    if (meant === undefined && state === 'present') {
      throw new OptionError(
        'id',
        `there is no ${this.#resource.kind} with id ${id}: leave id out to create one`,
      );
    }
    if (meant === undefined || !this.#isOwn(meant, stack)) {
      return;
    }
    const { kind } = this.#situation;
    const isRenamed = identityOf(this.#resource, meant) !== labelOf(this.#resource, entry.check);
    const isShared = kind.rule.ownersOf(meant).some((owner) => owner !== stack);
    if (
      state === 'present' &&
      isRenamed &&
      isShared &&
      entry.check.values[this.#resource.identity] !== undefined
    ) {
      this.isDisputed = true;
      throw sharedRenameError(kind, 'id', meant, stack);
    }
    this.#settle(entry, [meant]);
  }

  #findByName(entry: Declared): void {
    const { kind, duplicates } = this.#situation;
    const { stack, state } = entry.declaration;
    const label = labelOf(this.#resource, entry.check);
    const namesakes = this.#namesakesOf(label);
    // A name alone shows that something is another stack's only as long as tags of other kinds show that stack.
    const isTold = state === 'absent' && this.#resource.tagField === undefined;
    const own = namesakes.filter((remote) => isTold || this.#isOwn(remote, stack));
    if (own.length === 0) {
      return;
    }
    if (state === 'absent') {
      // An unclaimed resource may be somebody's own: a name alone is no reason to delete it.
      const isClaimed = (remote: Remote) => kind.rule.ownersOf(remote).includes(stack);
      for (const remote of own.filter((candidate) => !isClaimed(candidate))) {
        const text = `${nameOf(this.#resource, remote)} stays, since it ${kind.rule.unclaimed}: give its id to delete it`;
        this.remarks.staying.push({ stack, text });
      }
      this.#settle(entry, own.filter(isClaimed).sort(byAge));
      return;
    }
    if (own.length > 1 && duplicates === 'error') {
      throw duplicatesError(this.#resource, label, own);
    }
    this.#settle(entry, own.sort(byAge));
  }

  /** Takes what is meant by ID or name where it was another stack's that has let go of it. */
  #takeOver(entry: Declared): void {
    const { declaration, check } = entry;
    const found =
      check.id === null ? this.#namesakesOf(labelOf(this.#resource, check)) : [this.#standingFor(check.id)];
    const [other] = found;
    if (other === undefined) {
      return;
    }
    const isMove =
      found.length === 1 && declaration.state === 'present' && this.#isLetGo(other, declaration.stack);
    if (!isMove) {
      throw this.#foreign(entry, other);
    }
    this.#settle(entry, [other]);
  }

  #findByFormerNames(entries: readonly Declared[]): void {
    const byLabel = groupBy(entries, ({ check }) => labelOf(this.#resource, check));
    const formerOf = ({ declaration, check }: Declared) => formerLabelOf(this.#resource, declaration, check);
    const claims = groupBy(entries, (entry) => formerOf(entry)?.label);
    // What stacks share has one former name, whichever of them say so.
    const sharersOf = ({ check }: Declared) =>
      this.#situation.kind.rule.exclusive ? [] : (byLabel.get(labelOf(this.#resource, check)) ?? []);
    const sharedMeaning = (entry: Declared) =>
      sharersOf(entry)
        .map(({ check }) => this.meanings.get(check))
        .find((meaning): meaning is Meaning => meaning !== undefined && !(meaning instanceof OptionError));
    this.#each(entries, (entry) => {
      const former = formerOf(entry);
      const known = this.meanings.get(entry.check);
      if (former === undefined || known instanceof OptionError) {
        return;
      }
      // Names that were left in place after the rename harm nobody.
      const isThere = this.#namesakesOf(former.label).length > 0;
      const rivals = (claims.get(former.label) ?? []).filter(
        (other) => other !== entry && !sharersOf(entry).includes(other),
      );
      if (isThere && former.isDeclared && rivals.length > 0) {
        throw formerError(this.#resource, former.label, 'the former name of two');
      }
      if (former.isDeclared && byLabel.has(former.label)) {
        throw formerError(this.#resource, former.label, 'declared as well');
      }
      if (known !== undefined || sharedMeaning(entry) === undefined) {
        this.#findByFormerName(entry, former, known?.meant ?? null);
      }
    });
    for (const entry of entries.filter(({ check }) => !this.meanings.has(check))) {
      const meaning = sharedMeaning(entry);
      if (meaning !== undefined) {
        this.meanings.set(entry.check, meaning);
      }
    }
  }

  #findByFormerName(entry: Declared, former: FormerLabel, known: Remote | null): void {
    const { declaration, check } = entry;
    const { stack } = declaration;
    const name = labelOf(this.#resource, check);
    const found = this.#candidatesOf(former, stack);
    const [meant] = found;
    if (known !== null) {
      if (meant !== undefined && check.id === null) {
        this.#joinBoth(entry, former, known, found);
      } else if (former.isDeclared && !this.#mayBeLetGo(former.label, stack)) {
        this.remarks.settled.push({ stack, text: name });
      }
      return;
    }
    if (this.#isFormer(entry, former.label, found)) {
      if (meant !== undefined && former.isDeclared) {
        this.#renamed.set(check, meant);
      }
      return;
    }
    if (!former.isDeclared) {
      return;
    }
    const [other] = this.#namesakesOf(former.label);
    if (other !== undefined) {
      throw this.#whyNotFormer(entry, former.label, other);
    }
    // A name that was left in place has done its work long ago where the stack is renamed now, or was written with its new name.
    const isFound = labelsBefore(this.#resource, declaration, [name, former.label]).some((label) =>
      this.#isFormer(entry, label, this.#candidatesOf({ label, isDeclared: false }, stack)),
    );
    if (!isFound) {
      this.#strayed.push({ stack, label: name, former: former.label, check });
    }
  }

  /**
   * Takes what bears the former name of a check, and what bears its present one, for twins, where these may go. Else a rename never leads
   * there, also where it was interrupted: which one is meant is for a person to say.
   */
  #joinBoth(entry: Declared, former: FormerLabel, known: Remote, found: readonly Remote[]): void {
    const { kind, duplicates } = this.#situation;
    const { declaration, check } = entry;
    const namesakes = this.#namesakesOf(labelOf(this.#resource, check));
    const all = [...new Set([known, ...namesakes, ...found])];
    const areOwn = all.every((remote) => kind.rule.ownersOf(remote).join() === declaration.stack);
    if (duplicates === 'error' || !areOwn) {
      const name = labelOf(this.#resource, check);
      throw bothError(this.#resource, former.label, found[0] ?? known, name, known, !former.isDeclared);
    }
    this.#settle(entry, all.sort(byAge));
  }

  /** Returns whether something of a name may be meant that a stack has of which nothing is known here. */
  #mayBeLetGo(label: string, stack: string): boolean {
    const { kind, holdOf } = this.#situation;
    const isOpen = this.#namesakesOf(label).some((remote) =>
      kind.rule.ownersOf(remote).some((owner) => owner !== stack && holdOf(owner) === 'elsewhere'),
    );
    this.isDisputed ||= isOpen;
    return isOpen;
  }

  /** Takes what bears the former name of a check for it, where there is anything. */
  #isFormer(entry: Declared, label: string, found: readonly Remote[]): boolean {
    const { duplicates, kind } = this.#situation;
    const { stack } = entry.declaration;
    const mayGo =
      duplicates === 'remove' && found.every((remote) => kind.rule.ownersOf(remote).includes(stack));
    if (found.length > 1 && !mayGo) {
      throw severalFormerError(this.#resource, label, found);
    }
    if (found.length > 0) {
      this.isDisputed ||= this.#mayBeAnothers(found);
      this.#settle(entry, found);
    }
    return found.length > 0;
  }

  /** Returns the resources that a former name can mean; where its stack has another name by now, with that in its place. */
  #candidatesOf({ label, isDeclared }: FormerLabel, stack: string): Remote[] {
    const found = this.#candidatesNamed(label, isDeclared, stack);
    if (found.length > 0 || !isDeclared) {
      return found;
    }
    const names = [...this.#situation.formerNames].flatMap(([from, to]) =>
      labelsBefore(this.#resource, { stack: from, formerName: to }, [label]),
    );
    return names.flatMap((name) => this.#candidatesNamed(name, isDeclared, stack));
  }

  #candidatesNamed(label: string, isDeclared: boolean, stack: string): Remote[] {
    const { rule } = this.#situation.kind;
    const found = this.#namesakesOf(label).filter((remote) => {
      const owners = rule.ownersOf(remote);
      const isOnlyOwn = owners.every((owner) => owner === stack);
      // What nobody has a claim on is meant only where the check itself says so.
      const isMeant = isDeclared ? isOnlyOwn || this.#isLetGo(remote, stack) : isOnlyOwn && owners.length > 0;
      return isMeant && !this.#taken.has(remote.id);
    });
    return found.sort(byAge);
  }

  /** Returns why a check cannot be the one that bears its former name. */
  #whyNotFormer(entry: Declared, former: string, remote: Remote): OptionError {
    const { kind } = this.#situation;
    if (this.#taken.has(remote.id)) {
      return formerError(this.#resource, former, 'declared as well');
    }
    this.isDisputed = true;
    return kind.rule.exclusive
      ? this.#foreign(entry, remote)
      : sharedRenameError(kind, 'renamed_from', remote, entry.declaration.stack);
  }

  /**
   * Refuses a former name by which a check would take what is not its own by all that shows, while something of its stack goes that may well
   * be meant: what nobody has, or what tests something else.
   */
  #refuseMisleading({ declaration: { stack }, check }: Declared, standing: readonly Remote[]): void {
    const { kind, isPurged } = this.#situation;
    const meant = this.#renamed.get(check);
    if (meant === undefined || !isPurged(stack)) {
      return;
    }
    const address = declaredAddress(this.#resource, check.values);
    const isAlike = (remote: Remote) =>
      address === undefined || actualAddress(this.#resource, remote) === address;
    if (kind.rule.ownersOf(meant).length > 0 && isAlike(meant)) {
      return;
    }
    const leaving = standing.find(
      (remote) =>
        !this.#taken.has(remote.id) && kind.rule.ownersOf(remote).join() === stack && isAlike(remote),
    );
    if (leaving !== undefined) {
      throw misleadingError(this.#resource, meant, leaving);
    }
  }

  #findByAddress(entries: readonly Declared[], standing: readonly Remote[]): void {
    if (entries.length === 0) {
      return;
    }
    const free = standing.filter(({ id }) => !this.#taken.has(id));
    const byAddress = groupBy(free, (remote) => actualAddress(this.#resource, remote));
    const wanted = groupBy(entries, ({ check }) => declaredAddress(this.#resource, check.values));
    for (const [address, rivals] of wanted) {
      if (address === undefined) {
        for (const entry of rivals) {
          const isOwn = (remote: Remote) =>
            this.#situation.kind.rule.ownersOf(remote).join() === entry.declaration.stack;
          const found = free.filter((remote) => isOwn(remote) || this.#isCalledAlike(entry, remote));
          this.#each([entry], () => this.#findAmong(entry, found, false));
        }
        continue;
      }
      const alike = byAddress.get(address) ?? [];
      this.#findByAddressAndName(rivals, alike);
      const others = rivals.filter(({ check }) => !this.meanings.has(check));
      const found = alike.filter(({ id }) => !this.#taken.has(id));
      for (const entry of others) {
        const isOnly = others.length === 1 && isWholeAddress(this.#resource, entry.check.values);
        this.#each([entry], () => this.#findAmong(entry, found, isOnly));
      }
    }
  }

  /** Finds new checks among several that test the same, or tests of ports: of these the name, but for that of the stack, tells which is which. */
  #findByAddressAndName(entries: readonly Declared[], alike: readonly Remote[]): void {
    const namesakesOf = (entry: Declared) =>
      alike.filter(
        (remote) => this.#isMoving(remote, entry.declaration.stack) && this.#isCalledAlike(entry, remote),
      );
    const pairs = entries.map((entry) => ({ entry, namesakes: namesakesOf(entry) }));
    const claims = groupBy(
      pairs.flatMap(({ namesakes }) => namesakes),
      ({ id }) => id,
    );
    for (const { entry, namesakes } of pairs) {
      const [first] = namesakes;
      if (first && namesakes.length === 1 && claims.get(first.id)?.length === 1) {
        this.#settle(entry, [first]);
      }
    }
    this.#each(
      entries.filter(({ check }) => !this.meanings.has(check)),
      (entry) => {
        const held = alike.find(
          (remote) => this.#isHeldByMistake(remote) && this.#isCalledAlike(entry, remote),
        );
        if (held !== undefined) {
          throw this.#foreign(entry, held);
        }
      },
    );
  }

  /**
   * Finds what a new check may be, of resources that test the same.
   * @param isOnly whether no other new check tests this
   */
  #findAmong(entry: Declared, found: readonly Remote[], isOnly: boolean): void {
    const { kind, isPurged, adoptByUrl } = this.#situation;
    const { stack } = entry.declaration;
    const ownersOf = (remote: Remote) => kind.rule.ownersOf(remote);
    const others = found.filter((remote) => !this.#isOwn(remote, stack));
    const moved = others.filter((remote) => this.#isMoving(remote, stack));
    const unowned = found.filter((remote) => ownersOf(remote).length === 0);
    const leaving = isPurged(stack) ? found.filter((remote) => ownersOf(remote).join() === stack) : [];
    // What goes for it would be the stack's own, with all its history.
    const isAdopting = adoptByUrl && moved.length === 0 && leaving.length === 0;
    const candidates = isAdopting ? unowned : moved;
    // Another stack may let go of what would move here in the place of that.
    this.isDisputed ||= (others.length > 0 && candidates !== moved) || this.#mayBeAnothers(unowned);
    if (isOnly && candidates.length === 1) {
      this.#settle(entry, candidates);
      return;
    }
    const held = others.find((remote) => this.#isHeldByMistake(remote));
    if (isOnly && held !== undefined) {
      throw this.#foreign(entry, held);
    }
    this.isDisputed ||= others.length > 0;
    const name = JSON.stringify(labelOf(this.#resource, entry.check));
    if (unowned.length > 0) {
      this.remarks.beside.push({ stack, text: `${name} beside ${this.#list(unowned)}` });
    }
    const undeclared = others.filter(
      (remote) => this.#isUndeclared(remote) && this.#isCalledAlike(entry, remote),
    );
    if (undeclared.length > 0 && declaredAddress(this.#resource, entry.check.values) !== undefined) {
      this.remarks.undeclared.push({ stack, text: `${name} beside ${this.#list(undeclared)}` });
    }
    const going = [...leaving, ...moved, ...others.filter((remote) => this.#isHeldByMistake(remote))];
    this.#rivals.set(
      entry.check,
      going.map(({ id }) => id),
    );
    if (leaving.length === 1 || going.length > leaving.length) {
      this.remarks.instead.push({ stack, text: `${name} in place of ${this.#list(going)}` });
    }
  }

  /** Returns whether something that seems to be nobody's may be of a stack that is not known: without tags only its name would show that. */
  #mayBeAnothers(remotes: readonly Remote[]): boolean {
    const { rule } = this.#situation.kind;
    return (
      rule.exclusive &&
      this.#resource.tagField === undefined &&
      remotes.some((remote) => rule.ownersOf(remote).length === 0)
    );
  }

  /** Returns whether something that stacks share goes here, and something new comes that another one may say it has become. */
  #isShareOpen(entries: readonly Declared[]): boolean {
    const { kind, account } = this.#situation;
    return (
      !kind.rule.exclusive &&
      entries.some(({ check }) => !this.meanings.has(check)) &&
      account.some((remote) => kind.rule.ownersOf(remote).length > 1 && !this.#taken.has(remote.id))
    );
  }

  /** Returns whether something that other stacks have goes there by now, so that it may move to this one. */
  #isMoving(remote: Remote, stack: string): boolean {
    const { kind, isPurged } = this.#situation;
    const owners = kind.rule.ownersOf(remote);
    return this.#isLetGo(remote, stack) && owners.every(isPurged);
  }

  /** Returns whether a resource is of stacks of which nobody says anything, as far as is known. */
  #isUndeclared(remote: Remote): boolean {
    const { kind, holdOf } = this.#situation;
    const owners = kind.rule.ownersOf(remote);
    return owners.length > 0 && owners.every((owner) => holdOf(owner) === 'elsewhere');
  }

  /** Returns whether nothing but a mistake of the stacks that have it keeps a resource from moving. */
  #isHeldByMistake(remote: Remote): boolean {
    const { kind, holdOf } = this.#situation;
    const holds = kind.rule.ownersOf(remote).map(holdOf);
    return holds.includes('faulty') && holds.every((hold) => hold === undefined || hold === 'faulty');
  }

  /**
   * Returns whether something that another stack has is called as a check is, but for the names of the stacks at the beginning, of which
   * the other one may have a new one by now.
   */
  #isCalledAlike({ declaration: { stack }, check }: Declared, remote: Remote): boolean {
    const { kind, formerNameOf } = this.#situation;
    const rest = renameText(labelOf(this.#resource, check), stack, '');
    const owners = kind.rule.ownersOf(remote);
    const names = owners.flatMap((owner) => [owner, formerNameOf(owner) ?? []].flat());
    return (
      rest !== undefined &&
      names.some((name) => renameText(identityOf(this.#resource, remote), name, '') === rest)
    );
  }

  /** Returns the resource of an ID, or what has taken its place. */
  #standingFor(id: string): Remote | undefined {
    return this.#byId.get(lastSuccessor(this.#situation.successions, id));
  }

  #namesakesOf(label: string): readonly Remote[] {
    return this.#byName.get(label) ?? [];
  }

  #isOwn(remote: Remote, stack: string): boolean {
    return otherOwner(this.#situation.kind.rule, remote, stack) === undefined;
  }

  /** Returns whether the stacks that had a resource before say no more that it is theirs. */
  #isLetGo(remote: Remote, stack: string): boolean {
    const { kind, holdOf } = this.#situation;
    const others = kind.rule.ownersOf(remote).filter((owner) => owner !== stack);
    return others.every((owner) => holdOf(owner) === undefined) && !this.#taken.has(remote.id);
  }

  #foreign({ declaration: { stack }, check }: Declared, remote: Remote): OptionError {
    this.isDisputed = true;
    const { kind, holdOf } = this.#situation;
    const option = check.id === null ? this.#resource.identity : 'id';
    const owner = String(otherOwner(kind.rule, remote, stack));
    const hold = holdOf(owner) ?? (this.#taken.has(remote.id) ? 'declared' : 'ambiguous');
    return foreignError(kind, option, remote, stack, owner, hold);
  }

  #list(remotes: readonly Remote[]): string {
    return remotes
      .map((remote) => `${JSON.stringify(identityOf(this.#resource, remote))} (ID ${remote.id})`)
      .join(' and ');
  }
}
