/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Returns the same as JSON has it: of an object that is read-only, or of a type of its own, a copy. */
export function toJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
