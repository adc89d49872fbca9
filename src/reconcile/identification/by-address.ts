import type { Remote } from '../../statuscake/resource.ts';
import { actualAddress, declaredAddress, isWholeAddress } from '../addresses.ts';
import { type CheckDeclaration, labelOf } from '../declaration.ts';
import { groupBy } from '../group-by.ts';
import type { Declared, Findings } from './findings.ts';

/** Finds new checks by what they test, and tells of what may be meant otherwise. */
export class AddressSearch {
  readonly #findings: Findings;
  /** What goes while a check is new, and that it may well be: by checks the IDs. */
  readonly rivals = new Map<CheckDeclaration, readonly string[]>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Looks for declared checks that are to be present. */
  find(entries: readonly Declared[]): void {
    this.#findByAddress(this.#findings.unknown(entries));
    for (const entry of this.#findings
      .unknown(entries)
      .filter(({ check }) => check.renamedFrom !== undefined)) {
      this.#addCalledAlike(entry);
    }
    this.#findings.isDisputed ||= this.#isShareOpen(entries);
  }

  /** Counts as rivals of a check what goes in other stacks and is called alike, whatever it tests: its former name may have a slip in it. */
  #addCalledAlike(entry: Declared): void {
    const { stack } = entry.declaration;
    const alike = this.#findings.standing.filter(
      (remote) =>
        !this.#findings.isTaken(remote.id) &&
        !this.#findings.isOwn(remote, stack) &&
        this.#findings.isMoving(remote, stack) &&
        this.#findings.isCalledAlike(entry, remote),
    );
    const known = this.rivals.get(entry.check) ?? [];
    this.rivals.set(entry.check, [...known, ...alike.map(({ id }) => id)]);
  }

  #findByAddress(entries: readonly Declared[]): void {
    if (entries.length === 0) {
      return;
    }
    const free = this.#findings.standing.filter(({ id }) => !this.#findings.isTaken(id));
    const byAddress = groupBy(free, (remote) => actualAddress(this.#findings.resource, remote));
    const wanted = groupBy(entries, ({ check }) => declaredAddress(this.#findings.resource, check.values));
    for (const [address, rivals] of wanted) {
      if (address === undefined) {
        for (const entry of rivals) {
          const isOwn = (remote: Remote) =>
            this.#findings.situation.kind.rule.ownersOf(remote).join() === entry.declaration.stack;
          const found = free.filter((remote) => isOwn(remote) || this.#findings.isCalledAlike(entry, remote));
          this.#findings.each([entry], () => this.#findAmong(entry, found, false));
        }
        continue;
      }
      const alike = byAddress.get(address) ?? [];
      this.#findByAddressAndName(rivals, alike);
      const others = rivals.filter(({ check }) => !this.#findings.meanings.has(check));
      const found = alike.filter(({ id }) => !this.#findings.isTaken(id));
      for (const entry of others) {
        const isOnly = others.length === 1 && isWholeAddress(this.#findings.resource, entry.check.values);
        this.#findings.each([entry], () => this.#findAmong(entry, found, isOnly));
      }
    }
  }

  /** Finds new checks among several that test the same, or tests of ports: of these the name, but for that of the stack, tells which is which. */
  #findByAddressAndName(entries: readonly Declared[], alike: readonly Remote[]): void {
    const namesakesOf = (entry: Declared) =>
      alike.filter(
        (remote) =>
          this.#findings.isMoving(remote, entry.declaration.stack) &&
          this.#findings.isCalledAlike(entry, remote),
      );
    const pairs = entries.map((entry) => ({ entry, namesakes: namesakesOf(entry) }));
    const claims = groupBy(
      pairs.flatMap(({ namesakes }) => namesakes),
      ({ id }) => id,
    );
    for (const { entry, namesakes } of pairs) {
      const [first] = namesakes;
      if (first && namesakes.length === 1 && claims.get(first.id)?.length === 1) {
        this.#findings.settle(entry, [first]);
      }
    }
    this.#findings.each(
      entries.filter(({ check }) => !this.#findings.meanings.has(check)),
      (entry) => {
        const held = alike.find(
          (remote) => this.#findings.isHeldByMistake(remote) && this.#findings.isCalledAlike(entry, remote),
        );
        if (held !== undefined) {
          throw this.#findings.foreign(entry, held);
        }
      },
    );
  }

  /**
   * Finds what a new check may be, of resources that test the same.
   * @param isOnly whether no other new check tests this
   */
  #findAmong(entry: Declared, found: readonly Remote[], isOnly: boolean): void {
    const { kind, isPurged, adoptByUrl } = this.#findings.situation;
    const { stack } = entry.declaration;
    const ownersOf = (remote: Remote) => kind.rule.ownersOf(remote);
    const others = found.filter((remote) => !this.#findings.isOwn(remote, stack));
    const moved = others.filter((remote) => this.#findings.isMoving(remote, stack));
    const unowned = found.filter((remote) => ownersOf(remote).length === 0);
    const leaving = isPurged(stack) ? found.filter((remote) => ownersOf(remote).join() === stack) : [];
    // What goes for it would be the stack's own, with all its history.
    const isAdopting = adoptByUrl && moved.length === 0 && leaving.length === 0;
    const candidates = isAdopting ? unowned : moved;
    // Another stack may let go of what would move here in the place of that.
    this.#findings.isDisputed ||=
      (others.length > 0 && candidates !== moved) || this.#findings.mayBeAnothers(unowned);
    if (isOnly && candidates.length === 1) {
      this.#findings.settle(entry, candidates);
      return;
    }
    const held = others.find((remote) => this.#findings.isHeldByMistake(remote));
    if (isOnly && held !== undefined) {
      throw this.#findings.foreign(entry, held);
    }
    this.#findings.isDisputed ||= others.length > 0;
    const name = JSON.stringify(labelOf(this.#findings.resource, entry.check));
    if (unowned.length > 0) {
      this.#findings.remarks.beside.push({ stack, text: `${name} beside ${this.#findings.list(unowned)}` });
    }
    const stays = (remote: Remote) =>
      ownersOf(remote).length > 0 &&
      this.#findings.isLetGo(remote, stack) &&
      !ownersOf(remote).every(isPurged);
    const isLeft = (remote: Remote) =>
      stays(remote) || (this.#findings.isUndeclared(remote) && this.#findings.isCalledAlike(entry, remote));
    const left = found.filter(isLeft);
    if (left.length > 0 && declaredAddress(this.#findings.resource, entry.check.values) !== undefined) {
      this.#findings.remarks.undeclared.push({ stack, text: `${name} beside ${this.#findings.list(left)}` });
    }
    const going = [
      ...leaving,
      ...moved,
      ...others.filter((remote) => this.#findings.isHeldByMistake(remote)),
    ];
    this.rivals.set(
      entry.check,
      going.map(({ id }) => id),
    );
    if (leaving.length === 1 || going.length > leaving.length) {
      this.#findings.remarks.instead.push({
        stack,
        text: `${name} in place of ${this.#findings.list(going)}`,
      });
    }
  }

  /** Returns whether something that stacks share goes here, and something new comes that another one may say it has become. */
  #isShareOpen(entries: readonly Declared[]): boolean {
    const { kind, account } = this.#findings.situation;
    return (
      !kind.rule.exclusive &&
      entries.some(({ check }) => !this.#findings.meanings.has(check)) &&
      account.some((remote) => kind.rule.ownersOf(remote).length > 1 && !this.#findings.isTaken(remote.id))
    );
  }
}
