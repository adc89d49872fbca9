/** A value of a form field; an array is sent as `name[]=a&name[]=b`. */
export type FormValue = string | number | boolean | readonly string[];
export type Form = Readonly<Record<string, FormValue>>;

/**
 * Encodes fields as `application/x-www-form-urlencoded`, the only body the API understands. Booleans become
 * `true`/`false`; an empty array becomes `name[]=` and an empty string `name=`, which clear the field (API reference).
 */
export function encodeForm(form: Form): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    if (typeof value !== 'object') {
      pairs.append(name, String(value));
    } else if (value.length === 0) {
      pairs.append(`${name}[]`, '');
    } else {
      for (const item of value) {
        pairs.append(`${name}[]`, item);
      }
    }
  }
  return pairs.toString();
}

/** A query parameter; `true` is a bare flag such as `nouptime`, `false` leaves it out. */
export type Query = Readonly<Record<string, string | number | boolean>>;

/** Encodes a query with its leading `?`, or `''` when there is nothing in it. Bare flags carry no `=` (API reference). */
export function encodeQuery(query: Query): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== false)
    .map(([name, value]) =>
      value === true ? encodeURIComponent(name) : `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
    );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
