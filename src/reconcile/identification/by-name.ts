import { identityOf, type Remote } from '../../statuscake/resource.ts';
import { labelOf } from '../declaration.ts';
import { duplicatesError, nameOf, sharedRenameError } from '../identity-errors.ts';
import { OptionError } from '../option-error.ts';
import { byAge } from '../succession.ts';
import type { Declared, Findings } from './findings.ts';

/** Finds checks by their IDs and names, and last where these are those of another stack that has let go of them. */
export class NameSearch {
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Looks for declared checks, those that are to be present first. */
  find(entries: readonly Declared[]): void {
    const findings = this.#findings;
    findings.each(findings.unknown(entries), (entry) =>
      entry.check.id === null ? this.#findByName(entry) : this.#findById(entry, entry.check.id),
    );
    findings.each(findings.unknown(entries), (entry) => this.#takeOver(entry));
  }

  #findById(entry: Declared, id: string): void {
    const { stack, state } = entry.declaration;
    const meant = this.#findings.standingFor(id);
    if (meant === undefined && state === 'present') {
      throw new OptionError(
        'id',
        `there is no ${this.#findings.resource.kind} with id ${id}: leave id out to create one`,
      );
    }
    if (meant === undefined || !this.#findings.isOwn(meant, stack)) {
      return;
    }
    const { kind } = this.#findings.situation;
    const isRenamed =
      identityOf(this.#findings.resource, meant) !== labelOf(this.#findings.resource, entry.check);
    const isShared = kind.rule.ownersOf(meant).some((owner) => owner !== stack);
    if (
      state === 'present' &&
      isRenamed &&
      isShared &&
      entry.check.values[this.#findings.resource.identity] !== undefined
    ) {
      this.#findings.isDisputed = true;
      throw sharedRenameError(kind, 'id', meant, stack);
    }
    this.#findings.settle(entry, [meant]);
  }

  #findByName(entry: Declared): void {
    const { kind, duplicates } = this.#findings.situation;
    const { stack, state } = entry.declaration;
    const label = labelOf(this.#findings.resource, entry.check);
    const namesakes = this.#findings.namesakesOf(label);
    // A name alone shows that something is another stack's only as long as tags of other kinds show that stack.
    const isTold = state === 'absent' && this.#findings.resource.tagField === undefined;
    const own = namesakes.filter((remote) => isTold || this.#findings.isOwn(remote, stack));
    if (own.length === 0) {
      return;
    }
    if (state === 'absent') {
      // An unclaimed resource may be somebody's own: a name alone is no reason to delete it.
      const isClaimed = (remote: Remote) => kind.rule.ownersOf(remote).includes(stack);
      for (const remote of own.filter((candidate) => !isClaimed(candidate))) {
        const text = `${nameOf(this.#findings.resource, remote)} stays, since it ${kind.rule.unclaimed}: give its id to delete it`;
        this.#findings.remarks.staying.push({ stack, text });
      }
      this.#findings.settle(entry, own.filter(isClaimed).sort(byAge));
      return;
    }
    if (own.length > 1 && duplicates === 'error') {
      throw duplicatesError(this.#findings.resource, label, own);
    }
    this.#findings.settle(entry, own.sort(byAge));
  }

  /** Takes what is meant by ID or name where it was another stack's that has let go of it. */
  #takeOver(entry: Declared): void {
    const { declaration, check } = entry;
    const found =
      check.id === null
        ? this.#findings.namesakesOf(labelOf(this.#findings.resource, check))
        : [this.#findings.standingFor(check.id)];
    const [other] = found;
    if (other === undefined) {
      return;
    }
    const isMove =
      found.length === 1 &&
      declaration.state === 'present' &&
      this.#findings.isLetGo(other, declaration.stack);
    if (!isMove) {
      throw this.#findings.foreign(entry, other);
    }
    this.#findings.settle(entry, [other]);
  }
}
