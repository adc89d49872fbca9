import {
  isUnset,
  normalise,
  type Remote,
  type Resource,
  readField,
  type Values,
} from '../statuscake/resource.ts';

/**
 * Returns what a declared check tests, in a form in which equal addresses are equal; nothing where that is not declared, or where
 * the kind is known by it anyway.
 */
export function declaredAddress(resource: Resource, values: Values): string | undefined {
  const { address, fields } = resource;
  if (address === undefined) {
    return undefined;
  }
  const parts = fields
    .filter(({ name }) => address.includes(name))
    .map(({ name, type, initial }) => normalise(type, values[name] ?? initial));
  const isDeclared = fields.every(
    ({ name, type, initial }) => !address.includes(name) || !isUnset(type, values[name] ?? initial),
  );
  return isDeclared ? keyOf(parts) : undefined;
}

/** Returns what a resource tests, in the same form. */
export function actualAddress({ address, fields }: Resource, remote: Remote): string | undefined {
  return (
    address &&
    keyOf(fields.filter(({ name }) => address.includes(name)).map((field) => readField(field, remote)))
  );
}

/** Returns whether the address is all that tells what is tested: not where there is a port besides, which no list shows. */
export function isWholeAddress({ needs = [] }: Resource, values: Values): boolean {
  return !needs.some(({ where, is }) => is.includes(String(values[where])));
}

function keyOf(parts: readonly unknown[]): string {
  // A URL with or without the slash after a bare host.
  return JSON.stringify(parts.map((part) => normalise('url', String(part))));
}
