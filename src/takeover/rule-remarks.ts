import { groupBy } from '../reconcile/group-by.ts';
import { listFirst } from '../reconcile/listing.ts';
import type { HeldCheck } from './check.ts';
import { type Finding, isOfKind, type Rule, type Unjudged, withoutNulls } from './rules.ts';

/** So many names and IDs of a rule are told. */
const MOST_ENTRIES = 10;

/** So many characters of a rule are told. */
const MOST_CHARACTERS = 200;

/**
 * Returns what people should know of their rules: those by which nothing goes, what they list and the account does not have, and what is
 * listed twice. Pure.
 */
export function remarksOnRules(
  rules: readonly Rule[],
  findings: ReadonlyMap<HeldCheck, Finding | Unjudged>,
): string[] {
  const used = new Set([...findings.values()].map(({ rule }) => rule));
  const checks = [...findings.keys()];
  const lists = rules.map((rule) => entriesOf(rule, checks));
  const unused = rules.flatMap((rule, index) => {
    const missing = lists[index]?.filter(({ found }) => found.length === 0).map(({ text }) => text) ?? [];
    if (missing.length > 0) {
      return [`rule ${index + 1} lists what the account does not have: ${listFirst(missing, MOST_ENTRIES)}`];
    }
    return used.has(index + 1)
      ? []
      : [`no check goes by rule ${index + 1}, as none fits or rules before it fit: ${textOf(rule)}`];
  });
  const listed = lists.flatMap((entries, index) =>
    entries.flatMap(({ text, found }) => found.map((check) => ({ text, check, number: index + 1 }))),
  );
  const repeated = [...groupBy(listed, ({ check }) => check).values()].flatMap((entries) => {
    const numbers = [...new Set(entries.map(({ number }) => number))];
    return numbers.length > 1
      ? [`${entries[0]?.text} is listed by the rules ${numbers.join(' and ')}: the first counts`]
      : [];
  });
  return [...unused, ...new Set(repeated)];
}

/** Returns what a rule lists, each with the checks that it means. */
function entriesOf(rule: Rule, checks: readonly HeldCheck[]) {
  const own = checks.filter((check) => isOfKind(rule, check));
  const byId = groupBy(own, ({ remote }) => remote.id);
  const byName = groupBy(own, ({ label }) => label);
  return [
    ...(rule.ids ?? []).map((id) => ({ text: `ID ${id}`, found: byId.get(id) ?? [] })),
    ...(rule.names ?? []).map((name) => ({ text: JSON.stringify(name), found: byName.get(name) ?? [] })),
  ];
}

function textOf(rule: Rule): string {
  const text = JSON.stringify(withoutNulls(rule));
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
