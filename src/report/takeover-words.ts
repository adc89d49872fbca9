import type { Json } from '../json.ts';
import { oneLine } from '../one-line.ts';
import { shownName } from '../takeover/check.ts';
import type { CheckFacts, TakeoverFacts } from '../takeover/facts.ts';

/** A part of the report of a takeover that is a list. */
export interface ListSection {
  readonly title: string;
  readonly about: string;
  readonly lines: readonly string[];
  /** Whether these are commands, to be copied as they are. */
  readonly isCode?: true;
}

/** What a terminal or an editor obeys instead of showing it, but for a space. */
const UNSHOWN = /[\p{C}\p{Zl}\p{Zp}]/u;

/**
 * Returns what is told as a report shows it: texts on one line and without characters that a terminal or an editor obeys, and names in
 * quotes where they begin or end with a space.
 */
export function shownFacts(facts: TakeoverFacts): TakeoverFacts {
  const show = (key: string, value: unknown) =>
    typeof value === 'string' ? oneLine(key === 'name' ? shownName(value) : value) : value;
  // A command is to be copied as it is.
  const stateRemovals = facts.stateRemovals.map((line) => (UNSHOWN.test(line) ? oneLine(line) : line));
  return { ...JSON.parse(JSON.stringify(facts), show), stateRemovals };
}

/** Returns what people call a check, with what to find it by. */
export function labelOf({ kind, name, id }: CheckFacts): string {
  return `${kind} ${name} (ID ${id})`;
}

function ofStack(stack: string | null): string {
  return stack === null ? '' : ` of ${stack}`;
}

/** What there is to look at before anything is taken over, as lists; without those in which nothing is. */
export function listSections(facts: TakeoverFacts): ListSection[] {
  const { unassigned, paused, oddities, ruleRemarks, passwords, left, stateRemovals, terraform } = facts;
  const nobodys = unassigned.filter(({ known }) => !known);
  const staying = terraform.filter(({ stack }) => stack === null);
  const sections: ListSection[] = [
    {
      title: 'Rules to look at',
      about: 'Nothing goes by them, or not as it seems.',
      lines: ruleRemarks,
    },
    {
      title: 'Of nobody',
      about:
        'They stay as they are, and no stack ever touches them, unless the reason says otherwise. A rule gives them to a stack; those that are to stay can be listed in statuscake_stack_unmanaged.',
      lines: nobodys.map((check) => `${labelOf(check)}: ${check.reason}`),
    },
    {
      title: 'Paused',
      about: 'They stay paused, since their declarations say so.',
      lines: paused.map((check) => `${labelOf(check)}${ofStack(check.stack)}`),
    },
    {
      title: 'Odd',
      about: 'They are taken over as they are.',
      lines: oddities.map(({ stack, text }) => `${stack}: ${text}`),
    },
    {
      title: 'Passwords',
      about:
        'They keep what they have, as it cannot be read, or is not to be written down: a password or a key in a URL, in a header or in what is sent. What to fill in to declare one stands in a comment beside the check. A test made by hand may have a password that nothing tells of; it keeps that as well.',
      lines: passwords.map(
        ({ stack, option, username, ...check }) =>
          `${labelOf(check)}${ofStack(stack)}: ${option}${username === null ? '' : `, with basic_username ${username}`}`,
      ),
    },
    {
      title: 'Left out',
      about: 'These options keep what the account holds, and cannot be declared.',
      lines: left.map(
        ({ stack, option, reason, ...check }) => `${labelOf(check)}${ofStack(stack)}, ${option}: ${reason}`,
      ),
    },
    {
      title: 'To be forgotten by Terraform',
      about:
        'Run these where its state is, once the stacks are taken over. They change nothing in StatusCake.',
      lines: stateRemovals,
      isCode: true,
    },
    {
      title: 'Left to Terraform',
      about: 'No stack declares these.',
      lines: staying.map(({ address, id, gone }) =>
        gone
          ? `${address}: the account does not have its ID ${id}, so Terraform would make it anew`
          : `${address}${id === null ? ': that file has no ID of it, so nobody can tell which it is' : ''}`,
      ),
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** Returns what is to be said of IDs in the declarations. */
export function idsSentence({ counts, stacks }: TakeoverFacts): string {
  if (stacks.length === 0) {
    return 'No rule gives any check to a stack.';
  }
  const without = stacks.filter(({ ids }) => ids === 0).map(({ stack }) => stack);
  if (counts.ids === 0) {
    return 'Every check carries the tag of its stack, so no declaration needs an ID any more.';
  }
  const { ids, kept_ids: kept } = counts;
  const declare = `${ids} ${ids === 1 ? 'declaration has' : 'declarations have'} an ID`;
  if (ids === kept) {
    return `${declare}, which stays, since nothing else tells which check is meant. All others carry the tag of their stack.`;
  }
  const butFor = kept === 0 ? '' : `, but for ${kept} of checks that nothing else tells`;
  const rest = without.length === 0 ? '' : ` Of ${without.join(', ')} none is needed any more.`;
  return `${declare}, which the first run goes by. IDs can go once the checks carry the tag of their stack${butFor}.${rest}`;
}

/** What to do about twins. */
export const ABOUT_TWINS =
  'They test the same. Of a stack all are declared: to be rid of one, take it out of the variables after the takeover. The oldest has the longest history.';

/** Returns a value as people read it in a line. */
export function valueText(value: Json): string {
  return oneLine(
    Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : JSON.stringify(value),
  );
}
