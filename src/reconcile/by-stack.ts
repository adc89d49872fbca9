import { groupBy } from './group-by.ts';

/** Something of a stack, as a message tells it. */
export interface StackEntry {
  readonly stack: string;
  readonly text: string;
}

/** Tells the first of what stacks have, by stack, and how many more there are: `acme: a, b; globex: c; and 3 more`. */
export function listByStack(entries: readonly StackEntry[], most: number): string {
  const ordered = [...groupBy(entries, ({ stack }) => stack).values()].flat().slice(0, most);
  const texts = [...groupBy(ordered, ({ stack }) => stack)].map(
    ([stack, own]) => `${stack}: ${own.map(({ text }) => text).join(', ')}`,
  );
  const rest = entries.length - ordered.length;
  return [...texts, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}
