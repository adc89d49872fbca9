import type { Entry } from './collection.ts';
import type { Json, JsonObject, Resource } from './resource.ts';

/**
 * Renders an entry as a read returns it: fields in the order of the table, unset and write-only ones left out.
 * @param omitted names of fields to leave out besides
 */
export function render(
  entry: Entry,
  resource: Resource,
  extent: 'overview' | 'whole',
  omitted: readonly string[] = [],
): JsonObject {
  const rendered: Record<string, Json> = { id: entry.id };
  for (const field of resource.fields) {
    const value = entry[field.name];
    const shown = !field.writeOnly && !omitted.includes(field.name) && (extent === 'whole' || field.overview);
    if (shown && value !== undefined) {
      rendered[field.readName ?? field.name] = field.readShape?.(value) ?? value;
    }
  }
  return rendered;
}
