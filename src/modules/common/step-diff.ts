import { diffEntry } from '../../ansible/diff.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Step } from '../../reconcile/plan.ts';
import type { Values } from '../../statuscake/resource.ts';
import type { Lookup } from './references.ts';

/**
 * Returns what `--diff` shows of a step. Of what no read shows, such as a password, it says that it is written, and nothing else.
 * @param title the kind of the resource, and what people call it
 * @param names those of the resources that it refers to by their IDs, as far as they were read
 */
export function stepDiff(title: string, step: Step, names: Lookup['names']): JsonObject {
  const { resource, action, changes, before, after } = step;
  const hidden = resource.fields.filter(({ name, shown }) => shown === 'never' && changes.includes(name));
  const shown = (values: Values | null, text: string) =>
    values && {
      ...withNames(values, names),
      ...Object.fromEntries(hidden.map(({ name }) => [name, text])),
    };
  return diffEntry(
    title,
    shown(before, '(not shown)') as JsonObject | null,
    shown(after, '(not shown, written anew)') as JsonObject | null,
    action === 'recreated' ? 'replaced: its history is lost' : undefined,
  );
}

/** Values with the names of what they refer to by ID. */
function withNames(values: Values, names: Lookup['names']): Values {
  const named = [...names].flatMap(([option, known]): [string, Json][] => {
    const ids = values[option];
    return Array.isArray(ids) ? [[option, ids.map((id) => known.get(String(id)) ?? id).sort()]] : [];
  });
  return { ...values, ...Object.fromEntries(named) };
}
