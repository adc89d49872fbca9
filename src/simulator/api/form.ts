/** Forms as the API takes them: `application/x-www-form-urlencoded`, arrays as `name[]=a&name[]=b`. */

import type { EnteredField } from '../account/field-types.ts';

export type FormPairs = readonly (readonly [name: string, text: string])[];

/** Tells whether a `content-type` header announces a form, with or without parameters such as a charset. */
export function isForm(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

/** Takes a form apart, in the order received. */
export function parseForm(body: string): FormPairs {
  return [...new URLSearchParams(body)];
}

/** Collects what a form says about each field, by the field's name without `[]`. */
export function enteredFields(form: FormPairs): Map<string, EnteredField> {
  const fields = new Map<string, EnteredField>();
  for (const [key, text] of form) {
    const bracketed = key.endsWith('[]');
    const name = bracketed ? key.slice(0, -2) : key;
    const earlier = fields.get(name);
    fields.set(name, {
      texts: [...(earlier?.texts ?? []), text],
      bracketed: bracketed || earlier?.bracketed === true,
    });
  }
  return fields;
}
