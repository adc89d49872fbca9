import type { JsonObject } from '../json.ts';

/** Where Python's `splitlines()` ends a line, by which Ansible divides what a module prints, as far as JSON leaves it as it is. */
const LINE_ENDS = /[\u0085\u2028\u2029]/g;

/** Returns what a module prints: its result as JSON on one line, whatever is in it. */
export function outputOf(result: JsonObject): string {
  const text = JSON.stringify(result).replace(
    LINE_ENDS,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${text}\n`;
}
