import { diffEntry } from '../../ansible/diff.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Step } from '../../reconcile/plan.ts';
import type { Values } from '../../statuscake/resource.ts';

/**
 * Returns what `--diff` shows of a step. Of what no read shows, such as a password, it says that it is written, and nothing else.
 * @param title the kind of the resource, and what people call it
 */
export function stepDiff(title: string, { resource, changes, before, after }: Step): Json {
  const hidden = resource.fields.filter(({ name, shown }) => shown === 'never' && changes.includes(name));
  const withHidden = (values: Values | null, text: string) =>
    values && { ...values, ...Object.fromEntries(hidden.map(({ name }) => [name, text])) };
  return diffEntry(
    title,
    withHidden(before, '(not shown)') as JsonObject | null,
    withHidden(after, '(not shown, written anew)') as JsonObject | null,
  );
}
