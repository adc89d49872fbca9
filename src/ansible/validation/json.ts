import type { Json, JsonObject } from '../../json.ts';

// Python gives up at a recursion depth of 1000; ours has to stay below JavaScript's own limit.
const DEEPEST_NESTING = 900;

/** Returns whether a value is what Python calls a dict. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns an object without a prototype, in which `__proto__` and `constructor` are keys like any other. */
export function emptyObject(): JsonObject {
  return Object.create(null);
}

/** Returns a deep copy whose objects have no prototype. Throws a RangeError for a value nested too deeply. */
export function copy<T extends Json>(value: T): T;
export function copy(value: Json): Json {
  return copyAt(value, 0);
}

function copyAt(value: Json, depth: number): Json {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth > DEEPEST_NESTING) {
    throw new RangeError('the value is nested too deeply');
  }
  if (Array.isArray(value)) {
    return value.map((element) => copyAt(element, depth + 1));
  }
  const copied = emptyObject();
  for (const [key, element] of Object.entries(value)) {
    copied[key] = copyAt(element, depth + 1);
  }
  return copied;
}
