import type { Resource } from '../statuscake/resource.ts';
import { listByStack, type StackEntry } from './by-stack.ts';

/** What the user should know of checks that stacks declare. */
export interface Remarks {
  /** Resources that no stack has a claim on, of a name that is declared absent: a sentence each. */
  readonly staying: StackEntry[];
  /** Checks that bear their new name, so that their former one means nothing any more. */
  readonly settled: StackEntry[];
  /** Checks that are new, since nothing bears their former name either. */
  readonly missing: StackEntry[];
  /** Checks that are new, although something that no stack has tests the same. */
  readonly beside: StackEntry[];
  /** Checks that are new, although something of a stack stays that tests the same, and that nobody declares. */
  readonly undeclared: StackEntry[];
  /** Checks that are new, while something goes that tests the same or is called alike, of their stack or of another. */
  readonly instead: StackEntry[];
}

/** Returns remarks of which there are none yet. */
export function noRemarks(): Remarks {
  return { staying: [], settled: [], missing: [], beside: [], undeclared: [], instead: [] };
}

/** So many checks are told in a warning. */
const ENTRIES_IN_WARNING = 10;

/**
 * Returns a warning for each sort of remark on checks of a kind.
 * @param list tells the checks in a row
 */
export function notesOf(
  { kind }: Resource,
  remarks: Remarks,
  list = (entries: readonly StackEntry[]) => listByStack(entries, ENTRIES_IN_WARNING),
): string[] {
  const note = (entries: readonly StackEntry[], what: string, advice: string) =>
    entries.length === 0 ? [] : [`${what}: ${list(entries)}${advice}`];
  return [
    ...remarks.staying.map(({ text }) => text),
    ...note(
      remarks.beside,
      `new ${kind}s beside others of no stack that test the same`,
      '. To go on with the older one and its history, give its id, its name as renamed_from, or adopt_by_url=true, which takes one where it is the only one',
    ),
    ...note(
      remarks.undeclared,
      `new ${kind}s beside others that test the same, and that nobody declares`,
      '. To go on with the older one and its history, give its name as renamed_from; where its stack is not declared either, declare that in the same run, with an empty list of that kind',
    ),
    ...note(
      remarks.instead,
      `new ${kind}s while others go that may be the same`,
      '. To go on with the older one and its history, give its name as renamed_from',
    ),
    ...note(
      remarks.missing,
      `new ${kind}s, since there is nothing either of the name that renamed_from gives`,
      '',
    ),
    ...note(remarks.settled, `renamed_from has done its work, so it can be taken out, of the ${kind}s`, ''),
  ];
}
