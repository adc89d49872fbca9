import { OptionError } from '../reconcile/option-error.ts';
import { hostOf, isStackName } from '../reconcile/ownership.ts';
import { type HeldCheck, urlOf } from './check.ts';
import { within } from './time-limit.ts';

/** What a rule can look at. */
export const SUBJECTS = ['tag', 'host', 'name', 'terraform'] as const;
type Subject = (typeof SUBJECTS)[number];

/** Says which checks belong to which stack: by a pattern, or one by one. */
export interface Rule extends Partial<Readonly<Record<Subject, string | null>>> {
  /** The stack; left out, what the group `stack` of the pattern has matched. */
  readonly stack?: string | null;
  readonly names?: readonly string[] | null;
  readonly ids?: readonly string[] | null;
  /** The only kind that it is about, by the option that declares checks of it. */
  readonly kind?: string | null;
  /** Whether capital and small letters are the same, and the name of the stack gets small ones. */
  readonly lower?: boolean | null;
}

/** What a rule makes of a check. */
export interface Finding {
  readonly stack: string;
  /** Which rule it was, counted from 1. */
  readonly rule: number;
}

/** That no rule makes a stack of a check. */
export interface Unjudged {
  readonly reason: string;
  /** The rule that fits all the same; `null` where none does. */
  readonly rule: number | null;
}

/** Returns what the first rule makes of a check that fits, or why none does. */
export type Judge = (check: HeldCheck) => Finding | Unjudged;

/** So long all rules may take for a check. Those that people write take less than a thousandth of it. */
const JUDGING_MILLISECONDS = 5000;

/** What patterns look at, by the subject of a rule. */
type Subjects = Readonly<Record<Subject, readonly string[]>>;

/**
 * Returns what judges checks by rules, of which the first counts that fits. It throws an OptionError where a pattern takes too long.
 * @param addressesOf the addresses that Terraform has for a check
 * @throws OptionError where a rule says nothing that could be judged by
 */
export function judgeBy(
  rules: readonly Rule[],
  addressesOf: (check: HeldCheck) => readonly string[] = () => [],
): Judge {
  const readings = rules.map(readRule);
  const judge = (check: HeldCheck, begin: (index: number) => void): ReturnType<Judge> => {
    const strange: Unjudged[] = [];
    const subjects: Subjects = {
      tag: Array.isArray(check.remote.tags) ? check.remote.tags.map(String) : [],
      host: [urlOf(check)].flatMap((url) => (url === null ? [] : [hostOf(url)])),
      name: check.kind.resource.identity === 'name' ? [check.label] : [],
      terraform: addressesOf(check),
    };
    for (const [index, read] of readings.entries()) {
      begin(index);
      const stack = read(check, subjects);
      if (stack !== undefined && isStackName(stack)) {
        return { stack, rule: index + 1 };
      }
      if (stack !== undefined) {
        const reason = `rule ${index + 1} makes ${JSON.stringify(stack)} of it, which no stack can be called`;
        strange.push({ reason, rule: index + 1 });
      }
    }
    return strange[0] ?? { reason: 'no rule fits', rule: null };
  };
  return (check) => {
    let current = 0;
    const begin = (index: number) => {
      current = index;
    };
    const finding = within(JUDGING_MILLISECONDS, () => judge(check, begin), null);
    if (finding === null) {
      throw new OptionError(
        'rules',
        `rule ${current + 1} takes too long on the ${check.kind.resource.kind} with ID ${check.remote.id}: a pattern in which what repeats is ` +
          'repeated itself, such as (a+)+, tries every way to divide a text; write it with one repetition',
      );
    }
    return finding;
  };
}

/** Returns the name of the stack that a check belongs to, if a rule fits. */
type Reading = (check: HeldCheck, subjects: Subjects) => string | undefined;

function readRule(rule: Rule, index: number): Reading {
  const { stack = null, names, ids, lower } = rule;
  const refuse = (reason: string): never => {
    throw new OptionError('rules', `rule ${index + 1} ${reason}`);
  };
  const given = SUBJECTS.filter((subject) => (rule[subject] ?? null) !== null);
  const isList = (names ?? ids ?? null) !== null;
  if (given.length + Number(isList) !== 1) {
    refuse(`needs one of ${SUBJECTS.join(', ')}, or names and ids: ${JSON.stringify(withoutNulls(rule))}`);
  }
  if (stack !== null && !isStackName(stack)) {
    refuse(
      `has the stack ${JSON.stringify(stack)}, and names may have letters, digits, '.', '_' and '-' only`,
    );
  }
  const [subject] = given;
  if (subject === undefined) {
    if (stack === null) {
      refuse('has names or ids, and so needs a stack');
    }
    const fits = ({ label, remote }: HeldCheck) =>
      names?.includes(label) === true || ids?.includes(remote.id) === true;
    return (check) => (stack !== null && isOfKind(rule, check) && fits(check) ? stack : undefined);
  }
  const pattern = compile(String(rule[subject]), lower === true, refuse);
  if (stack === null && !pattern.source.includes('(?<stack>')) {
    refuse(`has a pattern without a group (?<stack>…), and no stack: ${pattern.source}`);
  }
  return (check, subjects) => {
    if (!isOfKind(rule, check)) {
      return undefined;
    }
    for (const text of subjects[subject]) {
      const match = pattern.exec(text);
      const found = stack ?? match?.groups?.stack;
      if (match && found) {
        return lower ? found.toLowerCase() : found;
      }
    }
    return undefined;
  };
}

/** Returns whether a rule is about checks of such a kind. */
export function isOfKind({ kind }: Rule, check: HeldCheck): boolean {
  return (kind ?? null) === null || check.kind.option === kind;
}

/** Named groups as Python writes them are understood as well. */
function compile(text: string, ignoresCase: boolean, refuse: (reason: string) => never): RegExp {
  // Python's way, which JavaScript does not have.
  if (/\(\?[a-z]*i[a-z]*\)/.test(text)) {
    refuse(`has ${/\(\?[a-z]+\)/.exec(text)?.[0]} in its pattern: take it out, and use lower: true`);
  }
  try {
    return new RegExp(text.replaceAll('(?P<', '(?<'), ignoresCase ? 'iu' : 'u');
  } catch (error) {
    return refuse(`has a pattern that is none: ${(error as Error).message}`);
  }
}

/** Returns a rule as it was written, as far as anybody can tell. */
export function withoutNulls(rule: Rule): object {
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null && value !== false));
}
