import type { TextType } from '../account/field-types.ts';

/** Reads one parameter of a query, if it is there, and adds to `errors` why it is refused. */
export type ReadParameter = <V>(name: string, type: TextType<V>) => V | undefined;

/** Returns a reader of a query's parameters that collects in `errors` the reasons of those refused. */
export function queryReader(query: URLSearchParams): {
  read: ReadParameter;
  errors: Record<string, string[]>;
} {
  const errors: Record<string, string[]> = {};
  const read: ReadParameter = (name, type) => {
    const text = query.get(name);
    if (text === null) {
      return undefined;
    }
    const reading = type(text);
    if ('refused' in reading) {
      errors[name] = [reading.refused];
      return undefined;
    }
    return reading.value;
  };
  return { read, errors };
}
