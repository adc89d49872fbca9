import type { Remote } from '../../statuscake/resource.ts';
import { actualAddress, declaredAddress } from '../addresses.ts';
import { type CheckDeclaration, labelOf } from '../declaration.ts';
import { type FormerLabel, formerLabelOf, labelsBefore } from '../former-names.ts';
import { groupBy } from '../group-by.ts';
import {
  bothError,
  formerError,
  misleadingError,
  severalFormerError,
  sharedRenameError,
} from '../identity-errors.ts';
import { OptionError } from '../option-error.ts';
import { byAge } from '../succession.ts';
import type { Declared, Findings, Meaning } from './findings.ts';

/** A check that says it had another name, which nothing bears. */
export interface Unfound {
  readonly stack: string;
  readonly label: string;
  readonly former: string;
  readonly check: CheckDeclaration;
}

/** Finds checks by what they, or their stacks, were called before. */
export class FormerNameSearch {
  readonly #findings: Findings;
  /** What bears the former names that checks declare. */
  readonly #renamed = new Map<CheckDeclaration, Remote>();
  /** Checks whose former names nothing bears. */
  readonly unfound: Unfound[] = [];

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Looks for declared checks that are to be present. */
  find(entries: readonly Declared[]): void {
    this.#findByFormerNames(entries);
    this.#findings.each(entries, (entry) => this.#refuseMisleading(entry));
  }

  #findByFormerNames(entries: readonly Declared[]): void {
    const byLabel = groupBy(entries, ({ check }) => labelOf(this.#findings.resource, check));
    const formerOf = ({ declaration, check }: Declared) =>
      formerLabelOf(this.#findings.resource, declaration, check);
    const claims = groupBy(entries, (entry) => formerOf(entry)?.label);
    // What stacks share has one former name, whichever of them say so.
    const sharersOf = ({ check }: Declared) =>
      this.#findings.situation.kind.rule.exclusive
        ? []
        : (byLabel.get(labelOf(this.#findings.resource, check)) ?? []);
    const sharedMeaning = (entry: Declared) =>
      sharersOf(entry)
        .map(({ check }) => this.#findings.meanings.get(check))
        .find((meaning): meaning is Meaning => meaning !== undefined && !(meaning instanceof OptionError));
    this.#findings.each(entries, (entry) => {
      const former = formerOf(entry);
      const known = this.#findings.meanings.get(entry.check);
      if (former === undefined || known instanceof OptionError) {
        return;
      }
      // Names that were left in place after the rename harm nobody.
      const isThere = this.#findings.namesakesOf(former.label).length > 0;
      const rivals = (claims.get(former.label) ?? []).filter(
        (other) => other !== entry && !sharersOf(entry).includes(other),
      );
      if (isThere && former.isDeclared && rivals.length > 0) {
        throw formerError(this.#findings.resource, former.label, 'the former name of two');
      }
      if (former.isDeclared && byLabel.has(former.label)) {
        throw formerError(this.#findings.resource, former.label, 'declared as well');
      }
      if (known !== undefined || sharedMeaning(entry) === undefined) {
        this.#findByFormerName(entry, former, known?.meant ?? null);
      }
    });
    for (const entry of entries.filter(({ check }) => !this.#findings.meanings.has(check))) {
      const meaning = sharedMeaning(entry);
      if (meaning !== undefined) {
        this.#findings.meanings.set(entry.check, meaning);
      }
    }
  }

  #findByFormerName(entry: Declared, former: FormerLabel, known: Remote | null): void {
    const { declaration, check } = entry;
    const { stack } = declaration;
    const name = labelOf(this.#findings.resource, check);
    const found = this.#candidatesOf(former, stack);
    const [meant] = found;
    if (known !== null) {
      if (meant !== undefined && check.id === null) {
        this.#joinBoth(entry, former, known, found);
      } else if (former.isDeclared && !this.#mayBeLetGo(former.label, stack)) {
        this.#findings.remarks.settled.push({ stack, text: name });
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
    const [other] = this.#findings.namesakesOf(former.label);
    if (other !== undefined) {
      throw this.#whyNotFormer(entry, former.label, other);
    }
    // A name that was left in place has done its work long ago where the stack is renamed now, or was written with its new name.
    const isFound = labelsBefore(this.#findings.resource, declaration, [name, former.label]).some((label) =>
      this.#isFormer(entry, label, this.#candidatesOf({ label, isDeclared: false }, stack)),
    );
    if (!isFound) {
      this.unfound.push({ stack, label: name, former: former.label, check });
    }
  }

  /**
   * Takes what bears the former name of a check, and what bears its present one, for twins, where these may go. Else a rename never leads
   * there, also where it was interrupted: which one is meant is for a person to say.
   */
  #joinBoth(entry: Declared, former: FormerLabel, known: Remote, found: readonly Remote[]): void {
    const { kind, duplicates } = this.#findings.situation;
    const { declaration, check } = entry;
    const namesakes = this.#findings.namesakesOf(labelOf(this.#findings.resource, check));
    const all = [...new Set([known, ...namesakes, ...found])];
    const areOwn = all.every((remote) => kind.rule.ownersOf(remote).join() === declaration.stack);
    if (duplicates === 'error' || !areOwn) {
      const { resource } = this.#findings;
      const held = kind.rule.ownersOf(known).length > 0 ? 'own' : 'foreign';
      const name = labelOf(resource, check);
      const old = found[0] ?? known;
      throw bothError(resource, former.label, old, name, known, former.isDeclared ? undefined : held);
    }
    this.#findings.settle(entry, all.sort(byAge));
  }

  /** Returns whether something of a name may be meant that a stack has of which nothing is known here. */
  #mayBeLetGo(label: string, stack: string): boolean {
    const { kind, holdOf } = this.#findings.situation;
    const isOpen = this.#findings
      .namesakesOf(label)
      .some((remote) =>
        kind.rule.ownersOf(remote).some((owner) => owner !== stack && holdOf(owner) === 'elsewhere'),
      );
    this.#findings.isDisputed ||= isOpen;
    return isOpen;
  }

  /** Takes what bears the former name of a check for it, where there is anything. */
  #isFormer(entry: Declared, label: string, found: readonly Remote[]): boolean {
    const { duplicates, kind } = this.#findings.situation;
    const { stack } = entry.declaration;
    const mayGo =
      duplicates === 'remove' && found.every((remote) => kind.rule.ownersOf(remote).includes(stack));
    if (found.length > 1 && !mayGo) {
      throw severalFormerError(this.#findings.resource, label, found);
    }
    if (found.length > 0) {
      this.#findings.isDisputed ||= this.#findings.mayBeAnothers(found);
      this.#findings.settle(entry, found);
    }
    return found.length > 0;
  }

  /** Returns the resources that a former name can mean; where its stack has another name by now, with that in its place. */
  #candidatesOf({ label, isDeclared }: FormerLabel, stack: string): Remote[] {
    const found = this.#candidatesNamed(label, isDeclared, stack);
    if (found.length > 0 || !isDeclared) {
      return found;
    }
    const names = [...this.#findings.situation.formerNames].flatMap(([from, to]) =>
      labelsBefore(this.#findings.resource, { stack: from, formerName: to }, [label]),
    );
    return names.flatMap((name) => this.#candidatesNamed(name, isDeclared, stack));
  }

  #candidatesNamed(label: string, isDeclared: boolean, stack: string): Remote[] {
    const { rule } = this.#findings.situation.kind;
    const found = this.#findings.namesakesOf(label).filter((remote) => {
      const owners = rule.ownersOf(remote);
      const isOnlyOwn = owners.every((owner) => owner === stack);
      // What nobody has a claim on is meant only where the check itself says so.
      const isMeant = isDeclared
        ? isOnlyOwn || this.#findings.isLetGo(remote, stack)
        : isOnlyOwn && owners.length > 0;
      return isMeant && !this.#findings.isTaken(remote.id);
    });
    return found.sort(byAge);
  }

  /** Returns why a check cannot be the one that bears its former name. */
  #whyNotFormer(entry: Declared, former: string, remote: Remote): OptionError {
    const { kind } = this.#findings.situation;
    if (this.#findings.isTaken(remote.id)) {
      return formerError(this.#findings.resource, former, 'declared as well');
    }
    this.#findings.isDisputed = true;
    return kind.rule.exclusive
      ? this.#findings.foreign(entry, remote)
      : sharedRenameError(kind, 'renamed_from', remote, entry.declaration.stack);
  }

  /**
   * Refuses a former name by which a check would take what is not its own by all that shows, while something of its stack goes that may well
   * be meant: what nobody has, or what tests something else.
   */
  #refuseMisleading({ declaration: { stack }, check }: Declared): void {
    const { kind, isPurged } = this.#findings.situation;
    const meant = this.#renamed.get(check);
    if (meant === undefined || !isPurged(stack)) {
      return;
    }
    const address = declaredAddress(this.#findings.resource, check.values);
    const isAlike = (remote: Remote) =>
      address === undefined || actualAddress(this.#findings.resource, remote) === address;
    if (kind.rule.ownersOf(meant).length > 0 && isAlike(meant)) {
      return;
    }
    const leaving = this.#findings.standing.find(
      (remote) =>
        !this.#findings.isTaken(remote.id) && kind.rule.ownersOf(remote).join() === stack && isAlike(remote),
    );
    if (leaving !== undefined) {
      throw misleadingError(this.#findings.resource, meant, leaving);
    }
  }
}
