import type { Field, Resource } from '../account/resource.ts';
import type { Entry, Json, JsonObject, Value } from '../account/values.ts';

/** Returns what a field of an entry is at a time in milliseconds; nothing when it is unset. */
export function fieldValue(entry: Entry, field: Field, now: number): Value | undefined {
  return field.computed?.(entry, now) ?? entry[field.name];
}

/**
 * Renders an entry as a read returns it: fields in the order of the table, unset and write-only ones left out.
 * @param now the time in milliseconds, by which some fields are computed
 * @param omitted names, when read, of fields to leave out besides
 */
export function render(
  entry: Entry,
  resource: Resource,
  extent: 'overview' | 'whole',
  now: number,
  omitted: readonly string[] = [],
): JsonObject {
  const rendered: Record<string, Json> = { id: entry.id };
  for (const field of resource.fields) {
    const value = fieldValue(entry, field, now);
    const readName = field.readName ?? field.name;
    const shown = !field.writeOnly && !omitted.includes(readName) && (extent === 'whole' || field.overview);
    if (shown && value !== undefined) {
      rendered[readName] = field.readShape?.(value, entry) ?? value;
    }
  }
  return rendered;
}
