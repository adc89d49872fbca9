/** What forms and queries carry as text, as the values that their schemas speak of. */

import type { Schema } from './schemas.ts';

/**
 * Returns the value that a text stands for by its schema's type, and the text itself where it stands for none: then the
 * schema refuses it. Booleans are `true` and `false`, nothing else.
 */
export function typedValue(text: string, { type }: Schema): unknown {
  if (type === 'integer' || type === 'number') {
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  }
  if (type === 'boolean') {
    return text === 'true' ? true : text === 'false' ? false : text;
  }
  return text;
}

/**
 * Returns the object that a form stands for. An array is `name[]` for each value, and empty as one `name[]=`; a name that
 * does not fit its property's type, with `[]` or without, stays as it is, so that the closed schema refuses it.
 */
export function objectOf(
  form: readonly (readonly [name: string, text: string])[],
  propertyOf: (name: string) => Schema | undefined,
): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [key, text] of form) {
    const name = key.replace(/\[\]$/, '');
    const property = propertyOf(name);
    if (property?.type === 'array' && name !== key) {
      const values = (object[name] as unknown[] | undefined) ?? [];
      object[name] = values.concat(text === '' ? [] : [typedValue(text, property.items as Schema)]);
    } else if (property === undefined || property.type === 'array' || key in object) {
      object[`${key} (${key in object ? 'again' : 'unknown or not an array'})`] = text;
    } else {
      object[key] = typedValue(text, property);
    }
  }
  return object;
}
